/** Cells, moments, addresses, and answers that are anything at all. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import { cellOutcome, unroll } from '../../src/ci/cell.js';
import { columnsOf } from '../../src/ci/grid.js';
import { runLink, tabLink } from '../../src/ci/link.js';
import { moment } from '../../src/ci/moment.js';
import { createTestGrid } from '../../src/ci/testgrid.js';
import { silentLog } from '../builders/log.js';
import { board, now } from './fixture.js';

describe('a cell', () => {
  it('is green only for the results that are known to be', () => {
    expect([...Array(18).keys(), -1, 1.5, Number.NaN].map(cellOutcome)).toEqual([
      ...['none', 'green', 'green', 'green', 'running', 'none', 'unclear', 'none', 'none'],
      ...['red', 'red', 'red', 'red', 'flaky', 'red', 'green', 'unclear', 'unclear'],
      ...['unclear', 'unclear', 'unclear'],
    ]);
  });
});

describe('a row of runs of equal cells', () => {
  it('is what was written, however it was cut', () => {
    const stretch = fc.record({ count: fc.nat(9), value: fc.nat(15) });
    fc.assert(
      fc.property(fc.array(stretch), fc.nat(60), (stretches, width) => {
        const plain = stretches.flatMap(({ count, value }) => Array<number>(count).fill(value));
        const expected = Array.from({ length: width }, (_, at) => plain[at] ?? 0);
        expect(unroll(stretches, width)).toEqual(expected);
      }),
    );
  });

  it('of a length that nobody could keep is cut to what is shown', () => {
    expect(unroll([{ count: Number.MAX_SAFE_INTEGER, value: 12 }], 3)).toEqual([12, 12, 12]);
  });
});

describe('a moment', () => {
  it.each([
    [1585175980000, '2020-03-25T22:39:40.000Z'],
    [1585180645, '2020-03-25T23:57:25.000Z'],
    [1585180645.25, '2020-03-25T23:57:25.250Z'],
    ['1585180645', '2020-03-25T23:57:25.000Z'],
    [1585180645000000, '2020-03-25T23:57:25.000Z'],
    ['2026-01-28T18:16:55Z', '2026-01-28T18:16:55.000Z'],
    ['2023-05-29T11:25:20.000Z', '2023-05-29T11:25:20.000Z'],
    ['2026-01-28T18:16:55.123456789Z', '2026-01-28T18:16:55.123Z'],
    ['2026-01-28T18:16:55+01:00', '2026-01-28T17:16:55.000Z'],
    ['2026-01-28 18:16:55', '2026-01-28T18:16:55.000Z'],
  ])('%s is %s', (value, iso) => {
    expect(new Date(moment(value) ?? 0).toISOString()).toBe(iso);
  });

  it.each([
    0,
    -5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    1e300,
    '',
    'soon',
    '0001-01-01T00:00:00Z',
    null,
    {},
    [1],
  ])('%p is none', (value) => {
    expect(moment(value)).toBeNull();
  });

  it('is one that can be shown, or none', () => {
    fc.assert(
      fc.property(fc.anything(), fc.double(), (value, number) => {
        for (const at of [moment(value), moment(number)]) if (at !== null) new Date(at).toISOString();
      }),
    );
  });
});

describe('a column without an overall row', () => {
  const of = (...values: number[]) =>
    columnsOf({
      heads: [{ build: '1', startedAt: now, commit: 'aaa111', url: null }],
      rows: values.map((value, at) => ({
        name: `test ${at}`,
        values: [value],
        message: () => null,
        issues: [],
      })),
    })[0]?.outcome;

  it.each([
    [[1, 12, 13, 4], 'red'],
    [[1, 13, 4], 'running'],
    [[1, 13, 99], 'unclear'],
    [[1, 13], 'flaky'],
    [[1, 0, 8], 'green'],
    [[0, 5, 7], 'none'],
    [[], 'none'],
  ])('with %j is %s: only what has ended well in every row is green', (values, outcome) => {
    expect(of(...values)).toBe(outcome);
  });
});

describe('a column with an overall row', () => {
  const of = (overall: number, test: number, commit: string | null = 'aaa111') => {
    const row = (name: string, values: number[]) => ({ name, values, message: () => null, issues: [] });
    const head = (build: string, hash: string | null) => ({ build, startedAt: now, commit: hash, url: null });
    return columnsOf({
      heads: [head('2', commit), head('1', 'aaa111')],
      rows: [row('Overall', [overall, 1]), row('test', [test, 1])],
    })[0]?.outcome;
  };

  it.each([
    ['passed', 1, 12, 'green'],
    ['was aborted, and no test had failed until then', 5, 1, 'none'],
    ['was cancelled', 7, 1, 'none'],
    ['is told of no end, though its tests passed', 0, 1, 'none'],
    ['is told of no end, and a test failed', 0, 12, 'red'],
    ['is told of no end, and a test is running', 0, 4, 'running'],
  ])('that %s is no better than that row says', (_, overall, test, outcome) => {
    expect(of(overall, test)).toBe(outcome);
  });

  it('and without a commit at the head is in progress, unless a test has failed already', () => {
    expect(of(0, 1, null)).toBe('running');
    expect(of(0, 12, null)).toBe('red');
    expect(of(12, 1, null)).toBe('red');
  });
});

describe('an address', () => {
  it('of a tab encodes its name', () => {
    expect(tabLink('https://t.example', 'a b', 'c#d/e%f|g>')).toBe(
      'https://t.example/a%20b#c%23d%2Fe%25f%7Cg%3E',
    );
    expect(tabLink('https://t.example', '..', 'x')).toBeNull();
    expect(tabLink('https://t.example', 'a', '\ud800')).toBe('https://t.example/a#%EF%BF%BD');
  });

  it.each([
    ['https://p.example/<gcs_prefix>/<changelist>', 'https://p.example/logs/ci/12'],
    [{ url: 'https://p.example/<changelist>' }, 'https://p.example/12'],
    ['https://p.example/history/<gcs_prefix>', null],
    ['https://p.example/<changelist>/<unknown>', null],
    ['javascript:alert(<changelist>)', null],
    ['https://p.example/<changelist>"><script>', null],
    [{ url: 7 }, null],
    [null, null],
  ])('of a run by the template %j is %s', (template, url) => {
    const values = new Map([
      ['gcs_prefix', 'logs/ci'],
      ['changelist', '12'],
    ]);
    expect(runLink(template, values)).toBe(url);
  });
});

describe('any answer whatever', () => {
  const key = fc.constantFrom(
    ...['timestamps', 'changelists', 'column_ids', 'custom-columns', 'column-header-names', 'tests', 'query'],
    ...[
      'tab_summaries',
      'tab_name',
      'headers',
      'rows',
      'cells',
      'result',
      'name',
      'build',
      'started',
      'extra',
    ],
    ...['statuses', 'count', 'value', 'messages', 'linked_bugs', 'issues', 'status', 'last_run_timestamp'],
    ...['overall_status', 'results-url-template', '__proto__', 'constructor', 'Overall'],
  );
  const { tree: junk } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: 'medium' },
      fc.constantFrom(null, 0, 1, 12, -1, 1e300, '', 'Overall', 'tab', '2026-01-28T18:16:55Z', true),
      fc.string(),
      fc.array(tie('tree'), { maxLength: 4 }),
      fc.array(fc.tuple(key, tie('tree')), { maxLength: 6 }).map((entries) => Object.fromEntries(entries)),
    ),
  }));
  /** Right as far as the tab's name, so that the tables are asked for. */
  const summary = {
    tab: { last_run_timestamp: now, status: 'x' },
    tab_summaries: [
      { tab_name: 'tab', overall_status: 'PASSING', last_run_timestamp: '2026-01-28T18:16:55Z' },
    ],
  };

  it.each([
    ['legacy', 'https://t.example', null],
    ['api', null, 'https://t.example'],
  ])('comes to jobs or to a fault in words, %s', async (_name, url, apiUrl) => {
    await fc.assert(
      fc.asyncProperty(junk, junk, fc.boolean(), async (one, other, right) => {
        const answers = [right ? summary : one, one, other];
        let asked = 0;
        const fetchJunk = async () => new Response(JSON.stringify(answers[Math.min(asked++, 2)]));
        const source = createTestGrid({
          ...{ url, apiUrl, log: silentLog, now: () => now },
          fetch: fetchJunk as typeof fetch,
        });
        try {
          const reading = await source.read(
            { source: 'testgrid', dashboard: board, tabs: null },
            new Map(),
            null,
          );
          for (const job of reading.jobs) {
            expect(JSON.parse(JSON.stringify(job))).toEqual(job);
            expect(job.columns.every(({ outcome }) => outcome !== undefined)).toBe(true);
          }
        } catch (error) {
          if (!(error instanceof SourceFault)) throw error;
          expect(error.message).toContain('TestGrid');
        }
        expect(Object.keys(Object.prototype)).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('and any cursor is begun anew', async () => {
    await fc.assert(
      fc.asyncProperty(fc.jsonValue(), async (cursor) => {
        const source = createTestGrid({
          ...{ url: 'https://t.example', apiUrl: null, log: silentLog, now: () => now },
          fetch: (async () => new Response('{"a": {"status": "x"}, "timestamps": []}')) as typeof fetch,
        });
        const wanted = { source: 'testgrid', dashboard: board, tabs: ['a'] } as const;
        expect((await source.read(wanted, new Map(), cursor)).jobs).toHaveLength(1);
      }),
    );
  });
});
