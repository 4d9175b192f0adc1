/** A release with notes between a store and a local GitHub: what is merged, what is read, and what the verdict says of it. */
import { composeReleaseNotes } from '../../src/compose/release-notes-reading.js';
import { loadSettings } from '../../src/config/load.js';
import type { Release } from '../../src/domain/release.js';
import type { ReleaseNotesRef } from '../../src/domain/release-notes/settings.js';
import type { Database } from '../../src/storage/dialect.js';
import { writtenNoteStore } from '../../src/storage/release-notes/written-notes.js';
import { silentLog } from './log.js';
import { quick, startWorld, token } from './world.js';

export const repo = 'acme/rocket';
export const features = 'acme/features';
export const docs = 'acme/docs';

/** @param more of the release's notes @param notes of all notes, as lines */
export const notesConfig = (more = '{}', notes = '') => `
repository: ${repo}
enhancements: { repository: ${features} }
groups: { noun: SIG, prefix: sig/ }
gates:
  notes: { type: release-notes, reason: "Pull requests in {milestone} without a release note" }
  docs: { type: docs }
releases:
  v1.0: { milestone: v1.0, branch: main }
notes:${notes}
  pages: [{ repository: ${docs}, path: "docs/{page}.md", url: "https://docs.example/{page}/" }]
  releases:
    v1.0: ${more}
`;

export const noteOf = (text: string) => `What it does.\n\n\`\`\`release-note\n${text}\n\`\`\`\n`;

export async function startNotes(database: Database, config = notesConfig()) {
  const world = await startWorld(database, config);
  const { github, now } = world;
  for (const fullName of [repo, features, docs]) github.addRepo({ fullName });
  for (const fullName of [repo, features]) github.addMilestone(fullName, { title: 'v1.0' });
  const written = writtenNoteStore(database, now);
  const settings = loadSettings(config, 'test.yml');
  const [release] = settings.releases as [Release];
  const compose = () => {
    const notes = composeReleaseNotes(
      { settings, database, log: silentLog, clock: now },
      { github: { apiUrl: github.url, token }, pauses: quick },
    );
    if (!notes) throw new Error('no release notes are configured');
    return notes;
  };
  const notes = compose();
  return {
    ...{ github, now, release, written, notes, compose },
    pass: world.pass,
    sync: world.sync,
    /** A merged pull request of the milestone. */
    merge(given: {
      number: number;
      title?: string;
      body?: string;
      labels?: string[];
      milestone?: string | null;
    }) {
      const { title = `Change ${given.number}`, milestone = 'v1.0', ...more } = given;
      github.addIssue(repo, {
        ...{ ...more, title, author: { login: 'ana' }, pullRequest: { head: `change-${given.number}` } },
        ...(milestone === null ? {} : { milestone }),
      });
      github.mergePull(repo, given.number);
    },
    /** What GitHub was asked, without the sync: `pulls/12 200`. */
    async read(): Promise<string[]> {
      github.resetRequests();
      await notes.read();
      return github.requests.map(
        ({ path, status }) =>
          `${path.replace(/^\/repos(?:itories)?\/[^/]+\/(?:[^/]+\/)?/, '').replace(/\?.*/, '')} ${status}`,
      );
    },
    async finding(type: 'release-notes' | 'docs' = 'release-notes') {
      const { verdict } = await world.questions().showStatus('v1.0');
      const found = verdict.findings.find((one) => one.type === type);
      if (!found) throw new Error(`no gate of type ${type}`);
      return { state: found.state, detail: found.detail, parts: found.parts?.map(({ key }) => key) };
    },
    facts: (range?: ReleaseNotesRef['range']) => notes.facts(release, range),
    close: () => github.close(),
  };
}

export type NotesWorld = Awaited<ReturnType<typeof startNotes>>;
