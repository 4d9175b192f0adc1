/** How a change is written after its figure: the rule of the published reports, and the week beside it. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { figureOf } from '../../src/domain/figures.js';
import { day } from '../../src/domain/time.js';
import { deltaText, figureWriter, weekText } from '../../src/report/delta.js';
import { issue, noon } from '../builders/issue.js';
import { report } from '../builders/report.js';

const many = (count: number) => Array.from({ length: count }, (_, at) => issue({ number: at + 1 }));

describe('a change', () => {
  it.each([
    [7, 36, '(**+7 from last report**)'],
    [4, 21, '(**+4 from last report**)'],
    [8, 8, '(**+8 from last report**)'],
    [-3, 0, '(-3 from last report)'],
    [-1, 2, '(-1 from last report)'],
    [0, 29, '(**unchanged from last report**)'],
    [0, 0, '(unchanged from last report)'],
    [null, 36, ''],
  ])('of %j to %j is written %j', (change, now, text) => {
    expect(deltaText(change, now)).toBe(text);
  });

  it('is bold just when it went up, or stays above zero', () => {
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), (before, now) => {
        const isBold = now > before || (now === before && now > 0);
        expect(deltaText(now - before, now).includes('**')).toBe(isBold);
      }),
    );
  });

  it.each([
    [-375, '(-375 since 9 March 2017)'],
    [12, '(+12 since 9 March 2017)'],
    [0, '(unchanged since 9 March 2017)'],
    [null, ''],
  ])('of %j within a week is written %j', (change, text) => {
    expect(weekText(change, noon - 7 * day, 'UTC')).toBe(text);
  });
});

describe('a figure', () => {
  const total = figureOf.total;

  it('of a first report, or without a report, stands alone', () => {
    expect(figureWriter(report({ issues: many(3) }))(3, total, 'week')).toBe('3');
    expect(figureWriter(null)(3, total, 'week')).toBe('3');
  });

  it('has the week after the last report, where it is asked for', () => {
    const of = { issues: many(3), before: { issues: many(1) }, week: { issues: many(9) } };
    expect(figureWriter(report(of))(3, total, 'week')).toBe(
      '3 (**+2 from last report**) (-6 since 9 March 2017)',
    );
    expect(figureWriter(report(of))(3, total)).toBe('3 (**+2 from last report**)');
  });

  it('does not say the same twice when the last report is the one of a week ago', () => {
    const weekly = report({ issues: many(3), before: { issues: many(1), now: noon - 7 * day } });
    const written = figureWriter({ ...weekly, week: weekly.baseline })(3, total, 'week');
    expect(written).toBe('3 (**+2 from last report**)');
  });

  it('that was not counted before has no change', () => {
    const of = report({ issues: many(3), before: { issues: many(1) } });
    expect(figureWriter(of)(5, 'kind new', 'week')).toBe('5');
  });
});
