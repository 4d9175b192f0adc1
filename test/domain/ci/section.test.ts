/** What stands under Test Failures and Suite Failures, what an issue is taken to be about, and where links lead. */
import { describe, expect, it } from '@jest/globals';
import { issueAbout } from '../../../src/domain/ci/about.js';
import { type CiEvidence, nothingOfCi } from '../../../src/domain/ci/board.js';
import { sayManual, sayTest, sayWord } from '../../../src/domain/ci/entry-words.js';
import type { Job } from '../../../src/domain/ci/job.js';
import { boardUrl, issueName, rangeUrl } from '../../../src/domain/ci/links.js';
import { ciSections } from '../../../src/domain/ci/section.js';
import type { JobSet } from '../../../src/domain/ci/settings.js';
import { silenceEnd } from '../../../src/domain/ci/silence.js';
import type { JobsGate } from '../../../src/domain/gates/gate.js';
import { itemRef } from '../../../src/domain/issue.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { column, columns, groupWord, job, jobsGate, manualTest, sha } from '../../builders/ci.js';
import { issue, noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { status } from '../../builders/status.js';

const tab = (board: string, name: string, row = 'rg', given: Partial<Job> = {}) =>
  job(row, { board, name, ...given });

const boards = ['google-gke', 'all', 'skew'];
const setOver = (board: string, owners: JobSet['owners'] = []): JobSet => ({
  ...{ id: board, from: { source: 'testgrid', dashboard: board, tabs: null }, owners },
  ...{ staleAfter: day, alerts: true },
});

function sections(jobs: Job[], ci: Partial<CiEvidence> = {}, ...gates: Partial<JobsGate>[]) {
  const given = gates.length === 0 ? [{}] : gates;
  return ciSections(
    status({
      of: release({
        gates: given.map((gate, at) => jobsGate({ id: `gate-${at}`, jobs: ['*'], ...gate })),
        ci: {
          sets: boards.map((board) => setOver(board, [{ jobs: '*', group: 'node' }])),
          readWithin: 30 * minute,
        },
      }),
      ci: { ...nothingOfCi, jobs, ...ci },
    }),
  );
}

describe('the suites of a report', () => {
  it('stand by board in the order in which boards are configured, and many of one board below it', () => {
    const { suites } = sections([
      tab('skew', 'up-1'),
      tab('unconfigured', 'x'),
      tab('skew', 'up-2'),
      tab('all', 'serial'),
      tab('skew', 'up-3'),
      tab('google-gke', 'autoscaling'),
    ]);
    expect(suites?.boards.map(({ board, isNested, jobs }) => [board, isNested, jobs.length])).toEqual([
      ['google-gke', false, 1],
      ['all', false, 1],
      ['skew', true, 3],
      ['unconfigured', false, 1],
    ]);
    expect(suites?.boards[2]?.url).toBe('https://testgrid.example/skew#Summary');
  });

  it('leave out what is green by itself, and keep what is green only by somebody’s word, below the others', () => {
    const red = tab('all', 'b');
    const excused = tab('all', 'a');
    const words = [groupWord({ job: excused.key })];
    const { suites } = sections([excused, tab('all', 'fine', 'ggg'), red], { words });
    expect(suites?.boards[0]?.jobs.map(({ counted }) => counted.judged.job.name)).toEqual(['b', 'a']);
    expect(suites?.looked).toBe(3);
  });

  it('tell a job once though two gates are about it, as the stricter has it', () => {
    const weak = tab('all', 'a', 'gr');
    const { suites } = sections([weak], {}, { green: 1 }, { green: 3 });
    expect(suites?.boards.flatMap(({ jobs }) => jobs).map(({ counted }) => counted.colour)).toEqual([
      'yellow',
    ]);
  });

  it('name the owner, the linked issues, and otherwise an issue whose title names the test', () => {
    const linked = tab('all', 'a', 'rg', { linked: { TestA: ['https://github.com/acme/rocket/issues/7'] } });
    expect(sections([linked]).suites?.boards[0]?.jobs[0]).toMatchObject({
      owner: 'node',
      issues: ['https://github.com/acme/rocket/issues/7'],
      suggested: null,
    });
  });

  it('are none where no gate counts jobs, and say which patterns nobody runs', () => {
    expect(sections([tab('all', 'a')], {}, { kind: 'tests' }).suites).toBeNull();
    expect(sections([], {}, { jobs: ['all/kubeadm'] }).suites?.missing).toEqual(['all/kubeadm']);
  });
});

describe('the tests of a report', () => {
  const failing = (names: string[], at = noon - hour) =>
    column({ outcome: 'red', failed: names, startedAt: at });
  const tests = (...jobs: Job[]) => sections(jobs, {}, { kind: 'tests' }).tests;

  it('stand once each, with the jobs in which they fail, since the first of them', () => {
    const newer = tab('all', 'newer', '', {
      columns: [failing(['A', 'B']), ...columns('ggg', '', noon - 2 * hour)],
    });
    const older = tab('all', 'older', '', {
      columns: [
        failing(['B'], noon - hour),
        failing(['B'], noon - 5 * hour),
        ...columns('gg', '', noon - 6 * hour),
      ],
    });
    expect(
      tests(newer, older)?.tests.map(({ name, since, runs, jobs }) => [name, since, runs, jobs.length]),
    ).toEqual([
      ['A', noon - hour, 1, 1],
      ['B', noon - 5 * hour, 2, 2],
    ]);
  });

  it('have the commit range only where they began with the row of failures', () => {
    const given = tab('all', 'a', '', {
      columns: [
        column({ outcome: 'red', failed: ['Old', 'New'], startedAt: noon - hour, commit: sha('c') }),
        column({ outcome: 'red', failed: ['Old'], startedAt: noon - 2 * hour, commit: sha('b') }),
        column({ startedAt: noon - 3 * hour, commit: sha('a') }),
      ],
    });
    expect(tests(given)?.tests.map(({ name, range }) => [name, range])).toEqual([
      ['Old', { good: sha('a'), bad: sha('b') }],
      ['New', null],
    ]);
  });

  it('put flakes last, and keep jobs that name no test', () => {
    const flake = tab('all', 'f', '', {
      columns: [
        column({ outcome: 'red', failed: ['Flaky', 'Failing'], startedAt: noon - hour, commit: sha('a') }),
        column({ startedAt: noon - 2 * hour, commit: sha('b') }),
        column({ outcome: 'red', failed: ['Flaky'], startedAt: noon - 3 * hour, commit: sha('c') }),
        ...columns('gggggg', '', noon - 4 * hour),
      ],
    });
    const broken = tab('all', 'broken', '', { columns: [column({ outcome: 'red', failed: [], ran: 0 })] });
    const found = tests(flake, broken);
    expect(found?.tests.map(({ name, nature }) => [name, nature])).toEqual([
      ['Failing', 'failing'],
      ['Flaky', 'flaky'],
    ]);
    expect(found?.others.map(({ counted }) => counted.judged.job.name)).toEqual(['broken']);
  });
});

describe('an issue', () => {
  const known = (...titles: string[]) =>
    titles.map((title, at) => itemRef(issue({ number: at + 1, title, createdAt: noon - at * hour })));

  it('is about a test that its title names, the oldest first; the test comes before the job', () => {
    const issues = known('kind-master is red', 'Flake: TestServing Slow', 'testserving slow fails again');
    expect(issueAbout(['TestServing  Slow', 'kind-master'], issues)?.number).toBe(3);
    expect(issueAbout(['kind-master'], issues)?.number).toBe(1);
  });

  it('is not about a job whose name is only part of a longer one, nor about a word that is everywhere', () => {
    expect(issueAbout(['gce-serial'], known('gce-serial-1.6 is red', 'a-gce-serial'))).toBeNull();
    expect(issueAbout(['build', ''], known('build fails'))).toBeNull();
  });

  it('is called by its number, with its repository where that is another one', () => {
    expect(issueName('https://github.com/acme/rocket/issues/7#c1', 'ACME/rocket')).toBe('#7');
    expect(issueName('https://github.com/acme/other/pull/7', 'acme/rocket')).toBe('acme/other#7');
    expect(issueName('https://evil.example/issues/7', 'acme/rocket')).toBeNull();
  });
});

describe('links', () => {
  const place = { web: 'https://github.com/', repository: 'acme/rocket' };
  it.each([
    [sha('a'), sha('b'), '/compare/aaaaaaaaa...bbbbbbbbb'],
    [sha('a'), sha('a'), '/commit/aaaaaaaaa'],
    [null, sha('b'), '/commit/bbbbbbbbb'],
    [sha('a'), null, '/commit/aaaaaaaaa'],
    [sha('a'), 'v1.6.0', '/commit/aaaaaaaaa'],
  ])('lead from %s to %s', (good, bad, path) => {
    expect(rangeUrl({ good, bad }, place)).toBe(`https://github.com/acme/rocket${path}`);
  });

  it('are none where neither commit is known, or the repository has no name', () => {
    expect(rangeUrl({ good: null, bad: 'x" onclick' }, place)).toBeNull();
    expect(rangeUrl({ good: sha('a'), bad: sha('b') }, { ...place, repository: 'a b/../c' })).toBeNull();
  });

  it('lead to the summary of a dashboard, and of nothing else', () => {
    expect(boardUrl(job())).toBe('https://testgrid.example/blocking#Summary');
    expect(boardUrl(job('', { url: null }))).toBeNull();
    expect(boardUrl(job('', { key: 'actions:a/b/c@d', url: 'https://x.example/#a' }))).toBeNull();
  });
});

describe('words', () => {
  const { groups } = release();
  it('name who answers, why, and until when', () => {
    expect(sayWord(groupWord(), groups, 'UTC')).toBe(
      'word of SIG Node (grace) until 17 March 2017, 12:00 UTC: The test is wrong',
    );
    expect(sayManual(manualTest({ result: 'fail' }), 'UTC')).toBe(
      'failed by hand at aaaaaaaaa (grace, 16 March 2017, 11:50 UTC): kubeadm init on three nodes',
    );
  });

  it('tell a flake from a failure', () => {
    const test = { since: noon, openEnded: true, runs: 1, range: { good: null, bad: sha('b') } };
    expect(sayTest({ ...test, nature: 'failing' }, 'UTC')).toBe(
      'failing since 16 March 2017, 12:00 UTC or longer (1 run), first seen at bbbbbbbbb',
    );
    expect(sayTest({ ...test, nature: 'flaky', range: null }, 'UTC')).toContain('flaky: failed since');
  });
});

describe('a silence', () => {
  it('of two hours is two hours', () => {
    expect(silenceEnd('2h', noon, 'UTC')).toBe(noon + 2 * hour);
  });

  it.each([
    // The clock goes forward in the night between.
    ['America/Los_Angeles', '2017-03-11T20:00:00Z', '2017-03-12T16:00:00.000Z'],
    ['America/Los_Angeles', '2017-03-10T20:00:00Z', '2017-03-11T17:00:00.000Z'],
    ['Pacific/Auckland', '2017-03-16T12:00:00Z', '2017-03-17T20:00:00.000Z'],
    ['UTC', '2017-12-31T23:59:00Z', '2018-01-01T09:00:00.000Z'],
  ])('until tomorrow ends at nine in the morning of the next day in %s', (zone, now, end) => {
    expect(new Date(silenceEnd('tomorrow', Date.parse(now), zone)).toISOString()).toBe(end);
  });
});
