/** Text from elsewhere, made safe for Markdown: it stays one line of plain text and mentions nobody. */

/** Marks that turn the rest of a line around: they would let a title rewrite what stands beside it. */
const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Entities are escaped too, because `&#64;` becomes an `@` once the text has been read; and so is whatever
 * would begin a list. A web address stays one, and shows where it leads.
 */
export function escapeMarkdown(text: string): string {
  return text
    .replace(turning, '')
    .replace(/\s*[\r\n]+\s*/g, ' ')
    .trim()
    .replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&')
    .replace(/^[-+]/, '\\$&')
    .replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2')
    .replaceAll('@', '@\u200b');
}
