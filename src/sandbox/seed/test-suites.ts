/** The boards of Kubernetes 1.6 and their suites: how often each runs, and when it was red, as March 2017 knew it. */
import { gciSerial, gkeSerial } from './failing-tests.js';

/** A time of trouble. */
export interface Spell {
  /** ms, UTC */
  from: number;
  /** ms, UTC; null: it goes on. */
  until: number | null;
  /** red: it fails. broken: it fails before any test. flaky: it fails, and passes on the same commit when run again. */
  how: 'red' | 'broken' | 'flaky';
  /** Tests that fail, each with the moment (ms, UTC) since when; without one, since the spell began. */
  tests?: readonly { name: string; from?: number }[];
}

export interface Suite {
  board: string;
  tab: string;
  /** Hours between two runs, and how long one takes. */
  every: number;
  takes: number;
  /** How many tests it has: few, each is a row with all its cells to be read. */
  tests: number;
  spells: readonly Spell[];
}

/** A moment of March 2017 in Los Angeles: before the 12th eight hours behind UTC, since then seven. */
const march = (day: number, hour = 0): number => Date.UTC(2017, 2, day, hour + (day < 12 ? 8 : 7));

const red = (from: number, until: number | null = null, tests: Spell['tests'] = []): Spell => ({
  ...{ from, until, how: 'red', tests },
});
const broken = (from: number, until: number | null = null): Spell => ({ from, until, how: 'broken' });
const flaky = (from: number, until: number): Spell => ({
  ...{ from, until, how: 'flaky' },
  tests: [{ name: '[k8s.io] Pods should be submitted and removed [Conformance]' }],
});

const since = (names: readonly string[], moments: readonly number[]) =>
  names.map((name, at) => ({ name, from: moments[at % moments.length] ?? 0 }));

const suite = (
  board: string,
  tab: string,
  spells: readonly Spell[] = [],
  { every = 6, takes = 1.5, tests = 9 } = {},
): Suite => ({ board, tab, every, takes, tests, spells });

const serial = { every: 8, takes: 5, tests: 14 };
const long = { every: 12, takes: 7, tests: 9 };
const skew = 'release-1.6-upgrade-skew';

/** In the order in which the report of the 16th names those that failed. */
export const suites: readonly Suite[] = [
  suite('google-gke', 'gci-gke-autoscaling', [broken(march(13, 4))]),
  suite('google-gke', 'gci-gke', [flaky(march(10), march(12))]),
  suite('google-gke', 'gci-gke-multizone'),
  suite('google-gke', 'gci-gke-slow', [red(march(9), march(10, 8), [{ name: gciSerial[0] ?? '' }])]),
  suite('etcd-upgrades', 'gce-rollback-latest', [broken(march(10, 2))]),
  suite('etcd-upgrades', 'gce-upgrade-latest', [broken(march(7), march(9, 12))]),
  suite(
    'release-1.6-all',
    'gci-gke-serial-1.6',
    [red(march(6), null, since(gciSerial, [march(6), march(6), march(8, 9), march(8, 9), march(14)]))],
    serial,
  ),
  suite(
    'release-1.6-all',
    'gke-serial-1.6',
    [
      red(march(7), march(9, 6), since(gkeSerial.slice(0, 2), [march(7)])),
      red(march(11), null, since(gkeSerial, [march(11), march(11), march(15, 3)])),
    ],
    serial,
  ),
  suite('release-1.6-all', 'gce-1.6'),
  suite('release-1.6-all', 'gce-slow-1.6', [flaky(march(11), march(14))], { every: 6, takes: 2, tests: 14 }),
  suite('release-1.6-all', 'gci-gce-1.6'),
  suite('release-1.6-all', 'gci-gce-ingress-1.6'),
  suite('release-1.6-all', 'gke-1.6'),
  suite('release-1.6-all', 'kops-aws-1.6', [broken(march(9), march(9, 20))]),
  suite(skew, 'gce-1.5-1.6-upgrade-cluster', [red(march(6, 3))], long),
  suite(skew, 'gce-1.5-1.6-upgrade-master', [red(march(14, 12), march(16, 16))], long),
  suite(skew, 'gke-container_vm-1.5-container_vm-1.6-upgrade-master', [broken(march(13))], long),
  suite(skew, 'gke-gci-1.5-container_vm-1.6-upgrade-master', [broken(march(13, 10))], long),
  suite(skew, 'gce-1.6-1.5-kubectl-skew', [flaky(march(8), march(9))], long),
  suite(skew, 'gke-gci-1.5-gci-1.6-upgrade-master', [], long),
  suite('kubernetes-apps', 'charts-gce', [red(march(15, 18), march(17, 2))]),
  suite('kubernetes-apps', 'helm-gce'),
  suite('release-1.6-blocking', 'build-1.6', [], { every: 3, takes: 0.7, tests: 4 }),
  suite('release-1.6-blocking', 'test-go-1.6', [flaky(march(13), march(13, 20))], {
    every: 3,
    takes: 1,
    tests: 12,
  }),
  suite(
    'release-1.6-blocking',
    'kubelet-1.6',
    [
      red(march(16, 13), march(17), [
        { name: '[k8s.io] Kubelet should reject pods when it is out of disk [Serial]' },
      ]),
    ],
    { every: 3, takes: 1, tests: 14 },
  ),
  suite('release-1.6-blocking', 'gci-gce-blocking-1.6', [], { every: 3, takes: 1, tests: 14 }),
];
