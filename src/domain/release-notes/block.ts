/** The block of a description that is for the release notes: found, written, and put in the place of the one there is. */

/** What a block says: a note as Markdown with plain line ends, or that there is none. */
export interface BlockText {
  /** null: users need not know of it. */
  text: string | null;
  isActionRequired: boolean;
}

/** Whatever stands inside, it does not end the block. */
export function noteBlock({ text, isActionRequired }: BlockText): string {
  const said = text ?? 'NONE';
  const longest = Math.max(0, ...[...said.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = '`'.repeat(Math.max(3, longest + 1));
  const isNamed = text !== null && isActionRequired && !/action[\s-]+required/i.test(text);
  return `${fence}release-note${isNamed ? '-action-required' : ''}\n${said}\n${fence}`;
}

/**
 * A description with this block instead of the first that it has; where it has none, at its end. All else stays as it is,
 * byte for byte.
 */
export function withBlock(description: string, note: BlockText): string {
  const lines = linesOf(description);
  const { block, open } = scan(lines);
  const opener = block && lines[block.from]?.end;
  const end = opener || (lines.findLast((one) => one.end !== '')?.end ?? '\n');
  const written = noteBlock(note).replaceAll('\n', end);
  if (block) {
    const start = lines[block.from]?.start ?? 0;
    const last = lines[block.to];
    const to = last ? last.start + last.text.length : description.length;
    return description.slice(0, start) + written + description.slice(to);
  }
  // What is open to the end would swallow it.
  if (open) return `${written}${end}${end}${description}`;
  return `${description}${gapAfter(lines.at(-1), end)}${written}${end}`;
}

/** So that a blank line is before what follows. */
function gapAfter(last: Line | undefined, end: string): string {
  if (!last) return '';
  if (last.end === '') return end + end;
  return last.text.trim() === '' ? '' : end;
}

/** Whether it says just that already. */
export const hasBlock = (description: string, note: BlockText): boolean =>
  withBlock(description, note) === description;

interface Line {
  start: number;
  text: string;
  end: string;
}

function linesOf(text: string): Line[] {
  const lines: Line[] = [];
  for (const { 0: whole, index } of text.matchAll(/[^\r\n]*(?:\r\n|\n|\r|$)/g)) {
    if (whole === '') break;
    const line = whole.replace(/[\r\n]+$/, '');
    lines.push({ start: index, text: line, end: whole.slice(line.length) });
  }
  return lines;
}

const opening = /^ {0,3}(`{3,}(?=[^`]*$)|~{3,})[ \t]*(.*)$/;
const named = /^(?:dev-)?release[-_]?notes?(?:-action-required|-none)?(?=$|[\s,{])/i;
/** `**Release note**:`, with a fence of no name below it, as descriptions had it in 2017. */
const heading = /^[\s#>*_]*release[ -]notes?\b[\s*_:]*$/i;

/** The first block for release notes, from its fence to its last line; and whether something is open at the end. */
function scan(lines: readonly Line[]): { block: { from: number; to: number } | null; open: boolean } {
  let isHeaded = false;
  for (let at = 0; at < lines.length; at++) {
    const text = lines[at]?.text ?? '';
    const [, fence = '', info = ''] = opening.exec(text) ?? [];
    if (fence !== '') {
      const to = closing(lines, at, fence);
      const isOurs = named.test(info.trim()) || (isHeaded && info.trim() === '');
      // One that is never closed holds the rest of the description: nothing of it is taken away.
      if (to === null) return { block: null, open: true };
      if (isOurs) return { block: { from: at, to }, open: false };
      at = to;
      isHeaded = false;
      continue;
    }
    const comment = text.indexOf('<!--');
    if (comment >= 0) {
      const end = endOfComment(lines, at, comment + 4);
      if (end === null) return { block: null, open: true };
      at = end;
      continue;
    }
    if (text.trim() !== '') isHeaded = heading.test(text);
  }
  return { block: null, open: false };
}

function closing(lines: readonly Line[], from: number, fence: string): number | null {
  const mark = fence.charAt(0);
  for (let at = from + 1; at < lines.length; at++) {
    const text = (lines[at]?.text ?? '').trimEnd();
    const run = text.replace(/^ {0,3}/, '');
    if (run.length >= fence.length && run.replaceAll(mark, '') === '') return at;
  }
  return null;
}

/** The line in which the last comment that begins here ends. */
function endOfComment(lines: readonly Line[], from: number, after: number): number | null {
  let begins: number | null = after;
  for (let at = from; at < lines.length; at++) {
    let rest: string = lines[at]?.text ?? '';
    if (at === from) rest = rest.slice(after);
    for (;;) {
      if (begins !== null) {
        const end = rest.indexOf('-->');
        if (end < 0) break;
        rest = rest.slice(end + 3);
        begins = null;
      }
      const next = rest.indexOf('<!--');
      if (next < 0) return at;
      rest = rest.slice(next + 4);
      begins = next;
    }
  }
  return null;
}
