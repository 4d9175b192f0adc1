/** Alerts as their messages are made from them. */
import fc from 'fast-check';
import type { Alert, News } from '../../../../src/domain/ci/alert.js';
import type { ShownAlert } from '../../../../src/domain/ci/shown-alert.js';
import { day, hour } from '../../../../src/domain/time.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { anyJob } from '../../../builders/arbitrary-ci.js';
import { job, sha } from '../../../builders/ci.js';
import { noon } from '../../../builders/issue.js';

export function alert(given: Partial<Alert> = {}): Alert {
  const range = { good: sha('a'), bad: sha('b') };
  return {
    job: job().key,
    id: `${job().key}@4711`,
    stage: 'red',
    since: noon - hour,
    runs: 1,
    range,
    tests: ['TestA'],
    greens: 0,
    needed: 3,
    issues: [],
    reopened: 0,
    endedAt: null,
    seen: noon - hour,
    acknowledged: null,
    silenced: null,
    escalatedAt: null,
    told: { tests: ['TestA'], range, issues: [], day: 0, reopened: 0, at: [] },
    edition: 1,
    ...given,
  };
}

export function shownAlert(given: Partial<Alert> = {}, more: Partial<ShownAlert> = {}): ShownAlert {
  return {
    alert: alert(given),
    job: job('rg'),
    releases: ['v1.6'],
    zone: 'America/Los_Angeles',
    owner: 'node',
    suggested: null,
    repository: 'acme/rocket',
    ...more,
  };
}

const urls = fc.array(
  fc.oneof(
    fc.constantFrom(
      'https://github.com/acme/rocket/issues/7',
      'javascript:alert(1)',
      'https://x.example/|<@U1>',
    ),
    hostileText(200),
  ),
  { maxLength: 6 },
);
const tests = fc.oneof(
  fc.array(hostileText(400), { maxLength: 5 }),
  fc.constant(Array.from({ length: 200 }, (_, at) => `${'&<!here>'.repeat(at)} ${at}`)),
);
const commits = fc.record({
  good: fc.oneof(fc.constantFrom(null, sha('a')), hostileText(50)),
  bad: fc.oneof(fc.constantFrom(null, sha('b')), hostileText(50)),
});
const person = hostileText(80).map((name) => ({ id: '<!channel>', name, at: noon }));

export const anyShown: fc.Arbitrary<ShownAlert> = fc
  .record({
    stage: fc.constantFrom<Alert['stage']>('red', 'recovering', 'recovered', 'flake'),
    id: hostileText(3000),
    ...{ range: commits, tests, issues: urls, reopened: fc.nat(30), runs: fc.nat(99) },
    acknowledged: fc.option(person),
    silenced: fc.option(person.map((one) => ({ ...one, until: noon + day }))),
    escalatedAt: fc.option(fc.constant(noon)),
  })
  .map((given) =>
    alert({ ...given, endedAt: given.stage === 'red' || given.stage === 'recovering' ? null : noon }),
  )
  .chain((given) =>
    fc.record({
      alert: fc.constant(given),
      job: anyJob(),
      releases: fc.array(hostileText(100), { maxLength: 12 }),
      zone: fc.constant('Europe/Berlin'),
      owner: fc.option(hostileText(300)),
      suggested: fc.option(fc.record({ number: fc.nat(), title: hostileText(400), url: hostileText(200) })),
      repository: fc.option(fc.constantFrom('acme/rocket', 'a b/<!here>')),
    }),
  );

export const anyNews: fc.Arbitrary<News[]> = fc.array(
  fc.oneof(
    fc.nat(99).map((times): News => ({ kind: 'reopened', times })),
    tests.map((names): News => ({ kind: 'tests', names })),
    commits.map((range): News => ({ kind: 'range', range })),
    urls.map((list): News => ({ kind: 'issues', urls: list })),
    fc.nat(99).map((days): News => ({ kind: 'day', days })),
  ),
  { maxLength: 6 },
);
