/**
 * Many people who type at once, in a process of its own: each command goes out when it is due, whether or not those
 * before it were answered, and its time counts from when it was due. Whoever waits for the slow ones would not count them.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { answering } from './answering.js';
import { commandRequest, type Typed } from './command.js';
import { exchange, openSocket } from './exchange.js';

export interface Crowd {
  /** Of the program under load. */
  url: string;
  /** Where its answers go; the number of the command is added. */
  answerTo: string;
  count: number;
  /** Commands per second. */
  rate: number;
  /** Typed in turns. */
  typed: Typed[];
}

export interface Heard {
  /** ms from when it was due to its acknowledgement, one per command. */
  taken: number[];
  /** Commands that were told in the acknowledgement itself to come back later, by number. */
  turnedAway: number[];
  /** What was not acknowledged, in words. */
  failures: string[];
  /** From the first command to the last acknowledgement, ms. */
  lasted: number;
}

/** Slack opens as many as it needs; so many are there at once, and more when all of them wait. */
const connections = 64;

async function type({ url, answerTo, count, rate, typed }: Crowd): Promise<Heard> {
  const requests = Array.from({ length: count }, (_, at) =>
    commandRequest(url, `${answerTo}/${at}`, typed[at % typed.length]),
  );
  const free = await Promise.all(Array.from({ length: connections }, () => openSocket(url)));
  const heard: Heard = { taken: [], turnedAway: [], failures: [], lasted: 0 };
  const pending = new Set<Promise<void>>();
  const begun = performance.now();
  async function one(at: number): Promise<void> {
    try {
      // The server closes those that were idle for long.
      while (free[0]?.destroyed) free.shift();
      const socket = free.shift() ?? (await openSocket(url));
      const body = await exchange(socket, requests[at] as Buffer);
      heard.taken.push(performance.now() - begun - (at * 1000) / rate);
      free.push(socket);
      if (body !== '') heard.turnedAway.push(at);
    } catch (error) {
      heard.failures.push(String(error));
    }
  }
  for (let at = 0; at < count; ) {
    for (; at < count && (at * 1000) / rate <= performance.now() - begun; at++) {
      const done = one(at).finally(() => pending.delete(done));
      pending.add(done);
    }
    await sleep(1);
  }
  await Promise.all(pending);
  heard.lasted = performance.now() - begun;
  for (const socket of free) socket.destroy();
  return heard;
}

answering('crowd', (crowd: Crowd) => type(crowd));
