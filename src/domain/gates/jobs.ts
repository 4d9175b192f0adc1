/** The jobs gate: every job that matches has enough green runs in a row, or somebody answers for it by name. */

import { type Colour, type CountedJob, colourOf, countJobs, matchesJob } from '../ci/board.js';
import type { Job } from '../ci/job.js';
import { sayStanding } from '../ci/job-words.js';
import type { Standing } from '../ci/judge.js';
import { type JobRules, usualRules } from '../ci/rules.js';
import { setOf } from '../ci/settings.js';
import { plural } from '../plural.js';
import { fill, type Release } from '../release.js';
import { showDuration } from '../time.js';
import type { Decide, Finding, GateState, JobsGate } from './gate.js';

const stateOf: Record<Colour, GateState> = {
  red: 'no-go',
  // A flaky job is a No-Go until its group says that it does not block.
  yellow: 'no-go',
  unknown: 'unknown',
  green: 'go',
};

/** By which rules this gate judges a job: its own, otherwise those of the set that the job is read with. */
export function rulesFor(gate: JobsGate, { ci }: Pick<Release, 'ci'>): (job: Job) => JobRules {
  return (job) => ({
    green: gate.green,
    fewerTests: gate.fewerTests,
    flake: { ...usualRules.flake, share: gate.flakeShare },
    readWithin: ci?.readWithin ?? usualRules.readWithin,
    staleAfter: gate.staleAfter ?? setOf(job, ci?.sets ?? [])?.staleAfter ?? usualRules.staleAfter,
  });
}

/** The jobs of the evidence that the gate is about, and the patterns of it that no job matches. */
export function jobsOf(
  gate: JobsGate,
  release: Release,
  all: readonly Job[],
): { jobs: Job[]; missing: string[] } {
  const patterns = gate.jobs.map((pattern) => fill(pattern, release));
  return {
    jobs: all.filter((job) => patterns.some((pattern) => matchesJob(pattern, job))),
    missing: patterns.filter((pattern) => !all.some((job) => matchesJob(pattern, job))),
  };
}

export const decideJobs: Decide<JobsGate> = (gate, release, evidence, now) => {
  const { jobs, missing } = jobsOf(gate, release, evidence.ci.jobs);
  const counting = { rulesOf: rulesFor(gate, release), manual: gate.manual };
  const counted = countJobs(jobs, evidence.ci, counting, now).sort(worstFirst);
  const open = counted.filter(({ colour }) => colour !== 'green');
  const state = stateOf[colourOf(counted)];
  const times = jobs.map(({ readAt }) => readAt);
  return {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    // What is missing makes it unknown, unless it is worse already.
    state: state === 'go' && missing.length > 0 ? 'unknown' : state,
    detail: [sayJobs(gate, counted), ...missing.map((pattern) => sayMissing(pattern, release))]
      .filter(Boolean)
      .join('; '),
    rule: sayRule(gate, release),
    value: gate.kind === 'tests' ? new Set(open.flatMap(failing)).size : open.length + missing.length,
    limit: 0,
    evidence: (open.length > 0 ? open : counted).flatMap(({ judged }) => {
      const url = judged.job.url ?? judged.lastRun?.url ?? null;
      return url === null ? [] : [{ title: `${judged.job.name}: ${sayStanding(judged, release.zone)}`, url }];
    }),
    observedAt: times.reduce<number | null>(
      (oldest, at) => (oldest === null || at === null ? null : Math.min(oldest, at)),
      times[0] ?? null,
    ),
    actions: gate.actions.map((action) => fill(action, release)),
    items: [],
    jobs: counted,
    missing,
    ...partsOf(counted, missing),
  };
};

/**
 * What holds it back, job by job. What is not known holds it back too, and is no part: nobody can waive it.
 */
function partsOf(
  counted: readonly CountedJob[],
  missing: readonly string[],
): Pick<Finding, 'parts' | 'besides'> {
  const against = counted.filter(({ colour }) => stateOf[colour] === 'no-go');
  if (against.length === 0) return {};
  const isUnknown = missing.length > 0 || counted.some(({ colour }) => colour === 'unknown');
  return {
    parts: against.map(({ judged: { job, lastRun } }) => ({
      ...{ key: `job:${job.key}`, title: job.name, url: job.url ?? lastRun?.url ?? null },
    })),
    ...(isUnknown ? { besides: 'unknown' } : {}),
  };
}

/** Names of tests that fail in a job. The same test in two jobs is one. */
const failing = ({ judged }: CountedJob): string[] => judged.tests.map(({ name }) => name);

const order: Colour[] = ['red', 'yellow', 'unknown', 'green'];
const worstFirst = (a: CountedJob, b: CountedJob) => order.indexOf(a.colour) - order.indexOf(b.colour);

function sayMissing(pattern: string, { branch }: Release): string {
  if (pattern.includes('*')) return `no job matches ${pattern}`;
  return `${pattern} has no result${branch === null ? '' : ` on ${branch}`}: no job matches it`;
}

const says: Record<Standing, string> = {
  red: 'red',
  flaky: 'flaky',
  'too-few': 'with too few green runs in a row',
  shrunken: 'with far fewer tests than before',
  unknown: 'not known',
  stale: 'not run lately',
  absent: 'without any result',
  green: 'green',
};

/** `1 red and 2 flaky of 12 jobs`, and who answers for the others. */
function sayJobs({ kind }: JobsGate, counted: readonly CountedJob[]): string {
  if (counted.length === 0) return '';
  const open = counted.filter(({ colour }) => colour !== 'green');
  const whole = plural(counted.length, 'job');
  const parts = (Object.keys(says) as Standing[]).flatMap((standing) => {
    const those = open.filter(({ judged }) => judged.standing === standing);
    const byHand = standing === 'green' ? 'failed by hand' : says[standing];
    return those.length === 0 ? [] : [`${those.length} ${byHand}`];
  });
  const tests = new Set(open.flatMap(failing)).size;
  const failed = kind === 'tests' && tests > 0 ? `${tests} failing ${tests === 1 ? 'test' : 'tests'}: ` : '';
  const words = counted.filter(({ word }) => word !== null).length;
  const hands = counted.filter(
    ({ word, manual, judged }) => word === null && manual?.result === 'pass' && judged.standing !== 'green',
  ).length;
  return [
    open.length === 0 ? `${whole}, none of which holds it back` : `${failed}${parts.join(', ')} of ${whole}`,
    words > 0 && `${words} excused by ${words === 1 ? 'its group' : 'their groups'}`,
    hands > 0 && `${hands} tested by hand`,
  ]
    .filter(Boolean)
    .join('; ');
}

function sayRule(gate: JobsGate, release: Release): string {
  const which = gate.jobs.map((pattern) => fill(pattern, release)).join(', ');
  const row = gate.green === 1 ? 'its last run green' : `its last ${gate.green} runs green`;
  const fewer =
    gate.fewerTests > 0
      ? `, none with less than ${Math.round(gate.fewerTests * 100)} % of the usual tests`
      : '';
  const age = gate.staleAfter === null ? '' : `, the last within ${showDuration(gate.staleAfter)}`;
  const excuse = gate.manual
    ? 'the word of its group or a manual test of the commit'
    : 'the word of its group';
  return `each job of ${which} has ${row}${fewer}${age}, or ${excuse}`;
}
