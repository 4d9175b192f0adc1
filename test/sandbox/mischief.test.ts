/** What goes wrong between the bots and Slack in a crash run: posts are held back, but not while a clock is ahead. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from '@jest/globals';
import { createMischief } from '../../src/sandbox/chaos/mischief.js';
import { random } from '../../src/sandbox/seed/random.js';

let slack: Server;
let arrived: number;
let isAhead: boolean;

beforeEach(async () => {
  arrived = 0;
  isAhead = false;
  slack = createServer((_, response) => {
    arrived++;
    response.end('{}');
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => slack.once('listening', resolve));
});
afterEach(() => {
  slack.closeAllConnections();
  slack.close();
});

function mischief() {
  const { port } = slack.address() as AddressInfo;
  const made = createMischief({
    ...{ random: random(1), target: `http://127.0.0.1:${port}`, request: 10, longestDelay: 20 },
    isAhead: () => isAhead,
  });
  const post = { method: 'POST', path: '/api/chat.postMessage', headers: {}, body: Buffer.from('{}') };
  return { ...made, posts: () => Array.from({ length: 300 }, () => made.decide(post)) };
}

it('a post whose answer is lost arrives later all the same', async () => {
  const { posts, isHolding, settled, done } = mischief();
  posts();
  expect([isHolding(), arrived]).toEqual([true, 0]);
  await settled();
  expect([isHolding(), arrived]).toEqual([false, done.late]);
});

it('none does while somebody believes that it is later: looks for it would be over before it arrives', async () => {
  isAhead = true;
  const { posts, isHolding, done } = mischief();
  expect(posts().filter((fault) => fault !== undefined).length).toBeGreaterThan(30);
  expect(done.late).toBeGreaterThan(0);
  expect(isHolding()).toBe(false);
});
