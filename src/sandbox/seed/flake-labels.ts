/** Spreads `sig/*` labels over a day's flakes so that every row of the report and "no SIG" come out exactly. */

import type { DayCounts } from './day-counts.js';

/** A SIG that the report has no row for, but that its "no SIG" search knows. */
const WITHOUT_ROW = 'rktnetes';

/** SIGs with a row that the report's "no SIG" search forgot; alone they would count as none there. */
const FORGOTTEN = new Set(['big-data', 'on-prem', 'pm', 'ui']);

/**
 * The SIG slugs of each flake, those without any last. Rows that add up to more than the flakes with a SIG make some
 * flakes carry two; rows that add up to less leave flakes with a SIG that has no row. Throws when no world fits.
 */
export function flakeSigs(counts: DayCounts): string[][] {
  const routed = counts.flakes - counts.flakesNoSig;
  if (routed < 0) throw new Error('more flakes without a SIG than flakes');
  const sigs: string[][] = Array.from({ length: routed }, () => []);
  const rows = Object.entries(counts.flakesBySig).sort(
    ([a], [b]) => Number(FORGOTTEN.has(b)) - Number(FORGOTTEN.has(a)),
  );
  let place = 0;
  for (const [slug, number] of rows) {
    if (number > routed) throw new Error(`${slug} has ${number} of only ${routed} flakes with a SIG`);
    for (let left = number; left > 0; left -= 1, place += 1) sigs[place % routed]?.push(slug);
  }
  for (const own of sigs) if (own.every((slug) => FORGOTTEN.has(slug))) own.push(WITHOUT_ROW);
  return [...sigs, ...Array.from({ length: counts.flakesNoSig }, () => [])];
}
