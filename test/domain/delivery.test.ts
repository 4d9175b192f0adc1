/** What becomes of a try: each answer leads to one next step, and nothing that may have arrived is sent again unseen. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type Attempted,
  aDay,
  afterLease,
  afterReading,
  afterSending,
  afterWaiting,
  type Change,
  type Found,
  mostAttempts,
  type SendResult,
} from '../../src/domain/delivery.js';
import { afterRecheck } from '../../src/domain/delivery-recheck.js';
import { slackTiming as timing } from '../../src/domain/delivery-timing.js';

const now = Date.UTC(2017, 2, 16, 12);

function tried(given: Partial<Attempted> = {}): Attempted {
  return {
    revision: 1,
    ts: null,
    isEdit: false,
    isRevised: false,
    hasPlain: false,
    attempts: 1,
    absences: 0,
    reposts: 0,
    rechecks: 0,
    unclear: false,
    reason: null,
    startedAt: now - 1000,
    giveUpAt: now + aDay,
    ...given,
  };
}

const unclear: SendResult = { kind: 'unclear', why: 'the answer was lost' };

describe('the timing', () => {
  it('lets nobody read back while a request may be under way', () => {
    expect(timing.request).toBeLessThan(timing.lease);
    expect(timing.lease).toBeLessThan(timing.reconcile);
  });
});

describe('a post', () => {
  it('that was accepted is done', () => {
    const change = afterSending(tried(), { kind: 'sent', ts: '1.000200', channel: 'C1' }, now, timing);
    expect(change).toMatchObject({ state: 'sent', dueAt: null, ts: '1.000200', channel: 'C1' });
  });

  it('that was refused has failed, with the reason', () => {
    const change = afterSending(tried(), { kind: 'refused', reason: 'is_archived' }, now, timing);
    expect(change).toEqual({ state: 'failed', dueAt: null, reason: 'is_archived' });
  });

  it('that is refused after one that could not be found waits for that one as long as one that is taken', () => {
    const refusal: SendResult = { kind: 'refused', reason: 'is_archived' };
    const repost = tried({ attempts: 2, reposts: 1 });
    const [soon = 0, late = 0] = timing.rechecks;
    const first = afterSending(repost, refusal, now, timing);
    expect(first).toMatchObject({ state: 'uncertain', dueAt: now + soon, reason: 'is_archived' });
    const looking = { ...repost, rechecks: first.rechecks ?? 0, reason: 'is_archived', unclear: true };
    expect(
      afterReading(looking, { kind: 'found', copies: ['1.1'], channel: 'C1' }, now, timing),
    ).toMatchObject({ state: 'sent', ts: '1.1', channel: 'C1' });
    const second = afterReading(looking, { kind: 'absent' }, now, timing);
    expect(second).toMatchObject({ state: 'uncertain', dueAt: now + late });
    const last = { ...looking, rechecks: second.rechecks ?? 0 };
    expect(afterReading(last, { kind: 'absent' }, now, timing)).toEqual({
      ...{ state: 'failed', dueAt: null, reason: 'is_archived' },
    });
    // What may not be read is not known.
    const unreadable: Found = { kind: 'unreadable', reason: 'channel_not_found', final: true };
    expect(afterReading(looking, unreadable, now, timing).reason).toContain('not known whether it arrived');
    // A look that is not answered takes nothing from why it ends.
    const notNow: Found = { kind: 'unreadable', reason: 'internal_error', final: false };
    expect(afterReading(looking, notNow, now, timing)).not.toHaveProperty('reason');
    // An edit changes what stands, or does not.
    expect(afterSending({ ...repost, isEdit: true }, refusal, now, timing).state).toBe('failed');
  });

  it('that is tried again after its end is looked for anew, and sent again', () => {
    // An operator asked for it, or what was found was deleted before its edit.
    const ended = tried({ attempts: 3, reposts: 1, rechecks: 2, reason: 'is_archived' });
    const lost = afterSending(ended, unclear, now, timing);
    const looking = { ...ended, unclear: true, absences: 1, rechecks: lost.rechecks ?? ended.rechecks };
    expect(afterReading(looking, { kind: 'absent' }, now, timing)).toMatchObject({
      ...{ state: 'pending', reposts: 2 },
    });
  });

  it('that is given up waits for one that could not be found in the same way', () => {
    const [soon = 0] = timing.rechecks;
    const late = { giveUpAt: now - 1 };
    const looked = { state: 'uncertain', dueAt: now + soon, rechecks: 1 };
    const absent: Found = { kind: 'absent' };
    const uncertain = tried({ ...late, unclear: true, absences: 1 });
    expect(afterReading(uncertain, absent, now, timing)).toMatchObject({
      ...looked,
      reason: 'given up: it is not there',
    });
    expect(afterWaiting(tried({ ...late, reposts: 1 }), now, timing)).toMatchObject(looked);
    expect(afterWaiting(tried(late), now, timing)).toMatchObject({ state: 'failed' });
    const asked = afterSending(tried({ ...late, reposts: 1 }), { kind: 'wait', ms: 1 }, now, timing);
    expect(asked).toMatchObject(looked);
  });

  it('whose table was refused goes once more without it', () => {
    const refusal: SendResult = { kind: 'too-rich', reason: 'invalid_blocks' };
    expect(afterSending(tried({ hasPlain: true }), refusal, now, timing)).toMatchObject({
      state: 'pending',
      dueAt: now,
      usePlain: true,
    });
    expect(afterSending(tried({ hasPlain: false }), refusal, now, timing)).toMatchObject({
      state: 'failed',
      reason: 'invalid_blocks',
    });
  });

  it('that has to wait waits as long as it is told', () => {
    expect(afterSending(tried(), { kind: 'wait', ms: 7000 }, now, timing)).toMatchObject({
      state: 'pending',
      dueAt: now + 7000,
    });
  });

  it('that never reached Slack is tried again, with longer and longer pauses', () => {
    const pauses = [1, 2, 3, 4, 10, 60].map((attempts) => {
      const { dueAt } = afterSending(tried({ attempts }), { kind: 'not-sent', why: 'refused' }, now, timing);
      return (dueAt ?? 0) - now;
    });
    expect(pauses).toEqual([1000, 2000, 4000, 8000, 60_000, 60_000]);
  });

  it('that would come too late is given up', () => {
    const late = tried({ giveUpAt: now + 5000 });
    expect(afterSending(late, { kind: 'wait', ms: 7000 }, now, timing)).toMatchObject({
      state: 'failed',
      reason: 'given up: asked to wait',
    });
  });

  it('whose answer was lost is read back, not before its request is over', () => {
    expect(afterSending(tried(), unclear, now, timing)).toMatchObject({
      state: 'uncertain',
      dueAt: now - 1000 + timing.reconcile,
      unclear: true,
    });
    expect(afterLease(tried({ startedAt: now - 60_000 }), now, timing)).toMatchObject({
      state: 'uncertain',
      dueAt: now,
    });
  });
});

describe('an edit', () => {
  it('whose answer was lost is said again, once the first can no longer arrive', () => {
    expect(afterSending(tried({ isEdit: true }), unclear, now, timing)).toMatchObject({
      state: 'pending',
      dueAt: now - 1000 + timing.reconcile,
    });
  });

  it('of a message that was deleted becomes a new one', () => {
    expect(afterSending(tried({ isEdit: true }), { kind: 'gone' }, now, timing)).toMatchObject({
      state: 'pending',
      dueAt: now,
      gone: true,
    });
  });
});

describe('reading back', () => {
  const uncertain = tried({ unclear: true });

  it('adopts what is there, the first copy', () => {
    const found: Found = { kind: 'found', copies: ['1.1', '1.2'], channel: 'C1' };
    expect(afterReading(uncertain, found, now, timing)).toMatchObject({
      state: 'sent',
      ts: '1.1',
      channel: 'C1',
    });
  });

  it('writes a later revision into what it finds, which may be a copy of an earlier one', () => {
    const found: Found = { kind: 'found', copies: ['1.1'], channel: 'C1' };
    const later = { ...uncertain, isRevised: true, reposts: 1 };
    expect(afterReading(later, found, now, timing)).toEqual({
      state: 'pending',
      dueAt: now,
      reason: 'what was found may say what was said before',
      ts: '1.1',
      channel: 'C1',
      unclear: false,
    });
  });

  it('looks twice before it sends again', () => {
    const first = afterReading(uncertain, { kind: 'absent' }, now, timing);
    expect(first).toMatchObject({ state: 'uncertain', dueAt: now + timing.secondLook, absences: 1 });
    const second = afterReading({ ...uncertain, absences: 1 }, { kind: 'absent' }, now, timing);
    expect(second).toMatchObject({ state: 'pending', dueAt: now, reposts: 1, absences: 0 });
  });

  it('does not send for ever what never gets a clear answer', () => {
    const last = { ...uncertain, absences: 1, reposts: mostAttempts - 1 };
    expect(afterReading(last, { kind: 'absent' }, now, timing)).toMatchObject({
      state: 'failed',
      reason: 'no clear answer in 5 tries, and it is not there',
    });
  });

  it('never sends again where it cannot read', () => {
    const closed: Found = { kind: 'unreadable', reason: 'missing_scope', final: false };
    expect(afterReading(uncertain, closed, now, timing)).toMatchObject({ state: 'uncertain' });
    expect(afterReading({ ...uncertain, giveUpAt: now - 1 }, closed, now, timing)).toMatchObject({
      state: 'failed',
      reason: 'not known whether it arrived, and it cannot be read back: missing_scope',
    });
    const gone: Found = { kind: 'unreadable', reason: 'thread_not_found', final: true };
    expect(afterReading(uncertain, gone, now, timing)).toMatchObject({ state: 'failed' });
  });

  it('keeps why it cannot read when a later look is not answered', () => {
    const look = (reason: string) => ({ kind: 'unreadable' as const, reason, final: false });
    const { reason = null } = afterReading(uncertain, look('is_archived'), now, timing);
    const known = { ...uncertain, reason };
    expect(reason).toContain('is_archived');
    expect(afterReading(known, look('Slack did not answer in time'), now, timing).reason).toBe(reason);
    expect(afterReading(known, look('missing_scope'), now, timing).reason).toContain('missing_scope');
  });
});

describe('after a repost', () => {
  it('a first copy that turns up late is looked for twice more', () => {
    const reposted = tried({ reposts: 1 });
    const sent = afterSending(reposted, { kind: 'sent', ts: '2.1', channel: 'C1' }, now, timing);
    expect(sent.dueAt).toBe(now + 120_000);
    const late: Found = { kind: 'found', copies: ['1.1', '2.1'], channel: 'C1' };
    // The second one has a thread by now: the one that came late goes.
    expect(afterRecheck({ ...reposted, ts: '2.1' }, late, now, timing)).toMatchObject({
      state: 'sent',
      ts: '2.1',
      rechecks: 1,
      dueAt: now + 900_000,
    });
    expect(afterRecheck({ ...reposted, rechecks: 1 }, { kind: 'absent' }, now, timing)).toEqual({
      state: 'sent',
      rechecks: 2,
      dueAt: null,
    });
  });
});

const anyResult: fc.Arbitrary<SendResult> = fc.oneof(
  fc.record({ kind: fc.constant('sent' as const), ts: fc.constant('1.1'), channel: fc.constant('C1') }),
  fc.record({ kind: fc.constant('refused' as const), reason: fc.string() }),
  fc.record({ kind: fc.constant('too-rich' as const), reason: fc.string() }),
  fc.record({ kind: fc.constant('gone' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_600_000) }),
  fc.record({ kind: fc.constant('not-sent' as const), why: fc.string() }),
  fc.record({ kind: fc.constant('unclear' as const), why: fc.string() }),
);
const anyFound: fc.Arbitrary<Found> = fc.oneof(
  fc.record({
    kind: fc.constant('found' as const),
    copies: fc.array(fc.string(), { minLength: 1 }),
    channel: fc.constant('C1'),
  }),
  fc.record({ kind: fc.constant('absent' as const) }),
  fc.record({ kind: fc.constant('unreadable' as const), reason: fc.string(), final: fc.boolean() }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.nat(3_600_000) }),
);
const anyTried = fc.record({
  revision: fc.integer({ min: 1, max: 3 }),
  ts: fc.option(fc.string()),
  isEdit: fc.boolean(),
  isRevised: fc.boolean(),
  hasPlain: fc.boolean(),
  attempts: fc.integer({ min: 1, max: 100 }),
  absences: fc.integer({ min: 0, max: 1 }),
  reposts: fc.integer({ min: 0, max: 5 }),
  rechecks: fc.integer({ min: 0, max: 2 }),
  unclear: fc.boolean(),
  reason: fc.option(fc.string()),
  startedAt: fc.integer({ min: now - aDay, max: now }),
  giveUpAt: fc.integer({ min: now - aDay, max: now + aDay }),
});

describe('whatever happens', () => {
  const isSound = (change: Change) => {
    const over = change.state === 'failed' || change.state === 'superseded' || change.state === 'dropped';
    // What is over has nothing to come, what is not has something, and a failure says why.
    if (over) expect(change.dueAt).toBeNull();
    if (change.state === 'failed') expect(typeof change.reason).toBe('string');
    if (change.state === 'pending' || change.state === 'uncertain') expect(change.dueAt).not.toBeNull();
    return true;
  };

  it('there is a next step or a reason', () => {
    fc.assert(fc.property(anyTried, anyResult, (of, said) => isSound(afterSending(of, said, now, timing))));
    fc.assert(fc.property(anyTried, anyFound, (of, said) => isSound(afterReading(of, said, now, timing))));
    fc.assert(fc.property(anyTried, anyFound, (of, said) => isSound(afterRecheck(of, said, now, timing))));
  });

  it('a post that may have arrived is sent again only after it was missed twice', () => {
    fc.assert(
      fc.property(anyTried, anyFound, (of, said) => {
        const change = afterReading(of, said, now, timing);
        const isThere = said.kind === 'found' && change.ts !== undefined && said.copies.includes(change.ts);
        return change.state !== 'pending' || isThere || (said.kind === 'absent' && of.absences >= 1);
      }),
    );
    fc.assert(
      fc.property(anyTried, (of) => {
        const change = afterSending({ ...of, isEdit: false }, unclear, now, timing);
        return change.state === 'uncertain' && (change.dueAt ?? 0) >= of.startedAt + timing.reconcile;
      }),
    );
  });
});

describe('two processes whose clocks are half a minute apart', () => {
  it('may look before a try is over, and still look long after it could have arrived', () => {
    const sentAt = now - 30_000;
    const absent: Found = { kind: 'absent' };
    // To who looks the lease ran out at once.
    const taken = afterLease(tried({ startedAt: sentAt }), now, timing);
    expect(taken.dueAt).toBe(now);
    const first = afterReading(tried({ unclear: true }), absent, now, timing);
    const second = afterReading(tried({ unclear: true, absences: 1 }), absent, first.dueAt ?? 0, timing);
    expect(second).toMatchObject({ state: 'pending', reposts: 1 });
    const result: SendResult = { kind: 'sent', ts: '1.2', channel: 'C1' };
    const sent = afterSending(tried({ reposts: 1 }), result, second.dueAt ?? 0, timing);
    const looks = [sent.dueAt ?? 0];
    const standing: Found = { kind: 'found', copies: ['1.2'], channel: 'C1' };
    for (let rechecks = 0; ; rechecks++) {
      const { dueAt } = afterRecheck(
        tried({ ts: '1.2', reposts: 1, rechecks }),
        standing,
        looks.at(-1) ?? 0,
        timing,
      );
      if (dueAt === null) break;
      looks.push(dueAt);
    }
    expect((looks.at(-1) ?? 0) - now).toBeGreaterThan(60 * timing.request);
  });
});
