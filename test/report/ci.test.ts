/** Test Failures and Suite Failures in the Markdown and JSON reports. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { type CiEvidence, nothingOfCi } from '../../src/domain/ci/board.js';
import type { Job } from '../../src/domain/ci/job.js';
import type { JobsGate } from '../../src/domain/gates/gate.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { anyCi, sets } from '../builders/arbitrary-ci.js';
import { column, columns, groupWord, job, jobsGate, manualTest, sha } from '../builders/ci.js';
import { noon } from '../builders/issue.js';
import { release } from '../builders/release.js';
import { note, status } from '../builders/status.js';
import { gitHubAnchors, headings, tocLinks } from './outline.js';

const suites = jobsGate({ id: 'suites', jobs: ['*'], actions: ['Address all suite failures at once'] });
const tests = jobsGate({
  id: 'tests',
  jobs: ['*'],
  kind: 'tests',
  actions: ['Address all test failures at once'],
});

function statusWith(
  jobs: Job[],
  { gates = [suites, tests], ci = {}, notes = [] as ReturnType<typeof note>[] } = {},
) {
  const evidence: CiEvidence = { ...nothingOfCi, jobs, ...ci };
  return status({
    of: release({ gates, zone: 'America/Los_Angeles', ci: { sets, readWithin: 30 * minute } }),
    ...{ ci: evidence, notes },
  });
}
const markdown = (...given: Parameters<typeof statusWith>) => reportMarkdown(statusWith(...given));
const listed = (report: string, title: string): string[] => {
  const part = report.slice(report.indexOf(`\n## ${title}\n`) + 1);
  return part.slice(0, part.search(/\n\n/)).split('\n').slice(1);
};

const seedTest = '[k8s.io] Services should be able to change the type and ports of a service [Slow]';
const seeded = (board: string, name: string, failed = [seedTest]) =>
  job('', {
    ...{ board, name, url: `https://k8s-testgrid.appspot.com/${board}#${name}` },
    columns: [
      column({ outcome: 'red', failed, commit: sha('b'), startedAt: noon - 30 * minute }),
      ...columns('ggg', 'a', noon - 90 * minute),
    ],
  });

describe('the sections of the test signal', () => {
  it('list tests and tabs as the published reports did, each with what is needed to go on', () => {
    const skew = ['a', 'b', 'c'].map((one) => seeded('release-1.6-upgrade-skew', one));
    const report = markdown([
      seeded('release-1.6-upgrade-skew', 'gce'),
      ...skew,
      seeded('google-gke', 'gci'),
    ]);
    expect(listed(report, 'Suite Failures')).toMatchInlineSnapshot(`
[
  "- [google-gke\\#gci](https://k8s-testgrid.appspot.com/google-gke#gci): red since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); fails: \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]; owner SIG Node",
  "- [release-1.6-upgrade-skew\\#Summary](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#Summary): 4 jobs",
  "  - [release-1.6-upgrade-skew\\#gce](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gce): red since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); fails: \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]; owner SIG Node",
  "  - [release-1.6-upgrade-skew\\#a](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#a): red since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); fails: \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]; owner SIG Node",
  "  - [release-1.6-upgrade-skew\\#b](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#b): red since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); fails: \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]; owner SIG Node",
  "  - [release-1.6-upgrade-skew\\#c](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#c): red since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); fails: \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]; owner SIG Node",
]
`);
    expect(listed(report, 'Test Failures')).toMatchInlineSnapshot(`
[
  "- \\[k8s.io\\] Services should be able to change the type and ports of a service \\[Slow\\]: failing since 16 March 2017, 04:30 PDT (1 run), between aaaaaaaaa and bbbbbbbbb ([changes](https://github.com/acme/rocket/compare/aaaaaaaaa...bbbbbbbbb)); in [release-1.6-upgrade-skew\\#gce](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#gce), [release-1.6-upgrade-skew\\#a](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#a), [release-1.6-upgrade-skew\\#b](https://k8s-testgrid.appspot.com/release-1.6-upgrade-skew#b), 2 more; owner SIG Node",
]
`);
  });

  it('stand between what is counted and the features, with what they ask for, and are linked above', () => {
    const report = markdown([seeded('google-gke', 'gci')], {
      notes: [
        note({ heading: 'Suite failures', text: 'etcd is on it' }),
        note({ id: 2, type: 'action', heading: 'Test Failures', text: 'fix or delete Cassandra' }),
      ],
    });
    const found = headings(report);
    expect(found.slice(found.indexOf('## Test Failures'))).toEqual([
      ...['## Test Failures', '### Action Required', '## Suite Failures', '### Action Required'],
      '## Actions Taken by Release Team',
    ]);
    expect(listed(report, 'Suite Failures').at(-1)).toBe('- etcd is on it');
    expect(report).toContain('- Address all test failures at once\n- fix or delete Cassandra');
    expect(report).toContain('### Action Required\n- Address all suite failures at once');
    expect(tocLinks(report)).toEqual(gitHubAnchors(report).slice(3));
  });

  it('say that there is none, and ask for nothing, where every job is green', () => {
    const report = markdown([job('ggg')]);
    expect(listed(report, 'Suite Failures')).toEqual(['- none in 1 job']);
    expect(report).not.toContain('at once');
  });

  it('are left out where no gate is over jobs and nobody wrote anything', () => {
    expect(markdown([job('r')], { gates: [] })).not.toMatch(/(Test|Suite) Failures/);
  });

  it('name who answers for a job, why and until when, and what was found by hand', () => {
    const red = seeded('google-gke', 'gci');
    const report = markdown([red], {
      gates: [{ ...suites, manual: true } satisfies JobsGate],
      ci: {
        words: [groupWord({ job: red.key, reason: 'Bad <b>test</b>, @all', until: noon + day })],
        manual: [manualTest({ job: red.key, commit: sha('b') })],
        head: sha('b'),
      },
    });
    const [line] = listed(report, 'Suite Failures');
    expect(line).toContain(
      'word of SIG Node (grace) until 17 March 2017, 05:00 PDT: Bad \\<b\\>test\\</b\\>, @\u200ball',
    );
    expect(line).toContain(
      'passed by hand at bbbbbbbbb (grace, 16 March 2017, 04:50 PDT): kubeadm init on three nodes',
    );
    expect(line).toContain('**does not hold the release back**');
  });

  it.each([
    ['has not run for long', job(columns('ggg', '', noon - 3 * day)), 'has not run since 13 March 2017'],
    ['never ran', job(''), 'it never had a result'],
    [
      'ran far fewer tests',
      job([column({ ran: 3 }), ...columns('gggg', '', noon - 3 * hour)]),
      'ran 3 of usually 100 tests',
    ],
    ['cannot be read', job('ggg', { readAt: null, problem: 'TestGrid answers 502' }), 'TestGrid answers 502'],
    ['has not proved itself', job('gg'), '2 of 3 green runs in a row'],
  ])('tell of a job that %s', (_, given, said) => {
    expect(listed(markdown([given]), 'Suite Failures').join()).toContain(said);
  });

  it('say what the release’s branch does not run at all', () => {
    const gates = [{ ...suites, jobs: ['release-1.6-blocking/*'] }];
    expect(listed(markdown([], { gates }), 'Suite Failures')).toEqual([
      '- release-1.6-blocking/\\*: no job matches it, so it has no result',
    ]);
  });

  it('keep two hundred failing tests to a line each, and to five names in the line of their job', () => {
    const names = Array.from({ length: 200 }, (_, at) => `Test ${at}`);
    const report = markdown([seeded('google-gke', 'gci', names)]);
    expect(listed(report, 'Test Failures')).toHaveLength(200);
    expect(listed(report, 'Suite Failures')[0]).toContain('Test 4 and 195 more');
  });
});

describe('with any jobs in it', () => {
  it('the report has only its own headings, and only links to the web', () => {
    fc.assert(
      fc.property(anyCi, (ci) => {
        const report = markdown(ci.jobs, { ci });
        expect(headings(report).filter((one) => /Failures/.test(one))).toEqual([
          '## Test Failures',
          '## Suite Failures',
        ]);
        expect(tocLinks(report)).toEqual(gitHubAnchors(report).slice(3));
        const bare = report.replace(/\\[\\`*_{}[\]<>|#~&]/g, '');
        expect(bare).not.toMatch(/[<>`]/);
        expect(bare).not.toMatch(/!\[/);
        expect(bare).not.toMatch(/@(?!\u200b)/);
        for (const [, url] of bare.matchAll(/\]\(([^)]*)\)/g)) expect(url).toMatch(/^(https?:\/\/|#)/);
      }),
      { numRuns: 100 },
    );
  });

  it('the JSON keeps its shape, and has every job once', () => {
    fc.assert(
      fc.property(anyCi, (ci) => {
        const json = reportJson(statusWith(ci.jobs, { ci }), {
          issues: [],
          withoutMilestone: [],
          enhancements: [],
        });
        expect(reportSchema.strict().parse(json)).toEqual(json);
        const keys = json.jobs?.map(({ key }) => key) ?? [];
        expect(new Set(keys).size).toBe(keys.length);
        expect(keys.length).toBe(new Set(ci.jobs.map(({ key }) => key)).size);
        for (const gate of json.gates) expect(gate).not.toHaveProperty('jobs');
      }),
      { numRuns: 50 },
    );
  });

  it('the JSON says nothing of jobs where no gate is over them', () => {
    const json = reportJson(statusWith([job('r')], { gates: [] }), {
      issues: [],
      withoutMilestone: [],
      enhancements: [],
    });
    expect(json).not.toHaveProperty('jobs');
  });
});
