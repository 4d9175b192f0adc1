/** Questions that many ask at once are worked out once, and nobody gets an answer older than his question. */
import { expect, it } from '@jest/globals';
import { askedTogether } from '../../src/app/asked-together.js';

/** Work that ends when it is told to; its answer says what was known when it began. */
function slowWork() {
  const ends: (() => void)[] = [];
  const state = { known: 0, begun: 0 };
  const ask = askedTogether(async (key: string) => {
    state.begun++;
    const { known } = state;
    await new Promise<void>((end) => ends.push(end));
    return `${key} ${known}`;
  });
  const rest = () => new Promise((resolve) => setImmediate(resolve));
  const end = async () => {
    await rest();
    ends.shift()?.();
    await rest();
  };
  return { state, ask, end, rest };
}

it('those who ask at the same moment share one answer', async () => {
  const { state, ask, end } = slowWork();

  const answers = Promise.all([ask('v1'), ask('v1'), ask('v1')]);
  await end();

  expect(await answers).toEqual(['v1 0', 'v1 0', 'v1 0']);
  expect(state.begun).toBe(1);
});

it('who asks while it is worked out gets a newer one, with what he changed himself; and shares that', async () => {
  const { state, ask, end, rest } = slowWork();
  const first = ask('v1');
  await rest();
  state.known = 1;
  const later = [ask('v1'), ask('v1')];
  await rest();

  await end();
  expect(await first).toBe('v1 0');
  await end();

  expect(await Promise.all(later)).toEqual(['v1 1', 'v1 1']);
  expect(state.begun).toBe(2);
});

it('another question does not wait for it', async () => {
  const { state, ask, rest } = slowWork();
  ask('v1');
  ask('v2');
  await rest();

  expect(state.begun).toBe(2);
});

it('what fails, fails for those who share it, and for nobody after them', async () => {
  let fails = true;
  const ask = askedTogether(async () => {
    if (fails) throw new Error('the store is away');
    return 'fine';
  });

  const both = await Promise.allSettled([ask(null), ask(null)]);
  fails = false;

  expect(both.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  expect(await ask(null)).toBe('fine');
});
