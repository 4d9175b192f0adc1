/** A Markdown document as blocks that are changed, kept or taken out one by one: paragraphs, rows, entries of lists and quotes. */

/** What may follow its like without an empty line between them. */
export type Kind = 'text' | 'row' | 'entry' | 'quote';

export interface Block {
  kind: Kind;
  /** As it stands, without what is between it and its neighbours; lines end in `\n`. */
  text: string;
  /** What stands between it and the block before. */
  gap: string;
  /** Tells it from others of its section, whatever it says: a heading, the first cell of a row, the time of an entry. */
  key: string;
  /** It begins with a heading: there is one of it. */
  isHeading: boolean;
}

const fence = /^ {0,3}(`{3,}|~{3,})/;
const entry = /^ {0,3}(?:[-*+]|\d{1,9}[.)])\s/;
/** An entry that only names what the entries below it belong to: these are blocks of their own. */
const group = /^[-*+] \*\*([^*\n]{1,80})\*\*\s*$/;
/** What a release note, or a feature, ends with: its number. */
const numbered =
  /\(\[((?:[\w.-]+\/[\w.-]+)?#\d+)\]\([^()\s]*\)(?:, [^()]*\([^()\s]*\))?\)(?: \[[^\n]*\])?\s*$/;
const emptyQuote = /^\s{0,3}>\s*$/;
const label = /^\*\*([^*\n]{1,80}?):?\*\*/;

const heading = /^ {0,3}#{1,6}(?:\s|$)/;
const row = /^ {0,3}\|/;
const quote = /^ {0,3}>/;
/** An entry of a timeline begins a block of its own, though nothing marks it off. */
const timed = /^ {0,3}>\s?\d{1,2}:\d\d/;

const isEmpty = (line: string): boolean => line.trim() === '' || emptyQuote.test(line);

/**
 * Whatever stands between them is kept with the block that follows, so that all of it can be put together again.
 * @param document with line ends `\n`
 */
export function blocksOf(document: string): { blocks: Block[]; end: string } {
  const lines = document.split('\n');
  const blocks: Block[] = [];
  let [from, section] = [0, ''];
  for (let at = 0; at < lines.length; ) {
    if (isEmpty(lines[at] ?? '')) {
      at++;
      continue;
    }
    const { kind, to } = blockAt(lines, at);
    const text = lines.slice(at, to).join('\n');
    const named = sectionIn(text, kind);
    section = named ?? section;
    const isHeading = named !== null;
    const key = `${section}\u0000${isHeading ? 'text' : kind}\u0000${isHeading ? 'heading' : ownKey(text, kind)}`;
    blocks.push({ kind, text, gap: between(lines, from, at, blocks.length === 0), key, isHeading });
    [at, from] = [to, to];
  }
  const rest = lines.slice(from).join('\n');
  return { blocks, end: blocks.length === 0 || from >= lines.length ? rest : `\n${rest}` };
}

const between = (lines: string[], from: number, to: number, isFirst: boolean): string =>
  (isFirst ? '' : '\n') +
  lines
    .slice(from, to)
    .map((line) => `${line}\n`)
    .join('');

/** @returns the line after its last one */
function blockAt(lines: readonly string[], at: number): { kind: Kind; to: number } {
  const line = lines[at] ?? '';
  const fenced = fence.exec(line)?.[1];
  if (fenced) return { kind: 'text', to: fenceEnd(lines, at, fenced) };
  if (row.test(line)) return { kind: 'row', to: at + 1 };
  if (quote.test(line)) {
    const goesOn = (next: string) => quote.test(next) && !emptyQuote.test(next) && !timed.test(next);
    return { kind: 'quote', to: endOf(lines, at, goesOn) };
  }
  if (group.test(line)) return { kind: 'entry', to: at + 1 };
  if (entry.test(line)) return { kind: 'entry', to: entryEnd(lines, at) };
  if (heading.test(line)) return { kind: 'text', to: at + 1 };
  return { kind: 'text', to: endOf(lines, at, isLazy) };
}

/** A line that begins nothing of its own. */
const isLazy = (line: string): boolean =>
  !isEmpty(line) && ![fence, row, quote, entry, heading].some((begins) => begins.test(line));

function endOf(lines: readonly string[], at: number, goesOn: (line: string) => boolean): number {
  let to = at + 1;
  while (to < lines.length && goesOn(lines[to] ?? '')) to++;
  return to;
}

function fenceEnd(lines: readonly string[], at: number, mark: string): number {
  const ends = new RegExp(`^ {0,3}${mark[0] === '~' ? '~' : '`'}{${mark.length},}\\s*$`);
  let end = at + 1;
  while (end < lines.length && !ends.test(lines[end] ?? '')) end++;
  return Math.min(end + 1, lines.length);
}

/** What is set in below an entry belongs to it, also after an empty line. */
function entryEnd(lines: readonly string[], at: number): number {
  const own = /^ */.exec(lines[at] ?? '')?.[0].length ?? 0;
  const isSetIn = (line: string) => (/^\s*(?=\S)/.exec(line)?.[0].length ?? 0) >= own + 2;
  let to = at + 1;
  for (;;) {
    const next = lines[to];
    if (next === undefined) return to;
    if (isSetIn(next) || isLazy(next)) to++;
    else {
      let after = to;
      while (after < lines.length && (lines[after] ?? '').trim() === '') after++;
      if (after === to || !isSetIn(lines[after] ?? '')) return to;
      to = after + 1;
    }
  }
}

function sectionIn(text: string, kind: Kind): string | null {
  // Not called as a heading is.
  if (kind === 'entry' && group.test(text)) return `- ${group.exec(text)?.[1]}`;
  if (kind !== 'text') return null;
  const [first = '', second = ''] = text.split('\n');
  if (/^#{1,6}\s/.test(first)) return first;
  if (/^(?:=+|-+)\s*$/.test(second)) return 'title';
  return label.exec(text)?.[1] ?? null;
}

function ownKey(text: string, kind: Kind): string {
  if (kind === 'row') return text.split(/(?<!\\)\|/)[1]?.trim() ?? '';
  if (kind === 'quote') return /^\s*>\s?(\S+)/.exec(text)?.[1] ?? '';
  return kind === 'entry' ? (numbered.exec(text)?.[1] ?? '') : '';
}

/** What stands between two blocks where nothing is known of it. */
export function gapBetween(before: Block | undefined, after: Block): string {
  if (!before) return '';
  if (before.kind !== after.kind || after.kind === 'text') return '\n\n';
  return after.kind === 'quote' ? '\n>\n' : '\n';
}

export const joined = (blocks: readonly Pick<Block, 'gap' | 'text'>[], end: string): string =>
  blocks.map(({ text, gap }) => gap + text).join('') + end;
