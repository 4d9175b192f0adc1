/** Taking an update back: struck through where it stood, and said rightly by a revision of its own. */
import { describe, expect, it } from '@jest/globals';
import { handOver, merge, reopen, retract } from '../../../src/domain/incident/end.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import {
  correct,
  needsApproval,
  StaleFault,
  type Update,
  update,
} from '../../../src/domain/incident/update.js';
import { minute } from '../../../src/domain/time.js';
import { ann, ben, incidentSettings } from '../../builders/incident.js';
import { contextAt, fresh, having, refusal, saying, soon, wrongFields } from './scene.js';

const context = contextAt(soon);
const correcting = (on: Incident, of: number, given: Partial<Update> = {}, reason = 'It was wrong.') =>
  correct(on, of, reason, saying(on, { text: '1.6.0 only.', ...given }), context);
const updated = (on = fresh()) => having(on, update(on, saying(on), ann, 'd', context));
const resolved = (on = fresh()) => having(on, [{ kind: 'resolved', text: 'Done.', lingering: 'none' }]);

describe('a correction', () => {
  it('strikes the update through, says why, and stands for it', () => {
    const then = having(updated(), correcting(updated(), 2, { versions: '1.6.0' }));
    expect(then.revisions.map(({ number, kind, text, struck }) => [number, kind, text, struck])).toEqual([
      [1, 'declared', fresh().facts.impact, null],
      [2, 'updated', 'The cause is being looked for.', { reason: 'It was wrong.', by: 3 }],
      [3, 'corrected', '1.6.0 only.', null],
    ]);
    expect(then.facts).toMatchObject({ versions: '1.6.0', nextUpdateBy: soon + 20 * minute });
  });

  it('can be of the declaration, and can be corrected itself', () => {
    const once = having(fresh(), correcting(fresh(), 1));
    const twice = having(once, correcting(once, 2));
    expect(twice.revisions.map((one) => one.struck?.by ?? null)).toEqual([2, 3, null]);
  });

  it('is made once', () => {
    const once = having(fresh(), correcting(fresh(), 1));
    expect(refusal(() => correcting(once, 1))).toMatchObject({
      ...{ code: 'no-revision', message: 'Rev 1 was taken back already by rev 2.' },
    });
  });

  it('is not of a hand-over, of a reopening or of what never was', () => {
    const handed = having(fresh(), handOver(fresh(), ben, ''));
    const over = resolved();
    const again = having(over, reopen(over, 'It hangs.', context));
    for (const act of [
      () => correcting(handed, 2),
      () => correcting(again, 3),
      () => correcting(fresh(), 0),
      () => correcting(fresh(), 9),
    ])
      expect(refusal(act)).toMatchObject({ code: 'no-revision' });
  });

  it('is made on what stands now', () => {
    expect(() => correct(updated(), 1, 'Wrong.', saying(fresh()), context)).toThrow(StaleFault);
  });

  it('is told of everything that is wrong at once', () => {
    const wrong = wrongFields(() => correcting(fresh(), 1, { text: '', title: '', nextUpdateBy: 1 }, ' '));
    expect(Object.keys(wrong).sort()).toEqual(['nextUpdateBy', 'reason', 'text', 'title']);
  });

  it('of what is resolved neither reopens it nor promises an update', () => {
    for (const wrong of [1, 2]) {
      const then = having(resolved(), correcting(resolved(), wrong, { fix: 'merged', versions: '1.6.0' }));
      expect(then).toMatchObject({
        ...{ state: 'resolved', endedAt: soon },
        facts: { nextUpdateBy: null, versions: '1.6.0', fix: 'merged' },
      });
    }
  });

  it('of what is retracted or merged is refused', () => {
    const retracted = having(fresh(), retract(fresh(), 'No.'));
    const merged = having(
      fresh(),
      merge(fresh(), { ...fresh(), id: 4 }, 'The same.', null, incidentSettings()).from,
    );
    for (const over of [retracted, merged])
      expect(refusal(() => correcting(over, 1))).toMatchObject({ code: 'incident-over' });
  });

  it('needs one who may approve where updates do, so that nobody gets around it with a correction', () => {
    const settings = incidentSettings();
    expect(needsApproval(fresh(), undefined, settings)).toBe(true);
    expect(needsApproval(fresh(), 's3', settings)).toBe(true);
    expect(needsApproval(fresh({ severity: 's2' }), undefined, settings)).toBe(false);
    expect(needsApproval(fresh({ severity: 's2' }), 's1', settings)).toBe(true);
  });
});
