/** Text from elsewhere, made safe for Markdown: it stays one line of plain text and mentions nobody. */

/**
 * Entities are escaped too, because `&#64;` becomes an `@` after the text was read; and whatever at the
 * beginning would start a list. A web address stays one, and shows where it leads.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&')
    .replace(/^([-+=]|\d+(?=[.)]))/, (start) =>
      /\d/.test(start) ? start : `\\${start}`,
    )
    .replaceAll('@', '@\u200b');
}
