/** What the README of an enhancement lacks for the release: boxes, answers, parts and history. */
import { type About, fileUrl } from './about.js';
import { type BoxKind, kindOf, sectionsAsked } from './asked.js';
import type { EnhancementDocuments, KepReadme } from './enhancement.js';
import { against, askedQuestions, missing } from './evidence.js';
import type { JudgedBox, Lack } from './standing.js';

/** A box counts where it is required, and asked for at this stage. */
export const counts = (box: JudgedBox) => box.isRequired && box.isAsked;

export function readmeLacks(
  documents: EnhancementDocuments,
  boxes: readonly JudgedBox[],
  about: About,
): Lack[] {
  const { folder, readme } = documents;
  if (!folder) return [];
  const path = `${folder}/README.md`;
  if (!readme) {
    const text = `There is no README.md in ${folder}`;
    return [{ code: 'file', text, todo: 'Add it from the template.', blocks: true, url: null }];
  }
  const at = (line?: number) => fileUrl(about, path, line);
  const lacks: Lack[] = [];
  if (boxes.length === 0) {
    const text = 'The README has no Release Signoff Checklist with boxes';
    const todo = 'Copy the checklist from the template and tick what is done.';
    lacks.push({ code: 'box', text, todo, blocks: true, url: at(readme.value.places?.checklist) });
  }
  lacks.push(
    ...fewest(
      boxes.flatMap((box) => boxLacks(box, about, at)),
      at(readme.value.places?.checklist),
    ),
  );
  return [...lacks, ...partLacks(documents, readme.value, boxes, about, at)];
}

/** So many boxes are named, and so much of each (in characters): a checklist has a dozen, and what is told is stored. */
const mostBoxes = 60;
const mostText = 300;

function fewest(all: readonly Lack[], url: string): Lack[] {
  const rest = all.slice(mostBoxes);
  if (rest.length === 0) return [...all];
  const text = `${rest.length} more boxes of the checklist`;
  const blocks = rest.some((one) => one.blocks);
  return [
    ...all.slice(0, mostBoxes),
    { code: 'box', text, todo: 'Tick them when they are done.', blocks, url },
  ];
}

/** The contradictions that another lack says already. */
const elsewhere: readonly (BoxKind | null)[] = ['status', 'prr-approved'];
const codes: Partial<Record<BoxKind, string>> = { issue: 'link', history: 'history' };

function boxLacks(box: JudgedBox, about: About, at: (line: number) => string): Lack[] {
  const kind = kindOf(box.text);
  const url = at(box.line);
  if (!box.isTicked) {
    if (!counts(box)) return [];
    const todo =
      kind === 'issue'
        ? `Set the milestone ${about.milestone}, link the folder, then tick it.`
        : 'Tick it when it is done.';
    return [{ code: 'box', text: `(R) ${box.text.slice(0, mostText)}`, todo, blocks: true, url }];
  }
  if (box.contradiction === null || elsewhere.includes(kind)) return [];
  const code = (kind && codes[kind]) ?? 'ticked-unanswered';
  const text = `Ticked, but ${box.contradiction}: ${box.text.slice(0, mostText)}`;
  const todo = kind === 'issue' ? "Link the KEP's folder in the issue." : 'Write it, or take the tick away.';
  return [{ code, text, todo, blocks: counts(box), url: kind === 'issue' ? about.issue.url : url }];
}

/** What is missing although no ticked box says otherwise. It blocks only where no box asks for it. */
function partLacks(
  documents: EnhancementDocuments,
  readme: KepReadme,
  boxes: readonly JudgedBox[],
  about: About,
  at: (line?: number) => string,
): Lack[] {
  const lacks: Lack[] = [];
  const isTicked = (kind: BoxKind) => boxes.some((box) => box.isTicked && kindOf(box.text) === kind);
  const blocks = (kind: BoxKind) =>
    boxes.length > 0 && !boxes.some((box) => counts(box) && kindOf(box.text) === kind);
  const add = (kind: BoxKind, code: string, wrong: string | null, todo: string, line?: number): void => {
    if (wrong === null || isTicked(kind)) return;
    lacks.push({
      code,
      text: `${wrong.charAt(0).toUpperCase()}${wrong.slice(1)}`,
      todo,
      blocks: blocks(kind),
      url: at(line),
    });
  };
  const { places } = readme;
  add(
    'design',
    'design',
    missing('Design Details', readme.designDetails),
    'Write it.',
    places?.designDetails,
  );
  add('test-plan', 'test-plan', missing('Test Plan', readme.testPlan), 'Write it.', places?.testPlan);
  add(
    'graduation',
    'graduation',
    missing('Graduation Criteria', readme.graduation),
    'Write them.',
    places?.graduation,
  );
  const open = askedQuestions(readme, sectionsAsked(documents.kep?.value.stage ?? null)).find(
    ({ answered }) => answered !== 'answered',
  );
  const line = open?.line ?? places?.questionnaire;
  add('prr-completed', 'answer', against('prr-completed', documents, about), 'Answer them.', line);
  if (!isTicked('issue')) {
    const wrong = against('issue', documents, about);
    const text = wrong && `${wrong.charAt(0).toUpperCase()}${wrong.slice(1)}`;
    if (text)
      lacks.push({
        code: 'link',
        text,
        todo: "Link the KEP's folder in the issue.",
        blocks: false,
        url: about.issue.url,
      });
  }
  if (!isTicked('history')) {
    const text = against('history', documents, about);
    const todo = `Add a line for ${about.milestone}.`;
    if (text) lacks.push({ code: 'history', text, todo, blocks: false, url: at(places?.history) });
  }
  return lacks;
}
