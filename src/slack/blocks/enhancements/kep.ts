/** `/release-status kep 1234`: everything that is known of one enhancement, what to do next first. */

import type { Answered, DocumentFault, Question } from '../../../domain/enhancement/enhancement.js';
import { nameOfGroup } from '../../../domain/enhancement/ready.js';
import type { ShownEnhancement } from '../../../domain/enhancement/shown.js';
import type { EnhancementStanding, JudgedBox } from '../../../domain/enhancement/standing.js';
import { showMoment } from '../../../domain/time.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  sections,
  sideBySide,
} from '../parts/block.js';
import { clip, clipEscaped, link, when } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';
import { kepName, missingWords, standingDot, todoWords } from './words.js';

interface Size {
  todos: number;
  boxes: number;
  questions: number;
  faults: number;
  /** Characters of each. */
  length: number;
}

/** From the fullest version to the barest. */
const sizes: Size[] = [
  { todos: 20, boxes: 40, questions: 30, faults: 15, length: 300 },
  { todos: 12, boxes: 25, questions: 12, faults: 8, length: 180 },
  { todos: 8, boxes: 20, questions: 5, faults: 5, length: 110 },
  { todos: 5, boxes: 10, questions: 2, faults: 3, length: 80 },
  { todos: 3, boxes: 3, questions: 0, faults: 2, length: 60 },
];

/** Blanks at the beginning of a line are not shown; this one is. */
const indent = '\u2003\u2003';

export function kepMessage(shown: ShownEnhancement): Message {
  const { release, detail } = shown;
  const { standing } = detail;
  const missing = missingWords(standing);
  return {
    text: clipEscaped(`${kepName(standing.number)} ${standing.title} in ${release.name}: ${missing}.`, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(clip(`${kepName(standing.number)}: ${standing.title}`, 140)),
        ...sections('', facts(shown).flatMap(sideBySide)),
        ...next(shown, size),
        ...listed('Release sign-off checklist', boxLines(shown, size)),
        ...listed('Production readiness', questionLines(shown, size)),
        ...sections('', documentLines(shown)),
        ...listed('Wrong in the documents', faultLines(shown, size)),
        context(footer(shown)),
        buttons([
          { text: 'All enhancements', action: 'status_section:features', value: release.name },
          { text: 'Back to the verdict', action: 'status_section:verdict', value: release.name },
        ]),
      ]),
    ),
  };
}

/** The documents of which something is said, as they begin among those that could not be read. */
const unreadable = { kep: /\/kep\.ya?ml: /i, readme: /\/readme\.md: /i, prr: /^keps\/prod-readiness\// };

const couldNotRead = ({ unread = [] }: EnhancementStanding, which: keyof typeof unreadable): boolean =>
  unread.some((one) => unreadable[which].test(one));

const listed = (title: string, lines: readonly string[]): Block[] =>
  lines.length === 0 ? [] : sections(`*${title}*`, [...lines]);

/** In rows: where it stands, who stands for it, and where all of that is written. */
function facts({ release, detail, files }: ShownEnhancement): string[][] {
  const { standing, documents } = detail;
  const kep = documents.kep?.value;
  const approver = standing.stage && documents.prr?.value.approvers[standing.stage];
  const people = (list: readonly string[] = []) =>
    `${list
      .slice(0, 6)
      .map((login) => typedLine(login, 60))
      .join(', ')}${list.length > 6 ? ` and ${list.length - 6} more` : ''}`;
  const where = [
    `${standingDot(standing)}  *${missingWords(standing)}*`,
    standing.group === null
      ? `no ${typedLine(release.groups.noun, 20)}`
      : typedLine(nameOfGroup(release.groups, standing.group), 80),
    `stage ${standing.stage ?? 'not known'}`,
    `status ${standing.status ?? 'not known'}`,
    `latest milestone ${standing.latestMilestone === null ? 'not known' : typedLine(standing.latestMilestone, 30)}`,
  ];
  const who = [
    kep && kep.approvers.length > 0
      ? `approvers ${people(kep.approvers)}`
      : couldNotRead(standing, 'kep')
        ? 'approvers not known'
        : 'no approvers',
    approver
      ? `production readiness approved by ${typedLine(approver, 60)}`
      : couldNotRead(standing, 'prr')
        ? 'approval of production readiness not known'
        : 'production readiness not approved for this stage',
    ...(kep && kep.featureGates.length > 0 ? [`feature gates ${people(kep.featureGates)}`] : []),
  ];
  const written = [
    link(standing.url, `issue #${standing.number}`),
    documents.folder === null
      ? 'no folder in the repository'
      : link(standing.folderUrl ?? `${files}/${documents.folder}`, linkText(documents.folder, 120)),
  ];
  return [where, who, written];
}

function next({ detail }: ShownEnhancement, { todos, length }: Size): Block[] {
  // What is wrong in a file stands below, with its place.
  const lacks = detail.standing.lacks.filter(({ code, blocks }) => blocks || code !== 'file');
  const all = [...lacks.filter(({ blocks }) => blocks), ...lacks.filter(({ blocks }) => !blocks)];
  const lines = all
    .slice(0, todos)
    .map((lack, at) => `${at + 1}. ${todoWords(lack, length)}${lack.blocks ? '' : ' · does not block'}`);
  return listed('Next', more(lines, all.length));
}

const more = (lines: string[], all: number): string[] =>
  all > lines.length && lines.length > 0 ? [...lines, `and ${all - lines.length} more`] : lines;

/** Those that are asked for, in the order of the document; the open ones are named before anything is left out. */
function boxLines({ detail }: ShownEnhancement, { boxes: most, length }: Size): string[] {
  const { boxes, documents, standing } = detail;
  if (boxes.length === 0)
    return documents.readme === null || couldNotRead(standing, 'readme')
      ? []
      : ['There is no such checklist in the README.'];
  const counts = (box: JudgedBox) => box.isTicked && box.contradiction === null;
  const asked = boxes.filter(({ isAsked }) => isAsked);
  const open = new Set(asked.filter((box) => !counts(box)).slice(0, most));
  const rest = new Set(asked.filter(counts).slice(0, Math.max(0, most - open.size)));
  const lines = asked
    .filter((box) => open.has(box) || rest.has(box))
    .map(
      (box) =>
        `${indent.repeat(Math.min(box.depth, 3))}${box.isTicked ? '☑' : '☐'} ${box.isRequired ? '(R) ' : ''}${typedLine(box.text, length)}${box.contradiction === null ? '' : ` · *does not count:* ${typedLine(box.contradiction, length)}`}`,
    );
  const later = boxes.length - asked.length;
  return [
    ...lines,
    ...(asked.length > lines.length ? [`and ${asked.length - lines.length} more`] : []),
    ...(later > 0 ? [`${later} not asked for at this stage`] : []),
  ];
}

const notAnswered: Record<Exclude<Answered, 'answered'>, string> = {
  empty: 'empty',
  template: 'still the template’s text',
};

/** Section by section: how many are answered, and which are not. */
function questionLines({ detail }: ShownEnhancement, { questions: most, length }: Size): string[] {
  const { questions } = detail;
  let left = most;
  return [...new Set(questions.map(({ section }) => section))].map((name) => {
    const its = questions.filter(({ section }) => section === name);
    const open = its.filter(
      (one): one is Question & { answered: 'empty' | 'template' } => one.answered !== 'answered',
    );
    const shown = open.slice(0, Math.max(0, left));
    left -= shown.length;
    const rest = open.length - shown.length;
    return [
      `${open.length === 0 ? '☑' : '☐'} ${typedLine(name, 120)}: ${its.length - open.length} of ${its.length} answered`,
      ...shown.map((one) => `${indent}• ${typedLine(one.question, length)} (${notAnswered[one.answered]})`),
      ...(rest > 0 && shown.length > 0 ? [`${indent}and ${rest} more`] : []),
    ].join('\n');
  });
}

const documentWords: Record<Answered, string> = {
  answered: 'there',
  empty: 'empty',
  template: 'still the template’s text',
};

function documentLines({ detail }: ShownEnhancement): string[] {
  const readme = detail.documents.readme?.value;
  if (couldNotRead(detail.standing, 'readme')) return ['*Documents*\nThe README could not be read.'];
  if (!readme) return detail.documents.folder === null ? [] : ['*Documents*\nThere is no README.'];
  const say = (name: string, found: Answered | null) =>
    `${name}: ${found === null ? 'no such heading' : documentWords[found]}`;
  const history = readme.history;
  return [
    '*Documents*',
    [
      say('test plan', readme.testPlan),
      say('graduation criteria', readme.graduation),
      say('design details', readme.designDetails),
      history === null
        ? 'implementation history: no such heading'
        : history.length === 0
          ? 'implementation history: empty'
          : `implementation history: ${history.length} ${history.length === 1 ? 'line' : 'lines'}, the last ${typedLine(history.at(-1) ?? '', 120)}`,
    ].join(' · '),
  ];
}

/** File, field and line, with a link to it. */
function faultLines({ detail, files }: ShownEnhancement, { faults: most, length }: Size): string[] {
  const lines = detail.faults.slice(0, most).map((fault) => {
    // Markdown shows its lines as plain text only.
    const plain = /\.md$/i.test(fault.file) ? '?plain=1' : '';
    const at = fault.line === null ? '' : `${plain}#L${fault.line}`;
    const url = `${files}/${fault.file.split('/').map(encodeURIComponent).join('/')}${at}`;
    return `• ${link(url, linkText(place(fault), 160))}: ${typedLine(fault.problem, length)}`;
  });
  return more(lines, detail.faults.length);
}

function place({ file, field, line }: DocumentFault): string {
  const name = file.split('/').at(-1) ?? file;
  return [name, ...(field === null ? [] : [field]), ...(line === null ? [] : [`line ${line}`])].join(' · ');
}

function footer({ release, readAt, problem }: ShownEnhancement): string {
  const read =
    readAt === null
      ? 'documents not read yet'
      : `documents read ${when(readAt, showMoment(readAt, release.zone))}`;
  return `${typedLine(release.name, 90)} · ${read}${problem === null ? '' : ` · ${typedLine(problem, 300)}`}`;
}
