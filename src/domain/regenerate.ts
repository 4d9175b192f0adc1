/**
 * Writes a document anew and keeps what people made of it. A comment at its end tells which blocks were generated the
 * last time: what differs from these was changed by people, and stays as they made it.
 */
import { type Block, blocksOf, gapBetween, joined } from './blocks.js';
import { matching } from './matching.js';
import { shortHash } from './short-hash.js';

const opening = '<!-- signalman:generated';
const comment = /\n*<!-- signalman:generated\b([^>]*)-->\n?/g;
const note = 'Change what stands above as you like: it stays. Leave this as it is.';
const sizes = { hash: 10, key: 4 };
const perLine = 8;

/** A block of the last time, of which only so much is known. */
interface Known {
  hash: string;
  key: string;
}

/**
 * @param existing as it stands now, perhaps changed by people; null: nothing stands there yet
 * @param generated without such a comment
 * @returns the document to be written, with its comment
 */
export function regenerate(existing: string | null, generated: string): string {
  const fresh = blocksOf(plain(generated).text);
  const known = fresh.blocks.map(knownOf);
  const written = (text: string) => `${text.replace(/\n*$/, '')}\n\n${commentOf(known)}\n`;
  if (existing === null || existing.trim() === '') return written(joined(fresh.blocks, fresh.end));
  const { text, isWindows } = plain(existing);
  const base = knownIn(text);
  const theirs = blocksOf(text.replace(comment, '\n\n'));
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

const knownOf = ({ text, key }: Block): Known => ({
  // Blanks at the end of a line are put there by editors.
  hash: shortHash(text.replace(/[ \t]+$/gm, '')).slice(-sizes.hash),
  key: shortHash(key).slice(-sizes.key),
});

function commentOf(known: readonly Known[]): string {
  const words = known.map(({ hash, key }) => hash + key);
  const lines: string[] = [];
  for (let at = 0; at < words.length; at += perLine) lines.push(words.slice(at, at + perLine).join(' '));
  return [`${opening} ${note}`, ...lines, '-->'].join('\n');
}

/** The last one counts. @returns null when it is not there any more, or cannot be read */
function knownIn(text: string): Known[] | null {
  const [, body = ''] = [...text.matchAll(comment)].at(-1) ?? [];
  const words = body.split('\n').slice(1).join(' ').trim().split(/\s+/);
  if (!words.every((word) => /^[a-z0-9]{14}$/.test(word))) return null;
  return words.map((word) => ({ hash: word.slice(0, sizes.hash), key: word.slice(sizes.hash) }));
}

/** Where two lists differ: these of the first stand for those of the second. */
interface Hunk {
  from: number;
  to: number;
  start: number;
  end: number;
}

function hunksOf(pairs: readonly [number, number][], one: number, other: number): Hunk[] {
  const hunks: Hunk[] = [];
  let [from, start] = [0, 0];
  for (const [a, b] of [...pairs, [one, other] as const]) {
    if (a > from || b > start) hunks.push({ from, to: a, start, end: b });
    [from, start] = [a + 1, b + 1];
  }
  return hunks;
}

interface Placed extends Block {
  /** Its place in the document that stands there, and in the generated one; null: it is not in it. */
  theirs: number | null;
  fresh: number | null;
}

function merged(base: Known[] | null, theirs: Block[], fresh: Block[]): Block[] {
  const [has, wants] = [theirs.map(knownOf), fresh.map(knownOf)];
  const hashes = (list: readonly Known[]) => list.map(({ hash }) => hash);
  // Without the comment nobody knows who wrote what: what is not generated now is taken to be theirs.
  const before = base ?? matching(hashes(has), hashes(wants)).flatMap(([at]) => has[at] ?? []);
  const kept = matching(hashes(before), hashes(has));
  const held = matching(hashes(before), hashes(wants));
  const [stands, goesOn] = [new Map(kept), new Map(held)];
  const [own, news] = [
    byPlace(hunksOf(kept, before.length, has.length)),
    byPlace(hunksOf(held, before.length, wants.length)),
  ];
  const output: Placed[] = [];
  const putTheirs = (at: number, of: number | null = null) => {
    const block = theirs[at];
    if (block) output.push({ ...block, theirs: at, fresh: of });
  };
  const putFresh = (at: number) => {
    const block = fresh[at];
    if (block) output.push({ ...block, theirs: null, fresh: at });
  };
  /** A row after a row, an entry after an entry: what goes on with it stands before what follows it. */
  const isNext = (at: number | undefined): at is number =>
    at !== undefined && fresh[at]?.kind !== 'text' && fresh[at]?.kind === output.at(-1)?.kind;
  for (let at = 0; at <= before.length; at++) {
    const change = own.get(at);
    const theirsHere = change ? range(change.start, change.end) : [];
    const here = news.get(at);
    const freshHere = here
      ? wanted(here, { before, has, wants, fresh, stands, theirsHere, isKnown: base !== null })
      : [];
    while (isNext(freshHere[0])) putFresh(freshHere.shift() ?? 0);
    // What is put in before something that people have changed stands before what they made of it.
    if (change && change.to > change.from) for (const one of freshHere.splice(0)) putFresh(one);
    for (const one of theirsHere) putTheirs(one);
    for (const one of freshHere) putFresh(one);
    const [place, of] = [stands.get(at), goesOn.get(at)];
    if (place !== undefined && of !== undefined) putTheirs(place, of);
  }
  return output.map((block, at) => spaced(output[at - 1], block, fresh));
}

const byPlace = (hunks: readonly Hunk[]) => new Map(hunks.map((hunk) => [hunk.from, hunk]));
const range = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, at) => from + at);

interface Beside {
  before: readonly Known[];
  has: readonly Known[];
  wants: readonly Known[];
  fresh: readonly Block[];
  stands: ReadonlyMap<number, number>;
  theirsHere: readonly number[];
  /** Whether it is known what was generated the last time. */
  isKnown: boolean;
}

/** Which new blocks of a hunk come in: not those that stand for what people have changed, taken out or written themselves. */
function wanted(
  { from, to, start, end }: Hunk,
  { before, has, wants, fresh, stands, theirsHere, isKnown }: Beside,
): number[] {
  const open = range(from, to);
  const beside = theirsHere.flatMap((at) => has[at] ?? []);
  return range(start, end).filter((at) => {
    const [one, block] = [wants[at], fresh[at]];
    if (!one || !block) return false;
    const place = open.findIndex((each) => before[each]?.key === one.key);
    if (place >= 0) return stands.has(open.splice(place, 1)[0] ?? -1);
    const isNamed = block.kind === 'row' || block.kind === 'quote' || block.isHeading;
    const twin = beside.findIndex(
      ({ hash, key }) => hash === one.hash || (key === one.key && (isNamed || !isKnown)),
    );
    if (twin >= 0) beside.splice(twin, 1);
    return twin < 0;
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
