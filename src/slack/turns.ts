/** Lets what is urgent go before what is not: each piece of work begins in a turn of the event loop of its own. */

/**
 * Answers are worked out after everything that has arrived is acknowledged: Slack waits three seconds for an
 * acknowledgement and half an hour for an answer. Ten commands that arrive together are acknowledged together,
 * instead of each one waiting for the answers before it. A form has to be open within the same three seconds:
 * whatever may open one goes before all that can wait. How many wait is for others to bound.
 */
export function createTurns(): (isUrgent: boolean) => Promise<void> {
  const urgent: (() => void)[] = [];
  const patient: (() => void)[] = [];

  function next(): void {
    const go = urgent.shift() ?? patient.shift();
    if (urgent.length + patient.length > 0) setImmediate(next);
    go?.();
  }

  return (isUrgent) => {
    const lane = isUrgent ? urgent : patient;
    if (urgent.length + patient.length === 0) setImmediate(next);
    return new Promise((resolve) => lane.push(resolve));
  };
}
