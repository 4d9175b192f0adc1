/** Jobs as a test needs them: written as a row of letters, the newest first, an hour apart. */
import type { Column, Job, Outcome } from '../../src/domain/ci/job.js';
import type { ManualTest } from '../../src/domain/ci/manual.js';
import { type JobRules, usualRules } from '../../src/domain/ci/rules.js';
import type { GroupWord } from '../../src/domain/ci/word.js';
import type { JobsGate } from '../../src/domain/gates/gate.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { noon } from './issue.js';

const outcomes: Record<string, Outcome> = {
  g: 'green',
  r: 'red',
  f: 'flaky',
  u: 'unclear',
  '.': 'running',
  '-': 'none',
};

/** A commit by one letter: `a` is aaaaaaaaa. */
export const sha = (letter: string): string => letter.repeat(9);

export function column(given: Partial<Column> = {}): Column {
  const outcome = given.outcome ?? 'green';
  return {
    build: String(given.startedAt ?? noon - hour),
    startedAt: noon - hour,
    commit: sha('a'),
    outcome,
    ran: 100,
    failed: outcome === 'red' ? ['TestA'] : [],
    flaked: outcome === 'flaky' ? ['TestA'] : [],
    url: null,
    ...given,
  };
}

/**
 * Columns an hour apart, the newest first and half an hour before noon.
 * @param row `g` green, `r` red, `f` flaky, `u` unclear, `.` running, `-` nothing; blanks are left out
 * @param commits a letter for each column; the last one goes on. Without any, each column has a commit of its own.
 */
export function columns(row: string, commits = '', newest = noon - 30 * minute): Column[] {
  return [...row.replaceAll(' ', '')].map((letter, at): Column => {
    const startedAt = newest - at * hour;
    const named = commits[Math.min(at, commits.length - 1)];
    const commit = named === undefined ? (startedAt / minute).toString(16).padStart(9, '0') : sha(named);
    return column({ startedAt, outcome: outcomes[letter] ?? 'none', commit: letter === '.' ? null : commit });
  });
}

export function job(row: string | Column[] = 'ggg', given: Partial<Job> = {}): Job {
  const name = given.name ?? 'kind-master';
  const board = given.board ?? 'blocking';
  return {
    key: `testgrid:${board}#${name}`,
    name,
    board,
    url: `https://testgrid.example/${board}#${name}`,
    columns: typeof row === 'string' ? columns(row) : row,
    readAt: noon - minute,
    lastRunAt: null,
    status: 'PASSING',
    linked: {},
    messages: {},
    problem: null,
    ...given,
  };
}

export const jobRules = (given: Partial<JobRules> = {}): JobRules => ({ ...usualRules, ...given });

export function jobsGate(given: Partial<JobsGate> = {}): JobsGate {
  return {
    id: 'jobs',
    type: 'jobs',
    jobs: ['blocking/*'],
    green: 3,
    fewerTests: 0.7,
    flakeShare: 1 / 3,
    staleAfter: null,
    manual: false,
    kind: 'suites',
    reason: 'Tests unstable',
    actions: [],
    blocks: true,
    ...given,
  };
}

export function groupWord(given: Partial<GroupWord> = {}): GroupWord {
  return {
    id: 1,
    release: 'v1.6',
    job: job().key,
    group: 'node',
    authorId: 'U1',
    authorName: 'grace',
    reason: 'The test is wrong',
    at: noon - 10 * minute,
    until: noon + day,
    endedAt: null,
    ...given,
  };
}

export function manualTest(given: Partial<ManualTest> = {}): ManualTest {
  return {
    id: 1,
    release: 'v1.6',
    job: job().key,
    authorId: 'U1',
    authorName: 'grace',
    commit: sha('a'),
    what: 'kubeadm init on three nodes',
    result: 'pass',
    at: noon - 10 * minute,
    endedAt: null,
    ...given,
  };
}
