/** More is asked than can be answered: it is bounded, and people are told at once. */
import { expect, it } from '@jest/globals';
import { createBacklog } from '../../src/slack/backlog.js';
import { turnAway } from '../../src/slack/receiving/overload.js';
import { rememberingLog } from '../builders/log.js';

const rest = () => new Promise((resolve) => setImmediate(resolve));

/** Work that ends when it is told to. */
function hanging() {
  const ends: (() => void)[] = [];
  const begun: number[] = [];
  const work = (name: number) => async () => {
    begun.push(name);
    await new Promise<void>((end) => ends.push(end));
    return name;
  };
  return { work, begun, end: () => ends.shift()?.() };
}

it('so many answers are sent at once, the others in their turn, and none is forgotten', async () => {
  const { send } = createBacklog({ most: 9, together: 2 });
  const { work, begun, end } = hanging();
  const all = Promise.all([1, 2, 3, 4, 5].map((name) => send(work(name))));
  await rest();
  expect(begun).toEqual([1, 2]);

  end();
  await rest();
  expect(begun).toEqual([1, 2, 3]);

  for (const _ of [1, 2, 3, 4]) {
    end();
    await rest();
  }
  expect(await all).toEqual([1, 2, 3, 4, 5]);
  await send(async () => 6);
});

it('an answer that is not taken makes room for the next one', async () => {
  const { send } = createBacklog({ most: 9, together: 1 });
  const failing = send(async () => {
    throw new Error('not taken');
  });
  const next = send(async () => 'taken');

  await expect(failing).rejects.toThrow('not taken');
  expect(await next).toBe('taken');
});

it('is full while so much is not done, and later for what is urgent', async () => {
  const { count, isFull } = createBacklog({ most: 2, together: 1 });
  const { work, end } = hanging();
  const full = () => [isFull(false), isFull(true)];
  const all = [count(work(1))];
  expect(full()).toEqual([false, false]);
  all.push(count(work(2)));
  expect(full()).toEqual([true, false]);
  all.push(count(work(3)), count(work(4)));
  expect(full()).toEqual([true, true]);

  for (const _ of [1, 2, 3]) end();
  await Promise.all(all.slice(0, 3));
  expect(full()).toEqual([false, false]);
});

it('a command is then told to come back in its acknowledgement, and goes no further; a button goes on', async () => {
  const { log, lines } = rememberingLog();
  const counted: string[] = [];
  let full = true;
  const middleware = turnAway({
    isFull: (urgent) => full && !urgent,
    count: (outcome) => counted.push(outcome),
    log,
  });
  const acks: unknown[] = [];
  let went = 0;
  const come = async (more: object) =>
    await middleware({
      ack: async (answer: unknown) => acks.push(answer),
      next: async () => void went++,
      ...more,
    } as never);

  await come({ command: { command: '/release-status' } });
  await come({ command: { command: '/release-notes' } });
  expect(acks).toEqual([1, 2].map(() => expect.objectContaining({ response_type: 'ephemeral' })));
  expect((acks[0] as { text: string }).text).toMatch(/did nothing .* type it again in a minute/);
  expect([went, counted]).toEqual([0, ['turned-away', 'turned-away']]);
  // One word for all of them.
  expect(lines).toHaveLength(1);

  await come({ command: { command: '/incident' } });
  await come({ action: {} });
  full = false;
  await come({ command: { command: '/release-status' } });
  expect([went, acks.length]).toEqual([3, 2]);
});
