/**
 * What the description of a pull request says for the release notes: a note, that there is none, or nothing. It is read
 * as a person reads it who knows the template: fences of many names and without one, never closed, or no fence at all.
 */
import type { MissingWhy, ReadDescription, Said } from '../domain/release-notes/said.js';
import { fenceLines, type NoteBlock, noteBlocks } from './note-blocks.js';
import { isAside, isHeading, isNoneCommand, isTemplateHeading, noteHeading } from './note-headings.js';
import { asksForAction, type Judged, judgeNote, withoutHtmlComments } from './note-text.js';

/** In UTF-16 units: twice the characters that GitHub keeps of a description. What is longer is cut. */
const most = 131_072;

type Found = Judged & { isUrgent: boolean };

export const readDescription: ReadDescription = (body) => {
  const lines = withoutMergeHead(fenceLines(withoutHtmlComments(plainText(body))));
  const blocks = noteBlocks(lines);
  const below = belowHeadings(lines, blocks);
  const meant = blocks
    .filter((block) => block.kind === 'note' || below.fences.has(block))
    .map((block) => missed(lines, block) ?? judged(block));
  const ranks = [meant, below.texts, blocks.filter(({ kind }) => kind === 'dev').map(judged)];
  for (const found of ranks) {
    const said = saidBy(found);
    if (said) return said;
  }
  // Not where they are expected, and yet nothing else can be meant.
  const others = blocks.filter(({ kind }) => kind === 'other').map(judged);
  if (lines.some(isNoneCommand) || others.some(({ kind }) => kind === 'none')) return { kind: 'none' };
  return { kind: 'missing', why: whyMissing(ranks.flat(), below.headings > 0) };
};

/** With plain line ends, and without what no text has. */
function plainText(body: string): string {
  const text = body.slice(0, most).replace(/\r\n?/g, '\n');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
  const visible = text.replace(/[\0-\x08\x0B\x0C\x0E-\x1F\x7F-\x9F]/g, '');
  // Halves of characters; most texts have none, and are looked through faster without asking for them.
  return /[\uD800-\uDFFF]/.test(visible) ? visible.replace(/\p{Cs}/gu, '\uFFFD') : visible;
}

/** The message of a merge begins with lines of its own, and the title, which is no heading. */
function withoutMergeHead(lines: string[]): string[] {
  if (!/^Merge pull request #\d/.test(lines[0] ?? '')) return lines;
  const paragraphs = lines.findIndex(
    (line, index) => index > 0 && line.trim() !== '' && !/^Automatic merge from submit-queue/.test(line),
  );
  if (paragraphs < 0) return [];
  // A title is never a fence: where one comes first, the message has no title.
  return lines.slice(/^\s*(?:```|~~~)/.test(lines[paragraphs] ?? '') ? paragraphs : paragraphs + 1);
}

function judged(block: NoteBlock): Found {
  const said = judgeNote(block.text);
  const isNone = block.isNone && said.kind !== 'note';
  return isNone ? { kind: 'none', isUrgent: false } : { ...said, isUrgent: block.isUrgent };
}

/** NONE right below a fence with nothing in it: it was meant to stand there. */
function missed(lines: readonly string[], { text, to }: NoteBlock): Found | null {
  if (text.trim() !== '') return null;
  const next = lines.slice(to, to + 3).find((line) => line.trim() !== '') ?? '';
  return next.length < 20 && judgeNote(next).kind === 'none' ? { kind: 'none', isUrgent: false } : null;
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
    const said = judgeNote(text);
    if (!heading.isDev && text.trim() !== '') texts.push({ ...said, isUrgent: false });
    const isReached = block !== undefined && end === block.from && block.kind === 'other';
    // Behind a text, a fence without a name is an example, but for one that says that there is no note.
    if (isReached && !heading.isDev && (!isSaid(said) || judgeNote(block.text).kind === 'none'))
      fences.add(block);
    at = Math.max(at, end - 1);
  }
  return { fences, texts: texts.filter((one) => one.kind !== 'note' || !isLink(one.text)), headings };
}

const isSaid = ({ kind }: Judged) => kind === 'note' || kind === 'none';

const isLink = (text: string) => /^<?https?:\/\/\S+>?$/.test(text);

/** A bold word at the beginning of the text belongs to it; a whole line of bold, or one behind a paragraph, does not. */
const beginsAnew = (line: string, text: readonly string[]) =>
  /^\s*#|(?:\*\*|__)\s*[:：]?\s*$/.test(line.slice(0, 400)) ||
  (text.at(-1)?.trim() === '' && text.some((one) => one.trim() !== ''));

/** Text below a heading up to the next heading or fence, without what is for machines and reviewers. */
function looseText(lines: readonly string[], from: number, rest: string, limit: number) {
  const text = [rest];
  let isOver = false;
  let end = from;
  for (; end < limit; end++) {
    const line = lines[end] ?? '';
    if (noteHeading(line) || isTemplateHeading(line) || (isHeading(line) && beginsAnew(line, text))) break;
    if (isAside(line)) isOver ||= text.some((one) => one.trim() !== '');
    else if (!isOver) text.push(line.replace(/^\s{0,3}> ?/, ''));
  }
  return { text: text.join('\n'), end };
}
