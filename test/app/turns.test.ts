/** Whose turn it is: what has to be quick goes first, also when more is asked than can be answered. */
import { describe, expect, it } from '@jest/globals';
import { createTurns } from '../../src/app/turns.js';

const turnOfTheLoop = () => new Promise<void>((resolve) => setImmediate(resolve));

describe('turns', () => {
  it('come one at a time, in the order of asking', async () => {
    const turn = createTurns();
    const began: number[] = [];
    for (const one of [1, 2, 3]) void turn(false).then(() => began.push(one));
    expect(began).toEqual([]);
    for (let at = 1; at <= 3; at++) {
      await turnOfTheLoop();
      expect(began).toEqual([1, 2, 3].slice(0, at));
    }
  });

  it('are given to what opens a form before all that waits', async () => {
    const turn = createTurns();
    const began: string[] = [];
    for (let one = 0; one < 150; one++) void turn(false).then(() => began.push('answer'));
    void turn(true).then(() => began.push('form'));
    void turn(true).then(() => began.push('another form'));
    await turnOfTheLoop();
    await turnOfTheLoop();
    expect(began).toEqual(['form', 'another form']);
    for (let one = 0; one < 150; one++) await turnOfTheLoop();
    expect(began).toHaveLength(152);
  });

  it('are waited for by thousands as by one: each lets what arrives meanwhile go first', async () => {
    const turn = createTurns();
    let began = 0;
    for (let one = 0; one < 3000; one++)
      void turn(false).then(() => {
        began++;
      });
    for (const so of [1, 2, 3]) {
      await turnOfTheLoop();
      expect(began).toBe(so);
    }
    while (began < 3000) await turnOfTheLoop();
  });

  it('are there again once all have had theirs', async () => {
    const turn = createTurns();
    for (const isUrgent of [false, true, false]) await turn(isUrgent);
    let has = false;
    void turn(false).then(() => {
      has = true;
    });
    await turnOfTheLoop();
    expect(has).toBe(true);
  });
});
