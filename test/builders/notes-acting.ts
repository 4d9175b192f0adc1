/** The use cases of release notes over a real store, with what is gathered as a test says it. */

import type { People } from '../../src/app/permission.js';
import { composeReleaseNotesDesk } from '../../src/compose/release-notes-desk.js';
import type { Settings } from '../../src/config/settings.js';
import type { Content } from '../../src/domain/delivery.js';
import { FormFault, UserFault } from '../../src/domain/fault.js';
import type { NotesFacts } from '../../src/domain/release-notes/facts.js';
import type { Gap } from '../../src/domain/release-notes/gap.js';
import type { NotedPull } from '../../src/domain/release-notes/pull.js';
import type { NotesSettings } from '../../src/domain/release-notes/settings.js';
import { minute } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { noon } from './issue.js';
import { silentLog } from './log.js';
import { release } from './release.js';

export const lea = { id: 'U0LEAD', name: 'lea' };
export const com = { id: 'U0COMM', name: 'com' };
export const ann = { id: 'U0ANN', name: 'ann <!channel> @bob' };
const repository = 'acme/rocket';

export function notesSettings(given: Partial<NotesSettings> = {}): NotesSettings {
  const ref = { range: null, knownIssues: null, previous: null };
  return {
    ...{ form: 'kinds', repository, path: 'notes/{version}.md', commitTo: null, pages: [] },
    labels: { none: ['release-note-none'], actionRequired: ['release-note-action-required'] },
    ...{ kindPrefix: 'kind/', write: 'comment', nag: null, people: {}, every: 15 * minute },
    releases: { 'v1.6': ref },
    ...given,
  };
}

export function noted(number: number, given: Partial<NotedPull> = {}): NotedPull {
  return {
    ...{ repository, number, title: `change ${number}`, author: 'jane', authorIsBot: false, labels: [] },
    url: `https://github.com/${repository}/pull/${number}`,
    ...{ mergedAt: noon, said: { kind: 'missing', why: 'empty' }, saidBy: 'body', groups: [], kinds: [] },
    ...{ parents: [], revertedBy: null, reverts: null },
    ...given,
  };
}

export function gap(number: number, given: Partial<Gap> = {}): Gap {
  return {
    ...{ code: 'no-note', repository, number, title: `change ${number}`, owners: ['jane'], groups: [] },
    url: `https://github.com/${repository}/pull/${number}`,
    ...{ text: 'It says nothing for the release notes', todo: 'Write a note', blocks: true },
    ...given,
  };
}

/** What is gathered, and may change; `now` in ms, UTC. */
export interface NotesWorld {
  pulls: NotedPull[];
  gaps: Gap[];
  problems: string[];
  readAt: number | null;
  isMilestoneClosed?: boolean;
  now: number;
}

export function notesDesk(
  database: Database,
  given: Partial<NotesSettings> = {},
  more: { quiet?: Partial<Settings['quiet']>; channels?: Record<string, string[]>; people?: People } = {},
) {
  const of = release({ groupPeople: { leads: {}, channels: more.channels ?? {} } });
  const other = release({ name: 'v1.5' });
  const world: NotesWorld = {
    ...{ pulls: [noted(7), noted(8)], gaps: [], problems: [], readAt: noon, now: noon },
  };
  const notes = notesSettings(given);
  const facts = async (): Promise<NotesFacts> => ({
    ...{ release: of, settings: notes, ref: { range: null, knownIssues: null, previous: null } },
    ...{ web: 'https://github.com', pulls: world.pulls, features: [], knownIssues: [], accumulator: null },
    ...{ dependencies: null, range: null, problems: world.problems },
  });
  const counts = { pulls: 2, notes: 0, none: 0, missing: 2, actionRequired: 0, takenBack: 0 };
  const settings = {
    ...{ releases: [of, other], grace: 120 * minute, channels: { release: ['C0RELEASE'] }, notes },
    roles: { releaseLead: [lea.id], communications: [com.id], incidentCommander: [] },
    quiet: { zone: 'UTC', hours: null, holidays: [], weekdays: [], ...more.quiet },
  } as unknown as Settings;
  const composed = () => {
    const acting = composeReleaseNotesDesk(
      { settings, database, log: silentLog, clock: () => world.now },
      {
        gathering: {
          facts,
          evidence: async () => ({
            ...{ counts, docs: null, gaps: world.gaps, readAt: world.readAt, problem: null },
            ...(world.isMilestoneClosed ? { isMilestoneClosed: true } : {}),
          }),
        },
        draft: ({ pulls }) => `# Notes\n\n${pulls.map(({ number }) => `- #${number}\n`).join('')}`,
        people: more.people ?? { isAmong: async (user, ids) => ids.includes(user) },
        ...{ web: 'https://github.com', nudge: () => {} },
      },
    );
    if (!acting) throw new Error('there are no release notes');
    return acting;
  };
  return { world, ...composed(), another: composed };
}

/** What is owed, the oldest first. */
export async function owedIn({ read }: Database) {
  const found = await read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .select(['m.purpose', 'm.subject', 'd.destination', 'd.revision', 'd.state', 'c.body'])
    .orderBy('d.id')
    .execute();
  return found.map(({ body, ...row }) => ({ ...row, content: JSON.parse(body) as Content }));
}

/** What was refused: its code, or what is wrong with the fields. */
export const refused = async (work: Promise<unknown>): Promise<string | Readonly<Record<string, string>>> =>
  await work.then(
    () => 'nothing',
    (error: unknown) => {
      if (error instanceof FormFault) return error.fields;
      if (error instanceof UserFault) return error.code;
      throw error;
    },
  );
