/** An embargo as a value: what is left of before once it is lifted, and what a lifting has to say. */
import { describe, expect, it } from '@jest/globals';
import { requireSameCircle, underEmbargo } from '../../../src/domain/incident/embargo.js';
import type { IncidentEvent } from '../../../src/domain/incident/event.js';
import { fold } from '../../../src/domain/incident/fold.js';
import { type Incident, latest } from '../../../src/domain/incident/incident.js';
import { type Lift, lift } from '../../../src/domain/incident/lift.js';
import { textOf, timelineOf } from '../../../src/domain/incident/timeline.js';
import { correct, StaleFault } from '../../../src/domain/incident/update.js';
import { minute } from '../../../src/domain/time.js';
import { ann, ben, declaredAt, incidentFacts, incidentSettings } from '../../builders/incident.js';
import { contextAt, refusal, saying, soon, wrongFields } from './scene.js';

const word = 'zqword';
const facts = incidentFacts({
  ...{ title: `${word} t`, versions: `${word} v`, impact: `${word} i`, workaround: `${word} w` },
  ...{ action: `${word} a`, owner: `${word} o` },
  issue: { name: `acme/${word}#1`, url: `https://github.com/acme/${word}/issues/1` },
});
const source = { channel: 'C1', ts: '1.1', author: { id: 'U1', name: word }, url: `https://x/${word}` };
const entry = { id: 'e1', at: declaredAt, approximate: false, text: word, by: ben, source: null };

/** Everything that can be said of an incident, with the word in each of it. */
const before: IncidentEvent[] = [
  { kind: 'declared', facts, source, embargo: true },
  { kind: 'updated', text: word, facts: { impact: `${word} more` }, draftedBy: ben },
  { kind: 'corrected', of: 2, reason: word, text: word, facts: { impact: `${word} less` } },
  { kind: 'drafted', draft: { id: 'd1', by: ben, text: word, facts: {}, base: 3, why: 'approval' } },
  { kind: 'noted', entry },
  { kind: 'brought', text: word, source },
  { kind: 'joined', from: 9, title: word, places: [] },
  { kind: 'handed-over', to: ben, reason: word },
  {
    ...{ kind: 'linked', as: 'fix', of: null },
    item: { name: `acme/${word}#2`, url: 'https://github.com/acme/x/pull/2', title: word },
  },
  { kind: 'resolved', text: word, lingering: word },
  { kind: 'reopened', reason: word, nextUpdateBy: declaredAt + minute },
];
const open: Lift = {
  ...{ base: 6, text: 'It is closed.', title: 'A hole', versions: '1.6.0', impact: 'All of you' },
  ...{ workaround: 'Upgrade', noWorkaround: false, action: '', owner: '', issue: '', lingering: '' },
  keeps: false,
};

function folded(events: readonly IncidentEvent[]): Incident {
  return fold(
    1,
    events.map((event, at) => ({ seq: at + 1, at: declaredAt + at * minute, by: ann, event })),
  );
}

const printed = (value: unknown) =>
  JSON.stringify(value, (_, one: unknown) =>
    one instanceof Map || one instanceof Set ? [...(one as Iterable<unknown>)] : one,
  );

const secret = () => folded(before);
const lifted = (more: Partial<Lift> = {}) =>
  folded([...before, lift(secret(), { ...open, ...more }, contextAt(soon))]);

describe('an incident that is lifted', () => {
  it('holds no word of before, in any field', () => {
    expect(printed(secret())).toContain(word);
    expect(printed(lifted())).not.toContain(word);
    expect(latest(lifted())).toMatchObject({ kind: 'lifted', number: 7, text: 'It is closed.' });
    expect(lifted()).toMatchObject({ isEmbargoed: false, liftedBy: 7, declaredAt });
  });

  it('is told from its lifting on, with when it was declared', () => {
    expect(timelineOf(lifted(), 'UTC').map(textOf)).toEqual([
      'Incident 1 declared under embargo (rev 1)',
      expect.stringMatching(/^Embargo lifted \(rev 7\): It is closed\./),
    ]);
  });

  it('shows what was written down before only where that was asked for', () => {
    const kept = lifted({ keeps: true });
    expect(kept.timeline).toEqual([entry]);
    expect(kept.github.linked).toHaveLength(1);
    expect(lifted().timeline).toEqual([]);
    expect(lifted().github.linked).toEqual([]);
  });

  it('is not struck through where nobody could read it, and is not corrected there', () => {
    const gone = folded([
      ...before,
      lift(secret(), open, contextAt(soon)),
      { kind: 'retracted', reason: 'None.' },
    ]);
    expect(gone.revisions.flatMap(({ struck, number }) => (struck ? [number] : []))).toEqual([7]);
    expect(refusal(() => correct(lifted(), 2, 'Wrong', saying(lifted()), contextAt(soon))).code).toBe(
      'no-revision',
    );
  });
});

describe('a lifting', () => {
  it('has to say everything that everybody will read', () => {
    const empty = { text: '', title: ' ', versions: '', impact: '', workaround: '', issue: 'nonsense' };
    expect(wrongFields(() => lift(secret(), { ...open, ...empty }, contextAt(soon)))).toEqual({
      text: 'Say what everybody should know now.',
      title: 'Say in a few words what is broken.',
      versions: 'Say which versions are affected.',
      impact: 'Say who is affected, and how.',
      workaround: 'Say what people can do meanwhile, or that no workaround is known.',
      issue: expect.stringContaining('owner/name#123'),
    });
  });

  it('is of what its author has seen, and of what is under embargo', () => {
    expect(() => lift(secret(), { ...open, base: 5 }, contextAt(soon))).toThrow(StaleFault);
    expect(refusal(() => lift(lifted(), open, contextAt(soon))).code).toBe('no-embargo');
    const gone = folded([...before, { kind: 'retracted', reason: 'None.' }]);
    expect(refusal(() => lift(gone, open, contextAt(soon))).message).toContain('nothing to announce');
  });

  it('promises an update where it is open, and says what lingers where it is over', () => {
    expect(lift(secret(), open, contextAt(soon)).facts.nextUpdateBy).toBeGreaterThan(soon);
    const over = folded([...before, { kind: 'resolved', text: word, lingering: word }]);
    const event = lift(over, { ...open, base: 7, lingering: 'Old nodes' }, contextAt(soon));
    expect(event.facts).not.toHaveProperty('nextUpdateBy');
    expect(folded([...before, { kind: 'resolved', text: word, lingering: word }, event])).toMatchObject({
      ...{ state: 'resolved', lingering: 'Old nodes' },
    });
  });
});

describe('what holds under embargo', () => {
  const settings = incidentSettings({
    discussion: 'C0TALK',
    embargo: { channel: 'C0HIDDEN', lift: [] },
    mirror: { comment: true, opensIn: 'acme/x', labels: [], lock: false },
  });

  it('is one channel, and nothing beside it', () => {
    expect(underEmbargo(settings)).toMatchObject({
      ...{ channel: 'C0HIDDEN', discussion: null, announcements: [], mirror: null, fix: null },
    });
    expect(underEmbargo(settings, 'C0OLD').channel).toBe('C0OLD');
  });

  it('is never the public channel, though nothing else is configured any more', () => {
    expect(underEmbargo({ ...settings, embargo: null }).channel).toBe('');
  });

  it('goes on in nothing that is public, nor the other way round', () => {
    expect(refusal(() => requireSameCircle(secret(), lifted())).code).toBe('embargo');
    expect(refusal(() => requireSameCircle(lifted(), secret())).code).toBe('embargo');
    expect(() => requireSameCircle(secret(), secret())).not.toThrow();
  });
});
