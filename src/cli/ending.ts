/** How the process is told to end: by a signal, within ten seconds whatever hangs, and at once by a second one. */
import { constants } from 'node:os';
import type { Log } from '../app/ports/log.js';

/** ms after the signal; whoever stopped us kills after ten seconds, and leaves no word of why. */
const longest = 9000;

/** Resolves with the first SIGINT or SIGTERM; asked for before anything is begun, so that none is missed. */
export function signalled(): Promise<string> {
  return new Promise((resolve) => {
    let told = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        // Whoever says it twice does not want to wait: what is under way is found by its leases.
        if (told) process.exit(128 + constants.signals[signal]);
        told = true;
        resolve(signal);
      });
    }
  });
}

/** From now on the process ends after nine seconds, with 1 and a word in the log, unless it ends before. */
export function endInTime(log: Log): void {
  setTimeout(() => {
    const text =
      'stopped without waiting any longer: the store or the network does not answer. ' +
      'Nothing is lost: what was begun is taken over when its lease runs out';
    log.error({ afterMs: longest }, text);
    process.exit(1);
  }, longest);
}
