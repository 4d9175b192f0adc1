/** Tells what people wrote from what the template wrote for them, and from words that only keep a place. */
import type { Answered } from '../domain/enhancement/enhancement.js';
import type { Block } from './blocks.js';
import { examples, fillIns, fingerprints } from './fingerprints.js';
import { short, words } from './plain.js';

export interface Content {
  /** What stands below the heading. */
  blocks: readonly Block[];
  /** The question or heading itself: repeated, it is no answer. */
  question: string;
  /** Whether invisible comments stand there: instructions that somebody should have replaced. */
  hasComments: boolean;
  /** Whether a ticked box says something by itself, as in the questionnaire. */
  ticksCount: boolean;
}

/** So much of one text is looked at, in characters: an answer says something before. */
const most = 20_000;
/** The words a note may have that only says that the answer is still to come. */
const shortNote = 20;

const later =
  /^(?:(?:this|it|these|they|that|section|question|the|answer|is|are) ){0,4}(?:to be|will be) (?:determined|decided|defined|filled|completed|added|provided|updated|announced|written|answered|addressed|considered|revisited|discussed)(?: (?:in|out|later|soon|for|before|when|at|prior|once|during|as|by|upon|if|with)\b.*)?$/;
const placeholder =
  /^(?:(?:for |in |at )?(?:alpha|beta|ga|stable) )?(?:tb[dac]|todo|to do|fixme|wip|xxx+|pending|work in progress|coming soon)(?= |$)/;
/** The label of a criterion that nobody wrote: `Alpha:`. */
const bareStage =
  /^(?:alpha|beta|ga|stable)(?: (?:(?:to|and|or) )?(?:beta|ga|stable))?(?: (?:graduation|criteria))*$/;

/** Words of the template's kind, written by people to themselves. */
const request =
  /^(?:please )?(?:fill|complete) (?:this |it |these )?(?:section )?(?:in|out|later)?(?: (?:when|before|for|later|at|during|once)\b.*)?$/;

/** answered: a person said something; template: only the template did; empty: nobody. */
export function judgeContent({ blocks, question, hasComments, ticksCount }: Content): Answered {
  const repeated = new Set(sentences(question));
  let hasTemplate = hasComments;
  let hasExample = false;
  let hasFillIn = false;
  for (const block of blocks) {
    if (block.kind === 'heading') continue;
    for (const said of passages(block.lines)) {
      if (ticksCount && block.depth > 0 && said.isTicked) return 'answered';
      for (const sentence of sentences(said.text)) {
        if (repeated.has(sentence) || isPlaceholder(sentence)) continue;
        const mark = short(sentence, 8);
        if (fillIns.has(mark)) hasFillIn = true;
        else if (examples.has(mark)) hasExample = true;
        else if (fingerprints.has(mark)) hasTemplate = true;
        else return 'answered';
      }
    }
  }
  // The template's examples are somebody's choice, but not beside blanks that nobody filled in.
  if (hasExample && !hasFillIn) return 'answered';
  return hasTemplate || hasExample || hasFillIn ? 'template' : 'empty';
}

/** Whether the words only say that something is missing. */
function isPlaceholder(sentence: string): boolean {
  if (sentence.split(' ', shortNote + 1).length > shortNote) return false;
  return [placeholder, later, request, bareStage].some((pattern) => pattern.test(sentence));
}

interface Passage {
  text: string;
  isTicked: boolean;
}

/** Lines that belong together: an item, or what is wrapped. */
function passages(lines: readonly string[]): Passage[] {
  const found: Passage[] = [];
  let left = most;
  for (const line of lines) {
    if (left <= 0) break;
    const text = line.slice(0, left).trim();
    left -= text.length;
    const [bullet] = /^(?:[-*+]|\d{1,9}[.)])(?:\s+|$)/.exec(text) ?? [''];
    const rest = text.slice(bullet.length);
    const box = /^\[\s{0,3}([xX✓✔√☑~-]?)\s{0,3}\](?![[(:])/.exec(rest);
    const last = found.at(-1);
    if (bullet === '' && !box && text !== '' && last) last.text += ` ${rest}`;
    else
      found.push({
        text: box ? rest.slice(box[0].length) : rest,
        isTicked: /[xX✓✔√☑]/.test(box?.[1] ?? ''),
      });
  }
  return found.map((passage) => ({ ...passage, text: withoutNote(passage.text) }));
}

/** Abbreviations end no sentence. */
const unabridged = (text: string) =>
  text.replace(/\b(e\.g|i\.e|etc)\./gi, (short) => short.replaceAll('.', ' '));

/** A first sentence that begins with TODO or TBD is a note, whatever it goes on to say. */
function withoutNote(written: string): string {
  const text = unabridged(written)
    .replace(/<<\[\/?UNRESOLVED[^\]]{0,200}\]>>/gi, ' ')
    // Struck out, it is said no more.
    .replace(/~~[^~]{1,500}~~/g, ' ')
    .trim();
  if (!/^\W{0,5}(?:TODO|TO DO|FIXME|TB[DAC]|WIP|XXX)\b/i.test(text)) return text;
  const end = /[.!?](?=\s)/.exec(text)?.index ?? text.length;
  const note = words(text.slice(0, end));
  return note.split(' ', shortNote + 1).length > shortNote ? text : text.slice(end);
}

const tags =
  /<\/?(?:br|p|b|i|em|strong|code|pre|details|summary|a|ul|ol|li|hr|div|span|sub|sup|table|tr|td|th|tbody|thead)\b[^<>]{0,300}>/gi;

/** The words of each sentence. A colon ends one too, so that a label and what is filled in behind it stand apart. */
function sentences(text: string): string[] {
  return (
    unabridged(text)
      .replace(tags, ' ')
      .replace(/&nbsp;/g, ' ')
      // A picture says something without a word.
      .replace(/!\[\s{0,9}\](?=[([])/g, '![picture]')
      .replace(/\](?:\([^()\s]*\)|\[[^[\]]*\])/g, ']')
      .split(/[.?!:;](?=[\s*_)\]`"']|$)|\s[-–—]{1,2}\s/)
      .map(words)
      .filter((sentence) => sentence !== '')
  );
}

/** What a text is known by: the list of fingerprints is made of it, and tried with it. */
export function marksOf(lines: readonly string[]): { mark: string; sentence: string }[] {
  return passages(lines).flatMap(({ text }) =>
    sentences(text).map((sentence) => ({ mark: short(sentence, 8), sentence })),
  );
}
