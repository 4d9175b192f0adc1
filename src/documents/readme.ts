/** The README of an enhancement: its sign-off checklist, its questionnaire and the parts that the boxes speak of. */
import type { KepReadme, Parsed } from '../domain/enhancement/enhancement.js';
import { type Block, type Page, readPage, type Text } from './blocks.js';
import { boxesIn, type FoundBox, keyed, strayBoxes } from './boxes.js';
import { type Part, partOf, sectionOf, staysWithin } from './headings.js';
import { byLine, countLines, numberIn, readable, readmeLimit } from './limits.js';
import { plain } from './plain.js';
import { isOfQuestionnaire, questionsIn } from './questionnaire.js';
import { judgeContent } from './template.js';

/** Reads what is there. Never throws: what cannot be read is told as a fault. */
export function parseReadme(text: string, file: string): Parsed<KepReadme> {
  const { text: cut, faults } = readable(text, file, readmeLimit);
  const page = readPage(cut);
  const tell = (field: string | null, line: number | null, problem: string) => {
    faults.push({ file, field, line, problem });
  };
  if (cut.trim() === '') tell(null, null, 'is empty');
  if (page.unclosed !== null) {
    tell(null, page.unclosed, 'a comment (<!--) begins here and never ends: nothing below it is visible');
  }
  const title = page.blocks.find((block) => block.kind === 'heading' && block.level === 1);
  if (title?.kind === 'heading') tellNumber(title, numberIn(file), tell);

  const checklist = checklistOf(page.blocks);
  for (const fault of checklistFaults(checklist, cut.trim() === ''))
    tell('Release Signoff Checklist', fault.line, fault.problem);

  const questionnaire = questionnaireOf(page.blocks);
  if (questionnaire.length === 0 && cut.trim() !== '') {
    tell('Production Readiness Review Questionnaire', null, 'there is none');
  }
  const history = sectionBlocks(page.blocks, 'history');
  const value: KepReadme = {
    title: title?.kind === 'heading' ? withoutNumber(title.text) : null,
    boxes: checklist.boxes.map(({ isStruck, isBroken, ...box }) => ({
      ...box,
      isRequired: box.isRequired && !isStruck,
      isTicked: box.isTicked && !isBroken,
    })),
    questions: questionsIn(questionnaire, page.hidden, lineBehind(page.blocks, questionnaire)),
    testPlan: partAnswered(page, 'testPlan'),
    graduation: partAnswered(page, 'graduation'),
    designDetails: partAnswered(page, 'design'),
    history: history && plainLines(history.filter(isEntry)),
    lines: countLines(text),
    places: places(page.blocks, checklist.line, questionnaire[0]?.line),
  };
  return { value, faults: byLine(faults) };
}

interface Checklist {
  boxes: FoundBox[];
  /** Line of its heading; null: it has none. */
  line: number | null;
  stray: number[];
}

/** All checklists of the page as one; without a heading the marked boxes, wherever they stand. */
function checklistOf(blocks: readonly Block[]): Checklist {
  const parts = allOf(blocks, 'checklist');
  const line = parts[0]?.[0]?.line ?? null;
  const own = parts.flatMap((part) => boxesIn(part));
  if (own.length > 0) return { boxes: keyed(own), line, stray: parts.flatMap(strayBoxes) };
  const marked = boxesIn(blocks).filter((box) => box.isRequired);
  return { boxes: keyed(marked), line: line ?? null, stray: parts.flatMap(strayBoxes) };
}

function checklistFaults(
  { boxes, line, stray }: Checklist,
  isEmpty: boolean,
): { line: number | null; problem: string }[] {
  if (isEmpty) return [];
  const found: { line: number | null; problem: string }[] = [];
  if (line === null) found.push({ line, problem: 'there is no such heading' });
  else if (boxes.length === 0) found.push({ line, problem: 'it has no boxes' });
  if (boxes.length > 0 && !boxes.some((box) => box.isRequired)) {
    found.push({ line, problem: 'no box is marked (R): it was made from an older template' });
  }
  for (const box of boxes) {
    const what = `"${box.text.slice(0, 80)}"`;
    if (box.isStruck) found.push({ line: box.line, problem: `${what} is struck out, and not asked for` });
    if (box.isBroken)
      found.push({
        line: box.line,
        problem: `${what}: its bracket is not closed, so it is not a box; write [x] or [ ]`,
      });
  }
  for (const at of stray) found.push({ line: at, problem: 'a box that stands in no list is none' });
  return found;
}

/** What belongs to the questionnaire; empty: there is none. */
function questionnaireOf(blocks: readonly Block[]): Block[] {
  const isNamed = (block: Block) => block.kind === 'heading' && partOf(block) === 'questionnaire';
  const begins = (block: Block) =>
    block.kind === 'heading' && sectionOf(block) === 'Feature Enablement and Rollback';
  const named = blocks.findIndex(isNamed);
  const start = named >= 0 ? named : blocks.findIndex(begins);
  const heading = blocks[start];
  if (heading?.kind !== 'heading') return [];
  const end = blocks.findIndex(
    (block, index) =>
      index > start &&
      block.kind === 'heading' &&
      block.level <= heading.level &&
      !isOfQuestionnaire(block) &&
      !(block.text.endsWith('?') && block.level === heading.level),
  );
  return blocks.slice(start, end < 0 ? undefined : end);
}

/** The parts of this name, each with its heading, up to the next heading that is not below it. */
function allOf(blocks: readonly Block[], part: Part): Block[][] {
  const found: Block[][] = [];
  for (let start = 0; start < blocks.length; start++) {
    const heading = blocks[start];
    if (heading?.kind !== 'heading' || partOf(heading) !== part) continue;
    let end = start + 1;
    for (; end < blocks.length; end++) {
      const block = blocks[end];
      if (block?.kind !== 'heading') continue;
      if (partOf(block) === part) continue;
      if (block.level <= heading.level && !staysWithin(part, block)) break;
      if (part === 'checklist' || (part !== 'design' && partOf(block) !== null)) break;
    }
    found.push(blocks.slice(start, end));
    start = end - 1;
  }
  return found;
}

function sectionBlocks(blocks: readonly Block[], part: Part): Block[] | null {
  const parts = allOf(blocks, part);
  return parts.length === 0 ? null : parts.flatMap(([, ...rest]) => rest);
}

function lineBehind(blocks: readonly Block[], part: readonly Block[]): number {
  const last = part.at(-1);
  return (last && blocks[blocks.indexOf(last) + 1]?.line) ?? Number.POSITIVE_INFINITY;
}

/** The template puts other parts below the design: they are no design. */
function partAnswered(page: Page, part: Part): KepReadme['testPlan'] {
  const parts = allOf(page.blocks, part);
  const [first] = parts;
  if (!first) return null;
  const own = parts.flatMap((blocks) => (part === 'design' ? withoutParts(blocks) : blocks.slice(1)));
  const from = first[0]?.line ?? 0;
  const until = lineBehind(page.blocks, first);
  const hasComments = page.hidden.some((one) => !one.isMark && one.from >= from && one.from < until);
  const question = first[0]?.kind === 'heading' ? first[0].text : '';
  return judgeContent({ blocks: own, question, hasComments, ticksCount: false });
}

function withoutParts([heading, ...rest]: readonly Block[]): Block[] {
  const own: Block[] = [];
  let skipping: number | null = null;
  for (const block of rest) {
    if (block.kind === 'heading') {
      const part = partOf(block);
      if (part !== null && part !== 'design') skipping = block.level;
      else if (skipping !== null && block.level <= skipping) skipping = null;
    }
    if (skipping === null) own.push(block);
  }
  return heading ? own : [];
}

/** What the template says of a history is none; nor is a word that only keeps a place. */
function isEntry(block: Block): boolean {
  const alone = { blocks: [block], question: '', hasComments: false, ticksCount: false };
  return block.kind === 'heading' || judgeContent(alone) === 'answered';
}

function plainLines(blocks: readonly Block[]): string[] {
  const bullet = /^\s*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(?:\[[ x]?\]\s+)?/i;
  const lines = blocks.flatMap((block) =>
    block.kind === 'heading'
      ? [block.text]
      : (block as Text).lines.map((line) => plain(line.replace(bullet, ''))),
  );
  return lines.filter((line) => line !== '');
}

function places(
  blocks: readonly Block[],
  checklist: number | null,
  questionnaire: number | undefined,
): KepReadme['places'] {
  const line = (part: Part) =>
    blocks.find((block) => block.kind === 'heading' && partOf(block) === part)?.line;
  const all = {
    checklist: checklist ?? undefined,
    testPlan: line('testPlan'),
    graduation: line('graduation'),
    designDetails: line('design'),
    history: line('history'),
    questionnaire,
  };
  return Object.fromEntries(Object.entries(all).filter(([, at]) => at !== undefined));
}

const numbered = /^\s*KEP[-\s:#]*0*(\d{1,7})\s*[:.–—-]*\s*/i;

const withoutNumber = (title: string) => title.replace(numbered, '').trim() || title;

function tellNumber(
  heading: { text: string; line: number },
  folder: number | null,
  tell: (field: string, line: number, problem: string) => void,
): void {
  const written = numbered.exec(heading.text)?.[1];
  if (written !== undefined && folder !== null && Number(written) !== folder)
    tell('title', heading.line, `says KEP-${Number(written)}; the folder is that of ${folder}`);
}
