/** The end of a round: nothing goes wrong any more, and everything that was begun has to come to its end. */
import { setTimeout as sleep } from 'node:timers/promises';

/** ms */
const settleWithin = 90_000;
/** What is wrong for so long is wrong: something new falls due all the time. ms */
const lasting = 20_000;
const between = 200;

interface Settling {
  /** The bots look at once what is due. */
  wake(): Promise<void>;
  /** @returns what is wrong, in words */
  check(): Promise<string[]>;
  notice?: ((found: readonly string[]) => void) | undefined;
}

/** Until nothing is wrong any more. @returns what still is, in the end: not what has only just been begun */
export async function settle({ wake, check, notice }: Settling): Promise<string[]> {
  const end = Date.now() + settleWithin;
  const since = new Map<string, number>();
  for (;;) {
    await wake();
    const [found, at] = [await check(), Date.now()];
    for (const one of since.keys()) if (!found.includes(one)) since.delete(one);
    for (const one of found) since.set(one, since.get(one) ?? at);
    notice?.(found);
    if (found.length === 0 || at > end) return found.filter((one) => at - (since.get(one) ?? at) > lasting);
    await sleep(between);
  }
}
