/**
 * The thirteen reports that the release team of Kubernetes 1.6 published in March 2017, in the order of the days they
 * are about. (The finals of the 13th to the 15th were published later, after the noon draft of the 16th.)
 */

import type { DayCounts } from './day-counts.js';
import { NOON_16_MARCH_2017 } from './noon-16-march-2017.js';

export interface PublishedDay extends DayCounts {
  /** The day that the report is about, such as `2017-03-16`. */
  readonly date: string;
  readonly edition: 'final' | 'noon';
  /** When the sandbox stands on this day, ms UTC; the same as `publishedAt`. */
  readonly at: number;
}

/**
 * In ascending order of time. Every final stands at noon in Los Angeles (daylight saving since the 12th), but that of
 * the 16th at six in the evening, because the noon draft comes before it.
 */
export const MARCH_2017: readonly PublishedDay[] = [
  final(
    '2017-03-08T12:00-08:00',
    { issues: 617, flakes: 321, flakesNoSig: 166, bugs: 144, features: 31 },
    'api-machinery 6, apps 33, auth 1, autoscaling 4, big-data 1, cli 1, cluster-lifecycle 5, federation 10, instrumentation 3, network 48, node 26, scalability 1, scheduling 7, storage 11',
  ),
  final(
    '2017-03-10T12:00-08:00',
    { issues: 411, flakes: 253, flakesNoSig: 139, bugs: 20, features: 31 },
    'api-machinery 6, aws 1, apps 12, autoscaling 1, big-data 1, cluster-lifecycle 1, cluster-ops 1, federation 11, instrumentation 3, network 49, node 8, scalability 2, scheduling 5, storage 7',
  ),
  final(
    '2017-03-13T12:00-07:00',
    { issues: 172, brokenTestRun: 24, flakes: 84, flakesNoSig: 4, bugs: 17, features: 31 },
    'api-machinery 5, aws 5, apps 1, auth 1, autoscaling 4, cli 4, cluster-lifecycle 6, federation 6, instrumentation 4, network 17, node 16, scalability 2, scheduling 5, storage 11, testing 7',
  ),
  final(
    '2017-03-14T12:00-07:00',
    { issues: 100, brokenTestRun: 19, flakes: 64, flakesNoSig: 1, bugs: 12, features: 29 },
    'api-machinery 1, aws 4, apps 6, autoscaling 1, cli 5, cluster-lifecycle 8, federation 8, instrumentation 4, network 12, node 11, scalability 2, scheduling 5, storage 8',
  ),
  final(
    '2017-03-15T12:00-07:00',
    {
      issues: 29,
      brokenTestRun: 6,
      flakes: 17,
      flakesNoSig: 0,
      bugs: 5,
      bugsWithoutMilestone: 103,
      features: 29,
    },
    'api-machinery 2, aws 3, apps 3, cluster-lifecycle 1, federation 2, instrumentation 1, network 1, node 3, scheduling 1, storage 1',
  ),
  { date: '2017-03-16', edition: 'noon', at: NOON_16_MARCH_2017.publishedAt, ...NOON_16_MARCH_2017 },
  final(
    '2017-03-16T18:00-07:00',
    {
      issues: 29,
      brokenTestRun: 7,
      flakes: 16,
      flakesNoSig: 5,
      bugs: 6,
      bugsWithoutMilestone: 104,
      features: 29,
    },
    'api-machinery 1, apps 1, cluster-lifecycle 1, federation 3, instrumentation 1, network 1, storage 1',
  ),
  final(
    '2017-03-17T12:00-07:00',
    {
      issues: 15,
      brokenTestRun: 2,
      flakes: 5,
      flakesNoSig: 0,
      flakesWithoutMilestone: 0,
      bugs: 4,
      bugsWithoutMilestone: 104,
      features: 29,
    },
    'apps 1, cluster-lifecycle 1, federation 2, testing 1',
  ),
  final(
    '2017-03-20T12:00-07:00',
    {
      issues: 16,
      brokenTestRun: 2,
      flakes: 6,
      flakesNoSig: 3,
      flakesWithoutMilestone: 0,
      bugs: 5,
      bugsWithoutMilestone: 105,
      features: 29,
    },
    'federation 2, testing 1',
  ),
  final(
    '2017-03-21T12:00-07:00',
    {
      issues: 8,
      brokenTestRun: 0,
      flakes: 1,
      flakesNoSig: 0,
      flakesWithoutMilestone: 0,
      bugs: 2,
      bugsWithoutMilestone: 104,
      features: 29,
    },
    'network 1',
  ),
  final(
    '2017-03-22T12:00-07:00',
    {
      issues: 10,
      brokenTestRun: 0,
      flakes: 0,
      flakesNoSig: 0,
      flakesWithoutMilestone: 0,
      bugs: 2,
      bugsWithoutMilestone: 104,
      features: 29,
    },
    '',
  ),
  final(
    '2017-03-23T12:00-07:00',
    {
      issues: 6,
      brokenTestRun: 0,
      flakes: 0,
      flakesNoSig: 0,
      flakesWithoutMilestone: 0,
      bugs: 0,
      bugsWithoutMilestone: 105,
      features: 29,
    },
    '',
  ),
  final(
    '2017-03-24T12:00-07:00',
    {
      issues: 8,
      brokenTestRun: 0,
      flakes: 1,
      flakesNoSig: 1,
      flakesWithoutMilestone: 0,
      bugs: 0,
      bugsWithoutMilestone: 105,
      features: 29,
    },
    '',
  ),
];

/** A final report; `rows` are the flakes of each SIG that has any, as `apps 33, auth 1`. */
function final(
  time: string,
  figures: Omit<DayCounts, 'publishedAt' | 'flakesBySig'>,
  rows: string,
): PublishedDay {
  const at = Date.parse(time);
  const flakesBySig = Object.fromEntries(
    [...rows.matchAll(/([a-z-]+) (\d+)/g)].map(([, slug, number]) => [slug, Number(number)]),
  );
  return { date: time.slice(0, 10), edition: 'final', at, publishedAt: at, flakesBySig, ...figures };
}
