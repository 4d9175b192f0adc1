/** `notes` of signalman.yml: what it means, and what is said of mistakes in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { filledNotesPath } from '../../src/domain/release-notes/path.js';
import { readRange } from '../../src/domain/release-notes/range.js';
import { hour, minute } from '../../src/domain/time.js';
import { release } from '../builders/release.js';

const load = (text: string) => loadSettings(text, 'signalman.yml');
const file = (more: string) => `repository: acme/rocket
enhancements: { repository: acme/features }
releases:
  v1.7: { branch: release-1.7 }
  v1.6: { enhancements: false }
gates:
  release-notes: { type: release-notes }
  docs: { type: docs }
${more}`;

function problemOf(text: string): string {
  try {
    load(text);
  } catch (error) {
    if (error instanceof ConfigFault) return error.message;
    throw error;
  }
  return '';
}

describe('notes', () => {
  it('are not drafted unless the file says so, nor are the preset’s gates over them there', () => {
    const { notes, releases } = load('preset: kubernetes\nreleases: { v1.36: {} }');
    expect(notes).toBeNull();
    expect(releases[0]?.notesWithin).toBeNull();
    const types = releases[0]?.gates.map(({ type }) => type);
    expect(types).not.toContain('release-notes');
    expect(types).not.toContain('docs');
  });

  it('need no more than their name', () => {
    const { notes, releases } = load('preset: kubernetes\nreleases: { v1.36: {} }\nnotes: {}');
    expect(notes).toMatchObject({
      ...{ form: 'kinds', repository: null, path: 'release-notes/{version}.md', commitTo: null },
      labels: { none: ['release-note-none'], actionRequired: ['release-note-action-required'] },
      ...{ kindPrefix: 'kind/', write: 'comment', nag: null, people: {}, every: 15 * minute },
      releases: { 'v1.36': { range: null, knownIssues: null, previous: null } },
    });
    expect(notes?.pages.map(({ repository }) => repository)).toEqual([
      'kubernetes/website',
      'kubernetes/kubernetes.github.io',
    ]);
    expect(releases[0]?.notesWithin).toBe(45 * minute);
    expect(releases[0]?.gates.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['release-notes', 'enhancement-docs']),
    );
    expect(load('preset: kubernetes-1.6\nreleases: { v1.6: {} }\nnotes: {}').notes?.form).toBe('features');
  });

  it('belong to the releases that are named, and to all where none is', () => {
    const having = (more: string) => load(file(more)).releases.map(({ notesWithin }) => notesWithin !== null);
    expect(having('notes: {}')).toEqual([true, true]);
    expect(having('notes: { releases: { "1.6": {} } }')).toEqual([false, true]);
  });

  it('leave a gate over documentation away where no enhancements are tracked', () => {
    const { releases } = load(file('notes: {}'));
    expect(releases.map(({ gates }) => gates.map(({ type }) => type))).toEqual([
      ['release-notes', 'docs'],
      ['release-notes'],
    ]);
    expect(load(file('notes: { every: 2h }')).releases[0]?.notesWithin).toBe(6 * hour);
  });

  it('say for each release what it is made from', () => {
    const { notes } = load(
      file(`notes:
  repository: acme/notes
  commit-to: main
  people: { OctoCat: U012AB3CD }
  nag: { at: "21:30", timezone: Europe/Berlin, days: [fri] }
  releases:
    v1.7:
      range: v1.6.0..
      known-issues: acme/rocket#46733
      previous: { path: release-1.6/notes.md }
    v1.6: { range: v1.5.0...v1.6.0, previous: { repository: acme/old, path: CHANGELOG.md, ref: v1.5 } }`),
    );
    expect(notes).toMatchObject({
      ...{ repository: 'acme/notes', commitTo: 'main', people: { octocat: 'U012AB3CD' } },
      nag: { at: 21 * 60 + 30, zone: 'Europe/Berlin', weekdays: [5] },
      releases: {
        'v1.7': {
          range: { from: 'v1.6.0', to: null },
          knownIssues: { repository: 'acme/rocket', number: 46733 },
          previous: { repository: 'acme/notes', path: 'release-1.6/notes.md', ref: null },
        },
        'v1.6': {
          range: { from: 'v1.5.0', to: 'v1.6.0' },
          previous: { repository: 'acme/old', path: 'CHANGELOG.md', ref: 'v1.5' },
        },
      },
    });
  });

  it.each([
    ['notes: { every: 1s }', 'notes.every: 1s is too short'],
    ['notes: { form: list }', 'notes.form'],
    [
      'notes: { releases: { v1.8: {} } }',
      'notes.releases.v1.8: there is no release "v1.8" (did you mean v1.',
    ],
    ['notes: { releases: { v1.7: {}, "1.7": {} } }', 'notes.releases.1.7: v1.7 is there already'],
    [
      'notes: { releases: { v1.7: { range: v1.6.0 } } }',
      '"v1.6.0" is not a range (expected two refs such as',
    ],
    ['notes: { releases: { v1.6: { range: v1.5.0.. } } }', 'notes.releases.v1.6.range: has no end'],
    ['notes: { releases: { v1.7: { known-issues: "46733" } } }', 'expected an issue such as'],
    ['notes: { path: "../{version}.md" }', 'notes.path: is not the path of a Markdown file'],
    ['notes: { path: "{day}.md" }', 'notes.path: has no meaning for {day} (expected {version}'],
    ['notes: { path: notes.md }', 'notes.path: would be the same for several releases'],
    ['notes: { commit-to: main }', 'notes.commit-to: there is no repository with that branch'],
    ['notes: { nag: { timezone: Mars } }', '"Mars" is not a time zone'],
    ['notes: { people: { octocat: ann } }', 'expected a Slack user'],
    ['notes: { people: { octocat: U012AB3CD, OctoCat: U012AB3CE } }', 'OctoCat is there already'],
    [
      'notes: { pages: [{ repository: a/b, path: docs.md, url: "https://x.org/{page}" }] }',
      'notes.pages.0.path',
    ],
    ['notes: { label: {} }', 'did you mean labels?'],
    ['', 'there are no release notes to decide it by (add notes: {})'],
  ])('"%s" is told: %s', (more, words) => {
    expect(problemOf(file(more))).toContain(words);
  });

  it('are in the example', () => {
    const { notes } = load(readFileSync('signalman.example.yml', 'utf8'));
    expect(notes?.releases['v1.35.2']?.range).toEqual({ from: 'v1.35.1', to: 'release-1.35' });
    expect(notes?.nag).toEqual({ at: 540, zone: 'UTC', weekdays: [1, 2, 3, 4, 5] });
  });
});

describe('a range of commits', () => {
  it.each([
    ['v1.6.0..v1.7.0', { from: 'v1.6.0', to: 'v1.7.0' }],
    ['v1.6.0...release-1.7', { from: 'v1.6.0', to: 'release-1.7' }],
    [' v1.6.0.. ', { from: 'v1.6.0', to: null }],
    ['origin/main..feature/x', { from: 'origin/main', to: 'feature/x' }],
    ['v1.6.0', null],
    ['..v1.7.0', null],
    ['a..b..c', null],
    ['a b..c', null],
    ['--output=x..y', null],
    ['a..../b', null],
  ])('"%s"', (text, range) => {
    expect(readRange(text)).toEqual(range);
  });

  it('is never made of anything that could mean something else in an address', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 30 }), fc.string({ maxLength: 30 }), (from, to) => {
        const range = readRange(`${from}..${to}`);
        for (const ref of [range?.from, range?.to]) expect(ref ?? 'x').toMatch(/^[^\s?*:~^\\[]+$/);
      }),
    );
  });
});

it('puts the notes where no name of a release can lead elsewhere', () => {
  const at = (path: string, name: string) =>
    filledNotesPath(path, release({ name, issues: { repository: 'acme/rocket', milestone: name } }));
  expect(at('release-notes/{version}.md', 'v1.7')).toBe('release-notes/1.7.md');
  expect(at('{release}/{milestone}.md', '../../x')).toBe('x/x.md');
  expect(at('{version}.md', '日本')).toBe('release.md');
});
