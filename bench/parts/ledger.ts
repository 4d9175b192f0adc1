/** Where the answers to numbered commands go, in a process of its own: it counts them one by one, and may be slow. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answering } from './answering.js';

/** What to do from now on: `begin` forgets everything; `delay` ms before each answer is taken. */
export interface LedgerQuestion {
  begin?: boolean;
  delay?: number;
}

export interface Answered {
  /** How many commands were answered so many times, by that number. */
  times: Record<number, number>;
  /** Of answers that say that something went wrong here. */
  broken: number;
  /** Answers being taken at the same time, at most. */
  together: number;
}

let [delay, broken, together, most] = [0, 0, 0, 0];
const counts = new Map<string, number>();
const server = createServer(async (request, response) => {
  const number = /\/(\d+)\/commands\//.exec(request.url ?? '')?.[1] ?? '?';
  together++;
  most = Math.max(most, together);
  let body = '';
  for await (const chunk of request) body += chunk;
  if (body.includes('Something went wrong here')) broken++;
  counts.set(number, (counts.get(number) ?? 0) + 1);
  if (delay > 0) await new Promise((resolve) => setTimeout(resolve, delay));
  together--;
  response.end('ok');
});
function note(question: LedgerQuestion): Answered {
  delay = question.delay ?? delay;
  if (question.begin) {
    counts.clear();
    [broken, most] = [0, 0];
  }
  const times: Record<number, number> = {};
  for (const count of counts.values()) times[count] = (times[count] ?? 0) + 1;
  return { times, broken, together: most };
}

server.listen(0, '127.0.0.1', () => {
  answering(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, note);
});
