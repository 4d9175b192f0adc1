/**
 * What becomes of an alert when the job is looked at: it opens on the first red run, ends when the job has proved
 * itself, and tells each thing once. Looking twice at the same tells nothing new.
 */
import { type Alert, isOpen, type Stage, type Tell } from './alert.js';
import { allTold, tellNews } from './alert-news.js';
import { type Run, runsOf } from './columns.js';
import { sameCommit } from './commit.js';
import type { CommitRange, Episode } from './failing.js';
import type { Job } from './job.js';
import { type Judgement, judge } from './judge.js';
import type { JobRules } from './rules.js';
import type { AlertRules } from './settings.js';

export interface AlertStep {
  /** null: there is none, and none is needed. */
  alert: Alert | null;
  tell: Tell[];
}

/**
 * @param before the job's last alert, ended or not; null: it never had one
 * @param remembered how many tests the job usually ran before the oldest column that is kept; null: not known
 * @param now ms, UTC
 * @param isUnheard of the alert before some place has not heard yet: what it would be told then goes on with it
 */
export function stepAlert(
  before: Alert | null,
  job: Job,
  rules: JobRules,
  alerts: AlertRules,
  now: number,
  remembered: number | null = null,
  isUnheard = false,
): AlertStep {
  const runs = runsOf(job, rules, remembered);
  const judged = judge(job, rules, now, remembered);
  const isRed = (judged.standing === 'red' || judged.standing === 'flaky') && judged.episode !== null;
  if (before === null || !isOpen(before)) {
    const [newest] = runs;
    // What an old reading shows was over before this alert ended; the newest run itself may be tried again, and fail.
    const isNew = isRed && newest && (before === null || newest.startedAt >= before.seen);
    if (!isNew || !judged.episode) return { alert: before, tell: [] };
    const again = before !== null && (isUnheard || isWithin(before, judged.episode, alerts));
    if (!again)
      return told(
        openedAlert(judged, judged.episode, newest.startedAt, now),
        [{ kind: 'opened' }],
        alerts,
        now,
      );
    return told(reopen(before, judged, judged.episode, newest.startedAt), [], alerts, now);
  }
  return told(look(before, judged, runs, now), [], alerts, now);
}

/** Red again so soon after its end that it is the same trouble. */
function isWithin({ endedAt }: Alert, { since }: Episode, { flapping }: AlertRules): boolean {
  return endedAt !== null && since - endedAt < flapping;
}

function openedAlert(judged: Judgement, episode: Episode, seen: number, now: number): Alert {
  const nothing = { tests: [], range: { good: null, bad: null }, issues: [], day: 0, reopened: 0, at: [] };
  const alert: Alert = {
    job: judged.job.key,
    id: `${judged.job.key}@${episode.build || episode.since}`,
    stage: 'red',
    since: episode.since,
    runs: episode.runs,
    range: episode.range,
    ...said(judged),
    reopened: 0,
    endedAt: null,
    seen,
    acknowledged: null,
    silenced: null,
    escalatedAt: null,
    told: nothing,
    edition: 1,
  };
  return { ...alert, told: allTold(alert, now) };
}

/** The same alert goes on. Whoever looked after it before looked after something else. */
function reopen(before: Alert, judged: Judgement, episode: Episode, seen: number): Alert {
  return {
    ...before,
    stage: 'red',
    since: episode.since,
    runs: episode.runs,
    range: episode.range,
    ...saidWith(before, judged),
    reopened: before.reopened + 1,
    endedAt: null,
    seen,
    acknowledged: null,
    escalatedAt: null,
    told: { ...before.told, day: 0 },
    edition: before.edition + 1,
  };
}

function said({ tests, greens, needed }: Judgement): Pick<Alert, 'tests' | 'issues' | 'greens' | 'needed'> {
  return {
    tests: tests.map(({ name }) => name),
    issues: [...new Set(tests.flatMap(({ issues }) => issues))],
    greens,
    needed,
  };
}

/** An issue that was linked by hand stays linked, whatever its source says. */
function saidWith({ issues }: Alert, judged: Judgement): ReturnType<typeof said> {
  const now = said(judged);
  return { ...now, issues: [...new Set([...issues, ...now.issues])] };
}

/** An open alert after a look at its job. What is not known, or older than what was seen, changes nothing. */
function look(alert: Alert, judged: Judgement, runs: readonly Run[], now: number): Alert {
  const [newest] = runs;
  const { standing, episode } = judged;
  const isNothing = standing === 'unknown' || standing === 'stale' || standing === 'absent';
  if (isNothing || !newest || newest.startedAt < alert.seen) return alert;
  const stage = stageOf(alert, judged, runs);
  // The oldest columns are forgotten in time, and late ones come in: the earliest that was known counts.
  const since = stage === 'red' && episode ? Math.min(alert.since, episode.since) : alert.since;
  const next: Alert = {
    ...alert,
    stage,
    since,
    runs: Math.max(alert.runs, redSince({ since }, runs).length),
    range: stage === 'red' && episode ? merged(alert.range, episode.range) : alert.range,
    ...saidWith(alert, judged),
    // What failed is what the message goes on to say while the job recovers.
    ...(stage === 'red' ? {} : { tests: alert.tests, issues: alert.issues }),
    seen: newest.startedAt,
    endedAt: stage === 'recovered' || stage === 'flake' ? Math.max(now, alert.since) : null,
  };
  const { seen: _, ...shown } = next;
  const { seen: __, ...was } = alert;
  return JSON.stringify(shown) === JSON.stringify(was) ? next : { ...next, edition: alert.edition + 1 };
}

const redSince = ({ since }: Pick<Alert, 'since'>, runs: readonly Run[]): Run[] =>
  runs.filter((run) => run.outcome === 'red' && run.startedAt >= since);

function stageOf(alert: Alert, { standing, episode }: Judgement, runs: readonly Run[]): Stage {
  if (episode !== null) return 'red';
  if (standing === 'green') return 'recovered';
  const red = redSince(alert, runs);
  const [only] = red;
  const isSingle = red.length === 1 && alert.runs === 1 && alert.reopened === 0 && alert.escalatedAt === null;
  const passed = runs.some(
    (run) =>
      run.outcome === 'green' &&
      run.shrunkFrom === null &&
      run.startedAt > (only?.startedAt ?? 0) &&
      sameCommit(run.commit, only?.commit ?? null),
  );
  return isSingle && passed ? 'flake' : 'recovering';
}

/** What was known stays known when the columns that showed it are gone. */
function merged(known: CommitRange, found: CommitRange): CommitRange {
  return {
    good: found.good ?? known.good,
    bad: found.good === null ? (known.bad ?? found.bad) : (found.bad ?? known.bad),
  };
}

/** Adds the news that is due and the escalation. */
function told(alert: Alert, first: Tell[], alerts: AlertRules, now: number): AlertStep {
  const { alert: known, news } = tellNews(alert, alerts, now);
  const tell: Tell[] = [...first, ...(news.length > 0 ? [{ kind: 'news' as const, news }] : [])];
  if (!isLate(known, alerts, now)) return { alert: known, tell };
  return {
    alert: { ...known, escalatedAt: now, edition: known.edition + 1 },
    tell: [...tell, { kind: 'escalated' }],
  };
}

/** Neither a silence nor an acknowledgement keeps it from the release lead. */
function isLate({ stage, since, escalatedAt }: Alert, { escalateAfter }: AlertRules, now: number): boolean {
  return stage === 'red' && escalatedAt === null && escalateAfter !== null && now - since >= escalateAfter;
}
