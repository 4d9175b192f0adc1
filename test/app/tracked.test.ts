/** What has to be read of each repository so that every release can be decided. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { trackedBy } from '../../src/app/tracked.js';
import { compileFilter, parseFilter } from '../../src/domain/filter.js';
import type { Release } from '../../src/domain/release.js';
import { someFilter, someIssues } from '../builders/arbitraries.js';
import { countGate, enhancementsGate, kind, release } from '../builders/release.js';

const loose = (filter: string) => countGate({ in: 'no-milestone', filter: parseFilter(filter) });
const keyOf = (...releases: Release[]) => trackedBy(releases)[0]?.key;

describe('what is tracked', () => {
  it('is one entry per repository, whatever its case, in the order of the releases', () => {
    const tracked = trackedBy([
      release({
        name: 'v2',
        issues: { repository: 'acme/rocket', milestone: 'v2' },
        enhancements: { repository: 'acme/plans', milestone: 'v2' },
      }),
      release({ name: 'v1', issues: { repository: 'Acme/Rocket', milestone: 'v1' } }),
    ]);
    expect(
      tracked.map((one) => [
        one.repository,
        one.uses.map((use) => [use.release.name, use.source, use.milestone]),
      ]),
    ).toEqual([
      [
        'acme/rocket',
        [
          ['v2', 'issues', 'v2'],
          ['v1', 'issues', 'v1'],
        ],
      ],
      ['acme/plans', [['v2', 'enhancements', 'v2']]],
    ]);
  });

  it('may be one repository for issues and enhancements', () => {
    const both = release({
      enhancements: { repository: 'acme/rocket', milestone: 'v1.6 features' },
      gates: [enhancementsGate()],
    });
    expect(trackedBy([both])).toHaveLength(1);
    expect(trackedBy([both])[0]?.uses.map((use) => use.milestone)).toEqual(['v1.6', 'v1.6 features']);
  });

  it.each<[string, string[][]]>([
    ['kind/bug', [['kind/bug']]],
    ['kind/bug or kind/flake', [['kind/bug'], ['kind/flake']]],
    ['kind/bug and not sig/*', [['kind/bug']]],
    ['not sig/* and (a or b)', [['a'], ['b']]],
    ['sig/*', [[]]],
    ['not kind/bug', [[]]],
    ['kind/bug or no:assignee', [[]]],
    ['*', [[]]],
  ])('lists %s without a milestone by %j', (filter, listings) => {
    expect(trackedBy([release({ gates: [loose(filter)] })])[0]?.listings).toEqual(listings);
  });

  it('lists nothing without a milestone when nothing of it is counted, and the same list once', () => {
    expect(trackedBy([release()])[0]?.listings).toEqual([]);
    const twice = release({
      gates: [loose('kind/flake')],
      kinds: [kind({ id: 'flake', withoutMilestone: true })],
    });
    expect(trackedBy([twice, twice])[0]?.listings).toEqual([['kind/flake']]);
  });

  it('lists every issue that some filter counts', () => {
    fc.assert(
      fc.property(someFilter, someIssues(), (filter, issues) => {
        const [tracked] = trackedBy([release({ gates: [countGate({ in: 'no-milestone', filter })] })]);
        for (const one of issues.filter(compileFilter(filter))) {
          const carries = (names: string[]) =>
            names.every((name) => one.labels.some((label) => label.toLowerCase() === name.toLowerCase()));
          expect(tracked?.listings.some(carries)).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('has another key when another milestone or another list has to be read, and otherwise the same', () => {
    const [v1, v2] = [
      release({ name: 'v1' }),
      release({ name: 'v2', issues: { repository: 'acme/rocket', milestone: 'v2' } }),
    ];
    expect(keyOf(v1)).not.toBe(keyOf(v1, v2));
    expect(keyOf(v1, v2)).toBe(keyOf(v2, v1));
    expect(keyOf(v1)).not.toBe(keyOf({ ...v1, gates: [loose('kind/bug')] }));
    expect(keyOf(v1)).toBe(keyOf({ ...v1, name: 'other', gates: [countGate({ atMost: 3 })] }));
  });

  // What does not match is not stored, so a filter that matches more has to be read anew.
  it('has another key when more of the same list is counted', () => {
    expect(keyOf(release({ gates: [loose('kind/bug and sig/*')] }))).not.toBe(
      keyOf(release({ gates: [loose('kind/bug')] })),
    );
  });
});
