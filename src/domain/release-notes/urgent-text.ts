/** What stands below a heading for what requires action need not say so once more. */

/** Only with what sets it apart: "Action required for clusters with X" is part of the sentence. */
const saying =
  /^[\s>]{0,9}(?:[[(*_"'`]{0,4}\s?actions?[\s_-]{1,3}required\s?[\])*_"'`]{0,4}\s?(?:[:：!.]|[-–—]{1,3}(?=\s)|\n)\s?[*_\])]{0,3}|[[(]\s?actions?[\s_-]{1,3}required\s?[\])]|(\*\*|__)\s?actions?[\s_-]{1,3}required\s?\1)[:：]?\s*/i;

/** @param text Markdown of its author. One that says nothing else stays */
export function withoutSayingSo(text: string): string {
  let rest = text;
  // Some say it twice, with the heading of a list and in it.
  for (let times = 0; times < 3; times++) {
    const next = rest.replace(saying, '');
    if (next === rest) break;
    rest = next;
  }
  return /[\p{L}\p{N}]/u.test(rest) ? rest : text;
}
