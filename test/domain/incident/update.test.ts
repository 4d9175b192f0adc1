/** Updates as they are sent, worded for approval and proposed. */
import { describe, expect, it } from '@jest/globals';
import { merge, resolve, retract } from '../../../src/domain/incident/end.js';
import type { FactsChange, FixState } from '../../../src/domain/incident/event.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import {
  approve,
  propose,
  refuse,
  StaleFault,
  type Update,
  update,
} from '../../../src/domain/incident/update.js';
import { longest } from '../../../src/domain/incident/words.js';
import { hour, minute } from '../../../src/domain/time.js';
import { ann, ben, incidentSettings } from '../../builders/incident.js';
import { cleo, contextAt, fresh, having, refusal, saying, soon, wrongFields } from './scene.js';

const context = contextAt(soon);
/** What the severity promises from then on. */
const promised = soon + 20 * minute;

const sent = (on: Incident, given: Partial<Update> = {}, by = ann) =>
  update(on, saying(on, given), by, 'd1', context);

function factsOf(on: Incident, given: Partial<Update>): FactsChange {
  const [event] = sent(on, given);
  if (event?.kind !== 'updated') throw new Error('not sent');
  return event.facts;
}

const resolved = () => having(fresh(), [{ kind: 'resolved', text: 'Done.', lingering: 'none' }]);

describe('an update by the commander', () => {
  it('is sent at once, and always promises the next one', () => {
    expect(sent(fresh())).toEqual([
      {
        ...{ kind: 'updated', text: 'The cause is being looked for.', draftedBy: null },
        facts: { nextUpdateBy: promised },
      },
    ]);
    expect(factsOf(fresh(), { nextUpdateBy: soon + hour })).toEqual({ nextUpdateBy: soon + hour });
  });

  it('records only what it really changes', () => {
    const issue = { name: 'acme/rocket#7', url: 'https://github.com/acme/rocket/issues/7' };
    const one = fresh({ issue });
    const { title, severity, versions, impact, workaround, fix, action, owner } = one.facts;
    const same = { title, severity, versions, impact: ` ${impact} `, workaround, fix, action, owner };
    expect(factsOf(one, { ...same, issue: issue.url })).toEqual({ nextUpdateBy: promised });
    expect(factsOf(one, { ...same, fix: 'proposed', workaround: '', issue: '' })).toEqual({
      ...{ fix: 'proposed', workaround: '', issue: null, nextUpdateBy: promised },
    });
  });

  it('keeps the address of a pull request whose name is typed again', () => {
    const issue = { name: 'acme/rocket#7', url: 'https://git.example.com/acme/rocket/pull/7' };
    expect(factsOf(fresh({ issue }), { issue: 'acme/rocket#7' })).not.toHaveProperty('issue');
  });

  it('is told of everything that is wrong at once', () => {
    const given: Partial<Update> = {
      text: ' ',
      title: '',
      severity: 's9',
      versions: '',
      impact: '',
      issue: 'x',
    };
    const fix = 'done' as FixState;
    const wrong = wrongFields(() =>
      sent(fresh(), { ...given, fix, nextUpdateBy: 1, owner: 'x'.repeat(121) }),
    );
    const fields = 'fix impact issue nextUpdateBy owner severity text title versions';
    expect(Object.keys(wrong).sort().join(' ')).toBe(fields);
  });

  it('counts its promise at the cadence of the severity that it takes up', () => {
    expect(factsOf(fresh({ severity: 's3' }), { severity: 'S1' })).toEqual({
      ...{ severity: 's1', nextUpdateBy: promised },
    });
  });

  it('is refused when somebody was quicker, with their name and what they sent', () => {
    const one = fresh();
    const mine = saying(one);
    const then = having(one, sent(one), { by: ben });
    expect(() => update(then, mine, ann, 'd1', context)).toThrow(StaleFault);
    expect(refusal(() => update(then, mine, ann, 'd1', context))).toMatchObject({
      ...{ code: 'stale', message: 'ben has sent rev 2 meanwhile.' },
    });
    expect(() => update(one, { ...mine, base: 2 }, ann, 'd1', context)).toThrow(StaleFault);
  });

  it('does not reach an incident that is over, which says what to do instead', () => {
    const retracted = having(fresh(), retract(fresh(), 'It was the network.'));
    const other = { ...fresh(), id: 4 };
    const merged = having(fresh(), merge(fresh(), other, 'The same.', null, incidentSettings()).from);
    expect(refusal(() => sent(resolved()))).toMatchObject({
      ...{ code: 'incident-over', message: 'Incident 1 is resolved.' },
      hint: 'Reopen it first: `/incident reopen 1`',
    });
    expect(refusal(() => sent(retracted))).toMatchObject({
      ...{ code: 'incident-over', message: 'Incident 1 is retracted.' },
    });
    expect(refusal(() => sent(merged))).toMatchObject({
      ...{ code: 'incident-over', hint: 'Update incident 4 instead.' },
    });
  });
});

describe('an update by somebody else', () => {
  it('waits for the commander where the severity wants it, and only there', () => {
    expect(sent(fresh(), {}, ben)[0]).toMatchObject({
      kind: 'drafted',
      draft: { id: 'd1', by: ben, base: 1, why: 'approval' },
    });
    expect(sent(fresh({ severity: 's2' }), {}, ben)[0]).toMatchObject({ kind: 'updated' });
  });

  it('waits also when it takes the severity down or up', () => {
    expect(sent(fresh(), { severity: 's3' }, ben)[0]).toMatchObject({ kind: 'drafted' });
    expect(sent(fresh({ severity: 's3' }), { severity: 's1' }, ben)[0]).toMatchObject({ kind: 'drafted' });
  });

  it('is no revision before it is approved', () => {
    const waiting = having(fresh(), sent(fresh(), { fix: 'in-place' }, ben), { by: ben });
    expect(waiting.revisions).toHaveLength(1);
    expect(waiting).toMatchObject({ state: 'declared', facts: fresh().facts });
    const then = having(waiting, approve(waiting, 'd1', soon, context));
    expect(then).toMatchObject({ state: 'monitoring', drafts: [], facts: { nextUpdateBy: promised } });
    expect(then.revisions).toHaveLength(2);
  });
});

describe('a draft', () => {
  const drafted = (given: Partial<Update> = {}) => {
    const one = fresh();
    return having(one, sent(one, given, ben), { by: ben });
  };
  const dueOnceApproved = (one: Incident, now: number) =>
    having(one, approve(one, 'd1', now, contextAt(now)), { at: now }).facts.nextUpdateBy;

  it('that is approved names its author', () => {
    expect(approve(drafted(), 'd1', soon, context)).toEqual([
      { kind: 'draft-closed', draft: 'd1', outcome: 'approved', reason: '' },
      {
        ...{ kind: 'updated', text: 'The cause is being looked for.', draftedBy: ben },
        facts: { nextUpdateBy: promised },
      },
    ]);
  });

  it('promises what its author promised, unless that has passed meanwhile', () => {
    const one = drafted({ nextUpdateBy: soon + hour });
    expect(dueOnceApproved(one, soon + hour - 1)).toBe(soon + hour);
    expect(dueOnceApproved(one, soon + hour)).toBe(soon + hour + 20 * minute);
  });

  it('counts what nobody promised from when it is sent: the commander is not reminded at once', () => {
    expect(dueOnceApproved(drafted(), promised - 1)).toBe(promised - 1 + 20 * minute);
  });

  it('is outdated once another update was sent, and can still be refused', () => {
    const one = drafted();
    const then = having(one, sent(one));
    expect(refusal(() => approve(then, 'd1', soon, context))).toMatchObject({
      ...{ code: 'outdated-draft', message: 'Rev 2 was sent after this was written.' },
    });
    expect(having(then, refuse(then, 'd1', 'Rev 2 says it.')).drafts).toEqual([]);
  });

  it('is refused with a reason, once', () => {
    const one = drafted();
    expect(wrongFields(() => refuse(one, 'd1', ' '))).toHaveProperty('reason');
    const then = having(one, refuse(one, 'd1', ' Too early. '));
    expect(refuse(one, 'd1', ' Too early. ')).toMatchObject([{ outcome: 'refused', reason: 'Too early.' }]);
    expect(refusal(() => refuse(then, 'd1', 'Again.'))).toMatchObject({ code: 'no-draft' });
    expect(refusal(() => approve(then, 'd1', soon, context))).toMatchObject({ code: 'no-draft' });
  });

  it('is closed before the eyes of its author when the incident is over', () => {
    const one = drafted();
    const closed = { kind: 'draft-closed', draft: 'd1', outcome: 'outdated', reason: '' };
    expect(retract(one, 'No.')).toEqual([closed, { kind: 'retracted', reason: 'No.' }]);
    expect(merge(one, { ...fresh(), id: 4 }, 'The same.', null, incidentSettings()).from[0]).toEqual(closed);
    const none = contextAt(soon, incidentSettings({ exitCriteria: [] }));
    const clear = having(one, [
      { kind: 'confirmed', role: 'commander' },
      { kind: 'confirmed', role: 'release-lead' },
    ]);
    expect(resolve(clear, { text: 'Done.', lingering: 'none' }, none)[0]).toEqual(closed);
    expect(refusal(() => approve(resolved(), 'd1', soon, context))).toMatchObject({ code: 'incident-over' });
  });
});

describe('a proposal', () => {
  it('is made of a reply by anybody, and needs approval at any severity', () => {
    expect(propose(fresh({ severity: 's3' }), ' It works with flannel. ', cleo, 'p1')).toEqual([
      {
        kind: 'drafted',
        draft: { id: 'p1', by: cleo, text: 'It works with flannel.', facts: {}, base: 1, why: 'proposal' },
      },
    ]);
  });

  it('promises the next update once it is approved', () => {
    const one = having(fresh(), propose(fresh(), 'It works with flannel.', cleo, 'p1'), { by: cleo });
    const then = having(one, approve(one, 'p1', soon, context));
    expect(then.facts).toEqual({ ...one.facts, nextUpdateBy: promised });
  });

  it('is cut to what fits, between characters, and is the same one however often it is made', () => {
    const text = '🔥'.repeat(longest.text + 5);
    const one = having(fresh(), propose(fresh(), text, cleo, 'p1'), { by: cleo });
    expect(one.drafts[0]?.text).toBe('🔥'.repeat(longest.text));
    expect(refusal(() => propose(one, text, cleo, 'p2'))).toMatchObject({ code: 'same-draft' });
    expect(propose(one, text, ben, 'p2')).toHaveLength(1);
  });

  it('says something, about an incident that is open', () => {
    expect(refusal(() => propose(fresh(), ' \n', cleo, 'p1'))).toMatchObject({ code: 'empty-draft' });
    expect(refusal(() => propose(resolved(), 'x', cleo, 'p1'))).toMatchObject({ code: 'incident-over' });
  });
});
