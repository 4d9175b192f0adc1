/**
 * TestGrid as a source of jobs: one question about a dashboard, and then one table for each tab whose summary changed.
 * The summary tells what to read; what is green is told by the columns.
 */
import type { CiSource, Cursor, Reading, Wanted } from '../app/ports/ci.js';
import type { Clock } from '../app/ports/clock.js';
import type { Log } from '../app/ports/log.js';
import { SourceFault } from '../app/ports/source-fault.js';
import type { Job } from '../domain/ci/job.js';
import { testgridKey } from '../domain/ci/key.js';
import { type Memory, recall, remember } from './cursor.js';
import type { AskGrid, AskSummaries } from './dialect.js';
import { createJsonClient, type JsonClient } from './fetch-json.js';
import { columnsOf, linkedOf, messagesOf } from './grid.js';
import { tabLink } from './link.js';
import { isBehind, problemOf, withOlder } from './reading.js';
import { changed, type Summary } from './summary.js';
import { askApiGrid, askApiSummaries } from './testgrid-api.js';
import { askLegacyGrid, askLegacySummaries } from './testgrid-legacy.js';
import { keepable } from './text.js';

export interface TestGridOptions {
  /** Where people look, and where the older JSON is, e.g. `https://testgrid.k8s.io`; null: there is none. */
  url: string | null;
  /** Of the API, e.g. `https://testgrid-api.prow.k8s.io`; null: the older JSON is read. */
  apiUrl: string | null;
  /** Where people look at a tab; null: at `url`. */
  pages?: string | null;
  log: Log;
  fetch?: typeof fetch;
  /** One answer may take so long, in ms. */
  timeout?: number;
  /** The largest answer that is read, in bytes. */
  maxBytes?: number;
  /** How many of a tab's newest columns are read; what was known before is kept beside them. */
  width?: number;
  now?: Clock;
}

interface Asking {
  client: JsonClient;
  summaries: AskSummaries;
  grid: AskGrid;
}

/** So many tables are asked for at a time. */
const atOnce = 4;
/** After so many tables in a row that were not answered, the rest is left for the next reading. */
const patience = 4;

/**
 * With both addresses the summaries come from the API and the columns from the older table, which is one request and
 * not two, and has links to the runs.
 * @throws Error when neither address is given
 */
export function createTestGrid(options: TestGridOptions): CiSource {
  const { width = 50, now = Date.now } = options;
  const url = options.url?.replace(/\/+$/, '') ?? null;
  const apiUrl = options.apiUrl?.replace(/\/+$/, '').replace(/\/api\/v1$/, '') ?? null;
  const pages = (options.pages ?? url)?.replace(/\/+$/, '') ?? null;
  const from = apiUrl ?? url;
  if (from === null) throw new Error('TestGrid needs an address');

  function asking(): Asking {
    const client = createJsonClient({
      fetch: options.fetch ?? fetch,
      timeout: options.timeout ?? 20_000,
      maxBytes: options.maxBytes ?? 64_000_000,
    });
    const summaries =
      apiUrl === null ? askLegacySummaries(client, url ?? '') : askApiSummaries(client, apiUrl);
    const grid = url === null ? askApiGrid(client, apiUrl ?? '', width) : askLegacyGrid(client, url, width);
    return { client, summaries, grid };
  }

  async function read(
    wanted: Wanted,
    known: ReadonlyMap<string, Job>,
    cursor: Cursor | null,
  ): Promise<Reading> {
    if (wanted.source !== 'testgrid') throw new Error(`TestGrid knows nothing of ${wanted.source}`);
    const { dashboard } = wanted;
    const { client, summaries, grid } = asking();
    const memory = await look(dashboard, recall(cursor, from as string), summaries);
    const reading: Reading = { jobs: [], unchanged: [], gone: [], cursor: null, requests: 0 };
    const key = (tab: string) => testgridKey(dashboard, tab);

    const tabs = wanted.tabs === null ? [...memory.tabs.keys()] : [...new Set(wanted.tabs)];
    const stale: string[] = [];
    for (const tab of tabs) {
      const job = known.get(key(tab));
      const here = memory.tabs.get(tab);
      const blank = job ?? blankJob(dashboard, tab);
      if (!here) {
        // What was there once is gone; what never was is told as a job that cannot be read.
        if (job && job.readAt !== null) continue;
        reading.jobs.push({ ...blank, problem: noSuchTab(dashboard, tab, memory) });
      } else if (here.seen === null) {
        reading.jobs.push({ ...blank, problem: `TestGrid's summary of the tab ${tab} could not be read` });
      } else if (!job || !here.read || changed(here.read, here.seen, job.columns[0]?.outcome === 'running')) {
        stale.push(tab);
      } else {
        const problem = problemOf(job.columns, here.seen, now());
        if (problem === job.problem) reading.unchanged.push(job.key);
        else reading.jobs.push({ ...job, problem, readAt: now() });
      }
    }
    reading.gone = goneFrom(known, dashboard, tabs, memory);

    let misses = 0;
    await inParallel(stale, async (tab) => {
      const here = memory.tabs.get(tab);
      const job = known.get(key(tab));
      if (!here?.seen) return;
      try {
        if (misses >= patience) throw leftOut(tab);
        const read = await readTab(tab, dashboard, here.seen, job, grid);
        misses = 0;
        reading.jobs.push(read);
        // A table that is behind its summary is asked for again.
        here.read = isBehind(read.columns, here.seen) ? null : here.seen;
      } catch (error) {
        const fault = error instanceof SourceFault ? error : odd(tab, error);
        if (fault.code === 'unreachable') misses++;
        here.read = null;
        options.log.warn({ dashboard, tab, code: fault.code, error }, 'a tab of TestGrid could not be read');
        reading.jobs.push({ ...(job ?? blankJob(dashboard, tab)), problem: fault.message });
      }
    });
    const order = new Map(tabs.map((tab, at) => [key(tab), at]));
    reading.jobs.sort((a, b) => (order.get(a.key) ?? 0) - (order.get(b.key) ?? 0));
    return { ...reading, cursor: remember(memory, from as string), requests: client.requests() };
  }

  /** The tabs as they are now, with what is remembered of each. */
  async function look(dashboard: string, before: Memory | null, summaries: AskSummaries): Promise<Memory> {
    const answer = await summaries(dashboard, before);
    if (answer === null) {
      if (before) return before;
      throw new SourceFault(
        'bad-answer',
        `TestGrid says that ${dashboard} has not changed, and was not asked that`,
      );
    }
    if (![...answer.tabs.values()].some((summary) => summary !== null)) {
      // An empty answer is no news: nothing that is known goes by it.
      throw new SourceFault(
        'bad-answer',
        `TestGrid's answer about the dashboard ${dashboard} names no tab; what was known of them is kept`,
      );
    }
    const tabs = [...answer.tabs].map(([name, seen]) => {
      const tab = keepable(name, 500);
      // One whose name cannot be kept is not asked for by another name.
      return [tab, { seen: tab === name ? seen : null, read: before?.tabs.get(tab)?.read ?? null }] as const;
    });
    return { ...answer.validators, tabs: new Map(tabs) };
  }

  async function readTab(
    tab: string,
    dashboard: string,
    seen: Summary,
    job: Job | undefined,
    ask: AskGrid,
  ): Promise<Job> {
    const grid = await ask(dashboard, tab);
    if (grid.heads.length === 0 && (seen.lastRunAt !== null || (job?.columns.length ?? 0) > 0)) {
      throw new SourceFault(
        'bad-answer',
        `TestGrid's table of the tab ${tab} shows no runs, though there were some`,
      );
    }
    const fresh = columnsOf(grid);
    const columns = withOlder(fresh, job?.columns ?? []);
    return {
      ...blankJob(dashboard, tab),
      columns,
      readAt: now(),
      lastRunAt: seen.lastRunAt,
      status: seen.status,
      linked: linkedOf(grid),
      messages: messagesOf(grid, fresh),
      problem: problemOf(columns, seen, now()),
    };
  }

  function blankJob(dashboard: string, tab: string): Job {
    return {
      key: testgridKey(dashboard, tab),
      name: tab,
      board: dashboard,
      url: tabLink(pages, dashboard, tab),
      columns: [],
      readAt: null,
      lastRunAt: null,
      status: null,
      linked: {},
      messages: {},
      problem: null,
    };
  }

  return { read };
}

/** Known jobs of this dashboard that its summary does not name any more. */
function goneFrom(
  known: ReadonlyMap<string, Job>,
  dashboard: string,
  tabs: readonly string[],
  memory: Memory,
): string[] {
  const asked = new Set(tabs);
  return [...known.values()]
    .filter(
      ({ key, board, name, readAt }) =>
        board === dashboard &&
        key === testgridKey(dashboard, name) &&
        !memory.tabs.has(name) &&
        // One that was asked for and never was there is told as a job with a problem instead.
        (readAt !== null || !asked.has(name)),
    )
    .map(({ key }) => key);
}

function noSuchTab(dashboard: string, tab: string, memory: Memory): string {
  const alike = [...memory.tabs.keys()].find((one) => one.toLowerCase() === tab.toLowerCase());
  return `There is no tab ${tab} on the dashboard ${dashboard}${alike === undefined ? '' : `; did you mean ${alike}?`}`;
}

function leftOut(tab: string): SourceFault {
  return new SourceFault(
    'unreachable',
    `TestGrid left too many questions unanswered to be asked about the tab ${tab}; the next reading tries again`,
  );
}

/** Nothing that a server writes may take the other tabs down. */
function odd(tab: string, cause: unknown): SourceFault {
  return new SourceFault('bad-answer', `TestGrid's answer about the tab ${tab} could not be read`, { cause });
}

async function inParallel<T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const worker = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, worker));
}
