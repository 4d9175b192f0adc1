/** What each place hears of an alert: whatever is held back when, nothing is lost and nothing is said twice. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Alert, News, Tell } from '../../../src/domain/ci/alert.js';
import { hear, isWaiting, nothingHeard, type Owed } from '../../../src/domain/ci/hearing.js';

const alert = (given: Partial<Alert> = {}): Alert => ({
  ...{ job: 'j', id: 'j@1', stage: 'red', since: 0, runs: 1, range: { good: null, bad: null } },
  ...{ tests: [], greens: 0, needed: 3, issues: [], reopened: 0, endedAt: null, seen: 0 },
  ...{ acknowledged: null, silenced: null, escalatedAt: null, edition: 1 },
  told: { tests: [], range: { good: null, bad: null }, issues: [], day: 0, reopened: 0, at: [] },
  ...given,
});
const at = (isHeld: boolean, channel = 'C1') => [{ channel, isHeld }];
const tests = (...names: string[]): Tell => ({ kind: 'news', news: [{ kind: 'tests', names }] });
const opened: Tell = { kind: 'opened' };

describe('a place', () => {
  it('that is new in the configuration hears of what is open, and not of what is over', () => {
    const { hearing } = hear(alert(), [opened], nothingHeard, at(false), false);
    const both = [...at(false), ...at(false, 'C2')];
    expect(hear(alert(), [], hearing, both, false).owed).toEqual([
      { kind: 'message', place: 'C2', edition: 1 },
    ]);
    const over = alert({ stage: 'recovered', endedAt: 5, edition: 2 });
    expect(hear(over, [], hearing, both, false).owed).toEqual([{ kind: 'message', place: 'C1', edition: 2 }]);
  });

  it('that left the configuration has its message kept right, and hears no news', () => {
    const { hearing } = hear(alert(), [opened], nothingHeard, at(false), false);
    const next = hear(alert({ edition: 2 }), [tests('A')], hearing, [], false);
    expect(next.owed).toEqual([{ kind: 'message', place: 'C1', edition: 2 }]);
    expect(isWaiting(alert({ edition: 2 }), next.hearing)).toBe(false);
  });

  it('that is held gets its edits at once and its news in one piece afterwards', () => {
    let { hearing } = hear(alert(), [opened], nothingHeard, at(false), false);
    for (const [edition, name] of [
      [2, 'A'],
      [3, 'B'],
      [4, 'A'],
    ] as const) {
      const next = hear(alert({ edition }), [tests(name)], hearing, at(true), false);
      expect(next.owed).toEqual([{ kind: 'message', place: 'C1', edition }]);
      hearing = next.hearing;
    }
    const news: News[] = [{ kind: 'tests', names: ['A', 'B'] }];
    expect(hear(alert({ edition: 4 }), [], hearing, at(false), false).owed).toEqual([
      { kind: 'news', place: 'C1', number: 1, news },
    ]);
    const over = alert({ stage: 'recovered', endedAt: 9, edition: 5 });
    expect(hear(over, [], hearing, at(false), false).owed).toEqual([
      { kind: 'message', place: 'C1', edition: 5 },
    ]);
  });
});

describe('the release lead', () => {
  const late = alert({ escalatedAt: 7 });

  it('hears once, later where they are left in peace', () => {
    const held = hear(late, [{ kind: 'escalated' }], nothingHeard, [], true);
    expect(held.owed).toEqual([]);
    expect(isWaiting(late, held.hearing)).toBe(true);
    const told = hear(late, [], held.hearing, [], false);
    expect(told.owed).toEqual([{ kind: 'escalation', at: 7 }]);
    expect(hear(late, [], told.hearing, [], false).owed).toEqual([]);
  });

  it('hears nothing of what was over before the morning', () => {
    const held = hear(late, [{ kind: 'escalated' }], nothingHeard, [], true);
    const over = { ...late, stage: 'recovered' as const, endedAt: 9 };
    expect(hear(over, [], held.hearing, [], false).owed).toEqual([]);
  });
});

it('whatever is held when, each test is told of once, and the message shows the last edition in the end', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.boolean(), fc.boolean()), { maxLength: 30 }), (steps) => {
      let hearing = nothingHeard;
      let edition = 0;
      const owed: Owed[] = [];
      const look = (tell: Tell[], isHeld: boolean) => {
        const next = hear(alert({ edition }), tell, hearing, at(isHeld), false);
        hearing = JSON.parse(JSON.stringify(next.hearing));
        owed.push(...next.owed);
      };
      let before = 0;
      for (const [isHeld, isNews] of [...steps, [false, false]] as const) {
        if (isNews || edition === 0) edition++;
        const isFirst = hearing.places.every((place) => place.edition === 0);
        look(edition === 1 ? [opened] : isNews ? [tests(`test ${edition}`)] : [], isHeld);
        // What came before the message stands in it.
        if (isFirst && hearing.places.some((place) => place.edition > 0)) before = edition;
      }
      const messages = owed.flatMap((one) => (one.kind === 'message' ? [one.edition] : []));
      expect(messages.at(-1)).toBe(edition);
      expect(new Set(messages).size).toBe(messages.length);
      const names = owed.flatMap((one) =>
        one.kind === 'news' ? one.news.flatMap((news) => (news.kind === 'tests' ? news.names : [])) : [],
      );
      expect(names).toEqual(
        Array.from({ length: edition - before }, (_, index) => `test ${before + index + 1}`),
      );
    }),
  );
});
