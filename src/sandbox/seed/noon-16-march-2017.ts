/** The noon draft of 16 March 2017, the day the sandbox opens with. */

import type { DayCounts } from './day-counts.js';

export const NOON_16_MARCH_2017: DayCounts = {
  publishedAt: Date.parse('2017-03-16T12:03:22-07:00'),
  issues: 36,
  brokenTestRun: 9,
  flakes: 21,
  flakesNoSig: 8,
  flakesBySig: {
    'api-machinery': 2,
    apps: 2,
    'cluster-lifecycle': 2,
    federation: 3,
    instrumentation: 1,
    network: 3,
    storage: 1,
  },
  bugs: 6,
  bugsWithoutMilestone: 104,
  features: 29,
};
