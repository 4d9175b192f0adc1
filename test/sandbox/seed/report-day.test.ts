/** The seeded days give exactly the published figures when they are counted by the server's own search. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { Octokit } from '@octokit/rest';
import { startLocalGitHub } from '../../../src/sandbox/github/index.js';
import { type DayCounts, type DayRecord, dayFromRecord } from '../../../src/sandbox/seed/day-counts.js';
import { NOON_16_MARCH_2017 } from '../../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../../src/sandbox/seed/report-day.js';
import { counter, expectFigures, OPEN } from './figures.js';

async function expectExactly(counts: DayCounts): Promise<void> {
  const github = await startLocalGitHub({ limits: 'none', now: () => counts.publishedAt });
  try {
    seedReportDay(github, counts);
    await expectFigures(github, { ...counts, brokenTestRun: counts.brokenTestRun ?? 0 });
  } finally {
    await github.close();
  }
}

describe('the noon draft of 16 March 2017', () => {
  it('is seeded exactly', () => expectExactly(NOON_16_MARCH_2017));

  it('is the same world each time, and another with another seed', async () => {
    const titles = async (seed?: number) => {
      const github = await startLocalGitHub({ limits: 'none', now: () => NOON_16_MARCH_2017.publishedAt });
      try {
        const { repo } = seedReportDay(github, NOON_16_MARCH_2017, seed === undefined ? {} : { seed });
        const answer = await fetch(`${github.url}/repos/${repo}/issues?milestone=17&per_page=100&state=all`);
        const issues = (await answer.json()) as { title: string; number: number; updated_at: string }[];
        return issues.map(({ title, number, updated_at }) => `${number} ${title} ${updated_at}`);
      } finally {
        await github.close();
      }
    };
    expect(await titles()).toEqual(await titles());
    expect(await titles()).not.toEqual(await titles(5));
  });

  it('has a branch whose merges since the tag lead to their pull requests', async () => {
    const github = await startLocalGitHub({ limits: 'none', now: () => NOON_16_MARCH_2017.publishedAt });
    try {
      seedReportDay(github, NOON_16_MARCH_2017);
      const octokit = new Octokit({ baseUrl: github.url });
      const here = { owner: 'kubernetes', repo: 'kubernetes' };
      const basehead = 'v1.6.0-beta.2...release-1.6';
      const { data } = await octokit.rest.repos.compareCommitsWithBasehead({ ...here, basehead });
      expect(data.ahead_by).toBeGreaterThan(5);
      const commit_sha = data.commits.at(-1)?.sha ?? '';
      const pulls = await octokit.rest.repos.listPullRequestsAssociatedWithCommit({ ...here, commit_sha });
      expect(pulls.data).toMatchObject([{ milestone: { title: 'v1.6' }, merge_commit_sha: commit_sha }]);
      expect(pulls.data[0]?.body).toContain('```release-note');
    } finally {
      await github.close();
    }
  });

  it('has people and robots, issues with and without an assignee', async () => {
    const github = await startLocalGitHub({ limits: 'none', now: () => NOON_16_MARCH_2017.publishedAt });
    try {
      seedReportDay(github, NOON_16_MARCH_2017);
      const count = counter(github);
      for (const part of [
        'no:assignee',
        '-no:assignee',
        'author:k8s-flake-reporter[bot]',
        '-author:k8s-flake-reporter[bot]',
      ])
        expect(await count(`${OPEN} milestone:v1.6 ${part}`)).toBeGreaterThan(0);
    } finally {
      await github.close();
    }
  });
});

describe('a day that no world fits', () => {
  it.each([
    [{ flakesNoSig: 22 }, 'more flakes without a SIG than flakes'],
    [{ flakesBySig: { node: 14 } }, 'node has 14 of only 13 flakes with a SIG'],
    [{ issues: 20 }, 'more flakes than issues'],
    [{ bugs: 37 }, 'more bugs than issues'],
    [{ brokenTestRun: 22 }, 'more broken test runs than flakes'],
  ])('is refused: %j', async (change, message) => {
    const github = await startLocalGitHub();
    try {
      expect(() => seedReportDay(github, { ...NOON_16_MARCH_2017, ...change })).toThrow(message);
    } finally {
      await github.close();
    }
  });
});

const folder = process.env.SIGNALMAN_REAL_DATA;
if (!folder) process.stderr.write('SIGNALMAN_REAL_DATA is not set: the published days are not tried\n');
const records: (DayRecord & { report_date: string; edition: string })[] = folder
  ? JSON.parse(readFileSync(join(folder, 'kubernetes-1.6-daily.json'), 'utf8'))
  : [];

(folder ? describe : describe.skip)('every published day', () => {
  it.each(records.map((record) => [record.report_date, record.edition, record] as const))(
    'of %s (%s) is seeded exactly',
    (_date, _edition, record) => expectExactly(dayFromRecord(record)),
  );

  it('includes the noon draft as we carry it', () => {
    const draft = records.find(
      ({ published_at }) => Date.parse(published_at) === NOON_16_MARCH_2017.publishedAt,
    );
    const some = draft && dayFromRecord(draft);
    const rows = Object.entries(some?.flakesBySig ?? {}).filter(([, number]) => number > 0);
    expect({ ...some, flakesBySig: Object.fromEntries(rows) }).toEqual(NOON_16_MARCH_2017);
  });
});
