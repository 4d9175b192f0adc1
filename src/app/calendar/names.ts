/** What people on call are called, for where they are named without a ping. */
import { onCallOf } from '../../domain/calendar/now.js';
import type { Release } from '../../domain/release.js';

/** @param nameOf null when it is not known. @returns by their Slack ids; without those that signalman.yml names */
export async function onCallNames(
  { calendar }: Release,
  now: number,
  nameOf: (id: string) => Promise<string | null>,
): Promise<Record<string, string>> {
  const nameless = calendar ? onCallOf(calendar, now).filter(({ name }) => name === null) : [];
  const found = await Promise.all(
    nameless.map(async ({ who }) => {
      const name = await nameOf(who);
      return name === null ? [] : [[who, name] as const];
    }),
  );
  return Object.fromEntries(found.flat());
}
