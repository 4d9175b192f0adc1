/** Counting: every figure against a plain count of its own. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type Census, type CensusPlan, needsBodies, startCensus } from '../../src/domain/census.js';
import { compileFilter, everyIssue, type Filter, parseFilter } from '../../src/domain/filter.js';
import type { Issue } from '../../src/domain/issue.js';
import { day } from '../../src/domain/time.js';
import { scatteredIssues, someFilter } from '../builders/arbitraries.js';
import { issue, noon } from '../builders/issue.js';
import { label } from '../builders/release.js';

const plan = (given: Partial<CensusPlan> = {}): CensusPlan => ({
  groupPrefix: 'sig/',
  groupRows: null,
  kinds: [
    { id: 'flake', filter: label('kind/flake') },
    { id: 'bug', filter: label('kind/bug') },
  ],
  phrases: [],
  measures: [],
  ...given,
});

function count(issues: Issue[], of: CensusPlan = plan()): Census {
  const counter = startCensus(of);
  for (const one of issues) counter.add(one, one.milestone === null ? 'no-milestone' : 'milestone');
  return counter.result({ issues: 3, mergedPullRequests: 2 });
}

const groupsOf = (one: Issue) => [
  ...new Set(
    one.labels
      .map((name) => name.toLowerCase())
      .filter((name) => name.startsWith('sig/'))
      .map((name) => name.slice(4)),
  ),
];
const oldestFirst = (a: Issue, b: Issue) => a.createdAt - b.createdAt || a.number - b.number;
const numbers = (list: { number: number }[]) => list.map(({ number }) => number);
const rowOf = (census: Census, slug: string) => census.groups.find((row) => row.slug === slug);

const mixed = scatteredIssues(60, [17, 17, 17, null]);

describe('a census', () => {
  it('is what a plain count is', () => {
    fc.assert(
      fc.property(
        mixed,
        someFilter,
        fc.constantFrom<string[] | null>(null, ['node', 'gone']),
        (issues, filter, groupRows) => {
          const measures: CensusPlan['measures'] = [
            { id: 'here', filter, of: 'issues', in: 'milestone' },
            { id: 'pulls', filter, of: 'pull-requests', in: 'milestone' },
            { id: 'both', filter, of: 'all', in: 'milestone' },
            { id: 'loose', filter, of: 'issues', in: 'no-milestone' },
          ];
          const census = count(issues, plan({ groupRows, measures, phrases: [{ id: 'phrase', filter }] }));
          const open = issues.filter((one) => one.state === 'open');
          const inside = open.filter((one) => one.milestone !== null && !one.isPullRequest);
          const having = (name: string) => inside.filter((one) => one.labels.includes(name));
          const matching = open.filter(compileFilter(filter));
          expect(census.total.count).toBe(inside.length);
          expect(numbers(census.total.items)).toEqual(numbers([...inside].sort(oldestFirst).slice(0, 40)));
          expect(census.kinds.flake?.count).toBe(having('kind/flake').length);
          expect(census.kinds.bug?.count).toBe(having('kind/bug').length);
          expect(census.noKind.count).toBe(
            inside.filter((one) => !one.labels.some((name) => ['kind/flake', 'kind/bug'].includes(name)))
              .length,
          );
          expect(census.noAssignee.count).toBe(inside.filter((one) => one.assignees.length === 0).length);
          expect(census.pullRequests).toEqual({
            open: open.filter((one) => one.milestone !== null && one.isPullRequest).length,
            merged: 2,
          });
          expect(census.closedIssues).toBe(3);
          expect(census.phrases.phrase?.count).toBe(matching.filter((one) => inside.includes(one)).length);
          expect(numbers(census.measures.here?.items ?? [])).toEqual(
            numbers(
              matching
                .filter((one) => inside.includes(one))
                .sort(oldestFirst)
                .slice(0, 40),
            ),
          );
          expect(census.measures.pulls?.count).toBe(
            matching.filter((one) => one.milestone !== null && one.isPullRequest).length,
          );
          expect(census.measures.both?.count).toBe(matching.filter((one) => one.milestone !== null).length);
          expect(census.measures.loose?.count).toBe(
            matching.filter((one) => one.milestone === null && !one.isPullRequest).length,
          );
          for (const [name, carried] of Object.entries(census.labels))
            expect(carried).toBe(having(name).length);
          const listed = (slug: string) => groupRows === null || groupRows.includes(slug);
          for (const row of census.groups)
            expect(row.total).toBe(inside.filter((one) => groupsOf(one).includes(row.slug)).length);
          expect(census.otherGroups.total).toBe(
            inside.filter((one) => groupsOf(one).some((slug) => !listed(slug))).length,
          );
          expect(census.noGroup.total).toBe(inside.filter((one) => groupsOf(one).length === 0).length);
        },
      ),
      { numRuns: 100 },
    );
  });

  it('adds up: no part is more than the whole, and every issue is somewhere', () => {
    fc.assert(
      fc.property(mixed, fc.constantFrom<string[] | null>(null, ['node'], []), (issues, groupRows) => {
        const census = count(issues, plan({ groupRows }));
        const rows = [...census.groups, census.otherGroups, census.noGroup];
        for (const row of rows) {
          expect(row.total).toBeLessThanOrEqual(census.total.count);
          for (const [id, part] of Object.entries(row.kinds)) {
            expect(part).toBeLessThanOrEqual(row.total);
            expect(part).toBeLessThanOrEqual(census.kinds[id]?.count ?? 0);
          }
        }
        for (const tally of [...Object.values(census.kinds), census.noKind, census.noAssignee])
          expect(tally.count).toBeLessThanOrEqual(census.total.count);
        expect(rows.reduce((sum, row) => sum + row.total, 0)).toBeGreaterThanOrEqual(census.total.count);
      }),
      { numRuns: 100 },
    );
  });

  it('does not depend on the order in which issues are added', () => {
    const shuffled = mixed.chain((issues) =>
      fc.tuple(fc.constant(issues), fc.shuffledSubarray(issues, { minLength: issues.length })),
    );
    fc.assert(
      fc.property(shuffled, ([issues, again]) => {
        expect(count(again)).toEqual(count(issues));
      }),
      { numRuns: 60 },
    );
  });

  it('counts an issue of two groups in both rows and once in the total', () => {
    const census = count([issue({ labels: ['sig/node', 'SIG/Network', 'sig/NODE', 'kind/bug'] })]);
    expect(census.total.count).toBe(1);
    expect(census.groups).toEqual([
      { slug: 'network', total: 1, kinds: { flake: 0, bug: 1 } },
      { slug: 'node', total: 1, kinds: { flake: 0, bug: 1 } },
    ]);
    expect(census.noGroup.total).toBe(0);
  });

  it('gathers groups without a row of their own, and names their labels', () => {
    const census = count(
      [
        issue({ number: 1, labels: ['sig/node', 'sig/rare'] }),
        issue({ number: 2, labels: ['sig/rare', 'sig/odd', 'kind/flake'] }),
        issue({ number: 3 }),
      ],
      plan({ groupRows: ['storage', 'node'] }),
    );
    expect(census.groups.map(({ slug, total }) => [slug, total])).toEqual([
      ['storage', 0],
      ['node', 1],
    ]);
    expect(census.otherGroups).toEqual({ slug: 'other', total: 2, kinds: { flake: 1, bug: 0 } });
    expect(census.otherGroupLabels).toEqual(['sig/odd', 'sig/rare']);
    expect(census.noGroup.total).toBe(1);
    expect(numbers(census.noGroupItems)).toEqual([3]);
  });

  it('lists the 40 oldest, and counts all', () => {
    const issues = Array.from({ length: 100 }, (_, at) =>
      issue({ number: at + 1, createdAt: noon - ((at * 37) % 100) * day }),
    );
    const { total } = count(issues);
    expect(total.count).toBe(100);
    expect(numbers(total.items)).toEqual(numbers([...issues].sort(oldestFirst).slice(0, 40)));
  });

  it('counts labels that are called like parts of JavaScript', () => {
    const census = count([issue({ labels: ['sig/constructor', 'sig/__proto__', '__proto__'] })]);
    expect(rowOf(census, 'constructor')?.total).toBe(1);
    expect(rowOf(census, '__proto__')?.total).toBe(1);
    expect(JSON.parse(JSON.stringify(census))).toEqual(census);
    expect(Object.keys(census.labels)).toContain('__proto__');
  });
});

describe('a plan', () => {
  it.each<[string, boolean]>([
    ['kind/bug and not sig/*', false],
    ['text:broken', true],
    ['kind/bug and (a or not text:broken)', true],
  ])('that counts %s looks into bodies: %s', (source, looks) => {
    const filter: Filter = parseFilter(source);
    expect(needsBodies(plan({ phrases: [{ id: 'p', filter }] }))).toBe(looks);
    expect(needsBodies(plan({ kinds: [{ id: 'p', filter }] }))).toBe(looks);
    expect(needsBodies(plan({ measures: [{ id: 'p', filter, of: 'all', in: 'milestone' }] }))).toBe(looks);
    expect(
      needsBodies(plan({ measures: [{ id: 'p', filter: everyIssue, of: 'all', in: 'milestone' }] })),
    ).toBe(false);
  });
});
