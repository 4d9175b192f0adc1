/** What can happen to a meeting, and what is not allowed; what two agendas say of each other; where notes are kept. */
import { describe, expect, it } from '@jest/globals';
import { addAction, changeAction, fileAction, removeAction } from '../../src/domain/meeting/actions.js';
import { type AgendaFacts, blockersSince, flippedSince } from '../../src/domain/meeting/compare.js';
import type { MeetingEvent } from '../../src/domain/meeting/event.js';
import { notesAddress, notesPath } from '../../src/domain/meeting/place.js';
import { addPoint, attend, removePoint } from '../../src/domain/meeting/points.js';
import { isTouched, leftOver, meetingState, wordsUntil } from '../../src/domain/meeting/state.js';
import { addTopic, changeTopic, openTopic, removeTopic } from '../../src/domain/meeting/topics.js';
import { cancelMeeting, endMeeting, moveMeeting } from '../../src/domain/meeting/when.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { ann, ben, meetingOf, series, tuesday } from '../builders/meeting.js';

const topic = (text = 'Freeze', more = {}) => ({ id: 't', text, by: ann, source: null, ...more });
const added: MeetingEvent = { kind: 'topic-added', topic: topic() };
const point = (text = 'A word', more = {}) => ({
  ...{ id: 'p', kind: 'note' as const, topic: null, text, by: ann, source: null },
  ...more,
});
const when = { now: tuesday, zone: 'UTC' };
const action = (more = {}) => ({
  ...{ id: 'a', by: ann, topic: null, source: null, text: 'Do it', owner: null, login: null, due: '' },
  ...more,
});
const withAction = (...more: MeetingEvent[]) => {
  const { due: _due, ...given } = action();
  return meetingOf([{ kind: 'action-added', action: { ...given, due: null } }, ...more]);
};

describe('a meeting', () => {
  it('is planned, runs, is over, or was cancelled', () => {
    const meeting = meetingOf([]);
    expect([-1, 0, hour - 1, hour].map((ms) => meetingState(meeting, tuesday + ms))).toEqual([
      'planned',
      'running',
      'running',
      'over',
    ]);
    expect(meetingState(meetingOf([{ kind: 'ended' }]), tuesday + minute)).toBe('over');
    expect(meetingState(meetingOf([{ kind: 'cancelled', reason: 'x' }]), tuesday + day)).toBe('cancelled');
  });

  it('is not held open by who noticed late that it was over', () => {
    const late = meetingOf([{ kind: 'ended' }], tuesday - 2 * hour);
    expect(wordsUntil(series(), { ...late, endedAt: late.ends + day })).toBe(late.ends + 2 * hour);
  });

  it('is touched by a word, and not by who was there or by what was carried over', () => {
    const carried = topic('Old', { carried: { meeting: 9, begins: 1 } });
    expect(isTouched(meetingOf([{ kind: 'attended', people: [ann] }]))).toBe(false);
    expect(isTouched(meetingOf([{ kind: 'topic-added', topic: carried }]))).toBe(false);
    expect(isTouched(meetingOf([added]))).toBe(true);
    expect(isTouched(meetingOf([{ kind: 'point-added', point: point() }]))).toBe(true);
    expect(isTouched(withAction())).toBe(true);
    // What was carried to a meeting to which nobody came goes on.
    expect(
      leftOver(meetingOf([{ kind: 'topic-added', topic: carried }, { kind: 'untouched' }])),
    ).toHaveLength(1);
    expect(leftOver(meetingOf([added]))).toEqual([]);
  });

  it('is moved to a time to come, and neither moved nor cancelled once it is over', () => {
    const move = (begins: number, reason = 'why', now = tuesday) =>
      moveMeeting(series(), meetingOf([]), { begins, reason }, now);
    expect(move(tuesday + day)).toEqual([
      { kind: 'moved', begins: tuesday + day, ends: tuesday + day + hour, reason: 'why' },
    ]);
    for (const begins of [tuesday - 1, tuesday, tuesday + 61 * day, Number.NaN])
      expect(() => move(begins)).toThrow(expect.objectContaining({ fields: { begins: expect.any(String) } }));
    expect(() => move(tuesday + day, ' ')).toThrow(
      expect.objectContaining({ fields: { reason: expect.any(String) } }),
    );
    const after = tuesday + 2 * hour;
    expect(() => move(after + day, 'why', after)).toThrow(expect.objectContaining({ code: 'over' }));
    expect(() => cancelMeeting(series(), meetingOf([]), 'why', after)).toThrow(
      expect.objectContaining({ code: 'over' }),
    );
    expect(() => endMeeting(series(), meetingOf([]), tuesday - 1)).toThrow(/not begun/);
    expect(endMeeting(series(), meetingOf([{ kind: 'ended' }]), tuesday + 1)).toEqual([]);
  });
});

describe('words', () => {
  it('are needed, not too long, and not there twice', () => {
    expect(() => addTopic(meetingOf([]), topic(' \u200b'))).toThrow(/talked about/);
    expect(() => addTopic(meetingOf([]), topic('x'.repeat(201)))).toThrow(/201 characters, and 200 fit/);
    expect(addTopic(meetingOf([added]), topic('FREEZE', { id: 'u' }))).toEqual([]);
    expect(addTopic(meetingOf([]), topic(' a\n b '))).toMatchObject([{ topic: { text: 'a b' } }]);
    const many = Array.from(
      { length: 50 },
      (_, at): MeetingEvent => ({
        kind: 'topic-added',
        topic: topic(`t${at}`, { id: `t${at}` }),
      }),
    );
    expect(() => addTopic(meetingOf(many), topic('one more'))).toThrow(/room for 50/);
  });

  it('of a topic stay while there are notes about it', () => {
    const spoken = meetingOf([added, { kind: 'point-added', point: point('x', { topic: 't' }) }]);
    expect(() => removeTopic(spoken, 't')).toThrow(expect.objectContaining({ code: 'spoken-about' }));
    expect(removeTopic(meetingOf([added]), 't')).toEqual([{ kind: 'topic-removed', topic: 't' }]);
    expect(
      meetingOf([added, { kind: 'topic-opened', topic: 't' }, { kind: 'topic-removed', topic: 't' }]).open,
    ).toBeNull();
    expect(openTopic(meetingOf([added, { kind: 'topic-opened', topic: 't' }]), 't')).toEqual([]);
    for (const wrong of [() => openTopic(meetingOf([]), 't'), () => changeTopic(meetingOf([]), 't', 'x')])
      expect(wrong).toThrow(expect.objectContaining({ code: 'unknown-topic' }));
  });

  it('of one message are kept once, as what they were marked last', () => {
    const source = { channel: 'C0', ts: '1.1', author: null, url: null };
    const meeting = meetingOf([{ kind: 'point-added', point: point('A word', { source }) }]);
    expect(addPoint(meeting, point('A word', { id: 'q', source }))).toEqual([]);
    expect(addPoint(meeting, point('A word', { id: 'q', source, kind: 'decision' }))).toEqual([
      { kind: 'point-changed', point: 'p', text: 'A word', pointKind: 'decision' },
    ]);
    expect(() => removePoint(meeting, 'q')).toThrow(expect.objectContaining({ code: 'unknown-point' }));
    expect(attend(meeting, [ann, ben, ann])).toEqual([{ kind: 'attended', people: [ann, ben] }]);
  });
});

describe('an action item', () => {
  it('names what is wrong with it, all at once', () => {
    expect(() => addAction(meetingOf([]), action({ text: '', login: '-', due: 'once' }), when)).toThrow(
      expect.objectContaining({
        fields: { text: expect.any(String), login: expect.any(String), due: expect.any(String) },
      }),
    );
    expect(addAction(meetingOf([]), action({ due: '2017-03-20', login: '@Ann' }), when)).toMatchObject([
      { action: { login: 'Ann', due: Date.UTC(2017, 2, 20, 23, 59) } },
    ]);
  });

  it('loses its login with its owner, and keeps what is not named', () => {
    const meeting = withAction({
      kind: 'action-changed',
      action: 'a',
      change: { owner: ann, login: 'ann', due: 5 },
    });
    expect(changeAction(meeting, 'a', { owner: ben }, when)).toEqual([
      { kind: 'action-changed', action: 'a', change: { owner: ben, login: null } },
    ]);
    expect(changeAction(meeting, 'a', { text: 'Do it' }, when)).toEqual([]);
    expect(changeAction(meeting, 'a', { due: '' }, when)).toEqual([
      { kind: 'action-changed', action: 'a', change: { due: null } },
    ]);
  });

  it('becomes an issue once, only where signalman.yml says', () => {
    const where = { usual: 'acme/rocket', labels: ['x'], owners: new Set(['acme']) };
    const filing: MeetingEvent = {
      kind: 'action-filing',
      action: 'a',
      repository: 'acme/rocket',
      labels: ['x'],
    };
    expect(fileAction(withAction(), 'a', where, false)).toEqual([filing]);
    expect(() => fileAction(withAction(filing), 'a', where, false)).toThrow(/being opened/);
    expect(() => removeAction(withAction(filing), 'a', 'why')).toThrow(/being opened/);
    expect(fileAction(withAction(filing), 'a', where, true)).toEqual([filing]);
    expect(() => fileAction(withAction(), 'a', { ...where, usual: null }, false)).toThrow(
      expect.objectContaining({ code: 'no-repository' }),
    );
  });
});

describe('two agendas', () => {
  const item = (name: string) => ({ name, title: name, url: '', owners: [] });
  /** Gates may be called like what every object has. */
  const gates = (given: object) => given as AgendaFacts['gates'];
  const facts = (more: Partial<AgendaFacts> = {}): AgendaFacts => ({
    ...{
      release: 'v1.6',
      verdict: 'GO',
      gates: gates({ bugs: 'go', constructor: 'go' }),
      blockers: [item('a')],
    },
    ...more,
  });

  it('tell what flipped, and nothing of another release or a gate that was not there', () => {
    const now = facts({ gates: gates({ bugs: 'no-go', toString: 'go', constructor: 'unknown' }) });
    expect(flippedSince(facts(), now)).toEqual([
      { gate: 'bugs', from: 'GO', to: 'NO GO' },
      { gate: 'constructor', from: 'GO', to: 'UNKNOWN' },
    ]);
    expect(flippedSince(facts({ release: 'v1.5' }), now)).toEqual([]);
    expect(flippedSince(null, now)).toEqual([]);
  });

  it('tell what came and went', () => {
    const now = facts({ blockers: [item('b')] });
    const was = facts({ blockers: [item('a'), item('c')] });
    expect(blockersSince(was, now, (name) => (name === 'a' ? 'closed' : 'moved'))).toEqual({
      ...{ open: [item('b')], fresh: [item('b')], closed: [item('a')], moved: [item('c')] },
    });
    expect(blockersSince(null, now, () => 'moved')).toMatchObject({ open: [item('b')], fresh: [] });
    expect(blockersSince(facts({ blockers: null }), now, () => 'moved')).toMatchObject({ fresh: [] });
    expect(blockersSince(was, facts({ blockers: null }), () => 'moved')).toBeNull();
  });
});

describe('the notes', () => {
  it('stay where the meeting was planned, and say the day of when it was', () => {
    const moved = meetingOf([
      { kind: 'moved', begins: tuesday + 20 * day, ends: tuesday + 21 * day, reason: 'x' },
    ]);
    const own = series({ path: '{release}/{series}-{date}.md', url: '/{year}/{month}/{date}-{slug}' });
    expect(notesPath(own, { ...moved, release: '../v1 6' })).toBe('v1-6/release-team-2017-03-14.md');
    expect(notesAddress(own, moved)).toBe('/2017/04/2017-04-03-release-team');
    expect(notesAddress(series(), moved)).toBeNull();
  });
});
