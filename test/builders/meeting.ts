/** Meetings with a real store and a clock of the test's: what delivery would write on GitHub is what the test says. */

import { agendaMaker } from '../../src/app/meeting/agenda.js';
import type { MeetingDependencies } from '../../src/app/meeting/dependencies.js';
import { meetingDesk } from '../../src/app/meeting/desk.js';
import { meetingTender } from '../../src/app/meeting/tend.js';
import type { AtGitHubNow } from '../../src/app/ports/incident.js';
import type { MeetingRenderer } from '../../src/app/ports/meeting-store.js';
import type { FoundItem } from '../../src/app/ports/signoff-store.js';
import { meetingWords } from '../../src/compose/meetings.js';
import { parseCron } from '../../src/domain/cron.js';
import type { MeetingEvent, MeetingRecorded } from '../../src/domain/meeting/event.js';
import { foldMeeting } from '../../src/domain/meeting/fold.js';
import type { Meeting } from '../../src/domain/meeting/meeting.js';
import type { MeetingSeries } from '../../src/domain/meeting/settings.js';
import type { Release } from '../../src/domain/release.js';
import { day, hour } from '../../src/domain/time.js';
import type { Database } from '../../src/storage/dialect.js';
import { meetingEvidence } from '../../src/storage/meeting/evidence.js';
import { meetingStore } from '../../src/storage/meeting/meetings.js';
import { release } from './release.js';

export const ann = { id: 'U0ANN', name: 'ann' };
export const ben = { id: 'U0BEN', name: 'ben' };
export const lea = { id: 'U0LEAD', name: 'lea' };

/** Tuesdays at 17:00 UTC. */
export function series(given: Partial<MeetingSeries> = {}): MeetingSeries {
  return {
    ...{ name: 'release-team', title: 'Release team', release: 'v1.6', channel: 'C0TEAM' },
    times: { cron: parseCron('0 17 * * 2'), zone: 'UTC', weekdays: null },
    ...{ length: hour, agendaAhead: day, collectFor: 2 * hour },
    reactions: { note: 'memo', decision: 'ballot_box_with_check', attention: 'eyes', action: 'clipboard' },
    ...{ repository: null, path: 'meetings/{series}/{date}.md', actionsIn: null, labels: [] },
    ...{ intro: '', url: '', slug: 'release-team' },
    ...given,
  };
}

/** The first Tuesday, 14 March 2017, 17:00 UTC. */
export const tuesday = Date.UTC(2017, 2, 14, 17);

/** A meeting of these events, a second apart. */
export function meetingOf(events: MeetingEvent[], at = tuesday): Meeting {
  const planned: MeetingEvent = {
    ...{ kind: 'planned', series: 'release-team', slot: at, begins: at, ends: at + hour, release: 'v1.6' },
  };
  const record = [planned, ...events].map(
    (event, index): MeetingRecorded => ({ seq: index + 1, at: at + index * 1000, by: ann, event }),
  );
  return foldMeeting(1, record);
}

/** Says in short what it was given. */
const renderer: MeetingRenderer = {
  agenda: ({ meeting, actions, flipped }, { now }) =>
    said(
      [
        `agenda ${meeting.cancelled ?? meeting.moved ?? ''}`,
        ...meeting.topics.map(({ text, carried }) => `${text}${carried ? ` from ${carried.meeting}` : ''}`),
        ...flipped.map(({ gate, from, to }) => `${gate} ${from} > ${to}`),
        ...actions.map(({ action }) => `todo ${action.text}`),
        now >= meeting.begins ? 'begun' : 'ahead',
      ].join('; '),
    ),
  begins: () => said('begins'),
  news: (_, { by, event }) => said(`${event.kind} by ${by?.name ?? 'signalman'}`),
  untouched: () => said('untouched'),
  actions: ({ meeting }, earlier) =>
    said(
      `${meeting.actions.map(({ text }) => text).join()} and ${earlier.map((one) => one.action.text).join()}`,
    ),
};
const said = (text: string) => ({ text, blocks: [] });

export interface SceneGiven {
  series?: Partial<MeetingSeries>[];
  releases?: Release[];
  evidence?: (real: MeetingDependencies['evidence']) => MeetingDependencies['evidence'];
}

export function meetingScene(database: Database, given: SceneGiven = {}) {
  let now = tuesday - 2 * day;
  let ids = 0;
  const written: AtGitHubNow[] = [];
  const items = new Map<string, FoundItem>();
  const problems: unknown[] = [];
  const real = meetingStore(database, () => now, 'https://github.com');
  const evidence = meetingEvidence(database);
  const deps: MeetingDependencies = {
    series: (given.series ?? [{}]).map(series),
    releases: given.releases ?? [release()],
    web: 'https://github.com',
    store: { ...real, atGitHub: async () => written },
    evidence: given.evidence?.(evidence) ?? evidence,
    ...{ renderer, words: meetingWords },
    workspace: {
      permalinks: async () => ({
        to: ({ channel, ts }) => `https://acme.slack.com/${channel}/${ts}`,
        lead: () => true,
      }),
      person: async (id) => ({ id, name: id.slice(2).toLowerCase().replace('lead', 'lea'), isApp: false }),
    },
    people: { isAmong: async (id, among) => among.includes(id) },
    ...{ releaseLeads: [lea.id], logins: new Map([[ben.id, 'benny']]), secret: new Set(['C0SECRET']) },
    issues: {
      item: async (repository, number) => items.get(`${repository}#${number}`) ?? { kind: 'unknown' },
    },
    clock: () => now,
    log: { debug() {}, info() {}, warn() {}, error: (one: unknown) => problems.push(one) } as never,
    nudge() {},
    newId: () => `id${++ids}`,
  };
  const agendas = agendaMaker(deps);
  const tend = meetingTender(deps, agendas);
  return {
    ...{ deps, written, items, problems, store: deps.store, desk: meetingDesk(deps, agendas) },
    /** Until nothing is left to do. */
    async tend() {
      for (let looks = 0; looks < 10; looks++) if (!(await tend())) return;
      throw new Error('there is no end to it');
    },
    at(moment: number) {
      now = moment;
    },
    now: () => now,
    by: (actor: typeof ann, request = `request ${++ids}`) => ({ actor, request, id: null, series: null }),
    /** What is owed, the oldest first, as `purpose: what it says`. */
    async owed(): Promise<string[]> {
      return (await owedOf(database)).map(({ purpose, content }) => `${purpose}: ${textOf(content)}`);
    },
    deliveries: () => owedOf(database),
  };
}

async function owedOf(database: Database) {
  const rows = await database.read
    .selectFrom('delivery as d')
    .innerJoin('message as m', 'm.id', 'd.message_id')
    .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
    .select([
      'm.purpose',
      'm.subject',
      'd.destination',
      'd.revision',
      'c.body as content',
      'm.thread_id',
      'm.id',
    ])
    .orderBy('d.id')
    .execute();
  return rows.map(({ content, ...row }) => ({ ...row, content: JSON.parse(content ?? 'null') }));
}

const textOf = (content: { kind: string; rich?: { text: string }; title?: string; path?: string }): string =>
  content.rich?.text ?? content.path ?? content.title ?? content.kind;
