/** A helper's end of the talk with whoever started it: it tells its address, answers each question, and says what went wrong. */

export interface Question {
  number: number;
  question: unknown;
}

/** `problem`: why there is no answer, with where that was. */
export type Answer = { number: number } & ({ answer: unknown } | { problem: string });

/** Ends the process when whoever started it is gone. @param url what `startHelper` gives back */
export function answering<Q>(url: string, answer: (question: Q) => unknown): void {
  process.on('message', async ({ number, question }: Question) => {
    const told: Answer = await Promise.resolve()
      .then(() => answer(question as Q))
      .then(
        (found) => ({ number, answer: found }),
        (error) => ({ number, problem: String(error instanceof Error ? error.stack : error) }),
      );
    process.send?.(told);
  });
  process.once('disconnect', () => process.exit(0));
  process.send?.(url);
}
