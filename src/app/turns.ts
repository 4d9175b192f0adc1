/** Lets what is urgent go before what is not: each piece of work begins in a turn of the event loop of its own. */

/**
 * Answers are worked out after everything that has arrived is acknowledged: Slack waits three seconds for an
 * acknowledgement and half an hour for an answer. Ten commands that arrive together are acknowledged together,
 * instead of each one waiting for the answers before it. A form has to be open within the same three seconds:
 * whatever may open one goes before all that can wait. How many wait is for others to bound.
 * @param each pieces of work begin in one turn
 */
export function createTurns(each = 1): (isUrgent: boolean) => Promise<void> {
  const urgent: (() => void)[] = [];
  const patient: (() => void)[] = [];
  let scheduled = 0;

  /** What is scheduled within a turn comes in the next one. */
  function schedule(): void {
    for (; scheduled < Math.min(each, urgent.length + patient.length); scheduled++) setImmediate(next);
  }

  function next(): void {
    scheduled--;
    const go = urgent.shift() ?? patient.shift();
    schedule();
    go?.();
  }

  return (isUrgent) =>
    new Promise((resolve) => {
      (isUrgent ? urgent : patient).push(resolve);
      schedule();
    });
}
