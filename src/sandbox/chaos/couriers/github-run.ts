/**
 * A chaos run at GitHub: couriers in processes of their own are killed while they write through a proxy that fails. In
 * the end each comment, issue, pull request, file and description stands once, and says what was said last.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Storage } from '../../../config/environment.js';
import { type GitHubContent, githubPlace, type NewDelivery } from '../../../domain/delivery.js';
import type { Timing } from '../../../domain/delivery-timing.js';
import { day } from '../../../domain/time.js';
import { enqueue } from '../../../storage/delivery/enqueue.js';
import { type Database, writing } from '../../../storage/dialect.js';
import { startFaultProxy } from '../../fault-proxy.js';
import { type LocalGitHub, startLocalGitHub } from '../../github/index.js';
import { random } from '../../seed/random.js';
import { outcomesOf, readOwed, untilSettled } from '../books.js';
import { createMischief } from '../mischief.js';
import { startCrew } from './crew.js';

const repository = 'example/project';
const token = 'ghp_chaos';
const settleWithin = 60_000;
const fence = '```release-note';

const timing: Timing = {
  request: 400,
  lease: 2000,
  reconcile: 2500,
  secondLook: 200,
  rechecks: [300],
  pace: 0,
  pause: 20,
  longestPause: 200,
  reading: 4000,
  editsPerMinute: 60_000,
  readsPerMinute: 60_000,
};

export interface GitHubChaosOptions {
  seed: number;
  storage: Storage;
  database: Database;
  /** The built worker. */
  program: string;
  /** How many incidents, each with one delivery of every kind; and how often each changes. */
  incidents: number;
  editions: number;
}

export async function runGitHubChaos(options: GitHubChaosOptions) {
  const { seed, storage, database, program, incidents, editions } = options;
  const github = await startLocalGitHub({ tokens: [{ token, login: 'signalman' }], limits: 'none' });
  github.addRepo({ fullName: repository, defaultBranch: 'main' });
  github.addCommit(repository, { message: 'the beginning', files: { 'README.md': 'hello' } });
  github.addIssues(
    repository,
    Array.from({ length: incidents }, (_, at) => ({ title: `reported ${at + 1}` })),
  );
  const mischief = createMischief({
    ...{ random: random(seed + 1), target: github.url, request: timing.request, longestDelay: 0 },
  });
  // Without a word of how long GitHub means a minute.
  mischief.endLongWaits();
  const proxy = await startFaultProxy({ target: github.url, decide: mischief.decide });
  const crew = await startCrew(
    { size: 2, program, longestSleep: 700 },
    { storage, apiUrl: proxy.url, timing, github: { token } },
    random(seed + 2),
  );
  try {
    const chance = random(seed + 3);
    for (let edition = 1; edition <= editions; edition++) {
      for (let at = 1; at <= incidents; at++)
        await writing(database, (tx) => enqueue(tx, owed(at, edition), Date.now()));
      await sleep(500 + chance.below(700));
      await crew.harm();
    }
    mischief.end();
    await crew.heal();
    await untilSettled(database, settleWithin);
    return {
      violations: [...crew.violations, ...violations(github, incidents, editions)],
      ...{ kills: crew.kills, sleeps: crew.sleeps, faults: mischief.done },
      outcomes: outcomesOf(await readOwed(database)),
    };
  } finally {
    await crew.end();
    await proxy.close();
    await github.close();
  }
}

function owed(at: number, revision: number): NewDelivery[] {
  const says = `incident ${at}, revision ${revision}`;
  const one = (purpose: string, destination: string, content: GitHubContent): NewDelivery => ({
    ...{ purpose, subject: `incident ${at}`, revision, destination: githubPlace + destination, content },
    ...{ thread: null, urgent: true, worthFor: day },
  });
  return [
    one('incident-mirror', `${repository}#${at}`, { kind: 'comment', body: says, pin: true }),
    one('incident-closing', `${repository}#${at}`, { kind: 'closing', reason: 'duplicate', lock: true }),
    one('incident-issue', repository, {
      ...{ kind: 'issue', title: says, body: says, labels: ['incident'], assignees: [] },
    }),
    one('incident-document', repository, {
      ...{ kind: 'pull-request', title: `document ${at}`, body: says },
      ...{ branch: `signalman/${at}`, path: `post-mortems/${at}.md`, text: `${says}\n` },
    }),
    one('release-notes', repository, {
      ...{ kind: 'commit', message: says, branch: 'main', path: `notes/${at}.md`, text: `${says}\n` },
    }),
    one('release-note', `${repository}#${at}`, {
      ...{ kind: 'release-note', how: 'description', note: { text: says, isActionRequired: false } },
      comment: `written: ${says}`,
      instead: Array.from({ length: revision }, (_, before) => `incident ${at}, revision ${before + 1}`),
    }),
  ];
}

/** What stands there that should not, and what should and does not. */
function violations(github: LocalGitHub, incidents: number, editions: number): string[] {
  const all = github.issues(repository);
  const numbers = Array.from({ length: incidents }, (_, at) => at + 1);
  return numbers.flatMap((at) => {
    const last = `incident ${at}, revision ${editions}`;
    const reported = github.issue(repository, at);
    const comments = reported.comments.map(
      ({ body, pin }) => `${body.split('\n')[0]} ${pin ? 'pinned' : ''}`,
    );
    const opened = all.filter(
      ({ title, pull, state }) => pull === null && state === 'open' && title.startsWith(`incident ${at},`),
    );
    const pulls = all.filter(
      ({ pull }) => pull?.head.startsWith(`signalman/${at}`) && pull.head.endsWith(`/${at}`),
    );
    return [
      ...(comments.join() === `${last} pinned` ? [] : [`comments of ${at}: ${JSON.stringify(comments)}`]),
      ...(opened.map(({ title }) => title).join() === last
        ? []
        : [`issues of ${at}: ${JSON.stringify(opened.map(({ title }) => title))}`]),
      ...(github.files(repository, 'main').get(`notes/${at}.md`) === `${last}\n`
        ? []
        : [`notes/${at}.md is not the last edition`]),
      ...(reported.body === `${fence}\n${last}\n\`\`\`\n`
        ? []
        : [`description of ${at}: ${JSON.stringify(reported.body)}`]),
      ...(pulls.length === 1 ? [] : [`${pulls.length} pull requests of ${at}`]),
      ...(reported.state === 'closed' && reported.locked !== null ? [] : [`${at} is not closed and locked`]),
    ];
  });
}
