/**
 * One message owed to one place, and what becomes of it: pure decisions from what the sender says. A try whose
 * answer is lost is never simply repeated: the place is read back first.
 */
import { keptOf } from './delivery-recheck.js';
import { pauseAfter, type Timing } from './delivery-timing.js';
import { isLasting } from './refusal.js';
import { hour } from './time.js';

export { type GitHubContent, githubPlace } from './github-content.js';
export type { Content, NewDelivery, Saying } from './owed.js';

/**
 * `waiting`: for another delivery to be settled. `uncertain`: perhaps sent. `superseded`: a later revision
 * stands for it. `dropped`: by an operator.
 */
export type DeliveryState =
  | 'waiting'
  | 'pending'
  | 'sending'
  | 'uncertain'
  | 'sent'
  | 'failed'
  | 'superseded'
  | 'dropped';

export const unsettled: readonly DeliveryState[] = ['waiting', 'pending', 'sending', 'uncertain'];

/** What a delivery's decisions depend on. Times are ms, on the clock of the machine. */
export interface Attempted {
  revision: number;
  /** The message as it stands, as far as that is known. */
  ts: string | null;
  isEdit: boolean;
  /** Whether a copy of it may show an earlier revision: all of them carry the key of the message. */
  isRevised: boolean;
  /** Whether there is a plain version that was not tried yet. */
  hasPlain: boolean;
  /** Tries so far, this one included. */
  attempts: number;
  /** How often the place was read back without finding it, since the last try. */
  absences: number;
  /** How often it was sent again after it could not be found. */
  reposts: number;
  /** How often it was looked for again after that, or after the last try. */
  rechecks: number;
  /** Whether a try is not cleared up; of an edit, also one of an earlier revision that it stands for. */
  unclear: boolean;
  /** What is known of it so far: why it is as it is. */
  reason: string | null;
  startedAt: number;
  giveUpAt: number;
}

/** What the sender says of a try. */
export type SendResult =
  /** `isUnfinished`: it stands, and something about it is still to be done, such as pinning it: a later look does that. */
  | { kind: 'sent'; ts: string; channel: string; isUnfinished?: boolean }
  /** Final, and nothing was done. */
  | { kind: 'refused'; reason: string }
  /** The chart, the table or the length was refused; nothing was done. */
  | { kind: 'too-rich'; reason: string }
  /** The message that should be edited does not exist any more. */
  | { kind: 'gone' }
  /** Nothing was done; not before so many ms. */
  | { kind: 'wait'; ms: number }
  /** It never reached the place. */
  | { kind: 'not-sent'; why: string }
  /** It may have been done. */
  | { kind: 'unclear'; why: string };

/** What reading the place back shows. */
export type Found =
  /** The timestamps of all copies, oldest first; and by timestamp which revision is shown, where that can be told. */
  | { kind: 'found'; copies: string[]; channel: string; shown?: ReadonlyMap<string, number | undefined> }
  | { kind: 'absent' }
  /** `final`: it never will be. */
  | { kind: 'unreadable'; reason: string; final: boolean }
  | { kind: 'wait'; ms: number };

/** What is to be stored. `dueAt`: when something has to be done next (ms); null: nothing. */
export interface Change {
  state: DeliveryState;
  dueAt: number | null;
  reason?: string | null;
  ts?: string;
  channel?: string;
  /** The revision that was found there, when it is another one. */
  shown?: number;
  absences?: number;
  reposts?: number;
  rechecks?: number;
  unclear?: boolean;
  usePlain?: boolean;
  /** The message it would edit is gone: it becomes a new one. */
  gone?: boolean;
}

/** So often at most is something sent that never gets a clear answer. */
export const mostAttempts = 5;
/** Why it is uncertain, where reading back has not helped; followed by the reason for that. */
export const unreadable = 'not known whether it arrived, and it cannot be read back: ';

/** Why a child of it is not sent. */
export const orphaned = 'the message it belongs to was not delivered';

/** How long a message that is written once is worth being delivered, in ms. */
export const aDay = 24 * hour;

const failed = (reason: string): Change => ({ state: 'failed', dueAt: null, reason });

/** When it is, and how long things take. */
interface Moment {
  /** ms */
  now: number;
  timing: Timing;
}

/**
 * Nothing more is tried. An earlier try of which nothing was heard, and which was only not found, may turn up as late as
 * beside one that is taken: it is looked for as often, and the reason kept for the end. What an edit of which nothing was
 * heard has changed is looked for in the same way.
 */
function ended(of: Attempted, reason: string, { now, timing }: Moment): Change {
  const [soon] = timing.rechecks;
  const mayTurnUp = of.unclear || (of.reposts > 0 && !of.isEdit);
  if (!mayTurnUp || of.rechecks > 0 || soon === undefined) return failed(reason);
  return { state: 'uncertain', dueAt: now + soon, reason, rechecks: 1, unclear: true };
}

/** What becomes of a delivery that comes too late to be tried. @param now ms */
export const afterWaiting = (of: Attempted, now: number, timing: Timing): Change =>
  ended(of, 'given up: it would come too late', { now, timing });

/** Tries again at that moment, unless it is worth nothing by then. */
function again(of: Attempted, at: number, why: string, moment: Moment, more: Partial<Change> = {}): Change {
  if (at > of.giveUpAt) return ended(of, `given up: ${why}`, moment);
  return { state: 'pending', dueAt: at, reason: why, ...more };
}

/** What follows from the sender's answer. @param now ms */
export function afterSending(of: Attempted, result: SendResult, now: number, timing: Timing): Change {
  const moment = { now, timing };
  switch (result.kind) {
    case 'sent':
      return {
        state: 'sent',
        dueAt: of.reposts > 0 || result.isUnfinished ? now + (timing.rechecks[0] ?? 0) : null,
        reason: null,
        ts: result.ts,
        channel: result.channel,
        unclear: false,
      };
    case 'refused':
      return ended(of, result.reason, moment);
    case 'too-rich':
      return of.hasPlain
        ? again(of, now, result.reason, moment, { usePlain: true })
        : ended(of, result.reason, moment);
    case 'gone':
      return again(of, now, 'the message was deleted', moment, { gone: true, unclear: false });
    case 'wait':
      return again(of, now + result.ms, 'asked to wait', moment);
    case 'not-sent':
      return again(of, now + pauseAfter(of.attempts, timing), result.why, moment);
    case 'unclear':
      // Saying the same content twice at one place is harmless; but not while the first may still be under way.
      if (of.isEdit) {
        const at = Math.max(of.startedAt + timing.reconcile, now + pauseAfter(of.attempts, timing));
        // Another try is looked for anew here too, should nothing else be heard.
        const anew = { unclear: true, rechecks: 0 };
        return again({ ...of, ...anew }, at, result.why, moment, anew);
      }
      return {
        state: 'uncertain',
        dueAt: Math.max(now, of.startedAt + timing.reconcile),
        reason: result.why,
        // Another try is looked for anew, whatever was looked for before it.
        absences: 0,
        rechecks: 0,
        unclear: true,
      };
  }
}

/** A try whose process was not heard of again. The lease is longer than the request: nothing is under way. */
export function afterLease(of: Attempted, now: number, timing: Timing): Change {
  return afterSending(of, { kind: 'unclear', why: 'the process ended while sending' }, now, timing);
}

/** What follows from reading back a delivery that is uncertain. Of several copies the one that is known counts, or the first. */
export function afterReading(of: Attempted, found: Found, now: number, timing: Timing): Change {
  const moment = { now, timing };
  switch (found.kind) {
    case 'found': {
      const ts = keptOf(of, found.copies);
      const shown = ts === undefined ? undefined : found.shown?.get(ts);
      const isIt = !of.isRevised || shown === of.revision;
      const stands = {
        channel: found.channel,
        unclear: false,
        ...(ts === undefined ? {} : { ts }),
        ...(isIt || shown === undefined ? {} : { shown }),
      };
      // A repost whose answer was lost may have a twin that shows up later.
      const dueAt = of.reposts > 0 ? now + (timing.rechecks[0] ?? 0) : null;
      if (isIt) return { state: 'sent', dueAt, reason: null, ...stands };
      if (of.isEdit && of.rechecks > 0) return { ...stands, ...unchanged(of, shown, moment) };
      // What arrived late may be what this one stands for: saying the same once more is harmless.
      return { ...again(of, now, 'what was found may say what was said before', moment), ...stands };
    }
    case 'absent':
      if (of.rechecks > 0) {
        const next = timing.rechecks[of.rechecks];
        if (next === undefined) return failed(of.reason ?? 'it is not there');
        return { state: 'uncertain', dueAt: now + next, rechecks: of.rechecks + 1 };
      }
      if (of.absences === 0) return { state: 'uncertain', dueAt: now + timing.secondLook, absences: 1 };
      // Those that never reached the place do not count.
      if (of.reposts + 1 >= mostAttempts)
        // A later revision waits behind it: where posts get no answer it must not wait longer still.
        return failed(`no clear answer in ${mostAttempts} tries, and it is not there`);
      return again(of, now, 'it is not there', moment, {
        reposts: of.reposts + 1,
        absences: 0,
        unclear: false,
      });
    case 'unreadable': {
      const why = isKnownBetter(of.reason, found.reason) ? of.reason : `${unreadable}${found.reason}`;
      if (found.final || now > of.giveUpAt) return failed(why);
      const dueAt = now + timing.longestPause;
      return { state: 'uncertain', dueAt, ...(of.rechecks > 0 ? {} : { reason: why }) };
    }
    case 'wait':
      return { state: 'uncertain', dueAt: now + found.ms };
  }
}

/** An edit that is not tried again, and is not there yet: what of it is under way may still come. */
function unchanged(of: Attempted, shown: number | undefined, { now, timing }: Moment): Change {
  if (shown === undefined) return failed(`${unreadable}${of.reason}`);
  const next = timing.rechecks[of.rechecks];
  if (next === undefined) return failed(of.reason ?? 'another revision stands there');
  return { state: 'uncertain', dueAt: now + next, rechecks: of.rechecks + 1, unclear: true };
}

/** A look that was not answered takes nothing from what an earlier one showed. */
const isKnownBetter = (before: string | null, now: string): before is string =>
  !isLasting(now) && before?.startsWith(unreadable) === true && isLasting(before.slice(unreadable.length));
