/** How signalman.yml says that fixes are watched, and where duplicates are looked for. */
import { z } from 'zod';
import type { FixSettings } from '../domain/incident/settings.js';
import { day, second } from '../domain/time.js';
import type { Report } from './read-values.js';
import { readSpan } from './severities.js';
import { duration, repository } from './values.js';

export const fix = z
  .strictObject({
    every: duration
      .optional()
      .describe('How often GitHub is asked what became of linked pull requests. 1m unless given.'),
    'duplicates-in': z
      .array(repository)
      .max(10, 'expected ten repositories at most: each is read for every open incident')
      .optional()
      .describe(
        'Repositories whose new issues are looked through for the same report, beside those of the tracking issue and the release. Left out: duplicates are not looked for.',
      ),
  })
  .describe(
    'Linked pull requests are watched until a tag contains the fix: each step becomes a line of the timeline and a proposed update. Left out: they are not.',
  );

/** @returns null where it is left out */
export function resolveFix(given: z.infer<typeof fix> | undefined, report: Report): FixSettings | null {
  if (given === undefined) return null;
  const path = ['incidents', 'fix'];
  const places = given['duplicates-in'] ?? [];
  for (const [at, one] of places.entries())
    if (places.findIndex((each) => each.toLowerCase() === one.toLowerCase()) < at)
      report({ path: [...path, 'duplicates-in', at], message: `"${one}" is listed twice` });
  return {
    // Each look asks for every linked item.
    every: readSpan(given.every ?? '1m', [...path, 'every'], { least: 15 * second, most: day }, report),
    duplicatesIn: places,
  };
}
