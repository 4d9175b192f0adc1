/** Text from elsewhere, made safe for Markdown: it cannot become a link, a tag or a mention. */

export function escapeMarkdown(text: string): string {
  return text
    .replace(/[\\`*_{}[\]<>|#~]/g, (character) => `\\${character}`)
    .replace(/\s*\n\s*/g, ' ')
    .replaceAll('@', '@\u200b');
}
