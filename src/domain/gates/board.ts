/** What colour the board of a release shows, by the gates that hold it back. */
import { type Colour, colourOf } from '../ci/board.js';
import type { Finding } from './gate.js';

/** The worst of the jobs that its blocking gates are about; null: no such gate, and so no board. */
export function boardOf(findings: readonly Finding[]): Colour | null {
  const gates = findings.filter(({ type, blocks }) => type === 'jobs' && blocks);
  if (gates.length === 0) return null;
  const colour = colourOf(gates.flatMap(({ jobs }) => jobs ?? []));
  return colour === 'green' && gates.some(({ missing }) => (missing ?? []).length > 0) ? 'unknown' : colour;
}
