/** The alert about a red job: what is told, when, and how often. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Alert, acknowledge, isOpen, silence } from '../../../src/domain/ci/alert.js';
import { type AlertStep, stepAlert } from '../../../src/domain/ci/alert-step.js';
import type { Column, Job } from '../../../src/domain/ci/job.js';
import type { AlertRules } from '../../../src/domain/ci/settings.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { columns, job, jobRules, sha } from '../../builders/ci.js';
import { noon } from '../../builders/issue.js';

const usual: AlertRules = { escalateAfter: day, flapping: 6 * hour, newsPerDay: 4 };
const ann = { id: 'U1', name: 'ann', at: noon };

/** Reads the job at a moment: its columns are an hour apart, the newest half an hour old. */
function read(
  before: Alert | null,
  row: string | Column[],
  at = noon,
  { rules = usual, commits = '', ...given }: { rules?: AlertRules; commits?: string } & Partial<Job> = {},
): AlertStep {
  const all = typeof row === 'string' ? columns(row, commits, at - 30 * minute) : row;
  return stepAlert(before, job(all, { readAt: at, ...given }), jobRules(), rules, at);
}

const kinds = ({ tell }: AlertStep) =>
  tell.flatMap((one) => (one.kind === 'news' ? one.news.map(({ kind }) => kind) : [one.kind]));

function opened(row = 'rggg', at = noon): Alert {
  const { alert } = read(null, row, at);
  if (!alert) throw new Error('no alert was opened');
  return alert;
}

describe('an alert', () => {
  it('opens on the first red run, once, with the commits that brought it', () => {
    const first = read(null, 'rggg', noon, { commits: 'baaa' });
    expect(kinds(first)).toEqual(['opened']);
    expect(first.alert).toMatchObject({
      stage: 'red',
      runs: 1,
      range: { good: sha('a'), bad: sha('b') },
      tests: ['TestA'],
      since: noon - 30 * minute,
    });
    const again = read(first.alert, 'rggg', noon, { commits: 'baaa' });
    expect(again).toEqual({ alert: first.alert, tell: [] });
  });

  it.each(['ggg', 'gg', 'fggg', 'uggg', '', '.ggg', 'grggg'])('does not open on columns "%s"', (row) => {
    expect(read(null, row)).toEqual({ alert: null, tell: [] });
  });

  it('does not open on what is old, or cannot be read', () => {
    const old = columns('rrr', '', noon - 3 * day);
    expect(read(null, old).alert).toBeNull();
    expect(read(null, 'r', noon, { readAt: null }).alert).toBeNull();
  });

  it('closes quietly when its one red run has passed on the same commit since', () => {
    const first = read(null, 'rggg', noon, { commits: 'baaa' }).alert;
    const closed = read(first, 'grggg', noon + hour, { commits: 'bbaaa' });
    expect(closed.alert).toMatchObject({ stage: 'flake', endedAt: noon + hour, edition: 2 });
    expect(closed.tell).toEqual([]);
  });

  it('does not close quietly for a pass on another commit, or after two red runs', () => {
    const other = read(opened(), columns('grggg', 'cbaaa', noon + 30 * minute), noon + hour);
    expect(other.alert).toMatchObject({ stage: 'recovering', endedAt: null, greens: 1 });
    const two = read(opened('rrggg'), columns('grrggg', 'bbbaaa', noon + 30 * minute), noon + hour);
    expect(two.alert?.stage).toBe('recovering');
  });

  it('recovers only after enough green runs, by an edit', () => {
    const one = read(opened('rrggg'), 'grrggg', noon + hour);
    const two = read(one.alert, 'ggrrggg', noon + 2 * hour);
    const three = read(two.alert, 'gggrrggg', noon + 3 * hour);
    expect([one, two, three].map(({ alert }) => alert?.stage)).toEqual([
      'recovering',
      'recovering',
      'recovered',
    ]);
    expect([one, two, three].flatMap(kinds)).toEqual([]);
    expect(three.alert).toMatchObject({ endedAt: noon + 3 * hour, tests: ['TestA'] });
    expect([one, two, three].map(({ alert }) => alert?.edition)).toEqual([2, 3, 4]);
    expect(read(three.alert, 'gggrrggg', noon + 3 * hour + minute)).toEqual({ alert: three.alert, tell: [] });
  });

  it('is not ended by a source that is silent, stale or in trouble, nor by a green run with few tests', () => {
    const alert = opened();
    const at = noon + 3 * hour;
    expect(read(alert, 'gggr', at, { readAt: null }).alert).toBe(alert);
    expect(read(alert, 'gggr', at, { problem: 'no answer' }).alert).toBe(alert);
    expect(read(alert, [], at).alert).toBe(alert);
    const few = columns('gggrgg', '', at - 30 * minute).map((one, nth) => ({
      ...one,
      ran: nth < 3 ? 2 : 190,
    }));
    expect(read(alert, few, at).alert?.endedAt).toBeNull();
  });

  it('is not misled by an older page that comes late', () => {
    const alert = opened('rggg', noon);
    const older = columns('ggg', '', noon - 90 * minute);
    expect(read(alert, older, noon + minute)).toEqual({ alert, tell: [] });
    const ended = read(alert, 'gggrggg', noon + 3 * hour).alert;
    expect(ended?.stage).toBe('recovered');
    const late = read(ended, columns('rggg', '', noon - 30 * minute), noon + 3 * hour + minute);
    expect(late).toEqual({ alert: ended, tell: [] });
  });
});

describe('news', () => {
  const withTests = (row: string, at: number, ...names: string[]) =>
    columns(row, '', at - 30 * minute).map((one, nth) => (nth === 0 ? { ...one, failed: names } : one));

  it('tells of other tests, once, and of none that went', () => {
    const alert = opened();
    const at = noon + minute;
    const more = read(alert, withTests('rggg', noon, 'TestA', 'TestB'), at);
    expect(more.tell).toEqual([{ kind: 'news', news: [{ kind: 'tests', names: ['TestB'] }] }]);
    const fewer = read(more.alert, withTests('rggg', noon, 'TestB'), at);
    expect(fewer.tell).toEqual([]);
    expect(read(fewer.alert, withTests('rggg', noon, 'TestA', 'TestB'), at).tell).toEqual([]);
  });

  it('tells of a narrower range when a late run shows it', () => {
    const first = columns('rgg', 'daa');
    const alert = read(null, first).alert;
    const between = { ...(columns('g', 'b')[0] as Column), startedAt: noon - 45 * minute, build: 'late' };
    const late = read(alert, [...first, between], noon + minute);
    expect(late.tell).toEqual([
      { kind: 'news', news: [{ kind: 'range', range: { good: sha('b'), bad: sha('d') } }] },
    ]);
  });

  it('does not forget what was known of the range, or since when, as old columns go', () => {
    const alert = read(null, 'rrrg', noon, { commits: 'dcba' }).alert;
    const gone = read(alert, columns('rr', 'dc'), noon + minute);
    expect(gone.alert).toMatchObject({
      range: { good: sha('a'), bad: sha('b') },
      since: alert?.since,
      runs: 3,
    });
    expect(gone.tell).toEqual([]);
  });

  it('begins earlier when a late run was red too', () => {
    const alert = opened('rggg');
    const late = { ...(columns('r')[0] as Column), startedAt: noon - 40 * minute, build: 'late' };
    expect(read(alert, [...columns('rggg'), late], noon + minute).alert).toMatchObject({
      since: noon - 40 * minute,
      runs: 2,
    });
  });

  it('tells of an issue that was linked', () => {
    const linked = { TestA: ['https://github.com/a/b/issues/1'] };
    const step: AlertStep = read(opened(), columns('rggg'), noon + minute, { linked });
    expect(kinds(step)).toEqual(['issues']);
    expect(kinds(read(step.alert, columns('rggg'), noon + 2 * minute, { linked }))).toEqual([]);
  });

  it('tells of each day of red that is over, the last one after a gap', () => {
    let alert: Alert | null = opened();
    const never = { ...usual, escalateAfter: null };
    const days: unknown[] = [];
    for (const hours of [23, 23.5, 24, 47.4, 47.5, 120]) {
      const step: AlertStep = read(alert, 'rrrr', noon + hours * hour, { rules: never });
      days.push(step.tell.flatMap((one) => (one.kind === 'news' ? one.news : [])));
      alert = step.alert;
    }
    expect(days).toEqual([
      [],
      [{ kind: 'day', days: 1 }],
      [],
      [],
      [{ kind: 'day', days: 2 }],
      [{ kind: 'day', days: 5 }],
    ]);
  });

  it('is told at most so often a day, and what is held back goes out with the next', () => {
    let alert: Alert | null = opened();
    const told: number[] = [];
    for (let nth = 1; nth <= 8; nth++) {
      const names = Array.from({ length: nth + 1 }, (_, at) => `Test${at}`);
      const step: AlertStep = read(alert, withTests('rggg', noon, ...names), noon + nth * minute);
      told.push(step.tell.length);
      alert = step.alert;
    }
    expect(told).toEqual([1, 1, 1, 1, 0, 0, 0, 0]);
    const names = Array.from({ length: 9 }, (_, at) => `Test${at}`);
    const later = read(alert, withTests('rggg', noon + day, ...names), noon + day + 2 * minute);
    expect(later.tell).toContainEqual({
      kind: 'news',
      news: expect.arrayContaining([{ kind: 'tests', names: ['Test5', 'Test6', 'Test7', 'Test8'] }]),
    });
  });

  it('waits while the alert is silenced, and comes in one piece then', () => {
    const quiet = silence(opened(), ann, noon + 2 * hour);
    const during = read(quiet, withTests('rrggg', noon + hour, 'TestA', 'TestB'), noon + 2 * hour - 1);
    expect(during.tell).toEqual([]);
    const after = read(during.alert, withTests('rrggg', noon + hour, 'TestA', 'TestB'), noon + 2 * hour);
    expect(kinds(after)).toEqual(['tests']);
    expect(() => silence(quiet, ann, noon)).toThrow('an end in the future');
  });

  it('does not ask every day whoever looks after it, and still tells them of other tests', () => {
    const alert = acknowledge(opened(), ann);
    expect(acknowledge(alert, { ...ann, id: 'U2' })).toBe(alert);
    const rules = { ...usual, escalateAfter: null };
    expect(read(alert, 'rrrr', noon + 2 * day, { rules }).tell).toEqual([]);
    expect(kinds(read(alert, withTests('rr', noon + hour, 'TestC'), noon + hour))).toEqual(['tests']);
  });
});

describe('a job that flaps', () => {
  const ended = () => read(opened('rrggg'), 'gggrrggg', noon + 3 * hour).alert;

  it('goes on with the same alert within the window, and says so in its thread', () => {
    const again = read(ended(), 'rgggrr', noon + 5 * hour);
    expect(again.alert).toMatchObject({ id: opened('rrggg').id, reopened: 1, stage: 'red', endedAt: null });
    expect(kinds(again)).toContain('reopened');
    expect(kinds(again)).not.toContain('opened');
    expect(read(again.alert, 'rgggrr', noon + 5 * hour).tell).toEqual([]);
  });

  it('goes on when the run with which it ended is tried once more and fails', () => {
    const before = ended();
    const all = columns('rggrrggg', '', noon + 2.5 * hour);
    const again = read(before, all, noon + 3.2 * hour);
    expect(again.alert).toMatchObject({ id: before?.id, stage: 'red', reopened: 1 });
    expect(read(again.alert, all, noon + 3.2 * hour).tell).toEqual([]);
  });

  it('has a new alert after the window', () => {
    const before = ended();
    const again = read(before, 'rgggggg', noon + 9.5 * hour);
    expect(kinds(again)).toEqual(['opened']);
    expect(again.alert?.id).not.toBe(before?.id);
  });

  it('is no news while it never recovered', () => {
    const recovering = read(opened(), 'grggg', noon + hour).alert;
    const red = read(recovering, columns('rgrggg', 'fedaaa', noon + 90 * minute), noon + 2 * hour);
    expect(red.alert).toMatchObject({ stage: 'red', since: noon - 30 * minute, runs: 2, reopened: 0 });
    expect(kinds(red)).toEqual(['range']);
  });

  it('tells little however often it turns', () => {
    let alert: Alert | null = null;
    let posts = 0;
    let all: Column[] = [];
    for (let turn = 0; turn < 24; turn++) {
      const at = noon + turn * hour;
      all = [...columns(turn % 4 === 0 ? 'r' : 'g', '', at), ...all];
      const step: AlertStep = stepAlert(alert, job(all, { readAt: at }), jobRules(), usual, at);
      posts += step.tell.length;
      alert = step.alert;
    }
    expect(posts).toBeLessThanOrEqual(1 + usual.newsPerDay);
    expect(alert?.reopened).toBeGreaterThan(3);
  });
});

describe('the release lead', () => {
  it('is told once, after so long since the first red run', () => {
    const alert = opened('rggg');
    const due = alert.since + day;
    expect(kinds(read(alert, 'rrr', due - 1))).not.toContain('escalated');
    const step: AlertStep = read(alert, 'rrr', due);
    expect(kinds(step)).toContain('escalated');
    expect(step.alert?.escalatedAt).toBe(due);
    expect(kinds(read(step.alert, 'rrr', due + hour))).not.toContain('escalated');
  });

  it('is told at once of what was red long before anybody read it', () => {
    expect(kinds(read(null, 'r'.repeat(30)))).toEqual(['opened', 'escalated']);
  });

  it('is told although the source is silent, and whether it is silenced or acknowledged', () => {
    const alert = opened();
    const due = noon + day;
    for (const one of [alert, silence(alert, ann, due + day), acknowledge(alert, ann)]) {
      expect(kinds(read(one, 'rrr', due))).toContain('escalated');
      expect(kinds(read(one, 'rrr', due, { problem: 'no answer', readAt: noon }))).toContain('escalated');
    }
  });

  it('is not told of a job that recovers, nor where nobody wants it', () => {
    const recovering = read(opened('rrggg'), 'grrggg', noon + hour).alert;
    expect(kinds(read(recovering, columns('grr', '', noon + 30 * minute), noon + day))).toEqual([]);
    expect(
      kinds(read(opened(), 'rrr', noon + 2 * day, { rules: { ...usual, escalateAfter: null } })),
    ).toEqual(['day']);
  });
});

describe('any history', () => {
  const someHistory = fc.array(
    fc.record({
      letter: fc.constantFrom(...'ggrrfu.-'),
      ago: fc.integer({ min: -30, max: 180 }),
      jump: fc.constantFrom(1, 1, 1, -3, 30),
      problem: fc.constantFrom(null, null, null, 'no answer'),
      lost: fc.boolean(),
    }),
    { maxLength: 20 },
  );

  it('is told the same however often it is looked at, in the clearest order of things', () => {
    fc.assert(
      fc.property(someHistory, (history) => {
        let alert: Alert | null = null;
        let all: Column[] = [];
        let now = noon;
        for (const { letter, ago, jump, problem, lost } of history) {
          now += jump * hour;
          all = [...columns(letter, '', now - ago * minute), ...all].slice(0, lost ? 3 : 30);
          const one = job(all, { readAt: now, problem });
          const step: AlertStep = stepAlert(alert, one, jobRules(), usual, now);
          expect(stepAlert(step.alert, one, jobRules(), usual, now)).toEqual({ alert: step.alert, tell: [] });
          const said = kinds(step);
          // Nothing is said of an alert that there is not, and an open one is not opened again.
          if (step.alert === null) expect(said).toEqual([]);
          if (alert !== null && isOpen(alert)) {
            expect(said).not.toContain('opened');
            expect(step.alert?.id).toBe(alert.id);
            expect(step.alert?.since).toBeLessThanOrEqual(alert.since);
          }
          if (
            step.alert !== alert &&
            JSON.stringify({ ...step.alert, seen: 0, told: 0 }) !==
              JSON.stringify({ ...alert, seen: 0, told: 0 })
          )
            expect(`${step.alert?.id} ${step.alert?.edition}`).not.toBe(`${alert?.id} ${alert?.edition}`);
          alert = step.alert;
        }
      }),
      { numRuns: 500 },
    );
  });
});
