/** Makes a long text fit. */

const fence = /^ {0,3}(?:```|~~~)/gm;

/**
 * At a place where a reader expects an end.
 * @param most characters of the result, as UTF-16 counts them
 * @param note stands at the end of what was cut, as a paragraph of its own
 */
export function shortened(text: string, most: number, note: string): string {
  if (text.length <= most) return text;
  const end = `\n\n${note}`;
  const room = Math.max(0, most - end.length - closing.length);
  const kept = text.slice(0, room);
  // A paragraph, or else a line, or else a word: unless too much would go with it.
  const cut = ['\n\n', '\n', ' '].map((mark) => kept.lastIndexOf(mark)).find((at) => at > room / 2) ?? room;
  const whole = kept
    .slice(0, cut)
    .replace(/[\ud800-\udbff]$/, '')
    .trimEnd();
  const isInCode = (whole.match(fence)?.length ?? 0) % 2 === 1;
  return `${whole}${isInCode ? closing : ''}${end}`.slice(0, most);
}

const closing = '\n```';

/** So many characters, none of them torn, and an ellipsis for the rest. For one line. */
export function cutAfter(text: string, most: number): string {
  const characters = [...text];
  return characters.length > most ? `${characters.slice(0, most).join('').trimEnd()}…` : text;
}
