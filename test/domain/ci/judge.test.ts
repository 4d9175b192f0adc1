/** What a job stands at, from its columns alone. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { usualTests } from '../../../src/domain/ci/columns.js';
import type { Column, Job } from '../../../src/domain/ci/job.js';
import { sayStanding, waitsFor } from '../../../src/domain/ci/job-words.js';
import { judge, type Standing } from '../../../src/domain/ci/judge.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { column, columns, job, jobRules, sha } from '../../builders/ci.js';
import { noon } from '../../builders/issue.js';

const look = (one: Job, rules = jobRules(), remembered: number | null = null) =>
  judge(one, rules, noon, remembered);
const standing = (one: Job, rules = jobRules()) => look(one, rules).standing;

describe('a job', () => {
  it.each<[string, Standing]>([
    ['ggg', 'green'],
    ['gggr', 'green'],
    ['gggfr', 'green'],
    ['gg', 'too-few'],
    ['ggr', 'too-few'],
    ['ggfggg', 'too-few'],
    ['gguggg', 'too-few'],
    ['g', 'too-few'],
    ['.ggg', 'green'],
    ['-g.g-g', 'green'],
    ['.gg', 'too-few'],
    ['r', 'red'],
    ['rgggggggggg', 'red'],
    ['rrr', 'red'],
    ['.rggg', 'red'],
    ['rrrgrggggggggggg', 'red'],
    // It came back before, and fails in less than a third.
    ['rggrgggg', 'flaky'],
    ['rggrgg', 'red'],
    ['fggg', 'flaky'],
    ['urggg', 'red'],
    ['uggg', 'unknown'],
    ['u', 'unknown'],
    ['', 'absent'],
    ['.', 'absent'],
    ['--', 'absent'],
  ])('whose columns are "%s" stands at %s', (row, expected) => {
    expect(standing(job(row))).toBe(expected);
  });

  it('that fails and passed on the same commit is flaky, on another it is red', () => {
    expect(standing(job(columns('rggg', 'aabc')))).toBe('flaky');
    expect(standing(job(columns('rggg', 'babc')))).toBe('flaky');
    expect(standing(job(columns('rggg', 'dabc')))).toBe('red');
    expect(standing(job(columns('rrggg', 'abbcd')))).toBe('red');
    expect(standing(job(columns('rrrggg', 'aaaaaa')))).toBe('red');
  });

  it('needs as many greens as its gate says', () => {
    expect(standing(job('g'), jobRules({ green: 1 }))).toBe('green');
    expect(standing(job('gggg'), jobRules({ green: 5 }))).toBe('too-few');
    expect(look(job('ggr'))).toMatchObject({ greens: 2, needed: 3 });
  });

  it('is stale a millisecond after its limit, whatever it was', () => {
    const rules = jobRules({ staleAfter: 30 * minute });
    expect(standing(job('ggg'), rules)).toBe('green');
    const later = (row: string) => judge(job(row, { readAt: noon }), rules, noon + 1, null);
    expect(later('ggg').standing).toBe('stale');
    expect(later('rrr').standing).toBe('stale');
    expect(later('.ggg').standing).toBe('stale');
    expect(sayStanding(later('rrr'), 'UTC')).toBe(
      'has not run since 16 March 2017, 11:30 UTC; it was red then',
    );
  });

  it('is not made green by its source’s summary, nor by its word of when it last ran', () => {
    const old = columns('ggg', '', noon - 3 * day);
    expect(standing(job(old, { status: 'PASSING', lastRunAt: noon - minute }))).toBe('stale');
    expect(standing(job('rrr', { status: 'PASSING' }))).toBe('red');
    expect(standing(job('ggg', { status: 'FAILING' }))).toBe('green');
  });

  it.each<[string, Partial<Job>, string]>([
    ['was never read', { readAt: null }, 'it has not been read yet'],
    [
      'was never read and cannot be',
      { readAt: null, problem: 'no such tab' },
      'it has not been read yet: no such tab',
    ],
    [
      'was read too long ago',
      { readAt: noon - 30 * minute - 1 },
      'it was last read 30 min ago, limit 30 min',
    ],
    [
      'was read in the future',
      { readAt: noon + minute + 1 },
      'it was last read in the future: a clock is wrong',
    ],
    ['says it ran in the future', { lastRunAt: noon + 2 * minute }, 'its source dates a run in the future'],
    ['could not be read again', { problem: 'TestGrid answers with HTML' }, 'TestGrid answers with HTML'],
    ['has no columns and a problem', { columns: [], problem: 'no such tab' }, 'no such tab'],
    [
      'has a run in the future',
      { columns: [...columns('ggg'), column({ startedAt: noon + day })] },
      'its source dates a run in the future',
    ],
    [
      'has a run at no time',
      { columns: [...columns('ggg'), column({ startedAt: Number.NaN })] },
      'its source dates a run in the future',
    ],
  ])('that %s is not known', (_, given, why) => {
    expect(look(job('ggg', given))).toMatchObject({ standing: 'unknown', why });
  });

  it('that was red stays so when it cannot be read again', () => {
    expect(look(job('rrr', { problem: 'no answer' }))).toMatchObject({
      standing: 'red',
      problem: 'no answer',
    });
  });

  it('is judged by each run once, in the order of time', () => {
    const [a, b, c] = columns('rgg');
    expect(standing(job([c, a, b] as Column[]))).toBe('red');
    expect(standing(job([a, { ...a, outcome: 'green' }, b] as Column[]))).toBe('red');
    const twice = column({ build: 'x' });
    expect(look(job([twice, twice, twice])).greens).toBe(1);
  });
});

describe('a run with far fewer tests', () => {
  const withTests = (...ran: (number | null)[]) =>
    job(columns('g'.repeat(ran.length)).map((one, at) => ({ ...one, ran: ran[at] ?? null })));

  it('is not green, and says how many it ran', () => {
    const judged = look(withTests(2, 190, 190, 190));
    expect(judged.standing).toBe('shrunken');
    expect(sayStanding(judged, 'UTC')).toBe('green, but ran 2 of usually 190 tests');
    expect(waitsFor(judged, noon)).toBe('3 green runs in a row of about 190 tests');
  });

  it.each<[(number | null)[], Standing]>([
    [[70, 100, 100], 'green'],
    [[69, 100, 100], 'shrunken'],
    [[100, 69, 100, 100], 'too-few'],
    [[0, 100, 100], 'shrunken'],
    [[null, 100, 100], 'green'],
    [[100, null, null], 'green'],
    [[0, 0, 0], 'green'],
    [[2, 2, 2], 'green'],
    [[200, 100, 100], 'green'],
    [[2, 2, 2, 2, 2, 2, 2, 190], 'shrunken'],
  ])('is told by what ran before: %j is %s', (ran, expected) => {
    expect(standing(withTests(...ran))).toBe(expected);
  });

  it('does not become usual when the last full run is forgotten, if somebody remembers it', () => {
    const known = usualTests(withTests(190, 188, 190), jobRules());
    expect(known).toBe(190);
    const now = withTests(2, 2, 2);
    expect(look(now, jobRules(), known).standing).toBe('shrunken');
    expect(usualTests(now, jobRules(), known)).toBe(190);
    expect(usualTests(job('r'), jobRules())).toBeNull();
  });

  it('is not looked for where nobody wants it', () => {
    expect(standing(withTests(2, 190, 190), jobRules({ fewerTests: 0 }))).toBe('green');
  });
});

describe('what is said of a red job', () => {
  it('has its beginning, its runs and the commits that brought it', () => {
    const judged = look(job(columns('rrrggg', 'dcbaaa')));
    expect(judged.episode).toMatchObject({
      since: noon - 2.5 * hour,
      runs: 3,
      range: { good: sha('a'), bad: sha('b') },
      openEnded: false,
    });
    expect(sayStanding(judged, 'UTC')).toBe(
      'red since 16 March 2017, 09:30 UTC (3 runs), between aaaaaaaaa and bbbbbbbbb',
    );
    expect(waitsFor(judged, noon)).toBe('3 green runs in a row');
  });

  it('says what is not known of the commits', () => {
    const without = columns('rr').map((one) => ({ ...one, commit: null }));
    expect(look(job(without)).episode).toMatchObject({ range: { good: null, bad: null }, openEnded: true });
    expect(sayStanding(look(job(without)), 'UTC')).toBe(
      'red since 16 March 2017, 10:30 UTC or longer (2 runs)',
    );
    const half = columns('rrg', 'cba').map((one, at) => (at === 1 ? { ...one, commit: null } : one));
    expect(look(job(half)).episode?.range).toEqual({ good: sha('a'), bad: sha('c') });
  });

  it('goes on over unclear runs and ends at one that passed at the second attempt', () => {
    expect(look(job('rurug')).episode).toMatchObject({ runs: 2, since: noon - 2.5 * hour });
    expect(look(job('rfr')).episode).toMatchObject({ runs: 1 });
  });

  it('names each failing test with its own beginning, message and issues', () => {
    const runs = columns('rrrg', 'dcba');
    const failing = [['A', 'constructor'], ['A'], ['B', 'A'], []];
    const one = job(
      runs.map((run, at) => ({ ...run, failed: failing[at] ?? [] })),
      {
        messages: { A: 'timed out' },
        linked: { A: ['https://github.com/a/b/issues/1'] },
      },
    );
    expect(look(one).tests).toEqual([
      {
        name: 'A',
        since: noon - 2.5 * hour,
        openEnded: false,
        runs: 3,
        nature: 'failing',
        message: 'timed out',
        issues: ['https://github.com/a/b/issues/1'],
      },
      {
        name: 'constructor',
        since: noon - 0.5 * hour,
        openEnded: false,
        runs: 1,
        nature: 'failing',
        message: null,
        issues: [],
      },
    ]);
  });

  it('does not take a test for passed in a run that did not get so far, or ran far fewer tests', () => {
    const [newest, broken, shrunk, oldest] = columns('rrgr') as [Column, Column, Column, Column];
    const full = columns('g', '', noon - 9 * hour);
    const one = job([newest, { ...broken, failed: [], ran: 0 }, { ...shrunk, ran: 3 }, oldest, ...full]);
    expect(look(one).tests).toMatchObject([{ name: 'TestA', runs: 2, since: oldest.startedAt }]);
  });

  it.each([
    ['', 'its first result'],
    ['gg', '1 more green run'],
    ['g', '2 more green runs'],
    ['.r', '3 green runs in a row; a run is in progress, begun 30 min ago'],
    ['f', '3 green runs in a row, or its group’s word that it does not block'.replace('’', "'")],
    ['u', 'a reading that can be used'],
  ])('with columns "%s" waits for %s', (row, expected) => {
    expect(waitsFor(look(job(row)), noon)).toBe(expected);
  });

  it('waits for nothing when it is green', () => {
    expect(waitsFor(look(job('ggg')), noon)).toBeNull();
  });
});

const someRow = fc
  .array(fc.constantFrom('g', 'g', 'r', 'f', 'u', '.', '-'), { maxLength: 25 })
  .map((letters) => letters.join(''));
const someCommits = fc.array(fc.constantFrom(...'abc'), { maxLength: 8 }).map((letters) => letters.join(''));
const someColumns = fc
  .tuple(someRow, someCommits, fc.array(fc.constantFrom(null, 0, 2, 100, 190), { maxLength: 25 }))
  .map(([row, commits, ran]) =>
    columns(row, commits, noon - 2 * hour).map((one, at) => ({ ...one, ran: ran[at] ?? 100 })),
  );

describe('any job', () => {
  it('is judged the same with and without runs that say nothing', () => {
    fc.assert(
      fc.property(someColumns, (all) => {
        const told = all.filter(({ outcome }) => outcome !== 'running' && outcome !== 'none');
        const { running: _, ...whole } = look(job(all));
        const { running: __, ...without } = look(job(told));
        expect(whole).toEqual(without);
      }),
    );
  });

  it('never becomes greener by a red run', () => {
    const grade = (one: Standing) =>
      one === 'red'
        ? 0
        : one === 'flaky' || one === 'too-few' || one === 'shrunken'
          ? 1
          : one === 'green'
            ? 3
            : 2;
    fc.assert(
      fc.property(someColumns, fc.constantFrom(...'abcd'), (all, commit) => {
        const red = column({ startedAt: noon - hour, outcome: 'red', commit: sha(commit) });
        const before = standing(job(all));
        const after = standing(job([red, ...all]));
        expect(['red', 'flaky']).toContain(after);
        expect(grade(after)).toBeLessThanOrEqual(grade(before));
      }),
      { numRuns: 500 },
    );
  });

  it('is green only with three full green runs at its newest end', () => {
    fc.assert(
      fc.property(someColumns, (all) => {
        if (standing(job(all)) !== 'green') return;
        const ended = all.filter(({ outcome }) => outcome !== 'running' && outcome !== 'none');
        expect(ended.slice(0, 3).map(({ outcome }) => outcome)).toEqual(['green', 'green', 'green']);
      }),
      { numRuns: 500 },
    );
  });

  it('does not depend on the order in which its columns come', () => {
    fc.assert(
      fc.property(
        someColumns.chain((all) =>
          fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
        ),
        ([all, shuffled]) => {
          expect(look(job(shuffled))).toEqual(look(job(all)));
        },
      ),
    );
  });
});
