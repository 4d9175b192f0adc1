/** The record is the incident: whatever people do, folding it again, in one go or in pieces, gives what stands. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { isRevision, type Recorded } from '../../../src/domain/incident/event.js';
import { after, fold } from '../../../src/domain/incident/fold.js';
import { isOpen, mendKey, stateOf } from '../../../src/domain/incident/incident.js';
import { update } from '../../../src/domain/incident/update.js';
import type { Person } from '../../../src/domain/person.js';
import { ann, ben, declared } from '../../builders/incident.js';
import { contextAt, fresh, having, saying, soon } from './scene.js';
import { type Story, story } from './story.js';

const always = (check: (told: Story) => void) => fc.assert(fc.property(story, check), { numRuns: 300 });

describe('any record that comes about', () => {
  it('folds to the same incident however it is split, and after it was written down', () => {
    fc.assert(
      fc.property(story, fc.nat(), ({ record, one }, nth) => {
        const at = 1 + (nth % record.length);
        expect(fold(1, record)).toEqual(one);
        expect(record.slice(at).reduce(after, fold(1, record.slice(0, at)))).toEqual(one);
        expect(fold(1, JSON.parse(JSON.stringify(record)) as Recorded[])).toEqual(one);
      }),
      { numRuns: 300 },
    );
  });

  it('has its events numbered from 1 without gaps, and its revisions too', () => {
    always(({ record, one }) => {
      expect(record.map(({ seq }) => seq)).toEqual(record.map((_, index) => index + 1));
      expect(one.seq).toBe(record.length);
      const kinds = record.filter(({ event }) => isRevision(event)).map(({ event }) => event.kind);
      expect(one.revisions.map(({ number, kind }) => [number, kind])).toEqual(
        kinds.map((kind, index) => [index + 1, kind]),
      );
      for (const { struck, number } of one.revisions)
        if (struck) expect(['corrected', 'retracted']).toContain(one.revisions[struck.by - 1]?.kind);
        else expect(one.state === 'retracted' && number < one.revisions.length).toBe(false);
    });
  });

  it('follows the lifecycle: what is retracted or merged stays so, what is resolved is only reopened', () => {
    always(({ steps }) => {
      for (const { before, events, then } of steps) {
        const kinds = events.map((event) => event.kind);
        if (before.state === 'retracted' || before.state === 'merged') expect(then.state).toBe(before.state);
        if (before.state === 'resolved' && isOpen(then)) expect(kinds).toEqual(['reopened']);
        if (before.state !== 'declared') expect(then.state).not.toBe('declared');
        if (isOpen(then) && then.state !== 'declared') expect(then.state).toBe(stateOf(then.facts));
      }
    });
  });

  it('owes an update as long as it is open, and nothing once it is over', () => {
    always(({ steps }) => {
      for (const { events, then } of steps) {
        expect(then.facts.nextUpdateBy !== null).toBe(isOpen(then));
        expect(then.endedAt === null).toBe(isOpen(then));
        if (!isOpen(then) && !events.some((event) => event.kind === 'drafted'))
          expect(then.drafts).toEqual([]);
      }
    });
  });

  it('counts the reminders of the present promise and commander only', () => {
    always(({ steps }) => {
      for (const { before, then } of steps)
        if (
          before.facts.nextUpdateBy !== then.facts.nextUpdateBy ||
          before.facts.commander.id !== then.facts.commander.id
        )
          expect(then.reminders).toBe(0);
        else expect(then.reminders).toBeGreaterThanOrEqual(before.reminders);
    });
  });

  it('is never changed by what comes after it', () => {
    always(({ record, steps }) => {
      for (const { before } of steps) expect(before).toEqual(fold(1, record.slice(0, before.seq)));
    });
  });
});

describe('a record', () => {
  it('begins with its declaration by somebody', () => {
    expect(() => fold(7, [])).toThrow('incident 7 does not begin');
    expect(() => fold(7, [{ seq: 1, at: 0, by: null, event: { kind: 'pinned' } }])).toThrow('does not begin');
    expect(() => fold(7, [{ seq: 1, at: 0, ...declared(), by: null }])).toThrow('does not begin');
  });

  it('ignores a reminder of what was promised before', () => {
    const one = having(fresh(), [{ kind: 'reminded', due: 1, count: 4, escalated: true }]);
    expect(one.reminders).toBe(0);
  });

  it('counts how often a place was written again since the last revision', () => {
    const mended = { kind: 'mended', place: 'copy', destination: 'C0RELEASE', what: 'changed' } as const;
    const twice = having(fresh(), [mended, mended]);
    expect([...twice.mends]).toEqual([[mendKey(mended), 2]]);
    expect(having(twice, update(twice, saying(twice), ann, 'd', contextAt(soon))).mends.size).toBe(0);
  });

  it('forgets that the head was pinned once it was posted again', () => {
    const one = having(fresh(), [
      { kind: 'pinned' },
      { kind: 'mended', place: 'head', destination: 'C0INCIDENTS', what: 'gone' },
    ]);
    expect(one).toMatchObject({ isPinned: false, repostedAt: soon });
  });
});

describe('an entry that came from a message', () => {
  const source = { channel: 'C1', ts: '1.1', author: ann, url: null };
  const entry = { id: 'e1', at: soon, approximate: false, text: 'It hangs', by: ben, source };

  it('is its author’s as long as the words are; whoever changes them says them', () => {
    const noted = having(fresh(), [{ kind: 'noted', entry }]);
    const recorded = { seq: noted.seq + 1, at: soon };
    const change = { kind: 'entry-changed', entry: 'e1', change: { text: 'I broke it' } } as const;
    const changedBy = (by: Person | null) => after(noted, { ...recorded, by, event: change }).timeline[0];
    const followed = changedBy(null);
    expect(followed?.source?.author).toEqual(ann);
    const max = { id: 'U0MAX', name: 'max' };
    const reworded = changedBy(max);
    expect(reworded).toMatchObject({ text: 'I broke it', by: max, source: { author: null } });
  });
});
