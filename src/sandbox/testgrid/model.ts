/** What a local TestGrid knows: dashboards, their tabs, and the runs of each, the newest first. */

/** The values of a cell, by the names of TestGrid's own enum. */
export const cellValue = {
  none: 0,
  pass: 1,
  running: 4,
  aborted: 5,
  unknown: 6,
  timedOut: 9,
  buildFail: 11,
  fail: 12,
  flaky: 13,
} as const;

export interface RunSeed {
  /** ms, UTC */
  at: number;
  /** null: the run has none yet, as one that is in progress. */
  commit: string | null;
  build?: string;
  /** Tests that failed, or what they said by name. */
  failed?: readonly string[] | Readonly<Record<string, string>>;
  /** Tests that failed and then passed. */
  flaky?: readonly string[];
  /** How many tests had a result, those that failed included. As many as in the run before when absent. */
  ran?: number;
  /** The cell of the `Overall` row; by the tests when absent. Any number, also one that no enum has. */
  overall?: number;
}

export interface Run {
  build: string;
  at: number;
  commit: string | null;
  overall: number;
  /** Values by the test's name; a test without one had no result. */
  cells: Map<string, number>;
  messages: Map<string, string>;
}

export interface Tab {
  name: string;
  runs: Run[];
  /** Of the row that tells the run as a whole; null: there is no such row. */
  overallRow: string | null;
  /** The summary's word; null: it is missing; undefined: computed. */
  status: string | null | undefined;
  /** When this was last looked at. ms, UTC */
  updatedAt: number;
  /** Issues by the test's name. */
  linked: Map<string, string[]>;
  /** Where the results of a run are kept, as the links name it. */
  query: string;
}

/** Tabs by name, by the dashboard's name. */
export type Model = Map<string, Map<string, Tab>>;

export function addRun(tab: Tab, seed: RunSeed): Run {
  const failed = Array.isArray(seed.failed)
    ? seed.failed.map((name) => [name, `${name} failed`] as const)
    : Object.entries(seed.failed ?? {});
  const flaky = seed.flaky ?? [];
  const cells = new Map<string, number>();
  for (const [name] of failed) cells.set(name, cellValue.fail);
  for (const name of flaky) cells.set(name, cellValue.flaky);
  const ran = seed.ran ?? Math.max(tab.runs[0]?.cells.size ?? 3, cells.size);
  // The tests of the runs before go first, so that rows stay the same tests.
  const names = [
    ...new Set([
      ...(tab.runs[0]?.cells.keys() ?? []),
      ...Array.from({ length: ran }, (_, at) => `test ${at + 1}`),
    ]),
  ];
  if (seed.overall !== cellValue.running) {
    for (const name of names) if (cells.size < ran && !cells.has(name)) cells.set(name, cellValue.pass);
  }
  const overall =
    seed.overall ??
    (failed.length > 0 ? cellValue.fail : flaky.length > 0 ? cellValue.flaky : cellValue.pass);
  const run = {
    build: seed.build ?? String(1_000_000_000_000_000_000n + BigInt(Math.trunc(seed.at))),
    at: seed.at,
    commit: seed.commit,
    overall,
    cells,
    messages: new Map(failed),
  };
  tab.runs = [run, ...tab.runs].sort((a, b) => b.at - a.at);
  return run;
}

/** The names of all tests, in the order in which they first had a result; the newest run's first. */
export function testNames(tab: Tab): string[] {
  return [...new Set(tab.runs.flatMap(({ cells }) => [...cells.keys()]))];
}

/** What TestGrid's own summary says: over the ten newest runs, and by fewer words than the columns have. */
export function summarise(tab: Tab): { status: string | null; message: string; green: Run | undefined } {
  const ended = tab.runs.filter(({ overall }) => overall !== cellValue.running && overall !== cellValue.none);
  const recent = ended.slice(0, 10);
  const passes = (run: Run) => run.overall === cellValue.pass;
  const passed = recent.filter(passes).length;
  const cells = recent.flatMap((run) => [...run.cells.values()]);
  const good = cells.filter((value) => value === cellValue.pass).length;
  const computed =
    recent.length === 0
      ? 'PENDING'
      : recent.slice(0, 3).every((run) => run.overall === cellValue.fail)
        ? 'FAILING'
        : passed < recent.length
          ? 'FLAKY'
          : 'PASSING';
  const percent = (part: number, whole: number) => `${((100 * part) / Math.max(1, whole)).toFixed(1)}%`;
  return {
    status: tab.status === undefined ? computed : tab.status,
    message: `${passed} of ${recent.length} (${percent(passed, recent.length)}) recent columns passed (${good} of ${cells.length} or ${percent(good, cells.length)} cells)`,
    green: ended.find(passes),
  };
}
