/** What strangers wrote, fit for a terminal: it may not command it. */

/** @param text one line, or a part of one */
export function harmless(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}]/gu, ' ');
}
