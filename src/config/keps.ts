/** The documents of enhancements of signalman.yml: whether and how they are read, with what is wrong. */
import type { DocumentSettings } from '../domain/enhancement/settings.js';
import type { Release } from '../domain/release.js';
import { day, minute } from '../domain/time.js';
import { ms, type Report, releaseNamed } from './read-values.js';
import type { ConfigFile } from './schema.js';
import { readSpan } from './severities.js';

/** How they are read, and for which releases, by name. */
export interface ResolvedKeps {
  settings: DocumentSettings;
  releases: ReadonlySet<string>;
  /** Documents that were confirmed longer ago than this many ms are not known any more. */
  within: number;
}

/** @returns null where they are not read */
export function resolveKeps(
  file: ConfigFile,
  releases: readonly Release[],
  report: Report,
): ResolvedKeps | null {
  const given = file.keps;
  if (given === undefined) {
    reportGatesWithoutKeps(file, report);
    return null;
  }
  const every = readSpan(given.every ?? '15m', ['keps', 'every'], { least: minute, most: day }, report);
  const tell = given.tell ?? '7d';
  const named = given.releases?.map((name, at) =>
    releaseNamed(name, releases, ['keps', 'releases', at], report),
  );
  const its = releases.filter(
    ({ name, enhancements }) => enhancements !== null && (named === undefined || named.includes(name)),
  );
  if (its.length === 0 && releases.length > 0 && !named?.includes(null))
    report({
      path: ['keps'],
      message: 'none of its releases tracks enhancements',
      expected: 'add for example enhancements: { repository: kubernetes/enhancements }',
    });
  return {
    settings: {
      every,
      branch: given.branch ?? null,
      tell:
        tell === false
          ? null
          : readSpan(tell, ['keps', 'tell'], { least: 60 * minute, most: 365 * day }, report),
    },
    releases: new Set(its.map(({ name }) => name)),
    // One reading may fail without everything being unknown at once.
    within: Math.max(ms(file.sync?.['stale-after'] ?? '30m'), 3 * every),
  };
}

/** It would be UNKNOWN for ever, and nobody would know why. */
function reportGatesWithoutKeps(file: ConfigFile, report: Report): void {
  for (const [id, gate] of Object.entries(file.gates ?? {}))
    if (gate !== false && gate.type === 'enhancement-sign-off')
      report({
        path: ['gates', id, 'type'],
        needs: ['keps'],
        message: 'there are no documents to decide it by',
        expected: 'add keps: {}',
      });
}
