/** What befalls the place where everything is stored: a server that crashes or takes nothing, a disk that is full. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../seed/random.js';

/** One kind of trouble: it begins, lasts, and is over when this resolves. */
export interface Trouble {
  name: string;
  /** @param lasts ms @returns false where it could not be brought about */
  befall(lasts: number): Promise<unknown>;
}

export interface Troubles {
  /** By kind. */
  done: Record<string, number>;
  /** From now on, again and again. */
  begin(): void;
  /** Until the last one is over. */
  end(): Promise<void>;
}

/** Between two of them, and how long one lasts, at most: ms. */
const longestPeace = 20_000;
const longestTrouble = 2500;

export function createTroubles(kinds: readonly Trouble[], random: Random): Troubles {
  let isOn = false;
  let course: Promise<void> = Promise.resolve();
  const done: Record<string, number> = {};

  async function run(): Promise<void> {
    while (isOn) {
      const until = Date.now() + random.next() * longestPeace;
      while (isOn && Date.now() < until) await sleep(50);
      if (!isOn) return;
      const kind = random.pick(kinds);
      const came = await kind.befall(200 + random.next() * longestTrouble);
      if (came !== false) done[kind.name] = (done[kind.name] ?? 0) + 1;
    }
  }

  return {
    done,
    begin() {
      if (kinds.length === 0) return;
      isOn = true;
      course = run();
      course.catch(() => {});
    },
    async end() {
      isOn = false;
      await course;
    },
  };
}
