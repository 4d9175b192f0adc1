/** Lets what is urgent go before what is not: each piece of work begins in a turn of the event loop of its own. */

/** More than this does not wait: whoever sends faster than answers can be made is then slowed down. */
const most = 200;

/**
 * Answers are worked out after everything that has arrived is acknowledged: Slack waits three seconds for an
 * acknowledgement and half an hour for an answer. Ten commands that arrive together are acknowledged together,
 * instead of each one waiting for the answers before it.
 */
export function createTurns(): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  let waiting = 0;
  const turn = () =>
    new Promise<void>((resolve) =>
      setImmediate(() => {
        waiting--;
        resolve();
      }),
    );
  return () => {
    if (waiting >= most) return Promise.resolve();
    waiting++;
    last = last.then(turn);
    return last;
  };
}
