/** What the longer commands do once everything they need is at hand. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Log } from '../app/ports/log.js';
import { whenFree } from '../app/refresh.js';
import type { SyncOutcome } from '../app/sync.js';
import { composeEnhancements } from '../compose/enhancements.js';
import { composeQuestions } from '../compose/questions.js';
import { composeSync } from '../compose/sync.js';
import type { Access, Parts } from '../compose.js';
import type { GitHubAccess, SlackAccess } from '../config/environment.js';
import { isFirstUse } from '../config/first-use.js';
import type { Settings } from '../config/settings.js';
import type { FirstUse } from '../domain/first-use.js';
import { reportJson } from '../report/json.js';
import { reportMarkdown } from '../report/markdown.js';
import type { Database } from '../storage/dialect.js';
import { endInTime } from './ending.js';

/** How long a command waits for a reading elsewhere, in ms. */
const longestWait = 120_000;

interface Prepared {
  settings: Settings;
  log: Log;
  database: Database;
}

interface Output {
  write(text: string): void;
  /** Where progress is shown, if a person is looking. */
  terminal: { isTTY?: boolean; write(text: string): unknown };
}

/** How long requests are still taken after the signal, in ms: whoever distributes them needs a moment to hear of it. */
const notice = 1000;

/**
 * Runs until it is told to end, then finishes what was begun; during the start it ends at once. Where no release is named
 * it only says so.
 */
export async function runStart(
  { settings, log, open }: { settings: Settings | FirstUse; log: Log; open(): Promise<Database> },
  access: { slack: SlackAccess; github: GitHubAccess; port: number },
  ended: Promise<string>,
): Promise<void> {
  // A broken connection inside a library must not end the bot: everything of ours is handled where it happens.
  process.on('unhandledRejection', (reason) => log.error({ err: reason }, 'a rejection nobody handled'));
  const told = ended.then((signal) => {
    log.info({ signal }, 'stopping');
    endInTime(log);
    return null;
  });
  log.info({}, 'starting');
  // Until it is ready nothing is sent, and half a migration is undone: the process may end where it stands.
  const database = await Promise.race([open(), told]);
  if (database === null) return;
  const starting = begin(settings, { log, database, clock: Date.now }, access);
  const bot = await Promise.race([starting, told]).catch(async (error: unknown) => {
    await database.close();
    throw error;
  });
  if (bot === null) return;
  log.info({ port: bot.port }, 'ready');
  await told;
  await bot.stop(access.slack.appToken === null ? notice : 0);
  await database.close();
  log.info({}, 'stopped');
}

/** Only a bot that listens needs what makes it listen, which is most of everything: it is loaded here. */
async function begin(settings: Settings | FirstUse, parts: Omit<Parts, 'settings'>, access: Access) {
  if (isFirstUse(settings)) {
    const { startFirstUse } = await import('../compose/first-use.js');
    return await startFirstUse({ ...parts, first: settings }, access);
  }
  const { startBot } = await import('../compose.js');
  return await startBot({ ...parts, settings }, access);
}

/** @returns the exit code */
export async function runSync(
  prepared: Prepared,
  github: GitHubAccess,
  full: boolean,
  output: Output,
): Promise<number> {
  try {
    const outcomes = await readAll(prepared, github, full, output);
    for (const outcome of outcomes) output.write(`${showOutcome(outcome)}\n`);
    const documents = await readDocuments(prepared, github);
    for (const one of documents) output.write(`${showDocuments(one)}\n`);
    return [...outcomes, ...documents].some(({ problem }) => problem !== null) ? 1 : 0;
  } finally {
    await prepared.database.close();
  }
}

/** Reads issues and documents for changes. @returns what went wrong, in words for people */
export async function readProblems(
  prepared: Prepared,
  github: GitHubAccess,
  terminal: Output['terminal'] = process.stderr,
): Promise<string[]> {
  const outcomes = await readAll(prepared, github, false, { terminal });
  const documents = await readDocuments(prepared, github);
  return [
    ...outcomes.filter(({ problem }) => problem !== null).map(showOutcome),
    ...documents.filter(({ problem }) => problem !== null).map(showDocuments),
  ];
}

async function readAll(
  prepared: Prepared,
  github: GitHubAccess,
  full: boolean,
  { terminal }: Pick<Output, 'terminal'>,
): Promise<SyncOutcome[]> {
  const { tracked, sync } = composeSync({ ...prepared, clock: Date.now }, github);
  const outcomes: SyncOutcome[] = [];
  for (const which of tracked) {
    const progress = (read: number) => {
      if (terminal.isTTY) terminal.write(`\r${which.repository}: ${read} read`);
    };
    outcomes.push(await afterOthers(() => sync(which, full, progress), terminal));
    if (terminal.isTTY) terminal.write('\r\u001b[K');
  }
  return outcomes;
}

/** What the documents of enhancements say, once their issues were read. */
const readDocuments = (prepared: Prepared, github: GitHubAccess) =>
  composeEnhancements({ ...prepared, clock: Date.now }, { github, nudge: () => {} }).readAll();

const showDocuments = ({ repository, problem }: Awaited<ReturnType<typeof readDocuments>>[number]) =>
  problem === null
    ? `${repository}: the documents of enhancements were read`
    : `${repository}: the documents of enhancements: failed: ${problem}. What was known before is kept.`;

/** Another process may be reading the same: its figures are as good, once it has them. */
async function afterOthers(
  sync: () => Promise<SyncOutcome>,
  terminal: Output['terminal'],
): Promise<SyncOutcome> {
  let told = false;
  const read = async () => {
    const outcome = await sync();
    if (outcome.kind === 'elsewhere' && !told) {
      told = true;
      terminal.write(`${outcome.repository}: waiting for another process that is reading it\n`);
    }
    return outcome;
  };
  return await whenFree({ machine: Date.now, pause: sleep, stopped: () => false }, read, longestWait);
}

function showOutcome({ repository, kind, changed, requests, quota, problem }: SyncOutcome): string {
  if (kind === 'elsewhere') return `${repository}: another process is reading it`;
  if (problem !== null) return `${repository}: failed: ${problem}. What was known before is kept.`;
  const what = kind === 'full' ? 'read in full' : 'read for changes';
  return `${repository}: ${what}, ${changed} changed, ${requests} requests, ${quota} of quota`;
}

/** @param github null to ask nobody */
export async function runReport(
  prepared: Prepared,
  github: GitHubAccess | null,
  asked: { release: string | null; format: 'markdown' | 'json' },
  output: Output,
): Promise<void> {
  const { settings, database } = prepared;
  try {
    const { showStatus, showReport, showWholeStatus } = composeQuestions({
      settings,
      database,
      clock: Date.now,
    });
    // A wrong name is told before GitHub is asked.
    await showStatus(asked.release);
    if (github)
      for (const problem of await readProblems(prepared, github, output.terminal))
        output.terminal.write(`${problem}\n`);
    if (asked.format === 'markdown') {
      const { report } = await showReport(asked.release);
      output.write(reportMarkdown(report.status, { report }));
      return;
    }
    const { status, whole, report } = await showWholeStatus(asked.release);
    output.write(`${JSON.stringify(reportJson(status, whole, report), null, 2)}\n`);
  } finally {
    await database.close();
  }
}
