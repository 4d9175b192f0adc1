/**
 * Two replicas of the whole bot on one PostgreSQL, killed again and again while a digest falls due every minute: each
 * slot has one report, and each report stands once.
 */
import { type ChildProcess, execFileSync, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { unsettled } from '../../src/domain/delivery.js';
import { minute } from '../../src/domain/time.js';
import { type FaultProxy, startFaultProxy } from '../../src/sandbox/fault-proxy.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { random } from '../../src/sandbox/seed/random.js';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import type { Database } from '../../src/storage/dialect.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { fastTiming } from '../builders/delivery.js';
import { type PostgresServer, postgresPrograms, startPostgres } from '../builders/postgres.js';
import { calendar, noon, type ReplicaOptions } from './replicas/calendar.js';

const repository = 'acme/rocket';
const channel = 'C0RELEASE';
const [botToken, githubToken] = ['xoxb-replicas', 'ghp_replicas'];
const slots = 50;
/** The line ends after so many minutes; until then it is `* * * * *`. */
const config = `
repository: ${repository}
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.0: { milestone: v1.0 } }
sync: { every: 12h }
digests: { each-minute: { cron: "1-${slots} 12 * * *", channels: [${channel}], kind: full } }
`;
const seed = 20170316;
/** So many kills mean something. */
const enough = 5;
const program = join(process.cwd(), 'dist/test/journeys/replicas/replica.js');
const programs = postgresPrograms();
if (!programs) {
  if (process.env.CI === 'true')
    throw new Error('PostgreSQL is not installed, and CI must not skip its tests');
  process.stderr.write('replicas: PostgreSQL is not installed here, so they are skipped\n');
}

(programs ? describe : describe.skip)('two replicas that are killed again and again', () => {
  let server: PostgresServer;
  let database: Database;
  let slack: LocalSlack;
  let github: LocalGitHub;
  let proxy: FaultProxy;
  let origin = Number.POSITIVE_INFINITY;
  let kills = 0;

  beforeAll(async () => {
    // The replicas are processes of their own and run what is built.
    const build = "import { build } from './bin/build.js'; await build(['src', 'test/journeys/replicas'])";
    execFileSync(process.execPath, ['--input-type=module', '-e', build]);
    server = await startPostgres(programs ?? '');
    const databaseUrl = await server.createDatabase();
    database = await openStore({ databaseUrl, dataDir: '' });
    const clock = () => (Number.isFinite(origin) ? calendar(origin)() : noon);
    github = await startLocalGitHub({
      now: clock,
      limits: 'none',
      tokens: [{ token: githubToken, login: 'lead' }],
    });
    const milestone = seedGitHub(github);
    slack = await startLocalSlack({
      botToken,
      botUserId: 'U0BOT',
      signingSecret: 'unused',
      limits: 'none',
      seed: {
        users: [{ id: 'U0LEAD', name: 'lea', realName: 'Lea Lead' }],
        channels: [{ id: channel, name: 'release', members: ['U0LEAD', 'U0BOT'] }],
        userGroups: [],
      },
    });
    proxy = await startFaultProxy({ target: github.url });
    // The schedule begins at noon, however long the replicas take to start.
    await scheduleStore(database, Date.now).adopt(loadSettings(config, 'signalman.yml').digests, noon);
    origin = Date.now();
    changeWhileRead(milestone);
    await live({
      ...{ databaseUrl, botToken, githubToken, config, origin },
      slackUrl: slack.apiUrl,
      githubUrl: proxy.url,
      timing: { ...fastTiming, editsPerMinute: 6000, readsPerMinute: 6000 },
    });
  }, 170_000);

  afterAll(async () => {
    await proxy?.close();
    await slack?.close();
    await github?.close();
    await database?.close();
    await server?.stop();
  });

  /** An issue comes or goes each time that GitHub is asked for what changed: no two readings are alike. */
  function changeWhileRead(milestone: number): void {
    const open: number[] = [];
    let changes = 0;
    proxy.setDecide(({ path }) => {
      if (!path.startsWith(`/repos/${repository}/issues`)) return undefined;
      const oldest = ++changes % 3 === 0 ? open.shift() : undefined;
      if (oldest !== undefined) github.closeIssue(repository, oldest);
      else
        open.push(github.addIssue(repository, { title: `Bug ${changes}`, labels: ['kind/bug'], milestone }));
      return undefined;
    });
  }

  /** Two replicas live and die until every slot is worked off and everything is delivered. */
  async function live(options: ReplicaOptions): Promise<void> {
    const chance = random(seed);
    const replicas: ChildProcess[] = [];
    const startAt = async (at: number) => {
      const child = fork(program, [JSON.stringify(options)], { env: {}, execArgv: [] });
      replicas[at] = child;
      await Promise.race([once(child, 'message'), once(child, 'exit')]);
      if (child.exitCode !== null) throw new Error(`a replica ended with ${child.exitCode}`);
    };
    const killAt = async (at: number) => {
      const child = replicas[at];
      if (!child || child.exitCode !== null || child.signalCode !== null) return;
      const ended = once(child, 'exit');
      child.kill('SIGKILL');
      await ended;
    };
    try {
      await Promise.all([startAt(0), startAt(1)]);
      let next = Date.now() + 3000;
      while (kills < enough || !(await isDone())) {
        await new Promise((resolve) => setTimeout(resolve, 100));
        if (Date.now() - origin > 150_000) throw new Error(`not done: ${JSON.stringify(await standing())}`);
        // Whoever died holding a lease is waited for: in the end they live, so that it comes to its end.
        const isLate = kills >= enough && Date.now() - origin > slots * 1000;
        if (Date.now() < next || isLate) continue;
        const at = chance.below(2);
        await killAt(at);
        kills++;
        await startAt(at);
        next = Date.now() + 1000 + chance.below(6000);
      }
    } finally {
      await Promise.all([killAt(0), killAt(1)]);
    }
  }

  async function standing() {
    const done = await database.read
      .selectFrom('slot')
      .select(['slot', 'state', 'note'])
      .orderBy('slot')
      .execute();
    const open = await database.read
      .selectFrom('delivery')
      .select(['id', 'state', 'reason'])
      .where('state', 'in', [...unsettled])
      .execute();
    return { done, open };
  }

  async function isDone(): Promise<boolean> {
    const { done, open } = await standing();
    return done.length >= slots && open.length === 0;
  }

  const reports = () =>
    database.read
      .selectFrom('report as r')
      .innerJoin('snapshot as s', 's.id', 'r.snapshot_id')
      .select(['r.slot', 'r.revision', 'r.snapshot_id', 'r.baseline_id', 's.members', 's.at'])
      .orderBy('r.slot')
      .execute();

  it('are killed often enough for it to mean something', () => {
    expect(kills).toBeGreaterThanOrEqual(enough);
  });

  it('post every slot, each once', async () => {
    const { done } = await standing();
    const wanted = Array.from({ length: slots }, (_, at) => noon + (at + 1) * minute);
    expect(done.map(({ slot, state }) => ({ slot, state }))).toEqual(
      wanted.map((slot) => ({ slot, state: 'posted' })),
    );
    expect((await reports()).map(({ slot, revision }) => ({ slot, revision }))).toEqual(
      wanted.map((slot) => ({ slot, revision: 1 })),
    );
  });

  it('leave one head for each slot in Slack, each with its thread and one file', async () => {
    const messages = await database.read
      .selectFrom('message')
      .select(['id', 'key', 'ts', 'purpose', 'subject', 'thread_id'])
      .orderBy('id')
      .execute();
    const heads = slack.state.messages(channel).filter((one) => one.botId !== undefined);
    const owed = messages.filter((one) => one.purpose === 'digest');
    expect(owed).toHaveLength(slots);
    expect(heads.map((one) => one.metadata?.event_payload.key).sort()).toEqual(
      owed.map((one) => one.key).sort(),
    );
    for (const head of heads) {
      const row = owed.find((one) => one.ts === head.ts);
      const wanted = messages.filter((one) => one.thread_id === row?.id);
      expect(head.replies).toHaveLength(wanted.length);
      expect(head.replies.filter((one) => one.files !== undefined)).toHaveLength(1);
      // In the order in which they were written.
      expect(head.replies.filter((one) => !one.files).map((one) => one.metadata?.event_payload.key)).toEqual(
        wanted.slice(0, -1).map((one) => one.key),
      );
    }
  });

  it('take each report’s deltas from the report before it', async () => {
    const all = await reports();
    expect(all.map((one) => one.baseline_id)).toEqual([
      null,
      ...all.slice(0, -1).map((one) => one.snapshot_id),
    ]);
  });

  it('store a snapshot of its own for each, of what GitHub said then', async () => {
    const all = await reports();
    expect(new Set(all.map((one) => one.snapshot_id)).size).toBe(slots);
    // GitHub says something else at each reading, and each report has one of its own.
    expect(new Set(all.map((one) => one.members)).size).toBe(slots);
  });
});

function seedGitHub(github: LocalGitHub): number {
  const at = noon - 10 * 24 * 60 * minute;
  github.addRepo({ fullName: repository });
  const milestone = github.addMilestone(repository, { title: 'v1.0', createdAt: at });
  github.addIssues(
    repository,
    Array.from({ length: 10 }, (_, number) => ({
      title: `Old bug ${number}`,
      labels: ['kind/bug'],
      milestone,
      createdAt: at,
    })),
  );
  return milestone;
}
