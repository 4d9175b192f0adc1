/** What 1 to 730 days of use change: nothing of what is asked, reported or started may become slower with them. */
import { incidentStats } from '../../src/app/incident/stats.js';
import { composeQuestions } from '../../src/compose/questions.js';
import { openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { digestMessages } from '../../src/slack/blocks/digest/digest.js';
import { statusMessage } from '../../src/slack/blocks/status/status.js';
import { homeStore } from '../../src/storage/home/home.js';
import { incidentHistories } from '../../src/storage/incident/figures.js';
import { incidentStore } from '../../src/storage/incident/incidents.js';
import { grows, linear } from '../curve.js';
import type { Measurement } from '../measurement.js';
import { liveThrough } from '../parts/past.js';
import { startHelper } from '../parts/process.js';
import { configFor, project } from '../parts/project.js';
import { emptySnapshot } from '../parts/snapshot.js';
import type { Stage } from '../parts/stage.js';
import { openProject } from '../parts/store.js';
import { costsOf } from '../parts/watch.js';
import type { Row } from '../row.js';

const sizes = [1, 73, 365, 730];
const size = project(1000);
/** An incident every eighth day or so: a hundred in two years, and ten times as many where they are many. */
const perDay = 1.4;
/** What does not grow at all is still measured with an error. */
const level = 0.2;
const keptReadings = 30;

/** How often each is asked of every store: the short ones more often. */
const titles = {
  status: ['/release-status', level, 100],
  digest: ['a digest with deltas and its curve', level, 10],
  open: ['opening the store', level, 10],
  list: ['/incident list', level, 60],
  home: ['what Homes are made of', level, 60],
  stats: ['/incident stats 30d', level, 20],
  allStats: ['/incident stats of all that time', linear, 8],
} as const;

type Works = Record<keyof typeof titles, () => Promise<unknown>>;

/** A store with so many days behind it, and what is asked of it. */
async function lived(stage: Stage, apiUrl: string, days: number): Promise<Works> {
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
    status: async () => statusMessage(await showStatus(null)),
    async digest() {
      const { report } = await showReport(null);
      digestMessages(report, { kind: 'full', owners: {} as never });
      reportMarkdown(report.status, { report });
    },
    open: async () => (await openStore({ databaseUrl: null, dataDir })).close(),
    async list() {
      await incidents.list({ isOpen: true, release: null, most: 50 });
      await incidents.list({ isOpen: false, release: null, most: 10 });
    },
    async home() {
      await home.openIncidents();
      await home.pendingPostMortems();
    },
    stats: stats(30),
    allStats: stats(1000),
  };
}

async function measure(stage: Stage): Promise<Row[]> {
  const github = await startHelper(stage, 'local-github.js', [size]);
  const stores: Works[] = [];
  for (const days of sizes) {
    stage.say(`${days} days`);
    stores.push(await lived(stage, github.url, days));
  }
  const rows: Row[] = [];
  for (const [which, [title, limit, times]] of Object.entries(titles)) {
    stage.say(title);
    const works = stores.map((its) => its[which as keyof Works]);
    const costs = await costsOf(works, { times });
    const points = sizes.map((days, at) => ({ size: days, value: costs[at] ?? Number.NaN }));
    rows.push(grows(title, points, { of: 'days', unit: 'ms', limit }));
  }
  return rows;
}

export const byHistory: Measurement = {
  name: 'by-history',
  title: 'Cost against size: 1 to 730 days of use',
  measure,
};
