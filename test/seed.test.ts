/** The values that properties are tried with: the same in every gate. */
import { expect, it } from '@jest/globals';
import fc from 'fast-check';

it('properties are tried with the same values in the gate, and with new ones elsewhere', () => {
  const chosen = process.env.SIGNALMAN_SEED ?? (process.env.CI === 'true' ? '20170316' : undefined);
  expect(fc.readConfigureGlobal()?.seed).toBe(chosen === undefined ? undefined : Number(chosen));
  const drawn = new Set<string>();
  for (let time = 0; time < 3; time++) {
    const values: number[] = [];
    fc.assert(fc.property(fc.integer(), (value) => void values.push(value)));
    drawn.add(values.join());
  }
  expect(drawn.size).toBe(chosen === undefined ? 3 : 1);
});
