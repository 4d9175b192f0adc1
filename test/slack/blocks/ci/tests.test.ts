/** `/release-status tests`, the reasons over jobs, and the lists in a digest's thread. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CiEvidence, nothingOfCi } from '../../../../src/domain/ci/board.js';
import type { Job } from '../../../../src/domain/ci/job.js';
import type { JobsGate } from '../../../../src/domain/gates/gate.js';
import { day, minute } from '../../../../src/domain/time.js';
import { jobRefOf, readPage } from '../../../../src/slack/blocks/ci/deeds.js';
import { ciLists } from '../../../../src/slack/blocks/ci/details.js';
import { testsMessage } from '../../../../src/slack/blocks/ci/tests.js';
import type { Message } from '../../../../src/slack/blocks/parts/block.js';
import { pagesOf } from '../../../../src/slack/blocks/parts/pages.js';
import { statusMessage } from '../../../../src/slack/blocks/status/status.js';
import { anyCi, sets } from '../../../builders/arbitrary-ci.js';
import { column, columns, groupWord, job, jobsGate, sha } from '../../../builders/ci.js';
import { noon } from '../../../builders/issue.js';
import { release } from '../../../builders/release.js';
import { status } from '../../../builders/status.js';
import { expectSlackTakesIt, markupOf, textsOf } from '../checks.js';

const unstable = jobsGate({ id: 'unstable', jobs: ['*'] });
const tests = jobsGate({ id: 'tests', jobs: ['*'], kind: 'tests', blocks: false, reason: 'Tests fail' });

function statusWith(jobs: Job[], ci: Partial<CiEvidence> = {}, gates: JobsGate[] = [unstable]) {
  return status({
    of: release({ gates, ci: { sets, readWithin: 30 * minute } }),
    ci: { ...nothingOfCi, jobs, ...ci },
  });
}
const everything = ({ text, blocks }: Message): string => [text, ...textsOf(blocks)].join('\n');
const red = (name: string, given: Partial<Job> = {}) =>
  job('', {
    ...{ name, board: 'google-gke' },
    columns: [
      column({ outcome: 'red', commit: sha('b'), startedAt: noon - 30 * minute }),
      ...columns('ggg', 'a', noon - 90 * minute),
    ],
    ...given,
  });
interface Menu {
  block_id: string;
  accessory?: { options: { value: string; text: { text: string }; url?: string }[] };
}
const menus = ({ blocks }: Message) => (blocks as unknown as Menu[]).filter(({ accessory }) => accessory);

describe('the answer about tests', () => {
  it('has the jobs by gate, the worst first, with standing, range, owner and freshness; what is green in one line', () => {
    const jobs = [job('ggg', { name: 'fine' }), job('gg', { name: 'young' }), red('gci')];
    const message = testsMessage(statusWith(jobs));
    expect(message.text).toBe('v1.6: 2 of 3 jobs not green.');
    const all = everything(message);
    expect(all).toContain(
      ':red_circle:  *Tests unstable*\n1 red, 1 with too few green runs in a row of 3 jobs',
    );
    expect(all.indexOf('gci')).toBeLessThan(all.indexOf('|young>'));
    expect(all).toContain(
      'red since 16 March 2017, 11:30 UTC (1 run), between aaaaaaaaa and bbbbbbbbb (<https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb|changes>)',
    );
    expect(all).toContain('1 test fails: TestA');
    expect(all).toContain('SIG Node');
    expect(all).toContain(':large_green_circle:  1 green: fine');
    expect(all).toContain('CI read');
  });

  it('shows the word of a group, and offers to take it back', () => {
    const given = red('gci');
    const message = testsMessage(statusWith([given], { words: [groupWord({ id: 7, job: given.key })] }));
    expect(everything(message)).toContain(
      '_word of SIG Node (grace) until 17 March 2017, 12:00 UTC: The test is wrong_',
    );
    expect(menus(message)[0]?.accessory?.options.map(({ value }) => value)).toEqual([
      ...['word', 'end-word:7', 'manual', 'open'],
    ]);
  });

  it('says at each job’s menu which job of which release is meant', () => {
    const [menu] = menus(testsMessage(statusWith([red('gci: a')])));
    expect(jobRefOf(menu?.block_id ?? '')).toEqual({ release: 'v1.6', job: 'testgrid:google-gke#gci: a' });
    expect(menu?.accessory?.options.map(({ text }) => text.text)).toEqual([
      ...['Give the group’s word…', 'Record a manual test…', 'Open the job'],
    ]);
    for (const odd of ['', 'ci_job:0.0:%:x', 'x']) expect(jobRefOf(odd)).toBeNull();
  });

  it('has no menu where the name of a job is too long for one', () => {
    expect(menus(testsMessage(statusWith([red('x'.repeat(300))])))).toEqual([]);
  });

  it('turns pages through many jobs, and leaves out none and shows none twice', () => {
    const jobs = Array.from({ length: 120 }, (_, at) => red(`job-${at}-end`));
    const all = statusWith(jobs);
    const first = testsMessage(all);
    const count = Number(/\(1 of (\d+)\)/.exec(first.text)?.[1]);
    expect(count).toBeGreaterThan(2);
    const pages = Array.from({ length: count }, (_, at) => testsMessage(all, at));
    const found = pages.flatMap((page) =>
      [...everything(page).matchAll(/\|(job-\d+-end)>/g)].map(([, name]) => name),
    );
    expect(found).toEqual(jobs.map(({ name }) => name));
    for (const page of pages) {
      expectSlackTakesIt(page);
      expect(everything(page)).toContain('*Tests unstable*');
    }
    const values = (page: Message | undefined) =>
      [...JSON.stringify(page?.blocks.at(-1)).matchAll(/"value":"(\d+ v1\.6)"/g)].map(([, value]) => value);
    expect(values(pages[0])).toEqual(['1 v1.6']);
    expect(values(pages[1])).toEqual(['0 v1.6', '2 v1.6']);
    expect(values(pages.at(-1))).toEqual([`${count - 2} v1.6`]);
    expect(testsMessage(all, 999).text).toBe(pages.at(-1)?.text);
    expect(readPage('12 v1.6 beta')).toEqual({ page: 12, release: 'v1.6 beta' });
    expect(readPage('x')).toBeNull();
  });

  it('says what nobody runs, that nothing was read, and that there is no such gate', () => {
    expect(everything(testsMessage(statusWith([], {}, [{ ...unstable, jobs: ['a/b'] }])))).toContain(
      ':white_circle:  a/b: no job matches it',
    );
    expect(everything(testsMessage(statusWith([job('', { readAt: null })])))).toContain(
      'CI has not been read yet',
    );
    expect(testsMessage(statusWith([], {}, [])).text).toBe('v1.6 has no gate over jobs.');
  });
});

describe('a reason over jobs', () => {
  it('names the three worst as links, and how many more', () => {
    const all = everything(statusMessage(statusWith([...'abcde'].map((name) => red(name)))));
    expect(all).toContain('*Tests unstable* · 5 red of 5 jobs: <https://testgrid.example/google-gke#a|a>');
    expect(all).toContain('|c> and 2 more');
    expect(all).not.toContain('0 allowed');
  });

  it('has a button that leads to the jobs', () => {
    expect(JSON.stringify(statusMessage(statusWith([])))).toContain('status_section:tests');
    expect(JSON.stringify(statusMessage(statusWith([], {}, [])))).not.toContain('status_section:tests');
  });
});

describe('the thread of a digest', () => {
  const lists = (jobs: Job[], ci = {}) => ciLists(statusWith(jobs, ci, [unstable, tests]));
  it('lists failing tests and suites, each with where and since when', () => {
    const [first, second] = lists([red('gci')]).flatMap(pagesOf);
    expect(first?.text).toBe('v1.6: 1 failing test');
    expect(everything(first as Message)).toContain('TestA \nfailing since 16 March 2017, 11:30 UTC (1 run)');
    expect(second?.text).toBe('v1.6: 1 of 1 suite not green');
    expect(everything(second as Message)).toContain('google-gke#gci');
  });

  it('has no list where everything is green', () => {
    expect(lists([job('ggg')])).toEqual([]);
  });

  it('keeps two hundred tests to messages that Slack takes', () => {
    const failed = Array.from({ length: 200 }, (_, at) => `Test ${at} ${'x'.repeat(at)}`);
    const given = red('gci', { columns: [column({ outcome: 'red', failed })] });
    for (const message of lists([given]).flatMap(pagesOf)) expectSlackTakesIt(message);
  });
});

describe('any test signal', () => {
  const harmless = (message: Message) => {
    expectSlackTakesIt(message);
    for (const markup of [message.text, ...markupOf(message.blocks)])
      expect(markup).not.toMatch(/<[@!#](?!date\^)/);
    for (const [, url] of JSON.stringify(message.blocks).matchAll(/"url":"([^"]*)"/g))
      expect(url).toMatch(/^https?:\/\//);
  };

  it('is shown in messages that Slack takes and that call nobody', () => {
    fc.assert(
      fc.property(anyCi, fc.nat(3), (ci, page) => {
        const given = statusWith(ci.jobs, ci, [unstable, tests]);
        harmless(testsMessage(given, page));
        harmless(statusMessage(given));
        for (const message of ciLists(given).flatMap(pagesOf)) harmless(message);
      }),
      { numRuns: 60, endOnFailure: true },
    );
  });

  it('is never more than a day old without a word about it', () => {
    const old = job('ggg', { readAt: noon - day });
    expect(everything(testsMessage(statusWith([old])))).toContain('not known: it was last read 1 d ago');
  });
});
