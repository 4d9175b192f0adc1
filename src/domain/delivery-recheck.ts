/** What was sent, looked at again: a first copy whose answer was lost may turn up beside the one that was sent after it. */
import type { Attempted, Change, Found } from './delivery.js';
import type { Timing } from './delivery-timing.js';

/** After a repost: when to look for a late first copy again. What stands there is kept; the others go. */
export function afterRecheck(of: Attempted, found: Found, now: number, timing: Timing): Change {
  if (found.kind === 'wait') return { state: 'sent', dueAt: now + found.ms };
  // A look that showed nothing is none.
  if (found.kind === 'unreadable' && !found.final && now <= of.giveUpAt)
    return { state: 'sent', dueAt: now + timing.longestPause };
  const next = timing.rechecks[of.rechecks + 1];
  const kept = found.kind === 'found' ? keptOf(of, found.copies) : undefined;
  return {
    state: 'sent',
    dueAt: next === undefined ? null : now + next,
    rechecks: of.rechecks + 1,
    ...(kept === undefined ? {} : { ts: kept }),
  };
}

/** Copies could not be deleted: what was sent is looked at again. */
export function withDoubles(of: Attempted, change: Change, now: number, timing: Timing): Change {
  if (change.state !== 'sent' || now > of.giveUpAt) return change;
  return { ...change, dueAt: now + timing.longestPause, rechecks: of.rechecks };
}

/** Of several copies the one that is known stays, with the thread below it; otherwise the first. */
export function keptOf(of: Pick<Attempted, 'ts'>, copies: readonly string[]): string | undefined {
  return copies.find((copy) => copy === of.ts) ?? copies[0];
}
