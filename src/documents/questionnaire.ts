/** The production-readiness questionnaire of a README, whichever generation of the template it was made from. */
import { type Section, wholeQuestionnaire } from '../domain/enhancement/asked.js';
import type { Question } from '../domain/enhancement/enhancement.js';
import type { Block, Heading, Text } from './blocks.js';
import type { Hidden } from './comments.js';
import { partOf, questionIn, questionOf, sectionOf } from './headings.js';
import { plain } from './plain.js';
import { judgeContent } from './template.js';

/** What is being read: a question, or a section in which none has been asked yet. */
interface Asked {
  section: string;
  question: string;
  line: number;
  isSection: boolean;
  blocks: Block[];
}

/**
 * Questions are headings of the sixth level today, and were bold items of lists before; the answer is everything
 * up to the next one. A section without a question counts as one: its name stands for it. So does a questionnaire
 * without a section, where somebody wrote why.
 * @param blocks those of the questionnaire, with its heading
 * @param end line of what stands behind it
 */
export function questionsIn(blocks: readonly Block[], hidden: readonly Hidden[], end: number): Question[] {
  const asked: Asked[] = [];
  let section: { name: string; level: number } | null = null;
  const begin = (next: Omit<Asked, 'blocks'>, blocks: Block[] = []): void => {
    asked.push({ ...next, blocks });
  };
  for (const block of blocks) {
    const current = asked.at(-1);
    if (block.kind === 'heading') {
      const name = sectionOf(block);
      const known = questionOf(block.said);
      if (name) {
        section = { name, level: block.level };
        begin({ section: name, question: block.text, line: block.line, isSection: true });
      } else if (known || (section && isQuestion(block, section.level))) {
        const home = section?.name ?? known ?? '';
        begin({ section: home, question: block.text, line: block.line, isSection: false });
      } else current?.blocks.push(asText(block));
      continue;
    }
    const inText = askedInText(block);
    if (inText) {
      const home = section?.name ?? inText.section;
      begin({ section: home, question: inText.question, line: block.line, isSection: false }, [inText.rest]);
    } else current?.blocks.push(block);
  }
  if (asked.length === 0) return wholeAnswer(blocks, hidden, end);
  const asksMore = new Set(asked.filter((one) => !one.isSection).map((one) => one.section));
  return asked.flatMap((one, index) => {
    const until = asked[index + 1]?.line ?? end;
    return one.isSection && asksMore.has(one.section) ? [] : [judged(one, until, hidden)];
  });
}

function wholeAnswer(
  [heading, ...rest]: readonly Block[],
  hidden: readonly Hidden[],
  end: number,
): Question[] {
  if (heading?.kind !== 'heading') return [];
  const { text: question, line } = heading;
  const whole = { section: wholeQuestionnaire, question, line, isSection: true, blocks: rest.map(said) };
  return [judged(whole, end, hidden)].filter(({ answered }) => answered === 'answered');
}

const said = (block: Block): Text => (block.kind === 'heading' ? asText(block) : block);

function judged(
  { section, question, line, blocks }: Asked,
  until: number,
  hidden: readonly Hidden[],
): Question {
  const hasComments = hidden.some((one) => !one.isMark && one.from >= line && one.from < until);
  const answered = judgeContent({ blocks, question, hasComments, ticksCount: true });
  return { section, question, answered, line };
}

/** Whether blocks belong to a questionnaire although nothing calls them so. */
export function isOfQuestionnaire(heading: Heading): boolean {
  return (
    partOf(heading) === 'questionnaire' || sectionOf(heading) !== null || questionOf(heading.said) !== null
  );
}

/** A heading of an own question: deeper than its section, and asking. */
function isQuestion(heading: Heading, sectionLevel: number): boolean {
  return heading.level > sectionLevel && heading.text.endsWith('?');
}

/** A heading within an answer is somebody's own words. */
function asText(heading: Heading): Text {
  return { kind: 'text', lines: [heading.text], line: heading.line, depth: 0, isItem: false, isCode: false };
}

/** `* **Question?** answer` and its kin: only known questions, since answers have bold beginnings too. */
function askedInText(block: Text): { section: Section; question: string; rest: Text } | null {
  if (block.isCode) return null;
  const text = block.lines.join('\n').slice(0, 20_000);
  const section = questionIn(text.slice(0, 300));
  if (!section) return null;
  const bold = /^\s*(?:\*\*|__)([^*]{3,600}?)(?:\*\*|__)/.exec(text);
  const end = bold ? bold[0].length : endOfQuestion(text);
  if (end === 0) return null;
  const lines = text.slice(end).split('\n');
  return { section, question: plain(text.slice(0, end)), rest: { ...block, lines } };
}

/** Where the sentences end that ask; 0: it asks nothing. */
function endOfQuestion(text: string): number {
  const start = text.slice(0, 600).replace(/\b(?:e\.g|i\.e|etc)\./gi, (short) => short.replaceAll('.', '_'));
  let end = 0;
  for (let at = start.indexOf('?'); at >= 0; at = start.indexOf('?', at + 1)) {
    // A sentence that only tells something lies between: what asks there is an answer's own question.
    if (/[.!][*_)]*\s+\p{Lu}/u.test(start.slice(end, at))) break;
    end = at + 1;
  }
  return end === 0 ? 0 : end + (/^[*_]+/.exec(start.slice(end))?.[0].length ?? 0);
}
