/** Splits a text that comes in pieces at its line feeds, and at nothing else: what people write has other ends of lines. */
import { StringDecoder } from 'node:string_decoder';
import { BackupFault } from './format.js';

/** No row is as long; what has no ends of lines is something else. Characters. */
const longest = 256 * 1024 * 1024;

/** @throws BackupFault when a line has no end */
export async function* linesIn(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let pieces: string[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    const [first = '', ...more] = decoder.write(Buffer.from(chunk)).split('\n');
    pieces.push(first);
    length += first.length;
    if (length > longest) throw new BackupFault('It is not a backup of Signalman.');
    for (const piece of more) {
      yield pieces.join('');
      pieces = [piece];
      length = piece.length;
    }
  }
  const last = pieces.join('') + decoder.end();
  if (last !== '') yield last;
}
