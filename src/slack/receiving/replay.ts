/**
 * Refuses a request that was already handled: whoever records a signed request could send it again
 * within the minutes in which its signature is good.
 */
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Clock } from '../../app/ports/clock.js';
import type { Log } from '../../app/ports/log.js';
import { withTimeLimit } from '../answer.js';

/** Slack's signatures are refused when they are older than five minutes, or dated so far ahead. */
const memory = 11 * 60_000;
/** Bounds the memory at a burst: 100,000 signatures are about 15 MB. */
const most = 100_000;
/** How long a press waits for the store: it has to be acknowledged within three seconds, and a form is given most of them. ms */
const patience = 200;

/** Remembers signatures. A forgotten one is too old to be accepted anyway. @param machine by which Slack's are judged */
export function createReplayGuard(machine: Clock): (signature: string) => boolean {
  const seen = new Map<string, number>();
  return (signature) => {
    const now = machine();
    for (const [old, at] of seen) {
      if (now - at <= memory && seen.size < most) break;
      seen.delete(old);
    }
    if (seen.has(signature)) return true;
    seen.set(signature, now);
    return false;
  };
}

export interface ReplayGuard {
  /** Of this process. */
  isReplay(signature: string): boolean;
  /** Of all processes that share the store: says it of each signature once. */
  isFirst(signature: string): Promise<boolean>;
  log: Log;
}

/** Acknowledges a replay, so that nothing is sent yet again, and goes no further. */
export function refuseReplays({ isReplay, isFirst, log }: ReplayGuard): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const signature = args.context.signature as string | undefined;
    const isKnown =
      signature !== undefined &&
      (isReplay(signature) || (needsStore(args.body) && (await wasTaken(signature))));
    if (!isKnown) return await args.next();
    log.warn(
      { type: args.body.type ?? 'command' },
      'the same signed request came a second time: not handled again',
    );
    if ('ack' in args && typeof args.ack === 'function') {
      const text = 'Signalman has handled this request already.';
      await (args.ack as (answer?: object) => Promise<void>)(
        'command' in args ? { response_type: 'ephemeral', text } : undefined,
      );
    }
  };

  /** Where the store cannot say so, the request is taken: what it asks for needs the store too. */
  async function wasTaken(signature: string): Promise<boolean> {
    try {
      return !(await withTimeLimit(isFirst(signature), patience));
    } catch (error) {
      log.warn({ err: error }, 'whether a request came to another process could not be asked');
      return false;
    }
  }
}

/** What people press and send is judged by the state of its moment; commands that add something bring keys of their own. */
const needsStore = (body: AnyMiddlewareArgs['body']): boolean =>
  'type' in body && (body.type === 'block_actions' || body.type === 'view_submission');
