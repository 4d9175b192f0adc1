/** What is said of a job in a line: what it stands at, since when, and what it waits for. */
import { plural } from '../plural.js';
import { showDuration, showMoment } from '../time.js';
import { sameCommit, shortCommit } from './commit.js';
import type { CommitRange, Episode } from './failing.js';
import type { Judgement } from './judge.js';

const runs = (count: number) => plural(count, 'run');

/** `red since 8 March 2017, 13:44 PST (4 runs), between a57b4befd and b202120be`. @param zone IANA */
export function sayStanding(judged: Judgement, zone: string): string {
  const { standing, greens, needed, episode, lastRun, shrunken, why } = judged;
  switch (standing) {
    case 'green':
      return `green: ${greens} in a row, ${needed} needed`;
    case 'too-few':
      return `${greens} of ${needed} green runs in a row`;
    case 'shrunken':
      return `green, but ran ${shrunken?.ran} of usually ${shrunken?.usual} tests`;
    case 'red':
      return episode ? `red ${sayEpisode(episode, zone)}` : 'red';
    case 'flaky':
      return episode ? `flaky: red ${sayEpisode(episode, zone)}` : 'flaky: it passed only when tried again';
    case 'absent':
      return 'it never had a result';
    case 'stale': {
      const was = lastRun?.outcome === 'green' ? '' : `; it was ${lastRun?.outcome} then`;
      return lastRun ? `has not run since ${showMoment(lastRun.startedAt, zone)}${was}` : 'has not run';
    }
    case 'unknown':
      return `not known: ${why}`;
  }
}

function sayEpisode({ since, openEnded, runs: count, range }: Episode, zone: string): string {
  const where = sayRange(range);
  const from = `since ${showMoment(since, zone)}${openEnded ? ' or longer' : ''}`;
  return `${from} (${runs(count)})${where === null ? '' : `, ${where}`}`;
}

/** Which commits brought a failure, as far as it is known; null: nothing is. */
export function sayRange({ good, bad }: CommitRange): string | null {
  if (good === null) return bad === null ? null : `first seen at ${shortCommit(bad)}`;
  if (bad === null) return `after ${shortCommit(good)}`;
  if (sameCommit(good, bad)) return `at ${shortCommit(bad)}, which had passed before`;
  return `between ${shortCommit(good)} and ${shortCommit(bad)}`;
}

/** What has to happen before the job counts as green; null: it does. */
export function waitsFor(judged: Judgement, now: number): string | null {
  const what = wanted(judged);
  if (what === null || judged.running === null) return what;
  return `${what}; a run is in progress, begun ${showDuration(now - judged.running)} ago`;
}

function wanted({ standing, greens, needed, shrunken }: Judgement): string | null {
  const row = needed <= 1 ? 'a green run' : `${needed} green runs in a row`;
  switch (standing) {
    case 'green':
      return null;
    case 'too-few':
      return `${needed - greens} more green ${needed - greens === 1 ? 'run' : 'runs'}`;
    case 'shrunken':
      return `${row} of about ${shrunken?.usual} tests`;
    case 'red':
      return row;
    case 'flaky':
      return `${row}, or its group's word that it does not block`;
    case 'absent':
      return 'its first result';
    case 'stale':
      return 'a new run';
    case 'unknown':
      return 'a reading that can be used';
  }
}
