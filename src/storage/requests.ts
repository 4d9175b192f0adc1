/** Which signed requests have been taken, by any process that shares the store. */
import type { Clock } from '../app/ports/clock.js';
import type { Database } from './dialect.js';

/** Slack's signatures are good for five minutes before and after what they say. ms */
const remembered = 11 * 60_000;
/** Between two times of forgetting, ms. */
const betweenCleanings = 60_000;
const prefix = 'signed ';

/**
 * Notes the signature and says whether nobody had noted it before.
 * @param machine the machine's clock, by which signatures are judged
 * @throws Error when the store cannot be asked
 */
export function firstRequests({ write }: Database, machine: Clock): (signature: string) => Promise<boolean> {
  let cleanedAt = Number.NEGATIVE_INFINITY;
  return async (signature) => {
    const now = machine();
    // A clock that was put back must not stop the cleaning.
    if (Math.abs(now - cleanedAt) >= betweenCleanings) {
      cleanedAt = now;
      await write
        .deleteFrom('heard')
        .where('key', 'like', `${prefix}%`)
        .where('at', '<', now - remembered)
        .execute();
    }
    const { numInsertedOrUpdatedRows } = await write
      .insertInto('heard')
      .values({ key: `${prefix}${signature}`, at: now })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .executeTakeFirst();
    return Number(numInsertedOrUpdatedRows ?? 0) === 1;
  };
}
