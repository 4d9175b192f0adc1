/** Post-mortems with a real store: what delivery would write on GitHub, and what GitHub says, is what the test says. */
import type { IncidentDependencies } from '../../src/app/incident/dependencies.js';
import type { AtGitHubNow } from '../../src/app/ports/incident.js';
import type { FoundItem } from '../../src/app/ports/signoff-store.js';
import type { PostMortemDependencies } from '../../src/app/postmortem/dependencies.js';
import { postMortemDesk } from '../../src/app/postmortem/desk.js';
import { postMortemTender } from '../../src/app/postmortem/tend.js';
import { postMortemWords } from '../../src/compose/postmortem.js';
import type { IncidentSettings, PostMortemSettings } from '../../src/domain/incident/settings.js';
import type { Person } from '../../src/domain/person.js';
import type { Quiet } from '../../src/domain/quiet.js';
import { minute } from '../../src/domain/time.js';
import { githubWords } from '../../src/report/incident-mirror.js';
import { incidentRenderer } from '../../src/slack/blocks/incident/renderer.js';
import type { Database } from '../../src/storage/dialect.js';
import { actionStore } from '../../src/storage/incident/actions.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import {
  ann,
  ben,
  bySignalman,
  declared,
  declaredAt,
  incidentSettings,
  nothingAfter,
  step,
} from './incident.js';
import { release } from './release.js';

export const cleo: Person = { id: 'U0CLEO', name: 'cleo' };

const neverQuiet: Quiet = { zone: 'UTC', hours: null, holidays: [], weekdays: [] };

export interface DeskGiven {
  settings?: Partial<IncidentSettings>;
  postmortem?: Partial<PostMortemSettings>;
  quiet?: Quiet;
  /** The ids of those who are in its private channel: it is declared under embargo. */
  embargo?: readonly string[];
}

/** Incident 1 is declared by ann, who commands it. */
export async function postMortemScene(database: Database, given: DeskGiven = {}) {
  let now = declaredAt;
  const gone = new Set<string>();
  const written: AtGitHubNow[] = [];
  const items = new Map<string, FoundItem>();
  const looks: { name: string; etag: string | null }[] = [];
  const store = incidentStore(database, () => now);
  const settings = incidentSettings({
    postmortem: { ...nothingAfter.postmortem, ...given.postmortem },
    ...(given.embargo ? { embargo: { channel: 'C0HIDDEN', lift: [] } } : {}),
    ...given.settings,
  });
  let ids = 0;
  const incidents: IncidentDependencies = {
    settings,
    releases: [release()],
    web: 'https://github.com',
    store,
    renderer: {
      ...incidentRenderer,
      atGitHub: githubWords,
      timelineFile: () => ({ kind: 'file', name: '', title: '', text: '' }),
    },
    workspace: {
      permalinks: async () => ({
        to: ({ channel, ts }) => `https://acme.slack.com/archives/${channel}/p${ts.replace('.', '')}`,
        lead: () => true,
      }),
      person: async (id) =>
        gone.has(id) ? null : { ...(peopleById.get(id) ?? { id, name: id }), isApp: false },
      pin: async () => null,
      unpin: async () => null,
      read: async () => null,
      compare: async () => 'same',
    },
    people: { isAmong: async (id, among) => among.includes(id), among: async (among) => [...among] },
    roles: { releaseLead: ['U0LEAD'], incidentCommander: [], communications: [] },
    clock: () => now,
    log: { debug() {}, info() {}, warn() {}, error: (given: unknown) => problems.push(given) } as never,
    nudge() {},
    newId: () => `id${++ids}`,
    ...(given.embargo ? { circle: { members: async () => new Set(given.embargo) } } : {}),
  };
  const problems: unknown[] = [];
  const deps: PostMortemDependencies = {
    ...incidents,
    words: postMortemWords,
    actions: actionStore(database),
    issues: {
      async item(repository, number, etag) {
        const name = `${repository}#${number}`;
        looks.push({ name, etag });
        const item = items.get(name) ?? { kind: 'unknown' };
        return item.kind === 'found' && item.etag !== null && item.etag === etag ? null : item;
      },
    },
    atGitHub: async () => written,
    quiet: given.quiet ?? neverQuiet,
  };
  const first = declared();
  await store.declare(
    'declared',
    declaredAt,
    0,
    step([
      given.embargo ? { ...first, event: { ...first.event, embargo: true } as typeof first.event } : first,
      bySignalman({ kind: 'announced', places: ['C0RELEASE'] }),
    ]),
  );
  return {
    ...{ deps, store, desk: postMortemDesk(deps), gone, written, items, looks, problems },
    tend: postMortemTender(deps),
    /** As after a restart. */
    restarted: () => postMortemTender(deps),
    later(ms: number) {
      now += ms;
    },
    /** What somebody asks, each time another request. */
    by: (actor: Person, request = `request ${++ids}`) => ({ actor, request, id: 1 }),
    /** As people and Signalman go on with it. */
    async having(...told: Parameters<typeof step>[0]) {
      now += minute;
      await store.change([1], null, now, () => [step(told)]);
    },
    /** What is owed, the oldest first. */
    async owed(purpose: string) {
      const rows = await database.read
        .selectFrom('delivery as d')
        .innerJoin('message as m', 'm.id', 'd.message_id')
        .innerJoin('delivery_content as c', 'c.id', 'd.content_id')
        .select(['m.purpose', 'm.subject', 'd.destination', 'd.revision', 'c.body as content', 'd.state'])
        .where('m.purpose', '=', purpose)
        .orderBy('d.id')
        .execute();
      return rows.map(({ content, ...row }) => ({ ...row, content: JSON.parse(content ?? 'null') }));
    },
  };
}

const peopleById = new Map([ann, ben, cleo].map((one) => [one.id, one]));
