/** Messages in which a word at the beginning of a line says what the line and those after it are. Pure. */

/** More of one message nobody means. */
const most = 20;

/** A word was matched, and what stands behind it, with the lines that follow until the next word. */
export interface Headed {
  word: RegExpExecArray;
  text: string;
}

/**
 * Nothing where the message does not begin with such a word: then it is talk, whatever its later lines look like.
 * @param word matches a whole line that begins anew; its last group is what stands behind the word
 */
export function headedIn(message: string, word: RegExp): Headed[] {
  const found: { word: RegExpExecArray; lines: string[] }[] = [];
  for (const line of message.trim().split(/\r\n?|\n/)) {
    const match = word.exec(line);
    const last = found.at(-1);
    if (match) found.push({ word: match, lines: [match.at(-1) ?? ''] });
    else if (last) last.lines.push(line);
    else return [];
  }
  return found
    .slice(0, most)
    .map(({ word, lines }) => ({ word, text: lines.join('\n').trim() }))
    .filter(({ text }) => text !== '');
}
