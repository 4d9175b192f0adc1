/** The check of written release notes in a crash run: what is lost, doubled or overtaken is found. */
import { beforeEach, expect, it } from '@jest/globals';
import { checkNotes } from '../../src/sandbox/chaos/whole/stories/notes.js';

const last = new Map([
  [1, 'It lands softly.'],
  [2, 'It starts loudly.'],
]);
let comments: Map<number, { author: { login: string }; body: string }[]>;
let draft: string;

const said = (body: string, login = 'signalman') => ({ author: { login }, body });
// Only what the check looks at.
const check = () =>
  checkNotes(
    {
      files: () =>
        new Map([
          ['notes/v2.0.md', draft],
          ['README.md', 'It lands softly.'],
        ]),
      issue: (_: string, number: number) => ({ comments: comments.get(number) ?? [] }),
    } as never,
    last,
  );

beforeEach(() => {
  comments = new Map(
    [...last].map(([number, text]) => [number, [said('Thanks!', 'ravi'), said(`Note: ${text}`)]]),
  );
  draft = `- ${[...last.values()].join('\n- ')}`;
});

it('finds nothing where each stands once at its pull request and once in the draft', () => {
  expect(check()).toEqual([]);
});

it('finds one that nobody wrote down', () => {
  comments.set(1, [said('It lands softly.', 'ravi')]);
  draft = '- It starts loudly.';
  expect(check()).toEqual([
    'lost: 0 comments with the note of #1',
    'lost: the note of #1 stands 0 times in the draft',
  ]);
});

it('finds one that stands twice', () => {
  comments.get(2)?.push(said('Note: It starts loudly.'));
  draft += '\n- It starts loudly.';
  expect(check()).toEqual([
    'doubled: 2 comments with the note of #2',
    'doubled: the note of #2 stands 2 times in the draft',
  ]);
});

it('finds one that says what was written before', () => {
  comments.set(2, [said('Note: It starts.')]);
  expect(check()).toEqual(['contradicting: the comment on #2 says Note: It starts.']);
});
