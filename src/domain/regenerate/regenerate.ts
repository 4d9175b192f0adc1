/**
 * Writes a document anew and keeps what people made of it. A comment at its end tells which blocks were generated the
 * last time: what differs from these was changed by people, and stays as they made it.
 */

import { firstPlaces, handsOut } from '../handing-out.js';
import { shortHash } from '../short-hash.js';
import { type Block, blocksOf, gapBetween, joined } from './blocks.js';
import { withoutMovedTwins } from './entries-moved.js';
import { cut, type Hunk, hunksOf, isNamed, range } from './hunks.js';
import { matching } from './matching.js';
import { cellsOf, mergedRow } from './rows.js';
import { headingKey, inSections, type Placed } from './sections.js';

const opening = '<!-- signalman:generated';
const comment = /\n*<!-- signalman:generated\b([^>]*)-->\n?/g;
const note = 'Change what stands above as you like: it stays. Leave this as it is.';
const sizes = { hash: 10, key: 4, cell: 4 };
const perLine = 8;

/** A block of the last time, of which only so much is known. */
interface Known {
  hash: string;
  key: string;
  /** Of each cell of a row. */
  cells: string[];
}

/**
 * @param existing as it stands now, perhaps changed by people; null: nothing stands there yet
 * @param generated without such a comment
 * @returns the document to be written, with its comment
 */
export function regenerate(existing: string | null, generated: string): string {
  const fresh = blocksOf(plain(generated).text);
  const known = knownOf(fresh.blocks);
  const written = (text: string) => `${text.replace(/\n*$/, '')}\n\n${commentOf(known)}\n`;
  if (existing === null || existing.trim() === '') return written(joined(fresh.blocks, fresh.end));
  const { text, isWindows } = plain(existing);
  const base = knownIn(text);
  // Where somebody has moved it to the front, nothing is left of it there.
  const theirs = blocksOf(text.replace(comment, '\n\n').replace(/^\n+/, ''));
  const blocks = merged(base, theirs.blocks, fresh.blocks);
  const result = written(joined(blocks, ''));
  return isWindows ? result.replaceAll('\n', '\r\n') : result;
}

/** With plain line ends, and without the mark that some editors put first. */
function plain(text: string): { text: string; isWindows: boolean } {
  const windows = text.split('\r\n').length - 1;
  const isWindows = windows > 0 && windows * 2 > text.split('\n').length - 1;
  return { text: text.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n'), isWindows };
}

const keyHash = (key: string): string => shortHash(key).slice(-sizes.key);
const cellHash = (cell: string): string => shortHash(cell).slice(-sizes.cell);

function knownOf(blocks: readonly Block[]): Known[] {
  // Thousands of entries of one section share theirs.
  const keys = new Map<string, string>();
  return blocks.map(({ kind, text, key }) => {
    const hashed = keys.get(key) ?? keyHash(key);
    keys.set(key, hashed);
    const cells = kind === 'row' ? cellsOf(text) : [];
    // Blanks at the end of a line are put there by editors, and those that align a table.
    const plain = kind === 'row' ? cells.join(' | ') : text.replace(/[ \t]+$/gm, '');
    return { hash: shortHash(plain).slice(-sizes.hash), key: hashed, cells: cells.map(cellHash) };
  });
}

function commentOf(known: readonly Known[]): string {
  const words = known.map(({ hash, key, cells }) => [hash, key, ...cells].join(''));
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += perLine) lines.push(words.slice(at, at + perLine).join(' '));
  return [`${opening} ${note}`, ...lines, '-->'].join('\n');
}

/** The last one counts. @returns null when it is not there any more, or cannot be read */
function knownIn(text: string): Known[] | null {
  const [, body = ''] = [...text.matchAll(comment)].at(-1) ?? [];
  const words = body.split('\n').slice(1).join(' ').trim().split(/\s+/);
  if (!words.every((word) => /^[a-z0-9]{14}(?:[a-z0-9]{4})*$/.test(word))) return null;
  const end = sizes.hash + sizes.key;
  return words.map((word) => ({
    hash: word.slice(0, sizes.hash),
    key: word.slice(sizes.hash, end),
    cells: word.slice(end).match(/.{4}/g) ?? [],
  }));
}

function merged(base: Known[] | null, theirs: Block[], fresh: Block[]): Block[] {
  const [has, wants] = [knownOf(theirs), knownOf(fresh)];
  const hashes = (list: readonly Known[]) => list.map(({ hash }) => hash);
  // Without the comment nobody knows who wrote what: what is not generated now is taken to be theirs.
  const before = base ?? matching(hashes(has), hashes(wants)).flatMap(([at]) => has[at] ?? []);
  const kept = matching(hashes(before), hashes(has));
  const held = matching(hashes(before), hashes(wants));
  const [stands, goesOn] = [new Map(kept), new Map(held)];
  const changes = hunksOf(kept, before.length, has.length);
  const [own, news] = [
    cut(changes, before, has, theirs),
    cut(hunksOf(held, before.length, wants.length), before, wants, fresh),
  ];
  const output: Placed[] = [];
  const putTheirs = (at: number, of: number | null = null) => {
    const block = theirs[at];
    if (block) output.push({ ...block, theirs: at, fresh: of });
  };
  const twins = new Map([...own.twins].map(([one, other]) => [other, one]));
  const isLost = (place: number) => !stands.has(place);
  const lost = {
    byKey: firstPlaces(before, ({ key }) => key, isLost),
    byHash: firstPlaces(before, ({ hash }) => hash, isLost),
  };
  /** Of a row only the cells that people have changed are theirs. */
  const putChanged = (at: number) => {
    // Also where they have moved it.
    const one = twins.get(at) ?? lost.byKey.get(has[at]?.key ?? '') ?? -1;
    const [block, known] = [theirs[at], before[one]];
    const twin = fresh[news.twins.get(one) ?? goesOn.get(one) ?? -1];
    if (block && block.kind !== 'row' && isNamed(block)) return putMoved(at, block);
    if (block?.kind !== 'row' || !known || !twin) return putTheirs(at);
    const text = mergedRow(block.text, twin.text, (cell, place) => cellHash(cell) === known.cells[place]);
    output.push({ ...block, text, theirs: at, fresh: null });
  };
  /** An entry that people have only put elsewhere says there what it says now. */
  const putMoved = (at: number, block: Block) => {
    const one = lost.byHash.get(has[at]?.hash ?? '') ?? -1;
    const twin = fresh[news.twins.get(one) ?? goesOn.get(one) ?? -1];
    if (one < 0 || block.kind !== 'entry' || !twin) return putTheirs(at);
    output.push({ ...block, text: twin.text, theirs: at, fresh: null });
  };
  /** What people wrote at one place, as far as nothing that is generated was taken for it. */
  const unmatched = changes.map(({ start, end }) =>
    handsOut(
      range(start, end).flatMap((at) => has[at] ?? []),
      ({ hash, key }) => [`hash ${hash}`, `key ${key}`],
    ),
  );
  let passed = 0;
  /** Asked for place after place. */
  const besideAt = (at: number): Beside['beside'] => {
    while ((changes[passed]?.to ?? at) < at) passed++;
    return (changes[passed]?.from ?? at + 1) <= at ? (unmatched[passed] ?? nobody) : nobody;
  };
  const putFresh = (at: number) => {
    const block = fresh[at];
    if (block) output.push({ ...block, theirs: null, fresh: at });
  };
  /** A row after a row, an entry after an entry: what goes on with it stands before what follows it. */
  const isNext = (at: number | undefined): at is number =>
    at !== undefined && fresh[at]?.kind !== 'text' && fresh[at]?.kind === output.at(-1)?.kind;
  for (let at = 0; at <= before.length; at++) {
    const change = own.pieces.get(at);
    const theirsHere = change ? range(change.start, change.end) : [];
    const here = news.pieces.get(at);
    const beside = besideAt(at);
    const freshHere = here
      ? wanted(here, { before, wants, fresh, stands, beside, isKnown: base !== null })
      : [];
    while (isNext(freshHere[0])) putFresh(freshHere.shift() ?? 0);
    // What is put in before something that people have changed stands before what they made of it.
    if (change && change.to > change.from) for (const one of freshHere.splice(0)) putFresh(one);
    for (const one of theirsHere) putChanged(one);
    for (const one of freshHere) putFresh(one);
    const [place, of] = [stands.get(at), goesOn.get(at)];
    if (place !== undefined && of !== undefined) putTheirs(place, of);
  }
  const keys = {
    before: firstPlaces(before, ({ key }) => key),
    ...{ has: new Set(has.map(({ key }) => key)), wants: new Set(wants.map(({ key }) => key)) },
  };
  const isTakenOut = (section: string) => {
    const key = keyHash(headingKey(section));
    return isGone(keys.before.get(key), keys.has.has(key), theirs, changes);
  };
  const movedAway = (at: number) => {
    const key = has[at]?.key ?? '';
    return keys.before.has(key) && !keys.wants.has(key);
  };
  const placed = base ? inSections(withoutMovedTwins(output, movedAway), isTakenOut) : output;
  return placed.map((block, at) => spaced(placed[at - 1], block, fresh));
}

/**
 * Whether people have taken out a heading that was generated, and did not only call it otherwise.
 * @param at where it stood; undefined: it did not
 * @param isThere whether one that is called so still stands somewhere
 */
function isGone(
  at: number | undefined,
  isThere: boolean,
  theirs: readonly Block[],
  changes: readonly Hunk[],
): boolean {
  if (at === undefined || isThere) return false;
  const hunk = changes.find(({ from, to }) => from <= at && at < to);
  return !hunk || !range(hunk.start, hunk.end).some((one) => theirs[one]?.isHeading);
}

const nobody = () => undefined;

interface Beside {
  before: readonly Known[];
  wants: readonly Known[];
  fresh: readonly Block[];
  stands: ReadonlyMap<number, number>;
  /** Hands out what people wrote there themselves, by its hash or its key: what was taken for it once is not again. */
  beside(...names: string[]): Known | undefined;
  /** Whether it is known what was generated the last time. */
  isKnown: boolean;
}

/** Which new blocks of a hunk come in: not those that stand for what people have changed, taken out or written themselves. */
function wanted(
  { from, to, start, end }: Hunk,
  { before, wants, fresh, stands, beside, isKnown }: Beside,
): number[] {
  const open = handsOut(range(from, to), (at) => [before[at]?.key ?? '']);
  return range(start, end).filter((at) => {
    const [one, block] = [wants[at], fresh[at]];
    if (!one || !block) return false;
    const place = open(one.key);
    if (place !== undefined) return stands.has(place);
    const named = isNamed(block) || !isKnown ? [`key ${one.key}`] : [];
    return beside(`hash ${one.hash}`, ...named) === undefined;
  });
}

/** What stood side by side stays as it was; all else is set apart as its kind needs it. */
function spaced(
  previous: Placed | undefined,
  { theirs, fresh, ...block }: Placed,
  generated: readonly Block[],
): Block {
  if (!previous) return { ...block, gap: theirs === 0 ? block.gap : '' };
  if (theirs !== null && previous.theirs === theirs - 1) return block;
  if (fresh !== null && previous.fresh === fresh - 1)
    return { ...block, gap: generated[fresh]?.gap ?? block.gap };
  return { ...block, gap: gapBetween(previous, block) };
}
