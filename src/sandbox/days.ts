/** The days of Kubernetes 1.6, one after the other: the clock moves on, people work on GitHub, tests run, and Signalman reports. */
import { setTimeout as sleep } from 'node:timers/promises';
import { UserFault } from '../domain/fault.js';
import { showDay } from '../domain/time.js';
import type { SandboxClock } from './clock.js';
import type { LocalGitHub } from './github/index.js';
import { MARCH_2017, type PublishedDay } from './seed/march-2017.js';
import type { TestRuns } from './seed/test-runs.js';
import { walkTo } from './seed/walk.js';

export interface Days {
  /** The day on which the sandbox stands. */
  today(): PublishedDay;
  /** The one that the button leads to; null after the last. */
  tomorrow(): PublishedDay | null;
  /** @throws UserFault `last-day`, or `not-yet` while the last step is still under way */
  next(): Promise<PublishedDay>;
}

interface Walked {
  clock: SandboxClock;
  github: LocalGitHub;
  tests: TestRuns;
  /** Makes the report of the day: a new one, or the same once more when there was one on that day. */
  report(again: boolean): Promise<void>;
}

/** The day on which the sandbox begins; the earlier ones were lived before anybody came. */
export const openingDay = MARCH_2017.findIndex((day) => day.edition === 'noon');

const zone = 'America/Los_Angeles';
export function titleOf(day: PublishedDay): string {
  const others = MARCH_2017.filter((one) => one.date === day.date).length > 1;
  const part = others ? (day.edition === 'noon' ? ', noon' : ', evening') : '';
  return `${showDay(day.at, zone)}${part}`;
}

/** Begins on the first day, which GitHub must have been seeded with. */
export function startDays({ clock, github, tests, report }: Walked): Days {
  let index = 0;
  let walking = false;
  const day = (at: number) => MARCH_2017[at] ?? null;
  return {
    today: () => day(index) as PublishedDay,
    tomorrow: () => day(index + 1),
    async next() {
      const to = day(index + 1);
      if (!to)
        throw new UserFault(
          'last-day',
          'This was the last report of Kubernetes 1.6: it shipped on 28 March.',
          '',
        );
      if (walking) throw new UserFault('not-yet', 'The next day has not quite begun.', '');
      walking = true;
      try {
        const from = clock.now();
        const today = day(index);
        clock.forwardTo(to.at);
        tests.runTo(to.at);
        walkTo(github, { publishedAt: from }, to);
        index++;
        await report(today?.date === to.date);
        return to;
      } finally {
        walking = false;
      }
    },
  };
}

/** Until the bot owes nothing any more. @param url of the bot */
export async function untilDelivered(url: string): Promise<void> {
  for (;;) {
    const { deliveries } = (await (await fetch(`${url}/healthz`)).json()) as {
      deliveries: Record<string, number>;
    };
    const { oldestSeconds: _, ...open } = deliveries;
    if (Object.values(open).every((count) => count === 0)) return;
    await sleep(20);
  }
}
