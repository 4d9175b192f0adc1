/** Taking an update back: struck through where it stood, and said rightly by a revision of its own. */
import { describe, expect, it } from '@jest/globals';
import {
  newsOf,
  standingCorrections,
  takenBack,
  wrongFacts,
  wrongNews,
} from '../../../src/domain/incident/correction.js';
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

describe('what is told after corrections', () => {
  const saidOf = (on: Incident, of: number, text: string, given: Partial<Update> = {}) =>
    having(on, correcting(on, of, { text, ...given }));
  const told = (on: Incident) => [newsOf(on)?.text, wrongNews(on)];

  it('are the news, corrected where they stood', () => {
    const once = saidOf(updated(), 2, 'It is the network.');
    expect(told(once)).toEqual(['It is the network.', 'The cause is being looked for.']);
    const twice = saidOf(once, 3, 'It is the disk.');
    expect(told(twice)).toEqual(['It is the disk.', 'It is the network.']);
    expect(standingCorrections(twice).map(({ by, of }) => [by.number, of.number])).toEqual([
      [4, 3],
      [3, 2],
    ]);
  });

  it('are the news still where something earlier was corrected', () => {
    const earlier = saidOf(updated(), 1, 'It is 1.6.0 only.', { versions: '1.6.0' });
    expect(told(earlier)).toEqual(['The cause is being looked for.', null]);
    expect(told(saidOf(fresh(), 1, 'It is 1.6.0 only.'))).toEqual(['It is 1.6.0 only.', null]);
  });

  it('are facts as they stood last, and only those that differ', () => {
    const graver = saidOf(updated(), 2, 'Graver.', { severity: 's2', versions: fresh().facts.versions });
    const again = saidOf(graver, 3, 'No.', { severity: 's3' });
    expect(graver.revisions.at(-1)?.changed).toMatchObject({
      before: { severity: 's1' },
      after: { severity: 's2' },
    });
    expect(wrongFacts(standingCorrections(again))).toEqual({ severity: 's2' });
    const [rev] = again.revisions.slice(2);
    expect(rev && takenBack(again, rev)).toEqual({ words: true, facts: ['severity'], isWhole: false });
  });

  it('are words that hold where they are said again, with another fact', () => {
    const same = saidOf(updated(), 2, ' The cause is being looked for. ', { severity: 's2' });
    const [, rev] = same.revisions;
    expect(rev && takenBack(same, rev)).toEqual({ words: false, facts: [], isWhole: false });
    expect(told(same)).toEqual(['The cause is being looked for.', null]);
  });

  it('are none once it was retracted: all of it is taken back', () => {
    const once = saidOf(updated(), 2, 'It is the network.');
    const none = having(once, retract(once, 'No.'));
    expect(standingCorrections(none)).toEqual([]);
    const [declaration] = none.revisions;
    expect(declaration && takenBack(none, declaration)).toMatchObject({ words: true, isWhole: true });
  });
});
