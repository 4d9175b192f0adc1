/**
 * Refuses a request that was already handled: whoever records a signed request could send it again
 * within the five minutes in which its signature is good.
 */
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Clock, Log } from '../../app/ports.js';

/** Slack's signatures are refused when they are older than five minutes. */
const memory = 6 * 60_000;
/** Bounds the memory at a burst: 100,000 signatures are about 15 MB. */
const most = 100_000;

/** Remembers signatures. A forgotten one is too old to be accepted anyway. */
export function createReplayGuard(clock: Clock): (signature: string) => boolean {
  const seen = new Map<string, number>();
  return (signature) => {
    const now = clock();
    for (const [old, at] of seen) {
      if (now - at <= memory && seen.size < most) break;
      seen.delete(old);
    }
    if (seen.has(signature)) return true;
    seen.set(signature, now);
    return false;
  };
}

/** Acknowledges a replay, so that nothing is sent yet again, and goes no further. */
export function refuseReplays(
  isReplay: (signature: string) => boolean,
  log: Log,
): Middleware<AnyMiddlewareArgs> {
  return async (args) => {
    const signature = args.context.signature as string | undefined;
    if (signature === undefined || !isReplay(signature)) return await args.next();
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
}
