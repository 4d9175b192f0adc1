/** A tab's table as both dialects tell it, and the runs that are read from it. */
import type { Column, Job, Outcome } from '../domain/ci/job.js';
import { cellOutcome } from './cell.js';

export interface Grid {
  /** The newest first. */
  heads: Head[];
  rows: Row[];
}

export interface Head {
  build: string;
  /** ms, UTC; null: the source does not say. */
  startedAt: number | null;
  commit: string | null;
  url: string | null;
}

export interface Row {
  name: string;
  /** One value for each head. */
  values: readonly number[];
  /** What the cell of this column says. */
  message(column: number): string | null;
  issues: string[];
}

/** A run with more failures than this is broken as a whole; the names of the others would say no more. */
const namesKept = 1000;

/** What makes a column the worse, the worst first. A job's run counts as green only when nothing in it is worse. */
const worst: readonly Outcome[] = ['red', 'running', 'unclear', 'flaky', 'green', 'none'];

/** The runs of a table: one for each build, in the order of the source. */
export function columnsOf({ heads, rows }: Grid): Column[] {
  const overall = overallRow(rows);
  const tests = rows.filter((row) => row !== overall);
  // Whether commits are written here at all; where they are, a column without one has not ended.
  const commits = heads.some(({ commit }) => commit !== null);
  const byBuild = new Map<string, Column>();
  for (const [at, head] of heads.entries()) {
    const tally = tallyOf(tests, at);
    const unfinished = commits && head.commit === null && at === 0;
    const column: Column = {
      build: head.build,
      startedAt: head.startedAt ?? 0,
      commit: head.commit,
      outcome: outcomeOf(overall?.values[at] ?? (overall ? 0 : null), tally, unfinished),
      ran: tests.length === 0 ? null : tally.ran,
      failed: [...tally.failed].slice(0, namesKept),
      flaked: [...tally.flaked].filter((name) => !tally.failed.has(name)).slice(0, namesKept),
      url: head.url,
    };
    byBuild.set(head.build, merged(byBuild.get(head.build), column));
  }
  return [...byBuild.values()];
}

/** @param stated the cell of the overall row; null: there is no such row */
function outcomeOf(stated: number | null, { seen }: Tally, unfinished: boolean): Outcome {
  // Also one that was aborted: what passed until then is no green run.
  if (stated !== null && stated !== 0) return cellOutcome(stated);
  const derived = worst.find((one) => seen.has(one)) ?? 'none';
  if (unfinished && derived !== 'red') return 'running';
  // What the row for the run as a whole says nothing of has not ended well.
  return stated !== null && derived === 'green' ? 'none' : derived;
}

interface Tally {
  ran: number;
  failed: Set<string>;
  flaked: Set<string>;
  seen: Set<Outcome>;
}

/** One column of a table that may have tens of thousands of rows. */
function tallyOf(tests: readonly Row[], at: number): Tally {
  const tally: Tally = { ran: 0, failed: new Set(), flaked: new Set(), seen: new Set() };
  for (const { name, values } of tests) {
    const outcome = cellOutcome(values[at] ?? 0);
    tally.seen.add(outcome);
    if (outcome !== 'none' && outcome !== 'running') tally.ran++;
    if (outcome === 'red') tally.failed.add(name);
    if (outcome === 'flaky') tally.flaked.add(name);
  }
  return tally;
}

/** A build that is listed twice ran once, and is as good as the worse of the two. */
function merged(one: Column | undefined, other: Column): Column {
  if (!one) return other;
  const worse = worst.indexOf(other.outcome) < worst.indexOf(one.outcome) ? other : one;
  return { ...worse, failed: [...new Set([...one.failed, ...other.failed])] };
}

/** The row of the run as a whole: `Overall` in any case, or `<job>.Overall` where several jobs share a table. */
function overallRow(rows: readonly Row[]): Row | undefined {
  const plain = rows.find(({ name }) => /^overall$/i.test(name));
  const prefixed = rows.filter(({ name }) => /\.overall$/i.test(name));
  return plain ?? (prefixed.length === 1 ? prefixed[0] : undefined);
}

/** What failing tests said last; the newest failure of each speaks. */
export function messagesOf({ rows }: Grid, columns: readonly Column[]): Job['messages'] {
  const failing = new Set(columns.flatMap(({ failed }) => failed));
  const said: [string, string][] = [];
  for (const row of rows) {
    if (!failing.has(row.name) || said.length >= namesKept) continue;
    const at = row.values.findIndex((value, column) => cellOutcome(value) === 'red' && row.message(column));
    const message = at < 0 ? null : row.message(at);
    if (message) said.push([row.name, message]);
  }
  // Unlike an assignment this keeps a test that is called `__proto__` a plain name.
  return Object.fromEntries(said);
}

export function linkedOf({ rows }: Grid): Job['linked'] {
  return Object.fromEntries(
    rows.filter(({ issues }) => issues.length > 0).map((row) => [row.name, row.issues]),
  );
}
