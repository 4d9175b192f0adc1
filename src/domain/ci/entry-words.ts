/** What people said of a job and how fresh it is, each fact as plain words: surfaces escape them and add the links. */
import { plural } from '../plural.js';
import { type Groups, groupName } from '../release.js';
import { showMoment } from '../time.js';
import type { CountedJob } from './board.js';
import { shortCommit } from './commit.js';
import { sayRange } from './job-words.js';
import type { Judgement } from './judge.js';
import type { ManualTest } from './manual.js';
import type { TestEntry } from './section.js';
import type { GroupWord } from './word.js';

/** `word of SIG Node (grace) until 17 March 2017, 12:00 UTC: the test is wrong` */
export function sayWord(
  { group, authorName, reason, until }: GroupWord,
  groups: Groups,
  zone: string,
): string {
  const whose = group === '' ? '' : ` of ${groups.noun} ${groupName(groups, group)}`;
  return `word${whose} (${authorName}) until ${showMoment(until, zone)}: ${reason}`;
}

/** `passed by hand at a57b4befd (grace, 16 March 2017, 11:50 UTC): kubeadm init on three nodes` */
export function sayManual({ authorName, commit, what, result, at }: ManualTest, zone: string): string {
  const came = result === 'pass' ? 'passed' : 'failed';
  return `${came} by hand at ${shortCommit(commit)} (${authorName}, ${showMoment(at, zone)}): ${what}`;
}

/** When it last ran, and whether it runs now; null: it never did, or the standing says it already. */
export function sayFreshness(
  { lastRun, running, standing, episode }: Judgement,
  zone: string,
): string | null {
  const isSaid = standing === 'stale' || (episode !== null && episode.since === lastRun?.startedAt);
  const last = lastRun === null || isSaid ? [] : [`last run ${showMoment(lastRun.startedAt, zone)}`];
  const now = running === null ? [] : [`a run is in progress since ${showMoment(running, zone)}`];
  return last.length + now.length === 0 ? null : [...last, ...now].join(', ');
}

/** What stands beside the standing: why it does not hold the release back, or does although it is green. */
export function sayPeople({ word, manual }: CountedJob, groups: Groups, zone: string): string[] {
  return [
    ...(word === null ? [] : [sayWord(word, groups, zone)]),
    ...(manual === null ? [] : [sayManual(manual, zone)]),
  ];
}

/** `failing since 8 March 2017, 13:44 PST (4 runs), between a57b4befd and b202120be` */
export function sayTest(
  {
    nature,
    since,
    openEnded,
    runs,
    range,
  }: Pick<TestEntry, 'nature' | 'since' | 'openEnded' | 'runs' | 'range'>,
  zone: string,
): string {
  const what = nature === 'flaky' ? 'flaky: failed' : 'failing';
  const where = range === null ? null : sayRange(range);
  const often = plural(runs, 'run');
  return `${what} since ${showMoment(since, zone)}${openEnded ? ' or longer' : ''} (${often})${where === null ? '' : `, ${where}`}`;
}
