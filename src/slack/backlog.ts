/**
 * Bounds the work behind acknowledgements. Whoever types is always acknowledged; but answers that Slack does not take,
 * or a store that does not answer, must not pile them up until the memory is full.
 */

export interface Backlog {
  /** Counts the work until it is done. */
  count<T>(work: () => Promise<T>): Promise<T>;
  /** Sends an answer when fewer than so many are being sent, in the order of asking. */
  send<T>(answer: () => Promise<T>): Promise<T>;
  /** Whether a question should rather come back later. @param urgent there is room for it for longer */
  isFull(urgent: boolean): boolean;
}

/** @param most of pieces of work that are not done @param together answers being sent at the same time, each on a connection */
export function createBacklog({ most, together }: { most: number; together: number }): Backlog {
  const waiting: (() => void)[] = [];
  let unfinished = 0;
  let sending = 0;
  return {
    async count(work) {
      unfinished++;
      try {
        return await work();
      } finally {
        unfinished--;
      }
    },
    async send(answer) {
      // The place of whoever ends goes to the next one.
      if (sending >= together) await new Promise<void>((go) => waiting.push(go));
      else sending++;
      try {
        return await answer();
      } finally {
        const next = waiting.shift();
        if (next) next();
        else sending--;
      }
    },
    isFull: (urgent) => unfinished >= (urgent ? 2 * most : most),
  };
}
