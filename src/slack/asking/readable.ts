/** Text as people read it in Slack, made from the text as Slack stores it. */

/**
 * `<url|label>` is its label, `<#C1|general>` is #general, `&lt;` is <; what is not known stays an id.
 * A bracket never reaches over another one, so that a text of nothing but brackets takes no longer than any other.
 */
export function readable(text: string): string {
  return unescaped(
    text
      .replace(/<!date\^[^<>|]*\|([^<>]*)>/g, '$1')
      .replace(/<#([A-Z0-9]+)\|([^<>]*)>/g, (_, id: string, name: string) => `#${name === '' ? id : name}`)
      .replace(
        /<[@!](?:subteam\^)?([^<>|]+)(?:\|@?([^<>]*))?>/g,
        (_, id: string, name?: string) => `@${name || id}`,
      )
      .replace(/<#([A-Z0-9]+)>/g, '#$1')
      .replace(/<([^<>|]*)\|([^<>]*)>/g, '$2')
      .replace(/<([^<>]*)>/g, '$1'),
  );
}

export const unescaped = (text: string): string =>
  text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');

/** Slack gives text back with its own spacing, marks and names of emoji; what people read in it is what counts. */
export const plain = (text: string): string =>
  readable(text)
    .replace(/:[a-z0-9_+-]+:|\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}/gu, '')
    .replace(/\u200d|\ufe0f|\u20e3/g, '')
    .replace(/[\s\u00a0]+/g, ' ')
    .trim();
