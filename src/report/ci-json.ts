/** The test signal in the report as JSON: every job that a gate looks at, those that are green included. */

import type { CountedJob } from '../domain/ci/board.js';
import { issuesOf, jobEntry } from '../domain/ci/section.js';
import type { Status } from '../domain/status.js';
import { iso } from './iso.js';
import type { ReportJson } from './json-schema.js';

type JobJson = NonNullable<ReportJson['jobs']>[number];

/** A source may date a run at no moment at all. */
const isoOrNull = (at: number | null) =>
  at === null || !Number.isFinite(at) || Math.abs(at) > 8.64e15 ? null : iso(at);

/** Nothing where no gate is over jobs. */
export function ciJson(status: Status): Pick<ReportJson, 'jobs' | 'missingJobs'> {
  const findings = status.verdict.findings.filter(({ type }) => type === 'jobs');
  if (findings.length === 0) return {};
  const jobs = new Map<string, { counted: CountedJob; gates: string[] }>();
  for (const { gate, jobs: counted = [] } of findings)
    for (const one of counted) {
      const { key } = one.judged.job;
      const before = jobs.get(key);
      if (before) before.gates.push(gate);
      else jobs.set(key, { counted: one, gates: [gate] });
    }
  const known = issuesOf(status);
  return {
    jobs: [...jobs.values()].map(({ counted, gates }) => {
      const { owner, suggested } = jobEntry(counted, status, known);
      return { ...jobJson(counted), gates, owner, suggested: suggested?.url ?? null };
    }),
    missingJobs: findings.flatMap(({ gate, missing = [] }) => missing.map((pattern) => ({ gate, pattern }))),
  };
}

function jobJson({
  judged,
  colour,
  word,
  manual,
}: CountedJob): Omit<JobJson, 'gates' | 'owner' | 'suggested'> {
  const { job, standing, greens, needed, lastRun, running, episode, shrunken, tests, why, problem } = judged;
  return {
    ...{ key: job.key, name: job.name, board: job.board, url: job.url, standing, colour, greens, needed },
    ...{ why, problem, readAt: isoOrNull(job.readAt), shrunken, runningSince: isoOrNull(running) },
    lastRun: lastRun && {
      at: iso(lastRun.startedAt),
      outcome: lastRun.outcome,
      commit: lastRun.commit,
      url: lastRun.url,
      tests: lastRun.ran,
    },
    failing: episode && {
      since: iso(episode.since),
      openEnded: episode.openEnded,
      runs: episode.runs,
      lastGood: episode.range.good,
      firstBad: episode.range.bad,
    },
    tests: tests.map(({ since, ...test }) => ({ ...test, since: iso(since) })),
    word: word && {
      ...{ group: word.group, by: word.authorName, reason: word.reason },
      ...{ at: iso(word.at), until: iso(word.until) },
    },
    manual: manual && {
      ...{ by: manual.authorName, commit: manual.commit, what: manual.what, result: manual.result },
      at: iso(manual.at),
    },
  };
}
