/** An incident whose fixes are watched, between a real store and the local GitHub; the clock is moved by hand. */
import type { FixDependencies } from '../../src/app/incident/fix.js';
import { watchFixes } from '../../src/app/incident/watch.js';
import type { FixReader } from '../../src/app/ports/incident-fix.js';
import type { FactsChange, IncidentEvent } from '../../src/domain/incident/event.js';
import type { Incident } from '../../src/domain/incident/incident.js';
import type { IncidentSettings } from '../../src/domain/incident/settings.js';
import { textOf, timelineOf } from '../../src/domain/incident/timeline.js';
import { minute } from '../../src/domain/time.js';
import { createFixReader } from '../../src/github/fix.js';
import { githubWords } from '../../src/report/incident-mirror.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { incidentRenderer } from '../../src/slack/blocks/incident/renderer.js';
import type { Database } from '../../src/storage/dialect.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { watchStore } from '../../src/storage/incident/watch.js';
import { ann, declared, declaredAt, incidentSettings, step, updated } from './incident.js';
import { type RememberedLine, rememberingLog } from './log.js';
import { release } from './release.js';

export const rocket = 'acme/rocket';
export const other = 'acme/other';
export const releaseBranch = 'release-1.6';
/** What the tracking issue is called. */
export const tracking = `${rocket}#1`;

export interface FixWorld {
  github: LocalGitHub;
  deps: FixDependencies;
  /** ms, UTC */
  now: number;
  log: RememberedLine[];
  /** As another process with the same store. */
  replica(database: Database): FixDependencies;
  /** Two minutes later everything is due and looked at. */
  watch(as?: FixDependencies): Promise<void>;
  incident(): Promise<Incident>;
  record(): Promise<IncidentEvent[]>;
  /** `2017-03-16T12:05 kensimon opened rocket#5: …`, in order. */
  timeline(): Promise<string[]>;
  /** What waits for the commander, by what it says. */
  proposals(): Promise<string[]>;
  facts(change: FactsChange): Promise<void>;
  /** A pull request. @returns its number */
  pull(given: { title: string; body?: string; base?: string; number?: number; at?: number }): number;
  /** Merged by a commit on its branch. */
  merge(number: number, base?: string): string;
  close(): Promise<void>;
}

/** The tracking issue is `acme/rocket#1`; there are the branches master and release-1.6, and the tag v1.6.0. */
export async function fixWorld(
  database: Database,
  given: { settings?: Partial<IncidentSettings>; reader?(real: FixReader): FixReader } = {},
): Promise<FixWorld> {
  let now = declaredAt + minute;
  const clock = () => now;
  const github = await startLocalGitHub({ now: clock, tokens: [{ token: 'ghp_a', login: 'bot' }] });
  for (const fullName of [rocket, other]) github.addRepo({ fullName, createdAt: declaredAt - 90 * minute });
  const base = github.addCommit(rocket, { message: 'v1.6.0', at: declaredAt - 80 * minute });
  github.addCommit(rocket, {
    message: 'branch',
    branch: releaseBranch,
    parents: [base],
    at: declaredAt - 80 * minute,
  });
  github.addTag(rocket, 'v1.6.0', base);
  github.addIssue(rocket, {
    ...{ number: 1, title: 'Pods do not start after the upgrade to 1.6.0', author: { login: 'carl' } },
    createdAt: declaredAt - 30 * minute,
  });
  const { log, lines } = rememberingLog();
  const web = 'https://github.com';
  const real = createFixReader({
    ...{ apiUrl: github.url, auth: { token: 'ghp_a' }, log, pause: 1, patience: 50, timeout: 2000, web },
  });
  const settings = incidentSettings({ fix: { every: minute, duplicatesIn: [] }, ...given.settings });
  const depsOf = (at: Database): FixDependencies => ({
    ...{ settings, web, clock, log, nudge: () => {}, newId: () => `id${now}` },
    releases: [release({ branch: releaseBranch, issues: { repository: rocket, milestone: 'v1.6' } })],
    store: incidentStore(at, clock),
    watches: watchStore(at),
    github: given.reader?.(real) ?? real,
    renderer: {
      ...incidentRenderer,
      atGitHub: githubWords,
      timelineFile: () => ({ kind: 'file', name: 'x', title: 'x', text: 'x' }),
    },
    workspace: {
      permalinks: async () => ({ to: () => 'https://slack.example.com/x', lead: () => true }),
    } as unknown as FixDependencies['workspace'],
    people: { isAmong: async () => false, among: async () => [] },
    roles: { releaseLead: [], incidentCommander: [], communications: [] },
  });
  const deps = depsOf(database);
  const issue = { name: tracking, url: `${web}/${rocket}/issues/1` };
  await deps.store.declare('declare', declaredAt, 0, step([declared({ issue, versions: '1.6.0' })]));
  const load = async () => {
    const stored = await deps.store.load(1);
    if (!stored) throw new Error('there is no incident');
    return stored.incident;
  };
  return {
    github,
    deps,
    log: lines,
    get now() {
      return now;
    },
    set now(at: number) {
      now = at;
    },
    replica: depsOf,
    async watch(as = deps) {
      now += 2 * minute;
      await watchFixes(as, async () => true);
    },
    incident: load,
    record: async () => ((await deps.store.record(1)) ?? []).map(({ event }) => event),
    timeline: async () =>
      timelineOf(await load(), 'UTC')
        .filter(({ about }) => about !== undefined)
        .map((line) => `${new Date(line.at ?? 0).toISOString().slice(11, 16)} ${textOf(line)}`),
    proposals: async () => (await load()).drafts.map(({ text }) => text),
    async facts(change) {
      await deps.store.change([1], null, now, () => [step([updated('By hand.', change)])]);
    },
    pull({ title, body = '', base: onto = 'master', number, at = now }) {
      return github.addIssue(rocket, {
        ...{ title, body, createdAt: at, author: { login: 'mike' } },
        ...(number === undefined ? {} : { number }),
        pullRequest: { base: onto, head: `head-${title.slice(0, 10)}` },
      });
    },
    merge(number, onto = 'master') {
      const sha = github.addCommit(rocket, { message: `Merge #${number}`, branch: onto });
      github.mergePull(rocket, number, { by: 'robot', sha, at: now });
      return sha;
    },
    close: () => github.close(),
  };
}

export const byAnn = { actor: ann, id: 1 };
