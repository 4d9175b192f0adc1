/** Gates of signalman.yml over jobs that nobody reads: they would be UNKNOWN for ever, and nobody would know why. */
import type { CiSettings } from '../domain/ci/settings.js';
import { nearest } from '../domain/nearest.js';
import { fill, type Release } from '../domain/release.js';
import type { Report } from './read-values.js';
import type { ConfigFile } from './schema.js';

export function reportGatesWithoutJobs(
  file: ConfigFile,
  releases: readonly Release[],
  ci: CiSettings | null,
  report: Report,
): void {
  for (const [id, gate] of Object.entries(file.gates ?? {})) {
    if (gate === false || !gate.jobs) continue;
    if (ci === null) {
      report({
        path: ['gates', id, 'jobs'],
        needs: ['ci'],
        message: 'there is no test signal to decide it by',
        expected: 'add ci, e.g. ci: { jobs: { blocking: { board: sig-release-master-blocking } } }',
      });
      continue;
    }
    for (const [at, pattern] of gate.jobs.entries()) {
      if (!/[/#]/.test(pattern) || releases.some((release) => isRead(pattern, release, ci))) continue;
      const board = pattern.replace(/[/#].*$/, '');
      const close = nearest(board, [...new Set(releases.flatMap((release) => boardsOf(release, ci)))]);
      report({
        path: ['gates', id, 'jobs', at],
        needs: ['ci', 'jobs'],
        message: `no job of \`ci\` is on the board of "${pattern.slice(0, 100)}"`,
        expected: close ? `did you mean ${close}?` : 'add the board to ci.jobs',
      });
    }
  }
}

const boardsOf = ({ name }: Release, { sets }: CiSettings): string[] =>
  (sets[name] ?? []).map(({ from }) => (from.source === 'testgrid' ? from.dashboard : from.repository));

/** Whether jobs of some board that is read could match, as far as the pattern is plain. */
function isRead(pattern: string, release: Release, ci: CiSettings): boolean {
  const plain = fill(pattern, release).replace('#', '/').toLowerCase().replace(/\*.*$/s, '');
  return boardsOf(release, ci).some((board) => {
    const start = `${board.toLowerCase()}/`;
    return plain.startsWith(start) || start.startsWith(plain);
  });
}
