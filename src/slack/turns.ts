/** Lets what is urgent go before what is not: each piece of work begins in a turn of the event loop of its own. */

/**
 * Answers are worked out after everything that has arrived is acknowledged: Slack waits three seconds for an
 * acknowledgement and half an hour for an answer. Ten commands that arrive together are acknowledged together,
 * instead of each one waiting for the answers before it.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.then(() => new Promise<void>((resolve) => setImmediate(resolve)));
    return last;
  };
}
