/**
 * What the description of a pull request says for the release notes: a note, that there is none, or nothing. It is read
 * as a person reads it who knows the template: fences of many names and without one, never closed, or no fence at all.
 */
import type { MissingWhy, ReadDescription, Said } from '../domain/release-notes/said.js';
import { fenceLines, type NoteBlock, noteBlocks } from './note-blocks.js';
import { isAside, isHeading, isNoneCommand, noteHeading } from './note-headings.js';
import { asksForAction, type Judged, judgeNote, withoutHtmlComments } from './note-text.js';

/** In UTF-16 units: twice the characters that GitHub keeps of a description. What is longer is cut. */
const most = 131_072;

type Found = Judged & { isUrgent: boolean };

export const readDescription: ReadDescription = (body) => {
  const lines = withoutMergeHead(fenceLines(withoutHtmlComments(plainText(body))));
  const blocks = noteBlocks(lines);
  const below = belowHeadings(lines, blocks);
  const meant = blocks.filter((block) => block.kind === 'note' || below.fences.has(block)).map(judged);
  const ranks = [meant, below.texts, blocks.filter(({ kind }) => kind === 'dev').map(judged)];
  for (const found of ranks) {
    const said = saidBy(found);
    if (said) return said;
  }
  if (lines.some(isNoneCommand)) return { kind: 'none' };
  return { kind: 'missing', why: whyMissing(ranks.flat(), below.headings > 0) };
};

/** With plain line ends, and without what no text has. */
function plainText(body: string): string {
  return (
    body
      .slice(0, most)
      .replace(/\r\n?/g, '\n')
      // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
      .replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F]/g, '')
      .replace(/\p{Cs}/gu, '\uFFFD')
  );
}

/** The message of a merge begins with lines of its own, and the title, which is no heading. */
function withoutMergeHead(lines: string[]): string[] {
  if (!/^Merge pull request #\d/.test(lines[0] ?? '')) return lines;
  const paragraphs = lines.findIndex(
    (line, index) => index > 0 && line.trim() !== '' && !/^Automatic merge from submit-queue/.test(line),
  );
  return paragraphs < 0 ? [] : lines.slice(paragraphs + 1);
}

function judged(block: NoteBlock): Found {
  const said = judgeNote(block.text);
  const isNone = block.isNone && said.kind !== 'note';
  return isNone ? { kind: 'none', isUrgent: false } : { ...said, isUrgent: block.isUrgent };
}

/** All the notes there are, as one; that there is none counts only where there is none. */
function saidBy(found: readonly Found[]): Said | null {
  const notes = found.filter((one) => one.kind === 'note');
  if (notes.length === 0) return found.some(({ kind }) => kind === 'none') ? { kind: 'none' } : null;
  const text = [...new Set(notes.map((one) => one.text))].join('\n\n');
  return {
    kind: 'note',
    text,
    isActionRequired: notes.some(({ isUrgent }) => isUrgent) || asksForAction(text),
  };
}

function whyMissing(found: readonly Found[], hasHeading: boolean): MissingWhy {
  if (found.some(({ kind }) => kind === 'template')) return 'template';
  return found.length > 0 || hasHeading ? 'empty' : 'no-block';
}

/** What stands below headings for the note: the first fence, if any, and the text before it. */
function belowHeadings(lines: readonly string[], blocks: readonly NoteBlock[]) {
  const fences = new Set<NoteBlock>();
  const texts: Found[] = [];
  let headings = 0;
  let next = 0;
  for (let at = 0; at < lines.length; at++) {
    while ((blocks[next]?.to ?? Number.POSITIVE_INFINITY) <= at) next += 1;
    const block = blocks[next];
    if (block && block.from <= at) {
      at = block.to - 1;
      continue;
    }
    const heading = noteHeading(lines[at] ?? '');
    if (!heading) continue;
    if (!heading.isDev) headings += 1;
    const { text, end } = looseText(lines, at + 1, heading.rest, block?.from ?? lines.length);
    if (!heading.isDev && text.trim() !== '') texts.push({ ...judgeNote(text), isUrgent: false });
    // Text that ends with a colon goes on in the fence; without a name that is an example, and not the note.
    const isReached = block !== undefined && end === block.from;
    if (isReached && block.kind === 'other' && !heading.isDev && !/:\s*$/.test(text)) fences.add(block);
    at = Math.max(at, end - 1);
  }
  return { fences, texts: texts.filter((one) => one.kind !== 'note' || !isLink(one.text)), headings };
}

const isLink = (text: string) => /^<?https?:\/\/\S+>?$/.test(text);

/** Text below a heading up to the next heading or fence, without what is for machines and reviewers. */
function looseText(lines: readonly string[], from: number, rest: string, limit: number) {
  const text = [rest];
  let isOver = false;
  let end = from;
  for (; end < limit; end++) {
    const line = lines[end] ?? '';
    if (isHeading(line) || noteHeading(line)) break;
    if (isAside(line)) isOver ||= text.some((one) => one.trim() !== '');
    else if (!isOver) text.push(line.replace(/^\s{0,3}> ?/, ''));
  }
  return { text: text.join('\n'), end };
}
