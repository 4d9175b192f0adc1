/** The test signal of signalman.yml: what it means, and what is said of mistakes in it. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { fileSchema } from '../../src/config/schema.js';
import { nothingOfCi } from '../../src/domain/ci/board.js';
import { alertsOf, type CiSettings, isHeld, ownerOf, setOf } from '../../src/domain/ci/settings.js';
import type { JobsGate } from '../../src/domain/gates/gate.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { decideVerdict } from '../../src/domain/verdict.js';
import { job } from '../builders/ci.js';
import { issue, noon } from '../builders/issue.js';
import { censusOver, evidence, source } from '../builders/status.js';

const load = (text: string) => loadSettings(text, 'signalman.yml');
const example = readFileSync('signalman.example.yml', 'utf8');

const file = (ci: string) => `repository: acme/rocket
timezone: Europe/Berlin
channels: { release: [C0REL] }
groups: { prefix: sig/, channels: { Node: [C0NODE], sig/cli: [C0CLI] } }
releases:
  v1.6: { branch: release-1.6 }
  v1.7: { branch: main }
${ci}`;

function ciOf(ci: string): CiSettings {
  const found = load(file(ci)).ci;
  if (!found) throw new Error('no test signal is set up');
  return found;
}

function problemsOf(text: string): string[] {
  try {
    load(text);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    return error.problems.map(
      ({ path, message, expected }) => `${path.join('.')}: ${message} (${expected ?? ''})`,
    );
  }
  return [];
}

describe('the test signal of signalman.yml', () => {
  it('is not there unless the file says so, nor are the preset’s gates over it', () => {
    for (const preset of ['kubernetes', 'kubernetes-1.6']) {
      const { ci, releases } = load(`preset: ${preset}\nreleases: { v1.6: {} }`);
      expect(ci).toBeNull();
      expect(releases[0]?.ci).toBeNull();
      expect(releases[0]?.gates.filter(({ type }) => type === 'jobs')).toEqual([]);
    }
  });

  it('needs no more than a board', () => {
    expect(ciOf('ci: { jobs: { b: { board: "release-{line}-blocking" } } }')).toEqual({
      testgrid: {
        url: 'https://testgrid.k8s.io',
        api: 'https://testgrid-api.prow.k8s.io',
        dialect: 'api',
        pages: null,
      },
      every: 5 * minute,
      readWithin: 30 * minute,
      sets: {
        'v1.6': [
          {
            id: 'b',
            from: { source: 'testgrid', dashboard: 'release-1.6-blocking', tabs: null },
            owners: [],
            staleAfter: day,
            alerts: true,
          },
        ],
        'v1.7': [
          {
            id: 'b',
            from: { source: 'testgrid', dashboard: 'release-main-blocking', tabs: null },
            owners: [],
            staleAfter: day,
            alerts: true,
          },
        ],
      },
      alerts: {
        enabled: true,
        escalateAfter: day,
        flapping: 6 * hour,
        newsPerDay: 4,
        usual: { channels: ['C0REL'], inQuiet: 'send', quiet: expect.objectContaining({ hours: null }) },
        groups: {
          node: { channels: ['C0NODE'], inQuiet: 'send', quiet: expect.anything() },
          cli: { channels: ['C0CLI'], inQuiet: 'send', quiet: expect.anything() },
        },
      },
    });
  });

  it('is read as it is written', () => {
    const ci = ciOf(`ci:
  testgrid: { url: "http://127.0.0.1:8080/", api: "http://127.0.0.1:8080/api/", dialect: legacy }
  every: 20m
  stale-after: 2d
  jobs:
    a: { board: x, tabs: ["t-{version}", u], releases: [V1.6], group: sig/Testing, owners: { "*-node-*": node }, stale-after: 3h, alerts: false }
    b: { workflow: e2e.yml }
    c: { workflow: e2e.yml, repository: other/repo, branch: "rel-{version}" }
  alerts: { escalate-after: false, flapping: 0m, news-per-day: 1, in-quiet: hold, groups: { node: { in-quiet: send, quiet: { hours: 20:00-08:00, timezone: UTC } } } }`);
    expect(ci).toMatchObject({
      testgrid: { url: 'http://127.0.0.1:8080', api: 'http://127.0.0.1:8080/api', dialect: 'legacy' },
      every: 20 * minute,
      readWithin: hour,
      alerts: { escalateAfter: null, flapping: 0, newsPerDay: 1 },
    });
    expect(ci.sets['v1.6']?.[0]).toEqual({
      id: 'a',
      from: { source: 'testgrid', dashboard: 'x', tabs: ['t-1.6', 'u'] },
      owners: [
        { jobs: '*-node-*', group: 'node' },
        { jobs: '*', group: 'testing' },
      ],
      staleAfter: 3 * hour,
      alerts: false,
    });
    expect(ci.sets['v1.7']?.map(({ from }) => from)).toEqual([
      { source: 'actions', repository: 'acme/rocket', workflow: 'e2e.yml', branch: 'main' },
      { source: 'actions', repository: 'other/repo', workflow: 'e2e.yml', branch: 'rel-1.7' },
    ]);
    expect(ci.sets['v1.6']?.[1]).toMatchObject({ staleAfter: 2 * day, alerts: true });
  });

  it('says who owns a job, and whether an alert waits at night', () => {
    const ci = ciOf(`ci:
  jobs: { a: { board: x, group: cli, owners: { "*node*": node } }, b: { workflow: e2e.yml } }
  alerts: { in-quiet: hold, groups: { node: { in-quiet: send } } }
quiet: { hours: 22:00-07:00 }`);
    const sets = ci.sets['v1.6'] ?? [];
    const on = (board: string, name: string) => job([], { board, name });
    expect(ownerOf(on('x', 'e2e-node-1'), sets)).toBe('node');
    expect(ownerOf(on('x', 'e2e'), sets)).toBe('cli');
    expect(ownerOf(on('y', 'e2e'), sets)).toBeNull();
    const workflow = job([], {
      key: 'actions:acme/rocket/e2e.yml@release-1.6',
      board: 'acme/rocket',
      name: 'E2E',
    });
    expect(setOf(workflow, sets)?.id).toBe('b');
    expect(ownerOf(workflow, sets)).toBeNull();
    const threeInBerlin = Date.UTC(2017, 2, 16, 2);
    expect(
      [alertsOf(ci, 'cli'), alertsOf(ci, 'node'), alertsOf(ci, null), alertsOf(ci, 'constructor')].map(
        (one) => [one.channels, isHeld(one, threeInBerlin), isHeld(one, noon)],
      ),
    ).toEqual([
      [['C0CLI'], true, false],
      [['C0NODE'], false, false],
      [['C0REL'], true, false],
      [['C0REL'], true, false],
    ]);
  });

  it('is documented by the example, which says what holds by itself', () => {
    const { ci, releases } = load(example);
    const itself = ciOf('ci: { jobs: { b: { board: x } } }');
    expect(ci).toMatchObject({
      testgrid: itself.testgrid,
      every: itself.every,
      alerts: { escalateAfter: itself.alerts.escalateAfter, flapping: itself.alerts.flapping, newsPerDay: 4 },
    });
    expect(
      ci?.sets['v1.35.2']?.map(({ from }) => (from.source === 'testgrid' ? from.dashboard : from.branch)),
    ).toEqual(['sig-release-1.35-blocking', 'release-1.35']);
    expect(ci?.alerts.groups.node).toMatchObject({ channels: ['C0SIGNODE'], inQuiet: 'hold' });
    const gate = releases[0]?.gates.find((one): one is JobsGate => one.type === 'jobs');
    expect(gate).toMatchObject({
      green: 3,
      fewerTests: 0.7,
      flakeShare: 0.33,
      manual: false,
      kind: 'suites',
    });
    const validate = new Ajv2020({ strict: false }).compile(z.toJSONSchema(fileSchema, { io: 'input' }));
    validate(parse(example));
    expect(validate.errors).toBeNull();
  });
});

describe('the presets', () => {
  it('kubernetes reads the blocking board of the branch', () => {
    const { releases, ci } = load(
      'preset: kubernetes\nci: {}\nreleases: { v1.36: { branch: master }, v1.35: { branch: release-1.35 }, v1.34: {} }',
    );
    expect(Object.values(ci?.sets ?? {}).map(([set]) => set?.from)).toEqual(
      ['master', '1.35', '1.34'].map((line) => ({
        source: 'testgrid',
        dashboard: `sig-release-${line}-blocking`,
        tabs: null,
      })),
    );
    expect(releases[1]?.gates.map(({ id }) => id)).toContain('blocking-jobs');
  });

  it('takes away what the file does not want, and adds what it does', () => {
    const { ci } = load(
      'preset: kubernetes-1.6\nreleases: { v1.6: {} }\nci: { jobs: { gke: false, etcd: { stale-after: 3d }, own: { board: x } } }',
    );
    expect(ci?.sets['v1.6']?.map(({ id, staleAfter }) => [id, staleAfter / day])).toEqual([
      ['etcd', 3],
      ['release', 1],
      ['skew', 1],
      ['charts', 1],
      ['own', 1],
    ]);
  });

  it('kubernetes-1.6 gives the reasons of 16 March 2017 in their order', () => {
    const [release] = load(
      'preset: kubernetes-1.6\nci: {}\nreleases: { v1.6: { branch: release-1.6 } }',
    ).releases;
    if (!release) throw new Error('no release');
    const issues = [
      issue({ number: 1, labels: ['kind/bug'] }),
      issue({ number: 2, labels: ['kind/flake', 'sig/node'] }),
    ];
    const red = (board: string, name: string) => job('rrrg', { board, name });
    const jobs = [
      red('google-gke', 'gci-gke-autoscaling'),
      red('etcd-upgrades', 'gce-rollback-latest'),
      red('release-1.6-all', 'gci-gke-serial-1.6'),
      red('release-1.6-upgrade-skew', 'gce-1.5-1.6-upgrade-cluster'),
      red('kubernetes-apps', 'charts-gce'),
      job('ggg', { board: 'release-1.6-upgrade-skew', name: 'gce-1.5-1.6-gci-kubectl-skew' }),
    ];
    const known = source({ repository: release.issues.repository, census: censusOver(issues, release) });
    const decide = (given: typeof jobs) =>
      decideVerdict(
        release,
        evidence({ issues: known, enhancements: null, ci: { ...nothingOfCi, jobs: given } }),
        noon,
      ).reasons.map(({ reason, state }) => [reason, state]);
    expect(decide(jobs)).toEqual(
      [
        'Bugs exist in 1.6 milestone',
        'Flakes exist in 1.6 milestone',
        'Open issues in 1.6 milestone',
        'Tests unstable (missing three successful runs in a row)',
        'Skew test failures',
        'Upgrade test failures',
      ].map((reason) => [reason, 'no-go']),
    );
    expect(
      decide([])
        .slice(3)
        .map(([, state]) => state),
    ).toEqual(['unknown', 'unknown', 'unknown']);
  });
});

describe('a test signal with mistakes', () => {
  it.each([
    ['ci: {}', 'ci: no job is given (add for example'],
    ['ci: { jobs: { b: {} } }', 'ci.jobs.b: neither a board nor a workflow is given (expected one of them'],
    [
      'ci: { jobs: { b: { board: x, workflow: e.yml } } }',
      'ci.jobs.b: both `board` and `workflow` are given',
    ],
    ['ci: { jobs: { b: { board: x, branch: y } } }', 'ci.jobs.b.branch: has no meaning for a board'],
    ['ci: { jobs: { b: { workflow: e.yml, tabs: [y] } } }', 'ci.jobs.b.tabs: has no meaning for a workflow'],
    ['ci: { jobs: { b: { workflow: e2e } } }', 'ci.jobs.b.workflow: expected the name of a workflow file'],
    [
      'ci: { jobs: { b: { board: x, releases: [v1.8] } } }',
      'ci.jobs.b.releases.0: there is no release "v1.8"',
    ],
    ['ci: { jobs: { b: { board: x, stale-after: 0m } } }', 'ci.jobs.b.stale-after: 0m is too short'],
    [
      'ci: { jobs: { b: { board: x, tab: [y] } } }',
      'ci.jobs.b.tab: is not a key that Signalman knows (did you mean tabs?)',
    ],
    ['ci: { every: 10s, jobs: { b: { board: x } } }', 'ci.every: 10s is too short'],
    ['ci: { stale-after: 999d, jobs: { b: { board: x } } }', 'ci.stale-after: 999d is too long'],
    [
      'ci: { testgrid: { url: testgrid.k8s.io }, jobs: { b: { board: x } } }',
      'ci.testgrid.url: expected an address',
    ],
    [
      'ci: { testgrid: { dialect: legcy }, jobs: { b: { board: x } } }',
      'ci.testgrid.dialect: "legcy" cannot be used here (did you mean legacy?)',
    ],
    [
      'ci: { jobs: { b: { board: x } }, alerts: { escalate-after: soon } }',
      'ci.alerts.escalate-after: expected a duration',
    ],
    [
      'ci: { jobs: { b: { board: x } }, alerts: { in-quiet: wait } }',
      'ci.alerts.in-quiet: "wait" cannot be used here',
    ],
    [
      'ci: { jobs: { b: { board: x } }, alerts: { groups: { node: { quiet: { timezone: Mars } } } } }',
      'ci.alerts.groups.node.quiet.timezone: "Mars" is not a time zone',
    ],
    [
      'gates: { jobs: { jobs: ["x/*"] } }',
      'gates.jobs.jobs: there is no test signal to decide it by (add ci',
    ],
    [
      'gates: { jobs: { type: jobs } }\nci: { jobs: { b: { board: x } } }',
      'gates.jobs: names no job (add jobs',
    ],
    [
      'gates: { jobs: { jobs: ["blokcing/*"] } }\nci: { jobs: { b: { board: blocking } } }',
      'gates.jobs.jobs.0: no job of `ci` is on the board of "blokcing/*" (did you mean blocking?)',
    ],
    ['gates: { jobs: { count: a, green: 2 } }', 'gates.jobs.green: has no meaning for a gate of type count'],
    [
      'gates: { jobs: { jobs: [a], at-most: 2 } }\nci: { jobs: { b: { board: x } } }',
      'gates.jobs.at-most: has no meaning for a gate of type jobs',
    ],
    ['gates: { jobs: { jobs: [a], green: 0 } }\nci: { jobs: { b: { board: x } } }', 'gates.jobs.green: '],
    [
      'gates: { jobs: { jobs: [a], flake-share: 2 } }\nci: { jobs: { b: { board: x } } }',
      'gates.jobs.flake-share: ',
    ],
  ])('%s', (given, said) => {
    const problems = problemsOf(file(given));
    expect(problems).toHaveLength(1);
    expect(problems[0]?.slice(0, said.length)).toBe(said);
  });

  it('names the release that has no branch for its workflow', () => {
    expect(
      problemsOf('repository: a/b\nreleases: { v1: {} }\nci: { jobs: { e: { workflow: e.yml } } }'),
    ).toEqual([
      'ci.jobs.e.branch: no branch is given, here or for v1 (add branch: main here, or releases: { v1: { branch: main } })',
    ]);
  });

  it.each(['"x/*"', '"x#tab"', '"*"', '"*/tab"', 'tab', '"x*"', '"{release}-x/*"'])(
    'takes the pattern %s',
    (pattern) => {
      const given = `gates: { jobs: { jobs: [${pattern}] } }\nci: { jobs: { b: { board: x }, c: { board: v1.7-x } } }`;
      expect(problemsOf(file(given))).toEqual([]);
    },
  );
});
