/** Release notes as a test needs them: pull requests with a note, enhancements without gaps, and the facts around them. */
import type { NotesFacts } from '../../src/domain/release-notes/facts.js';
import type { Feature } from '../../src/domain/release-notes/feature.js';
import type { NotedPull } from '../../src/domain/release-notes/pull.js';
import type { NotesSettings } from '../../src/domain/release-notes/settings.js';
import { release } from './release.js';

export const notesSettings = (given: Partial<NotesSettings> = {}): NotesSettings => ({
  ...{ form: 'kinds', repository: null, path: 'notes/{release}.md', commitTo: null, pages: [] },
  labels: { none: ['release-note-none'], actionRequired: ['release-note-action-required'] },
  ...{ kindPrefix: 'kind/', write: 'comment', nag: null, people: {}, every: 600_000, releases: {} },
  ...given,
});

/** A merged pull request of acme/rocket whose note is its text. @param text null: it has none */
export function notedPull(number: number, text: string | null, given: Partial<NotedPull> = {}): NotedPull {
  return {
    ...{ repository: 'acme/rocket', number, title: `Change ${number}` },
    url: `https://github.com/acme/rocket/pull/${number}`,
    ...{ author: 'ada', authorIsBot: false, labels: [], mergedAt: Date.UTC(2026, 0, 1) },
    said:
      text === null ? { kind: 'missing', why: 'no-block' } : { kind: 'note', text, isActionRequired: false },
    ...{ saidBy: 'body', groups: [], kinds: [], parents: [], revertedBy: null, reverts: null },
    ...given,
  };
}

export const urgent = (text: string): NotedPull['said'] => ({ kind: 'note', text, isActionRequired: true });

export function feature(number: number, given: Partial<Feature> = {}): Feature {
  const repository = given.repository ?? 'acme/features';
  return {
    ...{ repository, number, title: `Feature ${number}` },
    url: `https://github.com/${repository}/issues/${number}`,
    ...{ description: `It does ${number}`, group: 'node', stage: 'alpha', kepStage: null },
    docs: [{ url: `https://github.com/acme/website/pull/${number}`, state: 'open', pages: [] }],
    ...{ needsNoDocs: false, assignees: ['grace'] },
    ...given,
  };
}

export const notesFacts = (given: Partial<NotesFacts> = {}): NotesFacts => ({
  release: release({ enhancements: { repository: 'acme/features', milestone: 'v1.6' } }),
  settings: notesSettings(),
  ref: { range: null, knownIssues: null, previous: null },
  web: 'https://github.com',
  ...{
    pulls: [],
    features: [],
    knownIssues: [],
    accumulator: null,
    dependencies: null,
    range: null,
    problems: [],
  },
  ...given,
});
