/**
 * The outline of the published report of 16 March 2017, and that ours has all of it in its order: headings, their
 * levels, and what the links under each lead to. Only the outline is kept here.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Issue } from '../../src/domain/issue.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import type { DayCounts } from '../../src/sandbox/seed/day-counts.js';
import { MARCH_2017, type PublishedDay } from '../../src/sandbox/seed/march-2017.js';
import { hostileText, scatteredIssues } from '../builders/arbitraries.js';
import { issue, noon } from '../builders/issue.js';
import { kind, release } from '../builders/release.js';
import { report } from '../builders/report.js';
import { enhancementsCensus, note, type StatusParts, source } from '../builders/status.js';
import { kubernetes16 } from './kubernetes.js';
import { gitHubAnchors, outlineOf, type Part, tocLinks } from './outline.js';

const published: [level: number, title: string, ...links: Part['links']][] = [
  [2, 'Status: NO GO'],
  [3, 'Reasons'],
  [2, 'Table Of Contents'],
  [2, 'Issues', 'milestone search', 'phrase search'],
  [3, 'Action required', 'external link'],
  [3, 'Flakes', 'label search', 'no-label search'],
  [3, 'By SIG', 'label search'],
  [4, 'Action Required'],
  [3, 'Bugs', 'label search', 'no-milestone search'],
  [4, 'Action Required'],
  [2, 'Test Failures'],
  [3, 'Action Required'],
  [2, 'Suite Failures', 'external link'],
  [3, 'Action Required'],
  [2, 'Incomplete Features', 'other-repository search'],
  [3, 'Action Required', 'external link'],
  [2, 'Release Machinery'],
  [3, 'Action Required'],
  [2, 'Actions Taken by Release Team'],
];
const expected = published.map(([level, title, ...links]): Part => ({ level, title, links }));

/** Issues of which a report counts just this. */
function issuesOf(counts: DayCounts): Issue[] {
  const many = (length: number, from: number, given: (at: number) => Partial<Issue>) =>
    Array.from({ length }, (_, at) => issue({ number: from + at, ...given(at) }));
  const slugs = Object.entries(counts.flakesBySig).flatMap(([slug, count]) =>
    Array<string>(count).fill(slug),
  );
  const routed = counts.flakes - counts.flakesNoSig;
  return [
    ...many(counts.flakes, 1, (at) => ({
      title: at < (counts.brokenTestRun ?? 0) ? 'A broken test run' : 'A flake',
      labels: [
        'kind/flake',
        ...slugs.filter((_, index) => index % routed === at).map((slug) => `sig/${slug}`),
      ],
    })),
    ...many(counts.bugs, 1001, () => ({ labels: ['kind/bug'] })),
    ...many(counts.issues - counts.flakes - counts.bugs, 2001, () => ({})),
    ...many(counts.bugsWithoutMilestone ?? 0, 3001, () => ({ labels: ['kind/bug'], milestone: null })),
  ];
}

const on = (date: string): PublishedDay => MARCH_2017.find((one) => one.date === date) as PublishedDay;
const day = (date: string): StatusParts => {
  const counts = on(date);
  const features = Array.from({ length: counts.features }, (_, at) => issue({ number: at + 1 }));
  return {
    now: counts.at,
    issues: issuesOf(counts),
    source: { observedAt: counts.at, repository: kubernetes16.issues.repository },
    enhancements: source({
      repository: 'kubernetes/features',
      census: enhancementsCensus(features, kubernetes16),
      observedAt: counts.at,
    }),
  };
};

const written = [
  ['action', null, 'Who may assign is explained at https://wiki.example/assigning'],
  ['reason', 'Test Failures', 'Services [Slow] change the type of a service'],
  ['action', 'Test Failures', 'One owner for each'],
  ['reason', 'Suite Failures', 'https://grid.example/serial#1.6'],
  ['action', 'Suite Failures', 'Skew first'],
  ['reason', 'Release Machinery', 'The upgrade job times out'],
  ['action', 'Release Machinery', 'Raise its limit'],
  ['action', 'Incomplete Features', 'Draft the notes in https://github.com/kubernetes/features/pull/203'],
] as const;
const notes = written.map(([type, heading, text], at) => note({ id: at + 1, type, heading, text }));

const made = report({
  of: kubernetes16,
  ...day('2017-03-16'),
  notes,
  before: day('2017-03-15'),
  week: day('2017-03-08'),
});
const text = reportMarkdown(made.status, { report: made });

describe('the report of the noon of 16 March 2017', () => {
  const ours = outlineOf(text, 'kubernetes/kubernetes');
  const lines = (section: string) => text.split(`\n${section}\n`)[1]?.split('\n') ?? [];

  it('has every heading of the published one at its level and in its order, with its kinds of links', () => {
    const found: Part[] = [];
    let from = 0;
    for (const { level, title, links } of expected) {
      const at = ours.findIndex(
        (one, index) =>
          index >= from && one.level === level && one.title.toLowerCase() === title.toLowerCase(),
      );
      if (at < 0) break;
      from = at + 1;
      found.push({ level, title, links: ours[at]?.links.filter((link) => links.includes(link)) ?? [] });
    }
    expect(found).toEqual(expected);
  });

  it('has nothing more before them or between them', () => {
    expect(ours.slice(0, expected.length).map(({ title }) => title.toLowerCase())).toEqual(
      expected.map(({ title }) => title.toLowerCase()),
    );
    expect(ours[expected.length]?.title).toBe('Changes Since Last Report');
  });

  it('has its figures with what they changed', () => {
    expect(lines('## Issues')[0]).toMatch(
      /\): 36 \(\*\*\+7 from last report\*\*\) \(-581 since 8 March 2017\)$/,
    );
    expect(lines('## Issues')[1]).toMatch(/\): 9 \(\*\*\+3 from last report\*\*\)$/);
    expect(lines('### Flakes')[0]).toMatch(
      /\): 21 \(\*\*\+4 from last report\*\*\) \(-300 since 8 March 2017\)$/,
    );
    expect(lines('### Flakes')[1]).toMatch(/\[No SIG\].*\): 8 \(\*\*\+8 from last report\*\*\)$/);
    expect(lines('### Bugs')[0]).toMatch(
      /\): 6 \(\*\*\+1 from last report\*\*\) \(-138 since 8 March 2017\)$/,
    );
    expect(lines('### Bugs')[1]).toMatch(/\): 104 \(\*\*\+1 from last report\*\*\)$/);
    expect(lines('## Incomplete Features')[0]).toMatch(/\): 29 \(\*\*unchanged from last report\*\*\)$/);
    const rows = lines('### By SIG').slice(0, kubernetes16.groups.rows?.length);
    expect(rows.find((row) => row.startsWith('- [AWS]'))).toMatch(/\): 0 \(-3 from last report\)$/);
    expect(rows.find((row) => row.startsWith('- [Auth]'))).toMatch(/\): 0 \(unchanged from last report\)$/);
    expect(rows.find((row) => row.startsWith('- [Storage]'))).toMatch(
      /\): 1 \(\*\*unchanged from last report\*\*\)$/,
    );
  });
});

const folder = process.env.SIGNALMAN_REAL_DATA ? join(process.env.SIGNALMAN_REAL_DATA, '..', 'seeds') : '';
const file = existsSync(folder) ? readdirSync(folder).find((name) => /^000.*\.txt$/.test(name)) : undefined;
if (!file)
  process.stderr.write(
    'No published report beside SIGNALMAN_REAL_DATA: its outline is not compared with the kept one\n',
  );

(file ? describe : describe.skip)('the published report itself', () => {
  const real = () => readFileSync(join(folder, file ?? ''), 'utf8');

  it('has the outline that is kept here', () => {
    expect(outlineOf(real(), 'kubernetes/kubernetes')).toEqual(expected);
  });

  it('has the table of contents that ours begins with', () => {
    const contents = (from: string) => from.match(/^ *- \[.*\]\(#.*\)$/gm) ?? [];
    const its = contents(real());
    expect(its.length).toBeGreaterThan(10);
    expect(contents(text).slice(0, its.length)).toEqual(its);
  });
});

describe('any report', () => {
  it('is written, with contents that lead to its headings and no text that is more than text', () => {
    const hostile = hostileText(60);
    const some = scatteredIssues(12, [17, 17, null]);
    fc.assert(
      fc.property(
        some,
        fc.option(some, { nil: null }),
        fc.array(
          fc.tuple(fc.constantFrom('reason', 'action', 'taken'), fc.option(hostile, { nil: null }), hostile),
          {
            maxLength: 4,
          },
        ),
        hostile,
        fc.boolean(),
        (now, before, notes, name, brief) => {
          const named = (issues: Issue[]) =>
            issues.map((one) => ({ ...one, title: `${name} ${one.number}` }));
          const of = release({
            groups: { noun: 'SIG', prefix: 'sig/', rows: null, names: { node: name }, owners: {} },
            kinds: [kind({ id: 'bug', title: name, withoutMilestone: true }), kind({ id: 'flake' })],
          });
          const made = report({
            of,
            issues: named(now),
            notes: notes.map(([type, heading, text], at) => note({ id: at + 1, type, heading, text })),
            before: before && { issues: named(before), now: noon - 1 },
          });
          const text = reportMarkdown(made.status, { report: made, brief });
          if (!brief) expect(tocLinks(text)).toEqual(gitHubAnchors(text).slice(3));
          expect(text).not.toMatch(/@(?!\u200b)|(?<!\\)<|[\r\u202a-\u202e\u2066-\u2069]/);
        },
      ),
      { numRuns: 100 },
    );
  });
});
