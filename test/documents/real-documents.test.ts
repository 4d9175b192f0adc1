/**
 * Real documents of enhancements: six READMEs, twenty-two clean kep.yaml and eight dirty ones. What is expected was
 * found by reading them, question by question; of the files themselves nothing is kept here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { readPage } from '../../src/documents/blocks.js';
import { examples, fillIns, fingerprints } from '../../src/documents/fingerprints.js';
import { parseKepYaml } from '../../src/documents/kep-yaml.js';
import { parseReadme } from '../../src/documents/readme.js';
import { marksOf } from '../../src/documents/template.js';
import type { Answered } from '../../src/domain/enhancement/enhancement.js';

const folder = process.env.SIGNALMAN_REAL_DATA;
if (!folder)
  process.stderr.write('SIGNALMAN_REAL_DATA is not set: the real documents of enhancements are not read\n');

/** Files of this name, by the number of their enhancement. */
function filesOf(root: string, name: string): Map<number, { path: string; text: string }> {
  const found = new Map<number, { path: string; text: string }>();
  if (!folder || !existsSync(join(folder, root))) return found;
  for (const path of readdirSync(join(folder, root), { recursive: true, encoding: 'utf8' })) {
    const number = new RegExp(`(\\d+)-[^/]+/${name}$`).exec(path)?.[1];
    if (number) found.set(Number(number), { path, text: readFileSync(join(folder, root, path), 'utf8') });
  }
  return found;
}

interface Expected {
  /** Questions of the six sections, in the order of the template. */
  questions: number[];
  /** Line and state of each one that nobody answered. */
  open: [number, Answered][];
  /** All, those that are required, and of these the ticked. */
  boxes: [number, number, number];
  /** Lines of history. */
  history: number;
  faults: number;
}

const all = [5, 4, 5, 1, 7, 3];
const readmes: Record<number, Expected> = {
  4192: {
    questions: all,
    open: [
      [499, 'empty'],
      [543, 'empty'],
      [545, 'empty'],
    ],
    boxes: [14, 10, 0],
    history: 1,
    faults: 0,
  },
  4412: {
    questions: all,
    // A note to be announced, and nothing but the instructions.
    open: [
      [1123, 'template'],
      [1288, 'template'],
    ],
    boxes: [14, 10, 4],
    history: 2,
    faults: 0,
  },
  4762: { questions: all, open: [], boxes: [14, 10, 7], history: 4, faults: 0 },
  5237: { questions: all, open: [], boxes: [14, 10, 0], history: 0, faults: 0 },
  // A bracket of its checklist is never closed.
  6060: { questions: all, open: [], boxes: [14, 10, 6], history: 0, faults: 1 },
  // One question of scalability is not there.
  6164: { questions: [5, 4, 5, 1, 6, 3], open: [], boxes: [10, 7, 7], history: 0, faults: 0 },
};

/** Line and field of every fault, by reading. */
const dirty: Record<number, string[]> = {
  423: ['12 editor', '20 latest-milestone'],
  981: ['15 editor', '22 latest-milestone'],
  1281: ['11 reviewers', '21 approvers', '22 approvers', '34 latest-milestone'],
  1610: ['18 latest-milestone'],
  2206: ['15 last-updated', '18 latest-milestone'],
  2330: ['17 latest-milestone'],
  4595: [
    '16 last-updated',
    '20 latest-milestone',
    '23 milestone.alpha',
    '24 milestone.beta',
    '25 milestone.stable',
  ],
  4872: ['25 latest-milestone', '29 milestone.alpha', '30 milestone.beta', '31 milestone.stable'],
};

/** Those that are called clean, and are not quite: more than one milestone, none yet, nobody yet. */
const nearlyClean: Record<number, string[]> = {
  1432: ['30 milestone.alpha'],
  4049: ['35 milestone.stable'],
  5541: ['35 milestone.stable'],
  5963: ['16 approvers'],
  6080: ['49 metrics'],
};

/** Ways of writing the same page. */
const spellings: Record<string, (text: string) => string> = {
  'with Windows line ends': (text) => text.replaceAll('\n', '\r\n'),
  'in capitals': (text) => text.toUpperCase(),
  'with colons behind the headings': (text) => text.replace(/^(#+ .*)$/gm, '$1:'),
  'with bold headings': (text) => text.replace(/^(#+) (.*)$/gm, '$1 **$2**'),
  'with links as headings': (text) => text.replace(/^(#+) (.*)$/gm, '$1 [$2](#x)'),
  'with closed headings': (text) => text.replace(/^(#+) (.*)$/gm, '$1 $2 $1'),
  'with numbers before the headings': (text) => text.replace(/^(#{2,6}) (.*)$/gm, '$1 3.1 $2'),
  'with pictures around the headings': (text) => text.replace(/^(#{2,6}) (.*)$/gm, '$1 :rocket: $2 🚀'),
  'with headings of one level': (text) => text.replace(/^#+ /gm, '## '),
  'with underlined headings': (text) => text.replace(/^## (.*)$/gm, '$1\n-----'),
  'with stars for dashes': (text) => text.replace(/^(\s*)- /gm, '$1* '),
  'with numbered boxes': (text) => text.replace(/^- \[/gm, '1. [').replace(/^ {2}- \[/gm, '   - ['),
  'with a small and bold (R)': (text) => text.replaceAll('(R)', '**(r)**'),
  'with questions as bold items': (text) => text.replace(/^###### (.*)$/gm, '* **$1**'),
  'with questions as plain items': (text) => text.replace(/^###### (.*)$/gm, '- $1'),
  'with questions as bold lines': (text) => text.replace(/^###### (.*)$/gm, '__$1__'),
  'with questions quoted': (text) => text.replace(/^###### (.*)$/gm, '> **$1**'),
};

/** What was read, but for places. */
function summary(text: string, path: string) {
  const { boxes, questions, testPlan, graduation, designDetails, history } = parseReadme(text, path).value;
  return {
    boxes: boxes.map(({ key, isTicked, isRequired, depth }) => [key, isTicked, isRequired, depth]),
    questions: questions.map(({ section, answered }) => [section, answered]),
    parts: [testPlan, graduation, designDetails, history?.length],
  };
}

const told = (text: string, path: string) =>
  parseKepYaml(text, path).faults.map(({ line, field }) => `${line} ${field}`);

(folder ? describe : describe.skip)('the real documents', () => {
  const files = filesOf('keps', 'README.md');

  it('are all there', () => {
    expect([...files.keys()].sort((a, b) => a - b)).toEqual(Object.keys(readmes).map(Number));
  });

  it.each([...files])(
    'README of %i: every question is what a reader says it is',
    (number, { path, text }) => {
      const { value, faults } = parseReadme(text, path);
      const bySection = new Map<string, number>();
      for (const { section } of value.questions) bySection.set(section, (bySection.get(section) ?? 0) + 1);
      const open = value.questions.filter(({ answered }) => answered !== 'answered');
      const required = value.boxes.filter((box) => box.isRequired);
      const expected = readmes[number];
      expect({
        questions: [...bySection.values()],
        open: open.map(({ line, answered }) => [line, answered]),
        boxes: [value.boxes.length, required.length, required.filter((box) => box.isTicked).length],
        history: value.history?.length,
        faults: faults.length,
      }).toEqual(expected);
      expect(value).toMatchObject({
        testPlan: 'answered',
        graduation: 'answered',
        designDetails: 'answered',
      });
    },
  );

  it.each([...files])('README of %i: without its answers nothing is answered', (_, { path, text }) => {
    // What the template says stays: comments, headings, bare boxes and labels.
    const emptied = text
      .split(/(<!--[\s\S]*?-->)/)
      .map((part) =>
        part.startsWith('<!--')
          ? part
          : part.replace(/^(?!#{1,6} |- \[ \]|[ \t]+- [A-Z][^:\n]*:[ \t]*$).*$/gm, ''),
      )
      .join('');
    const { value } = parseReadme(emptied, path);
    expect(value.questions.filter(({ answered }) => answered === 'answered')).toEqual([]);
  });

  it('have no instruction about the questionnaire that is not known as one', () => {
    for (const { text } of files.values()) {
      const [, questionnaire = ''] = text.split(/^## Production Readiness/m);
      const comments = [...questionnaire.matchAll(/<!--([\s\S]*?)-->/g)].map(([, comment = '']) => comment);
      const blocks = readPage(comments.join('\n\n')).blocks;
      const marks = blocks.flatMap((block) => (block.kind === 'text' ? marksOf(block.lines) : []));
      const unknown = marks.filter(
        ({ mark }) => ![fingerprints, examples, fillIns].some((set) => set.has(mark)),
      );
      expect(unknown.map(({ sentence }) => sentence)).toEqual([]);
    }
  });

  it.each(Object.entries(spellings))('READMEs say the same %s', (_, rewrite) => {
    for (const { path, text } of files.values())
      expect(summary(rewrite(text), path)).toEqual(summary(text, path));
  });

  it.each([...filesOf('keps-dirty', 'kep.yaml')])(
    'dirty kep.yaml of %i: each fault is told',
    (number, { path, text }) => {
      expect(told(text, path)).toEqual(dirty[number]);
    },
  );

  it.each([...filesOf('keps', 'kep.yaml')])(
    'kep.yaml of %i: nothing is told that is right',
    (number, { path, text }) => {
      expect(told(text, path)).toEqual(nearlyClean[number] ?? []);
      const { value } = parseKepYaml(text, path);
      expect(value).toMatchObject({ number, latestMilestone: 'v1.37' });
      expect(value.owner).toBe(path.split('/')[0]?.replace('sig-', ''));
      expect([value.title, value.status, value.stage]).not.toContain(null);
    },
  );
});
