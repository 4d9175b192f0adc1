/** How an incident ends and is taken up again: all-clear, retraction, merging, reopening, and who commands it. */
import { describe, expect, it } from '@jest/globals';
import {
  confirm,
  handOver,
  merge,
  missingForAllClear,
  reopen,
  resolve,
  retract,
  tick,
} from '../../../src/domain/incident/end.js';
import type { IncidentEvent } from '../../../src/domain/incident/event.js';
import { isOpen } from '../../../src/domain/incident/incident.js';
import { update } from '../../../src/domain/incident/update.js';
import { ann, ben, incidentSettings } from '../../builders/incident.js';
import { contextAt, fresh, having, refusal, saying, soon, wrongFields } from './scene.js';

const settings = incidentSettings();
const context = contextAt(soon);
const [released = '', checked = ''] = settings.exitCriteria;
const all: IncidentEvent[] = [
  { kind: 'ticked', criterion: released, on: true },
  { kind: 'ticked', criterion: checked, on: true },
  { kind: 'confirmed', role: 'commander' },
  { kind: 'confirmed', role: 'release-lead' },
];
const clear = (facts = {}) => having(fresh(facts), all);
const words = { text: '1.6.1 is out.', lingering: 'none' };
const resolved = () => having(clear(), resolve(clear(), words, context));

describe('an all-clear', () => {
  it('is refused with all that is missing', () => {
    expect(refusal(() => resolve(fresh(), words, context))).toMatchObject({
      code: 'not-clear',
      message:
        'Not all clear yet: not ticked: The fix is released; not ticked: A user who was affected has confirmed it; ' +
        'not confirmed by the commander; not confirmed by the release lead.',
    });
  });

  it('needs only what its severity wants, and more once that is raised', () => {
    const s2 = having(fresh({ severity: 's2' }), all.slice(0, 3));
    expect(missingForAllClear(s2, settings)).toEqual({ criteria: [], confirmations: [] });
    const s1 = having(s2, update(s2, saying(s2, { severity: 's1' }), ann, 'd', context));
    const both = ['commander', 'release-lead'];
    expect(missingForAllClear(s1, settings)).toEqual({ criteria: [], confirmations: both });
    expect(refusal(() => resolve(s1, words, context))).toMatchObject({ code: 'not-clear' });
  });

  it('ends the incident, and says what lingers', () => {
    expect(resolved()).toMatchObject({
      ...{ state: 'resolved', endedAt: soon, lingering: 'none', facts: { nextUpdateBy: null } },
    });
    expect(wrongFields(() => resolve(clear(), { text: '', lingering: ' ' }, context))).toEqual({
      text: 'Say how it was resolved.',
      lingering: 'Say what remains, or "none".',
    });
    expect(refusal(() => resolve(resolved(), words, context))).toMatchObject({ code: 'incident-over' });
  });

  it('does not ask for criteria that are configured no more', () => {
    const fewer = incidentSettings({ exitCriteria: [checked] });
    const one = having(fresh(), all.slice(1));
    expect(resolve(one, words, contextAt(soon, fewer))).toHaveLength(1);
  });

  it('is confirmed once in each role', () => {
    expect(refusal(() => confirm(clear(), 'commander', settings))).toMatchObject({ code: 'confirmed' });
    const ticked = having(fresh(), tick(fresh(), settings.exitCriteria, settings));
    expect(confirm(ticked, 'commander', settings)).toEqual([{ kind: 'confirmed', role: 'commander' }]);
  });

  it('is confirmed of what holds, and of nothing before', () => {
    expect(refusal(() => confirm(fresh(), 'commander', settings))).toMatchObject({ code: 'not-ticked' });
  });
});

describe('exit criteria', () => {
  it('are recorded only where they change, and only those that are configured', () => {
    const one = having(fresh(), tick(fresh(), [released, 'The moon is full'], settings));
    expect([...one.ticked]).toEqual([[released, ann]]);
    expect(tick(one, [released], settings)).toEqual([]);
    expect(tick(one, [checked], settings)).toEqual([
      { kind: 'ticked', criterion: released, on: false },
      { kind: 'ticked', criterion: checked, on: true },
    ]);
    expect(refusal(() => tick(resolved(), [], settings))).toMatchObject({ code: 'incident-over' });
  });

  it('that hold no more void the confirmations, which were given because they held', () => {
    const one = having(clear(), tick(clear(), [released], settings));
    expect(missingForAllClear(one, settings)).toEqual({
      ...{ criteria: [checked], confirmations: ['commander', 'release-lead'] },
    });
  });

  it('are confirmed anew after an update or a correction, of which those who confirmed had not heard', () => {
    const news: IncidentEvent = { kind: 'updated', text: 'It is back.', facts: {}, draftedBy: null };
    const correction: IncidentEvent = { kind: 'corrected', of: 1, reason: 'r', text: 'It hangs.', facts: {} };
    for (const event of [news, correction])
      expect(missingForAllClear(having(clear(), [event]), settings)).toEqual({
        ...{ criteria: [], confirmations: ['commander', 'release-lead'] },
      });
  });
});

describe('a hand-over', () => {
  it('gives command to another person, whose own confirmation is needed then', () => {
    const one = having(clear(), handOver(clear(), ben, 'I sleep.'));
    expect(one.facts.commander).toEqual(ben);
    expect(one.revisions.at(-1)).toMatchObject({ kind: 'handed-over', text: 'I sleep.', to: ben });
    expect(missingForAllClear(one, settings)).toEqual({ criteria: [], confirmations: ['commander'] });
  });

  it('is not to who commands already, and not of what is over', () => {
    expect(refusal(() => handOver(fresh(), ann, ''))).toMatchObject({ code: 'same-commander' });
    expect(refusal(() => handOver(resolved(), ben, ''))).toMatchObject({ code: 'incident-over' });
  });
});

describe('a reopened incident', () => {
  it('is open with the reason, with nothing ticked and nothing confirmed', () => {
    const again = having(resolved(), reopen(resolved(), 'It hangs again.', context));
    expect(again).toMatchObject({
      ...{ state: 'investigating', endedAt: null, lingering: '', reason: 'It hangs again.', reminders: 0 },
    });
    expect([again.ticked.size, again.confirmed.size]).toEqual([0, 0]);
  });

  it('keeps the cause that is known, and not a fix that did not hold', () => {
    for (const [fix, then] of [
      ['cause-known', 'identified'],
      ['merged', 'fixing'],
      ['in-place', 'investigating'],
      ['waiting', 'investigating'],
    ] as const) {
      const over = having(fresh({ fix }), [{ kind: 'resolved', ...words }]);
      expect(having(over, reopen(over, 'Again.', context)).state).toBe(then);
    }
  });

  it('was resolved before: neither open, nor retracted, nor merged', () => {
    const retracted = having(fresh(), retract(fresh(), 'No.'));
    const merged = having(
      fresh(),
      merge(fresh(), { ...fresh(), id: 4 }, 'The same.', null, incidentSettings()).from,
    );
    expect(refusal(() => reopen(fresh(), 'Again.', context))).toMatchObject({ code: 'not-over' });
    for (const over of [retracted, merged])
      expect(refusal(() => reopen(over, 'Again.', context))).toMatchObject({ code: 'incident-over' });
    expect(wrongFields(() => reopen(resolved(), ' ', context))).toHaveProperty('reason');
  });
});

describe('a retracted incident', () => {
  it('has every revision struck through with the reason, and keeps who struck it first', () => {
    const one = having(fresh(), [
      { kind: 'updated', text: 'News.', facts: {}, draftedBy: null },
      { kind: 'corrected', of: 2, reason: 'Wrong.', text: 'Other news.', facts: {} },
    ]);
    const then = having(one, retract(one, 'It was the network.'));
    const struck = { reason: 'It was the network.', by: 4 };
    expect(then.revisions.map((revision) => revision.struck)).toEqual([
      ...[struck, { reason: 'Wrong.', by: 3 }, struck, null],
    ]);
    expect(then).toMatchObject({ state: 'retracted', reason: 'It was the network.', endedAt: soon });
    expect(wrongFields(() => retract(fresh(), ''))).toHaveProperty('reason');
  });
});

describe('a merge', () => {
  const a = fresh();
  const b = { ...fresh({ title: 'init hangs' }), id: 2 };

  it('ends one, and the other goes on for both', () => {
    const merged = merge(a, b, 'The same.', 'https://example.slack.com/x', incidentSettings());
    expect(having(a, merged.from)).toMatchObject({
      state: 'merged',
      mergedInto: { id: 2, title: 'init hangs', url: 'https://example.slack.com/x' },
      facts: { nextUpdateBy: null },
    });
    const then = having(b, merged.into);
    expect(isOpen(then)).toBe(true);
    expect(then.joined).toMatchObject([{ id: 1, title: a.facts.title }]);
    expect(then.revisions).toHaveLength(1);
  });

  it('is not of one into itself, nor of what is over, nor without a reason', () => {
    expect(refusal(() => merge(a, a, 'The same.', null, incidentSettings()))).toMatchObject({
      code: 'same-incident',
    });
    expect(refusal(() => merge(resolved(), b, 'The same.', null, incidentSettings()))).toMatchObject({
      code: 'incident-over',
    });
    const over = { ...resolved(), id: 2 };
    expect(refusal(() => merge(a, over, 'The same.', null, incidentSettings()))).toMatchObject({
      code: 'incident-over',
    });
    expect(wrongFields(() => merge(a, b, '', null, incidentSettings()))).toHaveProperty('reason');
  });

  it('never goes round in a circle', () => {
    const gone = having(a, merge(a, b, 'The same.', null, incidentSettings()).from);
    expect(refusal(() => merge(b, gone, 'The same.', null, incidentSettings()))).toMatchObject({
      ...{ code: 'incident-over', message: 'Incident 1 was merged into incident 2.' },
    });
    expect(refusal(() => merge(gone, b, 'Again.', null, incidentSettings()))).toMatchObject({
      code: 'incident-over',
    });
  });

  it('never makes what is graver disappear in what is lighter', () => {
    const lighter = { ...b, facts: { ...b.facts, severity: 's3' } };
    expect(refusal(() => merge(a, lighter, 'The same.', null, settings))).toMatchObject({ code: 'graver' });
    expect(merge(lighter, a, 'The same.', null, settings).into).toHaveLength(1);
  });

  it('never lets a release go that it held back', () => {
    const elsewhere = { ...b, facts: { ...b.facts, release: 'v1.5.6' } };
    expect(refusal(() => merge(a, elsewhere, 'The same.', null, settings))).toMatchObject({
      code: 'other-release',
      message: `Incident 1 holds ${a.facts.release} back, and incident 2 is about v1.5.6.`,
    });
    // What holds nothing back may go on with another release.
    const light = { ...a, facts: { ...a.facts, severity: 's3' } };
    expect(merge(light, elsewhere, 'The same.', null, settings).into).toHaveLength(1);
  });
});
