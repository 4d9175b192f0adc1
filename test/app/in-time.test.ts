/** Work that has so long and no longer. */
import { expect, it } from '@jest/globals';
import { inTime } from '../../src/app/in-time.js';

const never = new Promise<string>(() => {});

it('what is done in time is what comes, also when it fails', async () => {
  expect(await inTime(Promise.resolve('done'), 1000, () => 'late')).toBe('done');
  const failed = inTime(Promise.reject(new Error('it failed')), 1000, () => 'late');
  await expect(failed).rejects.toThrow('it failed');
});

it('what is late is replaced by a word or by a fault', async () => {
  expect(await inTime(never, 1, () => null)).toBeNull();
  const late = inTime(never, 1, () => {
    throw new Error('it takes too long');
  });
  await expect(late).rejects.toThrow('it takes too long');
});

it('what fails after that ends nothing', async () => {
  let fail = (_: Error) => {};
  const work = new Promise<never>((_, reject) => {
    fail = reject;
  });
  expect(await inTime(work, 1, () => 'late')).toBe('late');
  fail(new Error('too late to matter'));
  await new Promise(setImmediate);
});
