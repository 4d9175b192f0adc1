/** Tells people at once to come back later while more is asked than can be answered: in the acknowledgement, which costs nothing. */
import type { AnyMiddlewareArgs, Middleware } from '@slack/bolt';
import type { Log } from '../../app/ports/log.js';

const text = 'Signalman is too busy just now, and did nothing about this. Please type it again in a minute.';
/** What cannot wait: during an incident everybody asks how the release is. */
const urgent = '/incident';
/** Between two words of it in the log, in ms. */
const quiet = 10_000;

interface Overload {
  isFull(urgent: boolean): boolean;
  count(outcome: string): void;
  log: Log;
}

/** Turns away commands only: buttons and forms are few, and one that was filled in is not typed again gladly. */
export function turnAway({ isFull, count, log }: Overload): Middleware<AnyMiddlewareArgs> {
  let since = 0;
  let said = Number.NEGATIVE_INFINITY;
  return async (args) => {
    if (!('command' in args) || !isFull(args.command.command === urgent)) return await args.next();
    count('turned-away');
    since++;
    if (performance.now() - said > quiet) {
      log.warn({ commands: since }, 'more is asked than can be answered: people are told to ask again');
      since = 0;
      said = performance.now();
    }
    await args.ack({ response_type: 'ephemeral', text });
  };
}
