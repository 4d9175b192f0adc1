/** Small days that some world fits, for properties. */

import fc from 'fast-check';
import type { DayCounts } from '../../../src/sandbox/seed/day-counts.js';

const sigs = ['node', 'network', 'storage', 'big-data', 'on-prem', 'ui'];

/** Figures without the time: at most 8 flakes and a few more of everything else. */
const figures: fc.Arbitrary<Omit<DayCounts, 'publishedAt'>> = fc
  .record({ routed: fc.nat({ max: 6 }), flakesNoSig: fc.nat({ max: 4 }), rest: fc.nat({ max: 6 }) })
  .chain(({ routed, flakesNoSig, rest }) => {
    const flakes = routed + flakesNoSig;
    return fc.record(
      {
        issues: fc.constant(flakes + rest),
        flakes: fc.constant(flakes),
        flakesNoSig: fc.constant(flakesNoSig),
        flakesBySig: fc.dictionary(fc.constantFrom(...sigs), fc.nat({ max: routed })),
        bugs: fc.nat({ max: flakes + rest }),
        features: fc.nat({ max: 4 }),
        brokenTestRun: fc.nat({ max: flakes }),
        bugsWithoutMilestone: fc.nat({ max: 5 }),
        flakesWithoutMilestone: fc.nat({ max: 5 }),
      },
      { requiredKeys: ['issues', 'flakes', 'flakesNoSig', 'flakesBySig', 'bugs', 'features'] },
    );
  });

/** Two or three days in order of time, minutes to days apart, at any millisecond. */
export const someDays: fc.Arbitrary<DayCounts[]> = fc
  .array(fc.tuple(figures, fc.integer({ min: 60_000, max: 100_000_000 })), { minLength: 2, maxLength: 3 })
  .map((drawn) => {
    let publishedAt = Date.UTC(2017, 2, 8, 20);
    return drawn.map(([day, later]) => {
      publishedAt += later;
      return { ...day, publishedAt };
    });
  });
