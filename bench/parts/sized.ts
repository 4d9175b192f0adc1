/** One project of one size in a process of its own: read, asked and reported on; tells what each of it cost. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pino } from 'pino';
import { composeQuestions, composeSync, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { digestMessages } from '../../src/slack/blocks/digest/digest.js';
import { sectionMessage } from '../../src/slack/commands/status.js';
import { reportStore } from '../../src/storage/report/reports.js';
import { scheduleStore } from '../../src/storage/report/schedules.js';
import { answering } from './answering.js';
import { configFor, githubToken, type Project } from './project.js';
import { costOf, watch } from './watch.js';

/** ms of the processor, but where it says otherwise. */
export interface Costs {
  cold: number;
  unchanged: number;
  nightly: number;
  status: number;
  issues: number;
  flakes: number;
  report: number;
  digest: number;
  snapshot: number;
  /** MB that the process held at most. */
  memory: number;
  /** MB */
  store: number;
}

export interface SizedOptions {
  project: Project;
  apiUrl: string;
  dataDir: string;
}

const digests = 'digests: { daily: { channels: [C0BENCH] } }\n';
const { project, apiUrl, dataDir } = JSON.parse(process.argv[2] ?? '{}') as SizedOptions;
const settings = loadSettings(`${configFor([project])}${digests}`, 'signalman.yml');
const database = await openStore({ databaseUrl: null, dataDir });
const parts = { settings, database, log: pino({ level: 'warn' }, pino.destination(2)), clock: Date.now };
const { tracked, sync } = composeSync(parts, { apiUrl, token: githubToken });
const { showStatus, showReport } = composeQuestions(parts);

async function read(full: boolean): Promise<void> {
  for (const which of tracked) {
    const { problem } = await sync(which, full);
    if (problem !== null) throw new Error(problem);
  }
}

const file = async () => (await stat(join(dataDir, 'signalman.db'))).size / 2 ** 20;
const section = (name: string) => async () =>
  sectionMessage(
    { renderReport: (status) => reportMarkdown(status, { brief: true }) },
    await showStatus(null),
    name,
  );

async function measured(): Promise<Costs> {
  const { cpu: cold } = await watch(() => read(false));
  await read(false);
  const unchanged = await costOf(() => read(false), { times: 10 });
  const { cpu: nightly } = await watch(() => read(true));
  const memory = process.resourceUsage().maxRSS / 1024;
  const store = await file();
  // As a schedule does it, so that the next report is compared with it.
  let slot = Date.now() - 100 * 86_400_000;
  const { report } = await showReport(null);
  const reports = reportStore(database, Date.now);
  const schedules = scheduleStore(database, Date.now);
  await schedules.adopt(settings.digests, 0);
  const [schedule] = await schedules.list();
  if (!schedule) throw new Error('no schedule');
  const save = async () => {
    slot += 60_000;
    const at = slot;
    const { snapshot } = report;
    await reports.save(
      {
        schedule,
        slot: at,
        revision: 1,
        again: false,
        snapshot: { ...snapshot, at },
        baselineId: null,
        reconstructed: [],
      },
      () => [],
    );
  };
  return {
    ...{ cold, unchanged, nightly, memory, store },
    snapshot: await costOf(save, { times: 40 }),
    status: await costOf(section('verdict')),
    issues: await costOf(section('issues')),
    flakes: await costOf(section('flakes')),
    report: await costOf(section('report')),
    digest: await costOf(
      async () => {
        const built = await showReport(null);
        digestMessages(built.report, { kind: 'full', owners: {} as never });
        reportMarkdown(built.report.status, { report: built.report });
      },
      { times: 8 },
    ),
  };
}

answering(apiUrl, () => measured());
