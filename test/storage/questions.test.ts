/** Several questions to the store: at once, but one after the other on the one connection of a transaction. */
import { describe, expect, it } from '@jest/globals';
import { askAll } from '../../src/storage/questions.js';

/** Answers when it is let go; and how many were asked at the same time, at most. */
function questions() {
  const under = { now: 0, most: 0 };
  const ask = (answer: string) => async () => {
    under.now++;
    under.most = Math.max(under.most, under.now);
    await new Promise((resolve) => setImmediate(resolve));
    under.now--;
    return answer;
  };
  return { under, ask };
}

describe('several questions', () => {
  it('are asked at once where each has a connection', async () => {
    const { under, ask } = questions();

    expect(await askAll({ isTransaction: false }, [ask('one'), ask('two'), ask('three')])).toEqual([
      ...['one', 'two', 'three'],
    ]);
    expect(under.most).toBe(3);
  });

  it('are asked one after the other in a transaction', async () => {
    const { under, ask } = questions();

    expect(await askAll({ isTransaction: true }, [ask('one'), () => null, ask('three')])).toEqual([
      ...['one', null, 'three'],
    ]);
    expect(under.most).toBe(1);
  });

  it('in a transaction nothing is asked after one that failed', async () => {
    const { under, ask } = questions();
    const fails = () => Promise.reject(new Error('away'));

    await expect(askAll({ isTransaction: true }, [fails, ask('two')])).rejects.toThrow('away');
    expect(under.most).toBe(0);
  });
});
