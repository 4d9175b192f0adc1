/** Entries that follow their messages, and which incidents are offered after the end. */
import { describe, expect, it } from '@jest/globals';
import { follow, unmark } from '../../src/domain/incident/follow.js';
import type { Incident } from '../../src/domain/incident/incident.js';
import { afterwards, lately } from '../../src/domain/incident/lately.js';
import { ann, ben, bySignalman, declared, declaredAt, incident, noted } from '../builders/incident.js';

const at = { channel: 'C1', ts: '1490000000.000100' };
const now = declaredAt + 1000;

describe('an entry', () => {
  const events = [declared(), noted('e1', at, { markedBy: ben.id })];
  const edited = (...edits: [string, string | null][]) =>
    edits.reduce(
      ({ so }, [text, edited]) => {
        const more = follow(incident(so), at, { text, edited }, now).map(bySignalman);
        return { so: [...so, ...more] };
      },
      { so: events },
    ).so;
  const textOf = (all: typeof events) => incident(all).timeline[0]?.text;

  it('has the last wording, in whatever order the edits arrive', () => {
    const two: [string, string] = ['two', '1490000001.000100'];
    const three: [string, string] = ['three', '1490000001.000101'];
    expect(textOf(edited(two, three))).toBe('three');
    expect(textOf(edited(three, two))).toBe('three');
    // The last edit brought back what stood there first: an earlier one that is late changes nothing.
    expect(textOf(edited(['It began.', '1490000002.000000'], two))).toBe('It began.');
    expect(textOf(edited(two, ['as first written', null]))).toBe('two');
    expect(edited(two, two)).toHaveLength(events.length + 1);
    expect(textOf(edited(['', '1490000003.000000']))).toBe('It began.');
  });

  it('is taken out when its message is deleted, and by whoever marked it', () => {
    expect(follow(incident(events), at, null, now)).toMatchObject([{ kind: 'entry-removed', entry: 'e1' }]);
    expect(unmark(incident(events), at, ann.id)).toEqual([]);
    expect(unmark(incident(events), at, ben.id)).toMatchObject([{ kind: 'entry-removed', entry: 'e1' }]);
    // One that was written in the form is not a reaction’s to take out.
    expect(unmark(incident([declared(), noted('e1', at)]), at, ben.id)).toEqual([]);
  });
});

describe('what may be meant without a number', () => {
  const open = (id: number): Incident => ({ ...incident(), id });
  const over = (id: number, endedAt: number, state: Incident['state'] = 'resolved'): Incident => ({
    ...open(id),
    ...{ state, endedAt },
  });
  const offered = (...all: Incident[]) => lately(all, now).map(({ id }) => id);

  it('is the only one that is open', () => {
    expect(offered(over(1, now - 1), open(2))).toEqual([2]);
  });

  it('is otherwise what is open, and then what ended last', () => {
    expect(offered(over(1, now - 1), open(2), over(3, now - 2), open(4))).toEqual([4, 2, 1, 3]);
    expect(offered(over(1, now - afterwards), over(2, now - afterwards - 1))).toEqual([1]);
    expect(offered(over(1, now - 1, 'merged'), over(2, now - 1, 'retracted'))).toEqual([]);
  });
});
