/** Any test signal: jobs with any columns and with names that want to be more than names, and what people said of them. */
import fc from 'fast-check';
import type { CiEvidence } from '../../src/domain/ci/board.js';
import type { Column, Job, Outcome } from '../../src/domain/ci/job.js';
import type { JobSet } from '../../src/domain/ci/settings.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { cutTo, hostileText } from './arbitraries.js';
import { column, groupWord, job, manualTest, sha } from './ci.js';
import { noon } from './issue.js';

const outcomes: Outcome[] = ['green', 'flaky', 'red', 'unclear', 'running', 'none'];
const boards = ['google-gke', 'release-1.6-upgrade-skew', '<!here> [x](y)'];

/** What reads them, in the order in which a report lists boards. */
export const sets: JobSet[] = boards.map((board) => ({
  ...{ id: board, from: { source: 'testgrid', dashboard: board, tabs: null } },
  ...{ owners: [{ jobs: '*', group: 'node' }], staleAfter: day, alerts: true },
}));

const address = fc.oneof(
  fc.constantFrom(
    'https://testgrid.example/a#b',
    'javascript:alert(1)',
    'https://x.example/a b|c>d)<e"',
    'https://user@evil.example/',
    `https://x.example/${'y'.repeat(4000)}`,
  ),
  hostileText(100),
);

const anyColumn = (at: number): fc.Arbitrary<Column> =>
  fc
    .record({
      outcome: fc.constantFrom(...outcomes),
      commit: fc.oneof(fc.constantFrom(sha('a'), sha('b'), null), hostileText(30)),
      ran: fc.option(fc.nat(300)),
      failed: fc.oneof(
        { weight: 5, arbitrary: fc.array(hostileText(300), { maxLength: 4 }) },
        {
          weight: 1,
          arbitrary: fc.constant(
            Array.from({ length: 200 }, (_, n) => `Test ${n} <!channel> *${'x'.repeat(n)}`),
          ),
        },
      ),
      url: fc.option(address),
    })
    .map((given) => column({ ...given, build: String(at), startedAt: noon - at * hour - minute }));

const anyColumns = fc.nat(6).chain((length) => fc.tuple(...Array.from({ length }, (_, at) => anyColumn(at))));

/** @param n tells its key from those of others */
export const anyJob = (n = 0): fc.Arbitrary<Job> =>
  fc
    .record({
      name: hostileText(200).map((name) => `${name} ${n}`),
      board: fc.constantFrom(...boards),
      url: fc.option(address),
      columns: anyColumns,
      readAt: fc.constantFrom(noon - minute, noon - day, null),
      problem: fc.option(hostileText(300)),
      links: fc.array(address, { maxLength: 4 }),
    })
    .map(({ links, ...given }) => {
      const linked = Object.fromEntries(
        given.columns.flatMap(({ failed }) => failed.map((name) => [name, links])),
      );
      return job('', { ...given, linked });
    });

/** With words and manual tests for some of the jobs. */
export const anyCi: fc.Arbitrary<CiEvidence> = fc
  .nat(12)
  .chain((length) => fc.tuple(...Array.from({ length }, (_, at) => anyJob(at))))
  .chain((jobs) =>
    fc
      .record({ excused: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), text: hostileText(900) })
      .map(({ excused, text }) => ({
        jobs,
        words: jobs
          .filter((_, at) => excused[at])
          .map(({ key }, at) =>
            groupWord({ id: at + 1, job: key, reason: text, authorName: cutTo(text, 40) }),
          ),
        manual: jobs
          .filter((_, at) => excused[at + 1])
          .map(({ key }) => manualTest({ job: key, what: text, authorName: cutTo(text, 40) })),
        head: sha('a'),
        usual: {},
      })),
  );
