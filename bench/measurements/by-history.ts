/** What 1 to 730 days of use change: nothing of what is asked, reported or started may become slower with them. */
import { incidentStats } from '../../src/app/incident/stats.js';
import { composeQuestions } from '../../src/compose/questions.js';
import { openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { digestMessages } from '../../src/slack/blocks/digest.js';
import { statusMessage } from '../../src/slack/blocks/status.js';
import { homeStore } from '../../src/storage/home/home.js';
import { incidentHistories } from '../../src/storage/incident/figures.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { grows } from '../curve.js';
import type { Measurement } from '../measurement.js';
import { liveThrough } from '../parts/past.js';
import { startHelper } from '../parts/process.js';
import { configFor, project } from '../parts/project.js';
import { emptySnapshot } from '../parts/snapshot.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { costOf } from '../parts/watch.js';
import type { Row } from '../row.js';

const sizes = [1, 73, 365, 730];
const size = project(1000);
/** An incident every eighth day or so: a hundred in two years, and ten times as many where they are many. */
const perDay = 1.4;
/** What does not grow at all is still measured with an error. */
const level = 0.2;
const keptReadings = 30;

const titles = {
  status: ['/release-status', level],
  digest: ['a digest with deltas and its curve', level],
  open: ['opening the store', level],
  list: ['/incident list', level],
  home: ['what Homes are made of', level],
  stats: ['/incident stats 30d', level],
  allStats: ['/incident stats of all that time', 1.1],
} as const;

type Costs = Record<keyof typeof titles, number>;

async function costs(stage: Stage, apiUrl: string, days: number): Promise<Costs> {
  const now = Date.now();
  const opened = await openProject(stage, [size], apiUrl);
  const { database, dataDir } = opened;
  await opened.sync();
  await liveThrough(database, {
    ...{ days, now, release: 'r1', snapshot: emptySnapshot(size.issues) },
    ...{ incidents: Math.ceil(days * perDay), readings: Math.min(days, keptReadings) },
  });
  const settings = loadSettings(configFor([size]), 'signalman.yml');
  const { showStatus, showReport } = composeQuestions({ settings, database, clock: Date.now });
  const incidents = incidentStore(database, Date.now);
  const home = homeStore(database);
  const stats = (period: number) => () =>
    incidentStats(
      {
        ...{ releases: settings.releases, zone: 'UTC', clock: Date.now },
        histories: (asked) => incidentHistories(database.read, asked),
      },
      { period: { kind: 'days', days: period } as never, release: null },
    );
  return {
    status: await costOf(async () => statusMessage(await showStatus(null))),
    digest: await costOf(
      async () => {
        const { report } = await showReport(null);
        digestMessages(report, { kind: 'full', owners: {} as never });
        reportMarkdown(report.status, { report });
      },
      { times: 10 },
    ),
    open: await costOf(async () => (await openStore({ databaseUrl: null, dataDir })).close(), { times: 8 }),
    list: await costOf(async () => {
      await incidents.list({ isOpen: true, release: null, most: 50 });
      await incidents.list({ isOpen: false, release: null, most: 10 });
    }),
    home: await costOf(async () => {
      await home.openIncidents();
      await home.pendingPostMortems();
    }),
    stats: await costOf(stats(30)),
    allStats: await costOf(stats(1000), { times: 10 }),
  };
}

async function measure(stage: Stage): Promise<Row[]> {
  const github = await startHelper(stage, 'local-github.js', [size]);
  const found = new Map<number, Costs>();
  for (const days of sizes) {
    stage.say(`${days} days`);
    found.set(days, await costs(stage, github.url, days));
  }
  return Object.entries(titles).map(([which, [title, limit]]) =>
    grows(
      title,
      [...found].map(([days, its]) => ({ size: days, value: its[which as keyof Costs] })),
      { of: 'days', unit: 'ms', limit },
    ),
  );
}

export const byHistory: Measurement = {
  name: 'by-history',
  title: 'Cost against size: 1 to 730 days of use',
  measure,
};
