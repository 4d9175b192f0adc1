/** What happened when: entered in any order, read by day in any zone. Over the timeline of a real post-mortem. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { merge } from '../../../src/domain/incident/end.js';
import type { Incident } from '../../../src/domain/incident/incident.js';
import {
  byDay,
  changeEntry,
  entriesFrom,
  type NewEntry,
  note,
  removeEntry,
  textOf,
  timelineOf,
} from '../../../src/domain/incident/timeline.js';
import { minute, showDuration } from '../../../src/domain/time.js';
import { ann, ben, incidentSettings } from '../../builders/incident.js';
import { entries, untimed, wall, zone } from './kubeadm.js';
import { fresh, having, refusal, soon, wrongFields } from './scene.js';

const now = wall('2017-05-01 12:00');
const entry = (given: Partial<NewEntry> = {}): NewEntry => ({
  ...{ text: 'It began.', at: now, approximate: false, source: null },
  ...given,
});
const noting = (on: Incident, given: Partial<NewEntry>) =>
  having(on, note(on, entry(given), ben, `e${on.seq}`, now), { by: ben, at: now });
const all = (given: readonly Partial<NewEntry>[]) => given.reduce(noting, fresh());
/** Without what Signalman recorded itself. */
const lines = (one: Incident) => timelineOf(one, 'UTC').map((line) => ({ ...line, text: textOf(line) }));
const written = (one: Incident) => lines(one).filter((line) => line.entry !== null);
const read = (one: Incident, inZone: string) =>
  byDay(written(one), inZone).map(({ title, lines }) => [title, ...lines.map((line) => line.clock)]);

describe('the timeline of the kubeadm 1.6.0 incident', () => {
  const timed = entries.map(({ text, at }) => ({ text, at }));
  const known = all([{ text: untimed, at: null }, ...timed]);

  it('stands by day on the clock on which it was written, with both headings of 8 March as one, in order', () => {
    expect(read(known, zone)).toEqual([
      ['24 February 2017', '06:00'],
      ['8 March 2017', '13:22', '13:44'],
      ['9 March 2017', '21:43'],
      ['13 March 2017', '11:27', '12:01'],
      ['14 March 2017', '13:11'],
      ['16 March 2017', '11:23', '14:52'],
      ['17 March 2017', '10:41'],
      ['22 March 2017', '12:35'],
      ['24 March 2017', '12:06'],
      ['28 March 2017', '09:23', '09:27', '22:40'],
      ['29 March 2017', '13:04', '18:29', '18:51'],
      ['30 March 2017', '16:57', '21:57'],
      ['31 March 2017', '00:26', '11:34', '16:30'],
      ['3 April 2017', '13:32'],
      [null, ''],
    ]);
    const clocks = new Map(entries.map(({ text, clock }) => [text, clock]));
    for (const day of byDay(written(known), zone))
      for (const line of day.lines) expect(line.clock).toBe(clocks.get(textOf(line)) ?? '');
  });

  it('is the same in whatever order it was entered', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...timed, { text: untimed, at: null }], { minLength: timed.length + 1 }),
        (given) => {
          expect(written(all(given)).map((one) => one.text)).toEqual(written(known).map((one) => one.text));
        },
      ),
      { numRuns: 30 },
    );
  });

  it('is read in India, half an hour off and on other days, with nothing lost', () => {
    const days = read(known, 'Asia/Kolkata');
    expect(days.slice(0, 4)).toEqual([
      ['24 February 2017', '19:30'],
      ['9 March 2017', '02:52', '03:14'],
      ['10 March 2017', '11:13'],
      // Summer time began in California on 12 March.
      ['13 March 2017', '23:57'],
    ]);
    expect(days.at(-2)).toEqual(['4 April 2017', '02:02']);
    expect(days.flatMap(([, ...clocks]) => clocks)).toHaveLength(entries.length + 1);
  });

  it('goes on across the hour that was skipped on 12 March, and the one that came twice on 5 November', () => {
    const spring = all([{ at: wall('2017-03-12 01:59') + minute }, { at: wall('2017-03-12 01:59') }]);
    expect(read(spring, zone)).toEqual([['12 March 2017', '01:59', '03:00']]);
    const before = Date.UTC(2016, 10, 6, 8, 30);
    const autumn = all([
      { at: before + 60 * minute, text: 'second' },
      { at: before, text: 'first' },
    ]);
    expect(read(autumn, zone)).toEqual([['6 November 2016', '01:30', '01:30']]);
    expect(written(autumn).map((one) => one.text)).toEqual(['first', 'second']);
  });

  it('lasted 5 d 14 h 52 min from the report to the release', () => {
    expect(showDuration(wall('2017-04-03 13:32') - wall('2017-03-28 22:40'))).toBe('5 d 14 h 52 min');
  });
});

describe('an entry', () => {
  const source = { channel: 'C0TALK', ts: '1489665600.000100', author: ben, url: null };

  it('tells what has happened, in so many words', () => {
    expect(wrongFields(() => note(fresh(), entry({ text: ' ' }), ben, 'e', now))).toHaveProperty('entry');
    expect(wrongFields(() => note(fresh(), entry({ text: 'x'.repeat(601) }), ben, 'e', now))).toHaveProperty(
      'entry',
    );
    expect(
      wrongFields(() => note(fresh(), entry({ text: '', at: now + 2 * minute }), ben, 'e', now)),
    ).toEqual({
      entry: 'Say what happened.',
      at: expect.stringMatching(/in the future/),
    });
  });

  it('may be of a message that was written this moment by a clock that is a little ahead', () => {
    expect(note(fresh(), entry({ at: now + minute }), ben, 'e', now)).toHaveLength(1);
  });

  it('says that its time is not certain, and has none to be uncertain of where none is known', () => {
    const one = all([
      { at: now, approximate: true },
      { at: null, approximate: true },
    ]);
    expect(read(one, 'UTC')).toEqual([
      ['1 May 2017', 'about 19:00'],
      [null, ''],
    ]);
    expect(one.timeline.map((each) => each.approximate)).toEqual([true, false]);
  });

  it('is made once of a message, and again only when it was taken out', () => {
    const one = noting(fresh(), { source });
    expect(refusal(() => note(one, entry({ source }), ann, 'e2', now))).toMatchObject({ code: 'noted' });
    expect(entriesFrom(one, source).map(({ id }) => id)).toEqual(['e1']);
    const without = having(one, removeEntry(one, 'e1', ' a joke '));
    expect(removeEntry(one, 'e1', ' a joke ')).toMatchObject([{ reason: 'a joke' }]);
    expect(note(without, entry({ source }), ann, 'e2', now)).toHaveLength(1);
    expect(wrongFields(() => removeEntry(one, 'e1', 'x'.repeat(301)))).toHaveProperty('reason');
  });

  it('is changed only where it is another one then, and without blanks around it', () => {
    const one = noting(fresh(), { at: now - minute, approximate: true });
    const change = (given: Parameters<typeof changeEntry>[2]) => changeEntry(one, 'e1', given, now);
    expect(change({ text: ' It began. ', at: now - minute, approximate: true })).toEqual([]);
    expect(change({ text: ' It ended. ' })).toMatchObject([{ change: { text: 'It ended.' } }]);
    expect(change({ at: null })).toMatchObject([{ change: { at: null, approximate: false } }]);
    const [event] = change({ at: now, approximate: false });
    expect(having(one, event ? [event] : []).timeline).toMatchObject([{ at: now, approximate: false }]);
    const wrong = { text: '', at: now + 2 * minute };
    expect(Object.keys(wrongFields(() => change(wrong))).sort()).toEqual(['at', 'entry']);
  });

  it('that is not there can be neither changed nor taken out', () => {
    expect(refusal(() => changeEntry(fresh(), 'e9', {}, now))).toMatchObject({ code: 'no-entry' });
    expect(refusal(() => removeEntry(fresh(), 'e9', ''))).toMatchObject({ code: 'no-entry' });
  });
});

describe('what Signalman recorded itself', () => {
  it('stands among what people wrote, says who and where to, and what was taken back', () => {
    const told = having(fresh(), [
      { kind: 'updated', text: 'All is lost.', facts: {}, draftedBy: null },
      { kind: 'corrected', of: 2, reason: 'Not all.', text: 'Some is.', facts: {} },
      { kind: 'handed-over', to: ben, reason: 'I sleep.' },
    ]);
    const one = noting(told, { at: soon - 1, text: 'A user writes.' });
    const over = having(one, merge(one, { ...fresh(), id: 4 }, 'The same.', null, incidentSettings()).from, {
      at: soon + 1,
    });
    expect(lines(over).map(({ text, struck }) => [text, struck])).toEqual([
      [`Incident 1 declared (rev 1): ${one.facts.impact}`, null],
      ['A user writes.', null],
      ['Update (rev 2): All is lost.', 'Not all.'],
      ['Correction of rev 2 (rev 3): Some is.', null],
      ['Command handed over to ben (rev 4): I sleep.', null],
      ['Merged into incident 4 (rev 5): The same.', null],
    ]);
  });

  it('names the facts that changed, and strikes only those that were wrong', () => {
    const on = fresh({ severity: 's2', fix: 'unknown', owner: '', issue: null });
    const tomorrow = soon + 24 * 60 * minute;
    const told = having(on, [
      {
        kind: 'updated',
        text: 'It spreads.',
        facts: {
          severity: 's1',
          fix: 'cause-known',
          impact: 'All is lost.',
          owner: ben.id,
          nextUpdateBy: tomorrow,
        },
        draftedBy: null,
      },
      { kind: 'handed-over', to: ben, reason: '' },
      { kind: 'corrected', of: 2, reason: 'Only S2.', text: 'It spreads.', facts: { severity: 's2' } },
      {
        kind: 'corrected',
        of: 1,
        reason: 'Not pods.',
        text: 'See the title.',
        facts: { title: 'Nodes do not start', workaround: '', issue: { name: '#7', url: 'https://x.y/7' } },
      },
      { kind: 'resolved', text: 'Done.', lingering: 'none' },
    ]);
    expect(lines(told).map(({ text }) => text)).toEqual([
      `Incident 1 declared (rev 1): ${on.facts.impact} · title: ${on.facts.title} · workaround: Stay on 1.5. · tracking issue: none`,
      'Update (rev 2): It spreads. · severity: S2 → S1 · state: Investigating → Cause known · impact: All is lost. · owner: ben',
      'Command handed over to ben (rev 3)',
      'Correction of rev 2 (rev 4): It spreads. · severity: S1 → S2',
      'Correction of rev 1 (rev 5): See the title. · title: Nodes do not start · workaround: none known · tracking issue: #7',
      'Resolved (rev 6): Done.',
    ]);
    const wrong = lines(told).map(({ parts }) => parts.filter((one) => one.isWrong).map(({ text }) => text));
    expect(wrong.slice(0, 2)).toEqual([
      [`title: ${on.facts.title}`, 'workaround: Stay on 1.5.', 'tracking issue: none'],
      ['severity: S2 → S1'],
    ]);
    expect(wrong.slice(2).flat()).toEqual([]);
  });

  it('tells the promise of the next update on the clock of its zone, with the day where it is another', () => {
    const promising = (nextUpdateBy: number) =>
      having(fresh(), [{ kind: 'updated', text: 'Nothing new.', facts: { nextUpdateBy }, draftedBy: null }]);
    const last = (one: Incident) => timelineOf(one, 'Asia/Tokyo').map(textOf).at(-1);
    expect(last(promising(soon + 60 * minute))).toBe('Update (rev 2): Nothing new. · next update by 22:05');
    expect(last(promising(soon + 300 * minute))).toBe(
      'Update (rev 2): Nothing new. · next update by 17 March 2017, 02:05',
    );
  });
});
