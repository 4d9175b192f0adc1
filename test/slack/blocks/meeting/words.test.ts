/** When a meeting is, as each reader's own clock shows it. */
import { expect, it } from '@jest/globals';
import { whenWords } from '../../../../src/slack/blocks/meeting/words.js';

it('A meeting begins and ends on one clock, the reader’s', () => {
  const [begins, ends] = [Date.UTC(2017, 2, 16, 20), Date.UTC(2017, 2, 16, 21)];
  const series = { times: { zone: 'America/Los_Angeles' } } as Parameters<typeof whenWords>[0];
  expect(whenWords(series, { begins, ends } as Parameters<typeof whenWords>[1])).toBe(
    `*<!date^${begins / 1000}^{date_short_pretty}, {time}|16 March 2017, 13:00 PDT>* to <!date^${ends / 1000}^{time}|14:00 PDT>`,
  );
});
