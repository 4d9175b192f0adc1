/** What incidents say at GitHub, as signalman.yml has it. */
import type { MirrorSettings } from '../domain/incident/settings.js';
import type { Report } from './read-values.js';
import type { MirrorFile } from './schema/mirror.js';

/** @returns null where nothing is written there */
export function resolveMirror(given: MirrorFile | undefined, report: Report): MirrorSettings | null {
  if (given === undefined) return null;
  const opensIn = given['create-issue'] ?? null;
  const comment = given.mirror ?? false;
  const path = ['incidents', 'github'];
  if (given.labels && opensIn === null)
    report({
      path: [...path, 'labels'],
      message: 'no issue is opened that could have them',
      expected: 'add create-issue: owner/name, or leave the labels out',
    });
  if (!comment && opensIn === null && given['lock-duplicates'] === undefined)
    report({
      path,
      message: 'says nothing',
      expected: 'add mirror: true, or create-issue: owner/name',
    });
  return { comment, opensIn, labels: [...new Set(given.labels)], lock: given['lock-duplicates'] ?? false };
}
