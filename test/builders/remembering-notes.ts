/** Release notes as a test needs them: pull requests, gaps, and a desk that remembers what it is asked. */
import type { ReleaseNotesDesk, ShownNotes, ShownPull } from '../../src/app/ports/release-notes.js';
import { UserFault } from '../../src/domain/fault.js';
import type { ReleaseNotesEvidence } from '../../src/domain/release-notes/board.js';
import type { Gap } from '../../src/domain/release-notes/gap.js';
import type { NotedPull } from '../../src/domain/release-notes/pull.js';
import type { NotesSettings } from '../../src/domain/release-notes/settings.js';
import { minute } from '../../src/domain/time.js';
import { member } from './bot.js';
import { noon } from './issue.js';
import { release } from './release.js';

export function gap(given: Partial<Gap> = {}): Gap {
  const number = given.number === undefined ? 101 : given.number;
  return {
    code: 'no-note',
    repository: 'acme/rocket',
    number,
    title: 'Cool the engine before ignition',
    url: number === null ? null : `https://github.com/acme/rocket/pull/${number}`,
    owners: ['max'],
    groups: ['node'],
    text: 'Neither a note nor NONE',
    todo: 'Write the note',
    blocks: true,
    ...given,
  };
}

export function notesEvidence(given: Partial<ReleaseNotesEvidence> = {}): ReleaseNotesEvidence {
  return {
    counts: { pulls: 310, notes: 212, none: 81, missing: 17, actionRequired: 6, takenBack: 3 },
    docs: { asked: 33, open: 27, ready: 14, merged: 9 },
    gaps: [gap()],
    readAt: noon - 5 * minute,
    problem: null,
    ...given,
  };
}

export function notesSettings(given: Partial<NotesSettings> = {}): NotesSettings {
  return {
    ...{ form: 'features', repository: 'acme/sig-release', path: 'release-notes-draft.md', commitTo: null },
    ...{ pages: [], labels: { none: ['release-note-none'], actionRequired: [] }, kindPrefix: 'kind/' },
    ...{ write: 'comment', nag: null, people: {}, every: 10 * minute },
    releases: { 'v1.6': { range: null, knownIssues: null, previous: null } },
    ...given,
  };
}

export function notedPull(given: Partial<NotedPull> = {}): NotedPull {
  const { number = 101 } = given;
  return {
    ...{ repository: 'acme/rocket', number, title: 'Cool the engine before ignition', author: 'max' },
    ...{ url: `https://github.com/acme/rocket/pull/${number}`, authorIsBot: false, labels: [] },
    ...{ mergedAt: noon, said: { kind: 'missing', why: 'no-block' }, saidBy: 'body', groups: ['node'] },
    ...{ kinds: [], parents: [], revertedBy: null, reverts: null },
    ...given,
  };
}

export const shownPull = (pull: NotedPull = notedPull(), gaps: Gap[] = [gap()]): ShownPull => ({
  release: release(),
  pull,
  gaps,
});

/** A desk that knows one release, and what it was asked. */
export function rememberingNotes(
  given: {
    evidence?: ReleaseNotesEvidence;
    settings?: NotesSettings;
    pulls?: NotedPull[];
    leads?: string[];
  } = {},
) {
  const {
    evidence = notesEvidence(),
    settings = notesSettings(),
    pulls = [notedPull()],
    leads = [member],
  } = given;
  const asked: { [K in 'write' | 'writeOut']: Parameters<ReleaseNotesDesk[K]>[0][] } = {
    write: [],
    writeOut: [],
  };
  const found = release();
  const known = (name: string | null) => {
    if (name !== null && name !== found.name)
      throw new UserFault('no-notes', `${name} has no release notes here.`, 'Try again.');
  };
  const desk: ReleaseNotesDesk = {
    settings,
    async show(name, viewer): Promise<ShownNotes> {
      known(name);
      return { release: found, settings, evidence, proposed: null, mayWriteOut: leads.includes(viewer) };
    },
    async pull(name, number) {
      known(name);
      const pull = pulls.find((one) => one.number === number);
      if (pull)
        return shownPull(
          pull,
          evidence.gaps.filter((one) => one.number === number),
        );
      throw new UserFault('unknown-pull', `#${number} is not merged in ${found.name}.`, 'Try again.');
    },
    markdown: async () => '',
    async writeOut(one) {
      known(one.name);
      asked.writeOut.push(one);
      return { kind: 'queued', edition: asked.writeOut.length };
    },
    async write(one) {
      asked.write.push(one);
      return { repository: 'acme/rocket', number: one.number, said: one.said, by: one.actor, at: noon };
    },
  };
  return { desk, asked };
}
