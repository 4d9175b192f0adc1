/** Text as people read it in Slack, made from the text as Slack stores it. */

/** `<url|label>` is its label, `<#C1|general>` is #general, `&lt;` is <; what is not known stays an id. */
export function readable(text: string): string {
  return text
    .replace(/<!date\^[^>|]*\|([^>]*)>/g, '$1')
    .replace(/<#([A-Z0-9]+)\|([^>]*)>/g, (_, id: string, name: string) => `#${name === '' ? id : name}`)
    .replace(
      /<[@!](?:subteam\^)?([^>|]+)(?:\|@?([^>]*))?>/g,
      (_, id: string, name?: string) => `@${name || id}`,
    )
    .replace(/<#([A-Z0-9]+)>/g, '#$1')
    .replace(/<([^>|]*)\|([^>]*)>/g, '$2')
    .replace(/<([^>]*)>/g, '$1')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}
