/** Somebody who records every signed request on its way to the bot, and sends all of them again. */
import type { RawRequest } from '../../src/sandbox/slack/delivery/signing.js';
import type { FullWorld } from './full-world.js';
import { stored } from './stranger.js';

export interface Recorder {
  /** Takes down what has arrived since; the local Slack keeps only the newest. */
  listen(): void;
  /** All of it, byte for byte, to a bot that was started meanwhile. @returns how many requests, and the tables that have more rows */
  replay(): Promise<{ sent: number; grown: string[] }>;
}

/** How often it is looked whether all is quiet. */
const mostLooks = 10;

export function recorder(world: FullWorld): Recorder {
  const day = new Map<string, RawRequest>();
  function listen(): void {
    for (const one of world.slack.raw.sent())
      if (!one.url.endsWith('/nowhere')) day.set(one.headers['x-slack-signature'] ?? '', one);
  }
  async function rows(): Promise<Map<string, number>> {
    const tables = [...(await stored(world))];
    return new Map(tables.map(([name, text]) => [name, (JSON.parse(text) as unknown[]).length]));
  }
  /** What was read at the start may have something written, which is read in its turn. */
  async function settledRows(): Promise<Map<string, number>> {
    let before = await rows();
    for (let looks = 0; looks < mostLooks; looks++) {
      await world.wake();
      const now = await rows();
      if ([...now].every(([name, count]) => before.get(name) === count)) return now;
      before = now;
    }
    return before;
  }
  return {
    listen,
    async replay() {
      listen();
      await world.restart();
      await world.wake();
      // The next meeting is planned when somebody asks for it.
      await world.ask('', undefined, undefined, '/release-meeting');
      const before = await settledRows();
      for (const one of day.values())
        await world.slack.raw.send({ ...one, url: world.slack.eventsUrl ?? '' });
      await world.wake();
      const after = [...(await rows())];
      return {
        sent: day.size,
        grown: after.flatMap(([name, now]) => (now > (before.get(name) ?? 0) ? name : [])),
      };
    },
  };
}
