/** The gate over CI jobs, what a group's word and a test by hand make of it, and the colour of a board. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CiEvidence, colourOf, matchesJob, nothingOfCi } from '../../../src/domain/ci/board.js';
import type { Job } from '../../../src/domain/ci/job.js';
import { checkManualTest, commitAtStake, endManualTest } from '../../../src/domain/ci/manual.js';
import { checkWord, endWord } from '../../../src/domain/ci/word.js';
import type { Finding, JobsGate } from '../../../src/domain/gates/gate.js';
import { decideJobs } from '../../../src/domain/gates/jobs.js';
import type { Release } from '../../../src/domain/release.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import { decideVerdict } from '../../../src/domain/verdict.js';
import { applyWaivers } from '../../../src/domain/waiver/cover.js';
import type { Waiver } from '../../../src/domain/waiver/waiver.js';
import { column, columns, groupWord, job, jobsGate, manualTest, sha } from '../../builders/ci.js';
import { noon } from '../../builders/issue.js';
import { release } from '../../builders/release.js';
import { evidence } from '../../builders/status.js';

function decide(
  jobs: Job[],
  given: Partial<CiEvidence> = {},
  gate: Partial<JobsGate> = {},
  of: Partial<Release> = {},
): Finding {
  const ci = { ...nothingOfCi, jobs, ...given };
  return decideJobs(jobsGate(gate), release(of), evidence({ ci }), noon);
}

const named = (name: string, row: string, given: Partial<Job> = {}) => job(row, { name, ...given });
const green = named('green', 'ggg');

describe('what can be waived of it', () => {
  const waived = (jobs: Job[], names: string[], gate: Partial<JobsGate> = {}) => {
    const found = decide(jobs, {}, gate);
    const parts = (found.parts ?? []).filter(({ title }) => names.includes(title)).map(({ key }) => key);
    const waiver: Waiver = {
      ...{ id: 1, release: 'v1.6', gate: found.gate, covers: { parts }, about: '', reason: 'Known' },
      ...{ by: { id: 'U1', name: 'ann' }, at: noon - minute, until: noon + day, second: null },
      ...{ needsSecond: false, raisedBy: [], ended: null },
    };
    return applyWaivers([found], [waiver], release().waiving, noon)[0];
  };

  it('is each job that is red or yellow, by name', () => {
    const jobs = [green, named('one', 'r'), named('two', 'fggg')];
    expect(decide(jobs).parts?.map(({ title }) => title)).toEqual(['one', 'two']);
    expect(waived(jobs, ['one'])).toMatchObject({ state: 'no-go' });
    expect(waived(jobs, ['one', 'two'])).toMatchObject({ state: 'go', waived: '2 waived' });
    expect(decide([green]).parts).toBeUndefined();
  });

  it('is not what nobody knows: beside a waived job it stays unknown', () => {
    expect(waived([named('one', 'r'), named('new', '')], ['one', 'new'])).toMatchObject({ state: 'unknown' });
    const two = { jobs: ['blocking/*', 'other/*'] };
    expect(waived([named('one', 'r')], ['one'], two)).toMatchObject({ state: 'unknown' });
  });
});

describe('the gate', () => {
  it.each([
    ['ggg', 'go', '2 jobs, none of which holds it back'],
    ['r', 'no-go', '1 red of 2 jobs'],
    ['fggg', 'no-go', '1 flaky of 2 jobs'],
    ['gg', 'no-go', '1 with too few green runs in a row of 2 jobs'],
    ['', 'unknown', '1 without any result of 2 jobs'],
    ['u', 'unknown', '1 not known of 2 jobs'],
  ])('over a job with columns "%s" is %s', (row, state, detail) => {
    expect(decide([green, named('it', row)])).toMatchObject({ state, detail });
  });

  it('is unknown, and says which, where a job that it names is not there', () => {
    expect(decide([])).toMatchObject({ state: 'unknown', detail: 'no job matches blocking/*' });
    expect(decide([green], {}, { jobs: ['blocking/*', 'other/*'] })).toMatchObject({
      state: 'unknown',
      missing: ['other/*'],
      value: 1,
    });
    const onBranch = decide(
      [green],
      {},
      { jobs: ['blocking/green', 'release-{version}-blocking/kubeadm'] },
      { branch: 'release-1.6' },
    );
    expect(onBranch).toMatchObject({ state: 'unknown' });
    expect(onBranch.detail).toContain(
      'release-1.6-blocking/kubeadm has no result on release-1.6: no job matches it',
    );
  });

  it('is red rather than unknown when it is both', () => {
    expect(decide([named('a', 'r'), named('b', '')], {}, { jobs: ['*', 'gone'] }).state).toBe('no-go');
  });

  it('links to the jobs that do not hold, the worst first, and to all when they hold', () => {
    const found = decide([green, named('new', ''), named('few', 'gg'), named('bad', 'rr')]);
    expect(found.evidence.map(({ title }) => title.replace(/:.*/, ''))).toEqual(['bad', 'few', 'new']);
    expect(found.evidence[0]?.url).toBe('https://testgrid.example/blocking#bad');
    expect(found.jobs?.map(({ judged }) => judged.job.name)).toEqual(['bad', 'few', 'new', 'green']);
    expect(decide([green]).evidence).toHaveLength(1);
    expect(decide([job('ggg', { url: null })]).evidence).toEqual([]);
  });

  it('counts failing tests where it is asked to, the same test once', () => {
    const failing = decide([named('a', 'r'), named('b', 'rr')], {}, { kind: 'tests' });
    expect(failing).toMatchObject({ value: 1, detail: '1 failing test: 2 red of 2 jobs' });
  });

  it('takes its age limit from the set of the job unless it has its own', () => {
    const from = { source: 'testgrid' as const, dashboard: 'blocking', tabs: null };
    const ci = {
      sets: [{ id: 'b', from, owners: [], staleAfter: 10 * minute, alerts: true }],
      readWithin: 30 * minute,
    };
    expect(decide([green], {}, {}, { ci }).state).toBe('unknown');
    expect(decide([green], {}, { staleAfter: hour }, { ci }).state).toBe('go');
  });

  it('says by which rule it decides', () => {
    expect(decide([green], {}, { manual: true, staleAfter: day }).rule).toBe(
      'each job of blocking/* has its last 3 runs green, none with less than 70 % of the usual tests, the last within 1 d, or the word of its group or a manual test of the commit',
    );
  });

  it('was observed when the job was that was read first', () => {
    expect(decide([green, named('b', 'ggg', { readAt: noon - 9 * minute })]).observedAt).toBe(
      noon - 9 * minute,
    );
    expect(decide([green, named('b', 'ggg', { readAt: null })]).observedAt).toBeNull();
  });
});

describe('a pattern', () => {
  it.each([
    ['blocking/*', true],
    ['blocking#kind-master', true],
    ['BLOCKING/Kind-*', true],
    ['kind-*', true],
    ['*master', true],
    ['block*', false],
    ['other/*', false],
    ['blocking', false],
  ])('%s means the job blocking/kind-master: %s', (pattern, expected) => {
    expect(matchesJob(pattern, job())).toBe(expected);
  });

  it('names a workflow by its own name and by its file', () => {
    const workflow = { key: 'actions:a/b/e2e.yml@release-1.6', board: 'a/b', name: 'End to end' };
    for (const pattern of ['a/b/*', 'a/b/e2e.yml', 'a/b/End*', 'End to end', 'e2e.yml'])
      expect([pattern, matchesJob(pattern, workflow)]).toEqual([pattern, true]);
    expect(matchesJob('a/b/other.yml', workflow)).toBe(false);
  });
});

describe('a group’s word', () => {
  const withWord = (row: string | Job, word = groupWord()) =>
    decide([typeof row === 'string' ? job(row) : row], { words: [word] });

  it.each(['r', 'rrr', 'f', 'gg'])('excuses a job with columns "%s"', (row) => {
    expect(withWord(row)).toMatchObject({ state: 'go' });
    expect(withWord(row).detail).toContain('1 excused by its group');
  });

  it.each(['', 'u'])('does not excuse that nobody knows of columns "%s"', (row) => {
    expect(withWord(row).state).toBe('unknown');
  });

  it('counts to its end and not at it, and not when it was taken back or is about another job', () => {
    expect(withWord('r', groupWord({ until: noon + 1 })).state).toBe('go');
    expect(withWord('r', groupWord({ until: noon })).state).toBe('no-go');
    expect(withWord('r', endWord(groupWord(), noon)).state).toBe('no-go');
    expect(withWord('r', groupWord({ job: 'testgrid:other#kind-master' })).state).toBe('no-go');
    expect(withWord('r', groupWord({ at: noon + day, until: noon + 2 * day })).state).toBe('no-go');
  });

  it('is used up when the job has recovered since: the next failure needs another', () => {
    const given = groupWord({ at: noon - 4 * hour });
    expect(withWord('rggg', given).state).toBe('no-go');
    // Only one of the greens came after it.
    expect(withWord('rggg', groupWord({ at: noon - 2 * hour })).state).toBe('go');
    expect(withWord('rggrgr', given).state).toBe('go');
  });

  it('needs a reason and an end in the future', () => {
    expect(checkWord(groupWord(), noon)).toEqual(groupWord());
    expect(() => checkWord(groupWord({ until: noon }), noon)).toThrow('an end in the future');
    expect(() => checkWord(groupWord({ until: Number.NaN }), noon)).toThrow('an end in the future');
    expect(() => checkWord(groupWord({ reason: ' ' }), noon)).toThrow('needs a reason');
  });

  it('is not changed when it ends, and ends once', () => {
    const word = Object.freeze(groupWord());
    const ended = endWord(word, noon);
    expect([word.endedAt, ended.endedAt, endWord(ended, noon + day).endedAt]).toEqual([null, noon, noon]);
  });
});

describe('a test by hand', () => {
  const byHand = (row: string, given: Partial<CiEvidence> = {}, manual = true) =>
    decide([job(columns(row, 'a'))], { manual: [manualTest()], ...given }, { manual });

  it.each(['r', 'gg', 'u', 'f'])('stands in for a job with columns "%s" where that is allowed', (row) => {
    expect(byHand(row).state).toBe('go');
    expect(byHand(row).detail).toContain('1 tested by hand');
    expect(byHand(row, {}, false).state).not.toBe('go');
  });

  it('lapses with the next commit', () => {
    expect(byHand('r', { head: 'aaaaaaa' }).state).toBe('go');
    expect(byHand('r', { head: sha('b') }).state).toBe('no-go');
    // Nobody says what the head is, and another job has seen a newer commit.
    const other = job([column({ startedAt: noon - minute, commit: sha('b'), outcome: 'running' })], {
      name: 'x',
    });
    const seen = decide(
      [job(columns('r', 'a')), other],
      { manual: [manualTest()] },
      { manual: true, jobs: ['kind-master'] },
    );
    expect(seen.state).toBe('no-go');
  });

  it('does not come back when a slower job runs the old commit after the next one was seen', () => {
    const at = (ago: number, letter: string, name: string) =>
      job([column({ startedAt: noon - ago * minute, commit: sha(letter), outcome: 'red' })], { name });
    const first = at(50, 'a', 'early');
    const seen = (jobs: Job[]) =>
      decide(
        [...jobs, job(columns('r', 'a', noon - 5 * minute))],
        { manual: [manualTest()] },
        {
          manual: true,
          jobs: ['kind-master'],
        },
      ).state;
    expect(seen([first])).toBe('go');
    expect(seen([first, at(20, 'b', 'fast')])).toBe('no-go');
    // The same commit, abbreviated in another way.
    expect(commitAtStake(null, [first, at(20, 'b', 'fast'), at(10, 'aaa', 'slow')], noon)).toBe(sha('b'));
  });

  it('does not count where no commit is known, or too little of it', () => {
    const none = columns('r').map((one) => ({ ...one, commit: null }));
    expect(decide([job(none)], { manual: [manualTest()] }, { manual: true }).state).toBe('no-go');
    expect(byHand('r', { head: 'aaaaaa' }).state).toBe('no-go');
    expect(byHand('r', { manual: [manualTest({ commit: 'aaaaaa' })] }).state).toBe('no-go');
    expect(commitAtStake(null, [], noon)).toBeNull();
  });

  it('that failed makes a green job red, and the last one counts', () => {
    const failed = manualTest({ id: 2, result: 'fail', at: noon - 5 * minute });
    expect(byHand('ggg', { manual: [manualTest(), failed] })).toMatchObject({
      state: 'no-go',
      detail: '1 failed by hand of 1 job',
    });
    const again = manualTest({ id: 3, at: noon - minute });
    expect(byHand('r', { manual: [again, manualTest(), failed] }).state).toBe('go');
  });

  it('does not count when it was taken back, or will be made', () => {
    expect(byHand('r', { manual: [endManualTest(manualTest(), noon - minute)] }).state).toBe('no-go');
    expect(byHand('r', { manual: [manualTest({ at: noon + day })] }).state).toBe('no-go');
  });

  it('says what was tried, and on which commit', () => {
    expect(checkManualTest(manualTest())).toEqual(manualTest());
    expect(() => checkManualTest(manualTest({ commit: 'beta.4' }))).toThrow('which commit was tested');
    expect(() => checkManualTest(manualTest({ what: '' }))).toThrow('what was tested');
  });
});

describe('the colour of a board', () => {
  it.each([
    [['r', 'f', '', 'ggg'], 'red'],
    [['f', '', 'ggg'], 'yellow'],
    [['gg', 'ggg'], 'yellow'],
    [['', 'ggg'], 'unknown'],
    [['ggg', 'ggg'], 'green'],
    [[], 'unknown'],
  ])('over %j is %s', (rows, colour) => {
    const found = decide(rows.map((row, at) => named(`job-${at}`, row)));
    expect(colourOf(found.jobs ?? [])).toBe(colour);
  });

  it('is green when the group of its flaky job says that it does not block', () => {
    expect(colourOf(decide([job('fggg')], { words: [groupWord()] }).jobs ?? [])).toBe('green');
  });
});

describe('a verdict', () => {
  it('never says GO while a job is red or not known and nobody answers for it', () => {
    const someJob = fc
      .record({
        row: fc.constantFrom('ggg', 'rgg', 'r', 'gg', '', 'u', 'f', '.ggg', '-ggg'),
        problem: fc.constantFrom(null, null, 'no answer'),
        readAt: fc.constantFrom(noon, noon, null, noon - day),
        excused: fc.boolean(),
      })
      .map((given) => given);
    fc.assert(
      fc.property(fc.array(someJob, { maxLength: 5 }), fc.boolean(), (list, wide) => {
        const jobs = list.map(({ row, problem, readAt }, at) => named(`job-${at}`, row, { problem, readAt }));
        const words = list.flatMap(({ excused }, at) =>
          excused ? [groupWord({ id: at, job: jobs[at]?.key ?? '' })] : [],
        );
        const of = release({ gates: [jobsGate({ jobs: wide ? ['*'] : ['blocking/*', 'job-0'] })] });
        const { state } = decideVerdict(of, evidence({ ci: { ...nothingOfCi, jobs, words } }), noon);
        const holds = list.every(({ row, problem, readAt, excused }) => {
          if (readAt !== noon) return false;
          if (['ggg', '.ggg', '-ggg'].includes(row)) return problem === null;
          return excused && ['rgg', 'r', 'gg', 'f'].includes(row);
        });
        expect(state === 'GO').toBe(list.length > 0 && holds);
      }),
      { numRuns: 400 },
    );
  });
});
