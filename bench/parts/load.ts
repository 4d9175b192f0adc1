/** Sends commands over keep-alive connections and times each until its 200. */
import { setTimeout as sleep } from 'node:timers/promises';
import { commandRequest } from './command.js';
import { exchange, openSocket } from './exchange.js';

export interface Load {
  /** Of the program under load. */
  url: string;
  /** Where its answers go. */
  answerTo: string;
  count: number;
  /** Requests per second; as fast as the connections allow when absent. */
  rate?: number;
  connections: number;
}

/** @returns ms from sending to the acknowledgement, one per request. @throws Error for anything but a bare 200 */
export async function sendLoad({ url, answerTo, count, rate, connections }: Load): Promise<number[]> {
  const requests = Array.from({ length: count }, () => commandRequest(url, answerTo));
  const sockets = await Promise.all(Array.from({ length: connections }, () => openSocket(url)));
  const waiting: { request: Buffer; due: number | null }[] = [];
  const free = [...sockets];
  const taken: number[] = [];
  return await new Promise<number[]>((resolve, reject) => {
    // At a rate, a request that has to wait for a connection has begun when it was due.
    async function next(): Promise<void> {
      const job = waiting.shift();
      // In turns, so that none is idle until the server closes it.
      const socket = job && free.shift();
      if (!job || !socket) {
        if (job) waiting.unshift(job);
        return;
      }
      const begun = job.due ?? performance.now();
      const body = await exchange(socket, job.request);
      if (body !== '') throw new Error(`turned away: ${body.slice(0, 200)}`);
      taken.push(performance.now() - begun);
      free.push(socket);
      if (taken.length === count) resolve(taken);
      else await next();
    }
    async function pace(): Promise<void> {
      const begun = performance.now();
      for (let at = 0; at < count; ) {
        const due = rate === undefined ? count : Math.floor(((performance.now() - begun) / 1000) * rate) + 1;
        for (; at < Math.min(due, count); at++) {
          waiting.push({
            request: requests[at] as Buffer,
            due: rate === undefined ? null : performance.now(),
          });
          next().catch(reject);
        }
        await sleep(1);
      }
    }
    pace().catch(reject);
  }).finally(() => {
    for (const socket of sockets) socket.destroy();
  });
}
