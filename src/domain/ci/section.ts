/**
 * What a report says under Test Failures and Suite Failures: the jobs of the gates over jobs that are not green by
 * themselves, by test or by board. What somebody answers for stays in the list, below what holds the release back.
 */
import type { Finding } from '../gates/gate.js';
import type { ItemRef } from '../issue.js';
import type { Status } from '../status.js';
import { issueAbout } from './about.js';
import type { CountedJob } from './board.js';
import type { CommitRange } from './failing.js';
import type { Nature } from './flake.js';
import { boardUrl } from './links.js';
import { ownerOf, setOf } from './settings.js';

/** A job as it stands in a list. */
export interface JobEntry {
  counted: CountedJob;
  /** The slug of the group that owns it; null: nobody is named. */
  owner: string | null;
  /** Addresses of the issues that its source links to its failing tests. */
  issues: string[];
  /** An issue that seems to be about it, where none is linked. */
  suggested: ItemRef | null;
}

/** A test that fails, in one job or in several. */
export interface TestEntry {
  name: string;
  nature: Nature;
  /** Where it fails for longest: since when (ms, UTC), whether maybe longer, and for how many runs. */
  since: number;
  openEnded: boolean;
  runs: number;
  /** Which commits brought it; null: that is not known. */
  range: CommitRange | null;
  /** What it said last; null: nothing. */
  message: string | null;
  issues: string[];
  suggested: ItemRef | null;
  /** Those in which it fails, the worst first. */
  jobs: JobEntry[];
}

export interface BoardEntry {
  board: string;
  /** Of the whole board; null where there is none. */
  url: string | null;
  /** Whether its jobs stand below it: there are many of them. */
  isNested: boolean;
  jobs: JobEntry[];
}

interface Section {
  /** The gates that are in it. */
  findings: Finding[];
  /** How many jobs they look at. */
  looked: number;
  /** Patterns that no job matches. */
  missing: string[];
}

export interface TestSection extends Section {
  tests: TestEntry[];
  /** What is not green and names no test. */
  others: JobEntry[];
}

export interface SuiteSection extends Section {
  boards: BoardEntry[];
}

export interface CiSections {
  /** null: no gate counts tests. */
  tests: TestSection | null;
  /** null: no gate counts jobs. */
  suites: SuiteSection | null;
}

/** With so many of its jobs in the list a board gets a line of its own above them. */
const nested = 3;

export function ciSections(status: Status): CiSections {
  const tests = sectionOf(status, 'tests');
  const suites = sectionOf(status, 'suites');
  return {
    tests: tests && { ...tests.section, ...byTest(tests.entries, issuesOf(status)) },
    suites: suites && { ...suites.section, boards: byBoard(suites.entries, status) },
  };
}

/** Whether somebody answers for it, or tested it by hand. */
export const isExcused = ({ counted }: Pick<JobEntry, 'counted'>): boolean => counted.colour === 'green';

/** Whether there is something to say of it: green by itself, and no hand found otherwise, needs no word. */
export const isShown = ({ judged, colour }: CountedJob): boolean =>
  judged.standing !== 'green' || colour !== 'green';

function sectionOf(status: Status, kind: 'tests' | 'suites') {
  const kinds = new Map(
    status.release.gates.flatMap((gate) => (gate.type === 'jobs' ? [[gate.id, gate.kind]] : [])),
  );
  const findings = status.verdict.findings.filter(
    ({ type, gate }) => type === 'jobs' && kinds.get(gate) === kind,
  );
  if (findings.length === 0) return null;
  // A job that two gates are about is told once, as the stricter of them has it.
  const jobs = new Map<string, CountedJob>();
  for (const counted of findings.flatMap((finding) => finding.jobs ?? [])) {
    const before = jobs.get(counted.judged.job.key);
    if (!before || (before.colour === 'green' && counted.colour !== 'green'))
      jobs.set(counted.judged.job.key, counted);
  }
  const shown = [...jobs.values()].filter(isShown);
  const known = issuesOf(status);
  const entries = shown.map((counted) => jobEntry(counted, status, known));
  const section: Section = {
    findings,
    looked: jobs.size,
    missing: [...new Set(findings.flatMap(({ missing }) => missing ?? []))],
  };
  return { section, entries: excusedLast(entries) };
}

/** Stable: otherwise in the order in which they came. */
const excusedLast = (entries: JobEntry[]): JobEntry[] => [
  ...entries.filter((one) => !isExcused(one)),
  ...entries.filter(isExcused),
];

/** @param known issues among which one may be about it */
export function jobEntry(counted: CountedJob, { release }: Status, known: readonly ItemRef[]): JobEntry {
  const { tests, job } = counted.judged;
  const issues = [...new Set(tests.flatMap((test) => test.issues))];
  return {
    counted,
    owner: ownerOf(job, release.ci?.sets ?? []),
    issues,
    suggested: issues.length > 0 ? null : issueAbout([...tests.map(({ name }) => name), job.name], known),
  };
}

/** Open issues that are known by their titles, each once. */
export function issuesOf({ evidence }: Status): ItemRef[] {
  const { census } = evidence.issues;
  if (!census) return [];
  const lists = [census.total, ...Object.values(census.kinds)].map(({ items }) => items);
  return [...new Map(lists.flat().map((item) => [item.url, item])).values()];
}

function byTest(entries: JobEntry[], known: readonly ItemRef[]): Pick<TestSection, 'tests' | 'others'> {
  const tests = new Map<string, TestEntry>();
  for (const entry of entries)
    for (const test of entry.counted.judged.tests) {
      const { episode } = entry.counted.judged;
      const here = {
        ...{ since: test.since, openEnded: test.openEnded, runs: test.runs },
        // What began in the middle of a row of failures was brought by something else than the row.
        range: episode && episode.since === test.since ? episode.range : null,
      };
      const before = tests.get(test.name);
      if (!before) {
        const { name, nature, message, issues } = test;
        const suggested = issues.length > 0 ? null : issueAbout([name], known);
        tests.set(name, { ...here, name, nature, message, issues, suggested, jobs: [entry] });
        continue;
      }
      tests.set(test.name, {
        ...before,
        ...(test.since < before.since ? here : {}),
        nature: [before.nature, test.nature].includes('failing') ? 'failing' : before.nature,
        issues: [...new Set([...before.issues, ...test.issues])],
        jobs: [...before.jobs, entry],
      });
    }
  const rank = ({ jobs, nature }: TestEntry) => (jobs.every(isExcused) ? 2 : nature === 'failing' ? 0 : 1);
  return {
    tests: [...tests.values()].sort((a, b) => rank(a) - rank(b)),
    others: entries.filter(({ counted }) => counted.judged.tests.length === 0),
  };
}

/** Boards in the order in which they are configured. */
function byBoard(entries: JobEntry[], { release }: Status): BoardEntry[] {
  const sets = release.ci?.sets ?? [];
  const place = ({ counted }: JobEntry) => {
    const set = setOf(counted.judged.job, sets);
    return set === undefined ? sets.length : sets.indexOf(set);
  };
  const boards = new Map<string, JobEntry[]>();
  for (const entry of [...entries].sort((a, b) => place(a) - place(b))) {
    const { board } = entry.counted.judged.job;
    boards.set(board, [...(boards.get(board) ?? []), entry]);
  }
  return [...boards].map(([board, jobs]) => ({
    board,
    url: jobs.map(({ counted }) => boardUrl(counted.judged.job)).find((url) => url !== null) ?? null,
    isNested: jobs.length >= nested,
    jobs: excusedLast(jobs),
  }));
}
