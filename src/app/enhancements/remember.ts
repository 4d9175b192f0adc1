/** Parses each document once for each of its texts: an issue that changes does not change the documents. */
import { createHash } from 'node:crypto';
import type { Parsed } from '../../domain/enhancement/enhancement.js';
import type { DocumentParsers } from '../ports/enhancement.js';

/** So many documents are remembered, those that were used last: a milestone has some hundreds. */
const most = 2000;

export function remembering({ kep, readme, prr }: DocumentParsers): DocumentParsers {
  return { kep: remembered(kep), readme: remembered(readme), prr: remembered(prr) };
}

function remembered<T>(
  parse: (text: string, file: string) => Parsed<T>,
): (text: string, file: string) => Parsed<T> {
  const known = new Map<string, { hash: string; parsed: Parsed<T> }>();
  return (text, file) => {
    const hash = createHash('sha256').update(text).digest('base64');
    const before = known.get(file);
    const parsed = before?.hash === hash ? before.parsed : parse(text, file);
    // Set anew, it is the last one in the order of the map.
    known.delete(file);
    known.set(file, { hash, parsed });
    const [oldest] = known.keys();
    if (known.size > most && oldest !== undefined) known.delete(oldest);
    return parsed;
  };
}
