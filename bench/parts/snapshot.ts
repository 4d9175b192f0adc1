/** A snapshot as a milestone of so many issues leaves one, for stores that are filled by hand. */
import { figureOf, rowOf } from '../../src/domain/figures.js';
import type { Member, Snapshot } from '../../src/domain/snapshot.js';

const groups = 60;

export function emptySnapshot(issues: number): Snapshot {
  const members = Array.from({ length: issues }, (_, at): Member => {
    const row = rowOf(`group-${at % groups}`);
    return { number: at + 1, kinds: at % 3 === 0 ? ['bug'] : [], rows: [row] };
  });
  const figures: Snapshot['figures'] = {
    [figureOf.total]: issues,
    [figureOf.kind({ id: 'bug' })]: issues / 3,
  };
  for (let at = 0; at < groups; at++) figures[figureOf.row(rowOf(`group-${at}`), null)] = issues / groups;
  return {
    ...{ release: 'r1', at: 0, readAt: 0, origin: 'observed', state: 'NO GO', figures, gates: {}, members },
    ...{ closed: [], cameIn: 0, wentOut: 0 },
  };
}
