/** The test signal on a store of its own: jobs that a test writes, a clock that it moves, and what is owed to whom. */
import { ciDesk, type DeskDependencies } from '../../src/app/ci/desk.js';
import { type CiReading, readCi, readCiOf } from '../../src/app/ci/read.js';
import type { CiRenderer, Wanted } from '../../src/app/ports/ci.js';
import type { IssueFiler } from '../../src/app/ports/ci-store.js';
import { loadSettings } from '../../src/config/load.js';
import type { Column, Job } from '../../src/domain/ci/job.js';
import { testgridKey } from '../../src/domain/ci/key.js';
import { sourceKey } from '../../src/domain/ci/settings.js';
import type { ShownAlert } from '../../src/domain/ci/shown-alert.js';
import type { Release } from '../../src/domain/release.js';
import { statusOf } from '../../src/domain/status.js';
import { ciIssue } from '../../src/report/ci-issue.js';
import { ciStore } from '../../src/storage/ci/ci.js';
import { filingStore } from '../../src/storage/ci/filing.js';
import { saidStore } from '../../src/storage/ci/said.js';
import type { Database } from '../../src/storage/dialect.js';
import { evidenceStore } from '../../src/storage/evidence.js';
import { leaseStore } from '../../src/storage/leases.js';
import { column, job } from './ci.js';
import { silentLog } from './log.js';

export const minute = 60_000;
export const hour = 60 * minute;
/** A Wednesday at noon. */
export const start = Date.UTC(2026, 0, 28, 12);

/** One release, one board; the group node has a channel of its own and sleeps from 22:00 to 06:00. */
export const ciConfig = (more = '', alerts = 'in-quiet: send') => `
repository: acme/rocket
groups: { noun: SIG, prefix: sig/, owners: { node: U0NODE }, channels: { node: [C0NODE] } }
quiet: { timezone: UTC, hours: "22:00-06:00" }
roles: { release-lead: [U0LEAD] }
channels: { release: [C0RELEASE] }
gates:
  tests: { jobs: ["blocking/*"], manual: true }
ci:
  every: 5m
  jobs: { blocking: { board: blocking, group: node } }
  alerts: { ${alerts} }
releases: { v1.6: { branch: master } }
${more}`;

const sleepy = 'groups: { node: { in-quiet: hold } }';
/** The same, but the group is left in peace at night. */
export const quietConfig = (more = '') => ciConfig(more, `in-quiet: send, ${sleepy}`);

export interface Owed {
  purpose: string;
  to: string;
  revision: number;
  text: string;
  inThread: boolean;
}

export type CiWorld = Awaited<ReturnType<typeof ciWorld>>;

export async function ciWorld(database: Database, config = ciConfig(), more: Partial<DeskDependencies> = {}) {
  const settings = loadSettings(config, 'test.yml');
  const { ci, releases } = settings;
  if (ci === null) throw new Error('the configuration has no ci');
  let at = start;
  const clock = () => at;
  /** By source: its jobs as they are, or why they cannot be read. */
  const boards = new Map<string, Job[] | Error>();
  const asked: string[] = [];
  const words = (shown: ShownAlert) =>
    `${shown.job.name} ${shown.alert.stage} ${shown.alert.range.good}..${shown.alert.range.bad} ${shown.alert.tests.join(' ')}`;
  const saying = (text: string) => ({ text, blocks: [] });
  const renderer: CiRenderer = {
    alert: (shown) => saying(words(shown)),
    news: (_, news) => saying(news.map(({ kind }) => kind).join(' ')),
    escalation: (shown) => saying(`escalated: ${words(shown)}`),
  };
  const read = async (wanted: Wanted, known: ReadonlyMap<string, Job>) => {
    const key = sourceKey(wanted.source === 'testgrid' ? { ...wanted, tabs: null } : wanted);
    asked.push(key);
    const board = boards.get(key) ?? [];
    if (board instanceof Error) throw board;
    const jobs = board.map((one) => ({ ...one, readAt: at }));
    const gone = [...known.keys()].filter((one) => !jobs.some((left) => left.key === one));
    return { jobs, unchanged: [], gone, cursor: { at }, requests: 1 };
  };
  const people = { isAmong: async (id: string, ids: readonly string[]) => ids.includes(id) };
  const filer: IssueFiler = {
    find: async () => null,
    create: async () => ({ number: 1, url: 'https://x.example/1' }),
  };
  const world = (db: Database) => {
    const deps: CiReading & DeskDependencies = {
      ...{ settings: ci, releases, renderer, people, clock, filer, draft: ciIssue, log: silentLog },
      releaseLeads: settings.roles.releaseLead,
      leads: async () => settings.roles.releaseLead,
      store: ciStore(db, clock),
      said: saidStore(db),
      filings: filingStore(db, clock),
      evidence: evidenceStore(db),
      leases: leaseStore(db),
      machine: Date.now,
      nudge: () => {},
      sources: { testgrid: { read }, actions: { read } },
      stopped: () => false,
      // Nobody gives up here.
      pause: (ms) => new Promise((resolve) => (ms < 1000 ? setTimeout(resolve, 5) : undefined)),
      ...more,
    };
    return {
      deps,
      desk: ciDesk(deps),
      read: () => readCi(deps),
      refresh: (release: Release, since: number) => readCiOf(deps, release, since),
    };
  };
  const [first] = releases;
  if (!first) throw new Error('the configuration has no release');
  const own = world(database);
  return {
    ...own,
    settings,
    release: first,
    asked,
    now: clock,
    /** Another process on the same store. */
    beside: world,
    pass(ms: number) {
      at += ms;
    },
    forwardTo(moment: number) {
      at = moment;
    },
    /** The board `blocking` from now on; or why it cannot be read. */
    put(jobs: Job[] | Error, source = testgridKey('blocking', '')) {
      boards.set(source, jobs);
    },
    /** Time passes until the next reading, which is done. */
    async next(ms = 5 * minute) {
      at += ms;
      await own.read();
    },
    status: async () => statusOf(first, await own.deps.evidence.gather(first), at),
    evidence: async () => (await own.deps.evidence.gather(first)).ci,
    /** The alerts that are stored, the oldest first. */
    alerts: async () =>
      (await database.read.selectFrom('ci_alert').selectAll().orderBy('since').execute()).map((row) => ({
        ...row,
        alert: JSON.parse(row.body),
      })),
    /** Everything that was ever owed, in the order in which it was written. */
    async owed(): Promise<Owed[]> {
      const rows = await database.read
        .selectFrom('delivery')
        .innerJoin('message', 'message.id', 'delivery.message_id')
        .innerJoin('delivery_content', 'delivery_content.id', 'delivery.content_id')
        .select(['purpose', 'message.destination', 'revision', 'body', 'thread_id'])
        .orderBy('delivery.id')
        .execute();
      return rows.map(({ purpose, destination, revision, body, thread_id }) => ({
        ...{ purpose, to: destination, revision, inThread: thread_id !== null },
        text: JSON.parse(body).rich.text as string,
      }));
    },
  };
}

/** A job of the board `blocking` whose runs end as the row of letters says: the newest first, an hour apart. */
export function board(row: string, newest: number, given: Partial<Job> = {}, fails = ['TestA']): Job {
  const outcomes = { g: 'green', r: 'red', f: 'flaky' } as const;
  const columns = [...row].map((letter, index): Column => {
    const startedAt = newest - index * hour;
    const outcome = outcomes[letter as keyof typeof outcomes] ?? 'none';
    const commit = (startedAt / hour).toString(16).padStart(9, '0');
    return column({ startedAt, commit, outcome, failed: outcome === 'red' ? fails : [] });
  });
  return job(columns, given);
}
