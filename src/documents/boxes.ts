/** Checklists as people write them in Markdown: every box of every list, with how deep it stands. */
import type { Box } from '../domain/checklist/checklist.js';
import { type Block, readPage, type Text } from './blocks.js';
import { listLimit, readable } from './limits.js';
import { plain, short, words } from './plain.js';

/** A box with what its reader tells of it. */
export interface FoundBox extends Box {
  /** Its text is struck out: somebody says that it does not apply. */
  isStruck: boolean;
  /** Its bracket is never closed, as in `[ x (R)`: it is a box that nobody sees, and not ticked. */
  isBroken: boolean;
}

/** `[x]`, `[ ]`, `[]`, `[ X ]`; but `[x](address)` is a link. Other marks, as `[-]`, are not ticked. */
const mark = /^\[\s{0,3}([xX✓✔√☑~-]|n\/a)?\s{0,3}\](?![[:])(?!\((?!r\)))\s*/i;
const broken = /^\[\s{0,3}[x✓]?\s{0,3}(?=[*_]{0,2}\(r\))/i;
const required = /^[\s*_~`]*[([]\s*r\s*[)\]][\s*_`]*[:.-]?\s*/i;
const bullet = /^\s*(?:[-*+]|\d{1,9}[.)])\s+/;

/**
 * Every box of a task list, in the order of the text. Boxes in fences, tables, comments and outside of
 * lists are none: GitHub shows them as text too.
 */
export function readBoxes(markdown: string): Box[] {
  const { text } = readable(markdown, '', listLimit);
  const { blocks } = readPage(text);
  const boxes = boxesIn(blocks);
  const names = placesOf(boxes, blocks);
  return keyed(boxes, (box) => names.get(box) ?? '').map(({ isStruck, isBroken, ...box }) => box);
}

/**
 * What each box is known by: its words, below those of its headings and of the boxes above it. "Published" below
 * "Debian" is not "Published" below "RPM", also when one of them goes.
 */
function placesOf(boxes: readonly FoundBox[], blocks: readonly Block[]): Map<FoundBox, string> {
  const headings = blocks.filter((block) => block.kind === 'heading');
  const names = new Map<FoundBox, string>();
  const path: (typeof headings)[number][] = [];
  const above: string[] = [];
  let next = 0;
  for (const box of boxes) {
    for (let heading = headings[next]; heading && heading.line < box.line; heading = headings[++next]) {
      while ((path.at(-1)?.level ?? 0) >= heading.level) path.pop();
      path.push(heading);
    }
    above.splice(box.depth);
    above.push(words(box.text));
    names.set(box, [...path.map(({ said }) => said), ...above].join('\n'));
  }
  return names;
}

/** The boxes among the blocks, without keys. */
export function boxesIn(blocks: readonly Block[]): FoundBox[] {
  const found: FoundBox[] = [];
  /** Depths in lists of the boxes that stand above the next one. */
  let above: number[] = [];
  for (const block of blocks) {
    if (block.kind === 'heading' || block.depth === 0) {
      above = [];
      continue;
    }
    if (!block.isItem) continue;
    above = above.filter((depth) => depth < block.depth);
    const box = block.isCode ? null : boxOf(block);
    if (!box) continue;
    found.push({ ...box, depth: above.length });
    above.push(block.depth);
  }
  return found;
}

/** Lines outside of lists that look like boxes: GitHub shows no box there. */
export function strayBoxes(blocks: readonly Block[]): number[] {
  return blocks.flatMap((block) =>
    block.kind === 'text' && !block.isItem && !block.isCode
      ? block.lines.flatMap((line, index) => (mark.test(line.trimStart()) ? [block.line + index] : []))
      : [],
  );
}

/** The same names get the same keys, twins a number. @param nameOf its words unless given */
export function keyed<T extends Box>(boxes: T[], nameOf = (box: T) => words(box.text)): T[] {
  const seen = new Map<string, number>();
  return boxes.map((box) => {
    const key = short(nameOf(box));
    const times = (seen.get(key) ?? 0) + 1;
    seen.set(key, times);
    return { ...box, key: times === 1 ? key : `${key}-${times}` };
  });
}

function boxOf(block: Text): FoundBox | null {
  const first = block.lines[0]?.trimStart() ?? '';
  // (R) before the box is a slip of the pen, and means the same.
  const early = required.exec(first)?.[0] ?? '';
  const rest = first.slice(early.length);
  const ticked = mark.exec(rest) ?? broken.exec(rest);
  if (!ticked) return null;
  const lines = [rest.slice(ticked[0].length)];
  for (const line of block.lines.slice(1)) {
    if (bullet.test(line) || mark.test(line.trimStart())) break;
    lines.push(line);
  }
  const written = lines.join(' ').trim();
  const wanted = required.exec(written)?.[0] ?? '';
  const isStruck = /^[\s*_]*(~~|<(?:s|del|strike)>)/i.test(written);
  return {
    key: '',
    text: plain(written.slice(wanted.length)),
    isTicked: /[xX✓✔√☑]/.test(ticked[1] ?? ''),
    isRequired: early !== '' || wanted !== '',
    depth: 0,
    line: block.line,
    isStruck,
    isBroken: !ticked[0].includes(']'),
  };
}
