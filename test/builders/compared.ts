/** Two moments of an arbitrary history, counted, kept and compared as a report does it. */
import type { Flows } from '../../src/domain/flow.js';
import { flowsBetween, inOf, outOf } from '../../src/domain/flow.js';
import type { Release } from '../../src/domain/release.js';
import { type Snapshot, snapshotOf } from '../../src/domain/snapshot.js';
import { type History, lastTime, now, type Stored, selected } from './history.js';
import { status } from './status.js';

export interface Compared {
  before: Snapshot;
  after: Snapshot;
  flows: Flows;
}

/** @param release how it is counted; then it may have been counted in another way */
export function compared(history: History, release: Release, releaseThen: Release = release): Compared {
  const { past, present, left } = selected(history.before, history.after);
  const at = (of: Release, moment: number, { issues, gone }: Stored) =>
    status({
      of,
      // The census has no closed ones and nothing of other milestones.
      issues: issues.filter(
        (one) => !gone.has(one.number) && (one.milestone === 17 || one.milestone === null),
      ),
      now: moment,
      source: { observedAt: moment },
    });
  const before = snapshotOf(at(releaseThen, lastTime, history.before), past.open, past.closed);
  const plain = snapshotOf(at(release, now, history.after), present.open, present.closed);
  const flows = flowsBetween(release, before, plain, {
    created: new Map(present.open.map((one) => [one.number, one.createdAt])),
    left,
    milestone: 17,
  });
  if (!flows) throw new Error('both have their members');
  const total = flows.get('total');
  const after = { ...plain, cameIn: total ? inOf(total) : 0, wentOut: total ? outOf(total) : 0 };
  return { before, after, flows };
}
