/** How much of a document is read: what a stranger wrote must cost little, whatever it is. */
import type { DocumentFault } from '../domain/enhancement/enhancement.js';

/** In characters; the longest README there is has a quarter of it. */
export const readmeLimit = 500_000;
/** In characters; as many as a file that is read for its boxes has bytes, so that none is cut off unseen. */
export const listLimit = 512 * 1024;
/** In characters; the longest kep.yaml there is has a tenth of it. */
export const yamlLimit = 65_536;

/** The text without a byte order mark and with plain line ends, cut at the end of a line where it is too long. */
export function readable(
  text: string,
  file: string,
  limit: number,
): { text: string; faults: DocumentFault[] } {
  const faults: DocumentFault[] = [];
  let whole = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (whole.length > limit) {
    const end = whole.lastIndexOf('\n', limit);
    whole = whole.slice(0, end > 0 ? end : limit);
    const line = countLines(whole);
    const problem = `has ${text.length} characters; only the first ${whole.length} are read`;
    faults.push({ file, field: null, line, problem });
  }
  if (whole.includes('\0')) {
    faults.push({
      file,
      field: null,
      line: null,
      problem: 'is not text: it has bytes that texts never have',
    });
    whole = whole.replaceAll('\0', ' ');
  }
  return { text: whole.replace(/\r\n?/g, '\n'), faults };
}

export function countLines(text: string): number {
  if (text === '') return 0;
  let lines = text.endsWith('\n') ? 0 : 1;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines += 1;
  return lines;
}

/** The number in a folder's name, `keps/sig-node/1234-name/README.md`, or in a file's, `…/1234.yaml`; null: none. */
export function numberIn(file: string): number | null {
  const parts = file.split('/');
  const folder = /^0*(\d{1,7})(?:-|$)/.exec(parts.at(-2) ?? '');
  const name = /^0*(\d{1,7})\.ya?ml$/i.exec(parts.at(-1) ?? '');
  const digits = name?.[1] ?? folder?.[1];
  return digits === undefined ? null : Number(digits);
}

/** In the order of the file; what has no line comes last. */
export function byLine(faults: readonly DocumentFault[]): DocumentFault[] {
  return faults.toSorted((a, b) => (a.line ?? Number.MAX_SAFE_INTEGER) - (b.line ?? Number.MAX_SAFE_INTEGER));
}
