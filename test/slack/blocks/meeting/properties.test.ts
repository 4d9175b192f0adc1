/** Any meeting with any text in it: Slack takes every message and every form, and nobody is called by what was typed. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { AgendaItem } from '../../../../src/domain/meeting/agenda.js';
import { type MeetingEvent, pointKinds } from '../../../../src/domain/meeting/event.js';
import { day, hour } from '../../../../src/domain/time.js';
import { viewBlockProblems } from '../../../../src/sandbox/slack/blocks/validate.js';
import { itemsMessage } from '../../../../src/slack/blocks/meeting/items.js';
import { notesMessage } from '../../../../src/slack/blocks/meeting/notes.js';
import { meetingRenderer } from '../../../../src/slack/blocks/meeting/renderer.js';
import { actionView } from '../../../../src/slack/modals/meeting/action.js';
import { collectedView } from '../../../../src/slack/modals/meeting/collected.js';
import { fromView } from '../../../../src/slack/modals/meeting/from.js';
import {
  attendeesView,
  cancelView,
  endView,
  issueView,
  moveView,
} from '../../../../src/slack/modals/meeting/steps.js';
import { pointView, topicView } from '../../../../src/slack/modals/meeting/topic.js';
import { hostileText } from '../../../builders/arbitraries.js';
import { meetingAgenda, meetingBegins, meetingFrom, meetingSeries } from '../../../builders/meeting-desk.js';
import { asMessage, expectHarmless, expectSlackTakesIt, markupOf } from '../checks.js';

const person = fc.record({ id: fc.constantFrom('U01NORA', '<!here>', 'github:x'), name: hostileText(80) });
const url = fc.constantFrom('https://github.com/a/b/issues/1', 'https://x.example/a|b>c');
const source = fc.option(
  fc.record({
    channel: fc.constant('C1'),
    ts: fc.constant('1.2'),
    author: fc.option(person),
    url: fc.option(url),
  }),
);
const item = fc.record({
  name: hostileText(100),
  title: hostileText(300),
  url,
  owners: fc.array(hostileText(39), { maxLength: 4 }),
}) as fc.Arbitrary<AgendaItem>;
const items = fc.array(item, { maxLength: 12 });
const anything = fc.record({
  title: hostileText(120),
  topics: fc.array(fc.record({ text: hostileText(200), by: person, source }), {
    minLength: 1,
    maxLength: 50,
  }),
  points: fc.array(
    fc.record({
      kind: fc.constantFrom(...pointKinds),
      text: hostileText(2000),
      by: person,
      source,
      under: fc.nat(3),
    }),
    { minLength: 1, maxLength: 60 },
  ),
  actions: fc.array(
    fc.record({
      ...{ text: hostileText(400), by: person, source },
      owner: fc.option(fc.oneof(person, fc.record({ id: fc.constant(null), name: hostileText(80) }))),
      login: fc.option(hostileText(39)),
      due: fc.option(fc.constant(meetingBegins + day)),
    }),
    { minLength: 1, maxLength: 30 },
  ),
  reason: hostileText(300),
  facts: fc.record({ open: items, fresh: items, closed: items, moved: items }),
  exceptions: fc.array(
    fc.record({
      id: fc.nat(),
      what: hostileText(300),
      by: hostileText(80),
      until: fc.constant(meetingBegins),
    }),
    { maxLength: 8 },
  ),
  unsigned: fc.array(hostileText(60), { maxLength: 30 }),
  isCancelled: fc.boolean(),
  isMoved: fc.boolean(),
  hours: fc.integer({ min: -3, max: 3 }),
});

describe('Whatever is said in a meeting', () => {
  it('Slack takes what Signalman says of it, and nobody is called', () => {
    fc.assert(
      fc.property(anything, (given) => {
        const { topics, points, actions, reason, hours } = given;
        const events: MeetingEvent[] = [
          ...topics.map(
            (one, at): MeetingEvent => ({ kind: 'topic-added', topic: { ...one, id: `t${at}` } }),
          ),
          { kind: 'topic-opened', topic: 't0' },
          ...points.map(
            ({ under, ...one }, at): MeetingEvent => ({
              kind: 'point-added',
              point: { ...one, id: `p${at}`, topic: under < topics.length ? `t${under}` : null },
            }),
          ),
          ...actions.map(
            (one, at): MeetingEvent => ({
              kind: 'action-added',
              action: { ...one, id: `a${at}`, topic: null },
            }),
          ),
          { kind: 'action-filing', action: 'a0', repository: 'a/b', labels: [] },
          {
            kind: 'action-filed',
            action: 'a0',
            issue: { name: reason, url: 'https://github.com/a/b/issues/1' },
          },
          ...(given.isMoved
            ? [
                {
                  kind: 'moved' as const,
                  begins: meetingBegins + hour,
                  ends: meetingBegins + 2 * hour,
                  reason,
                },
              ]
            : []),
          ...(given.isCancelled ? [{ kind: 'cancelled' as const, reason }] : []),
        ];
        const meeting = meetingFrom(events);
        const series = meetingSeries({ title: given.title, labels: [reason.slice(0, 50) || 'x'] });
        const now = meetingBegins + hours * hour;
        const earlier = meeting.actions.map((action) => ({ meeting, action }));
        const agenda = meetingAgenda(meeting, {
          ...{ series, verdict: 'NO GO', week: { number: 10, of: 15 }, actions: earlier },
          ...{ blockers: given.facts, exceptions: given.exceptions, unsigned: given.unsigned },
          flipped: given.unsigned.slice(0, 9).map((gate) => ({ gate, from: 'GO', to: reason })),
          atRisk: given.facts.open.map(({ title, url }) => ({
            number: 1,
            title,
            url,
            group: title,
            lacks: 2,
          })),
          docs: { asked: 12, open: 8, ready: 6, merged: 5 },
        });
        const shown = { series, meeting, url: null };
        const was = { begins: meetingBegins, ends: meetingBegins + hour };
        const by = topics[0]?.by ?? null;
        const { agenda: agendaOf, begins, news, untouched, actions: left } = meetingRenderer;
        for (const saying of [
          agendaOf(agenda, { now }),
          begins(shown),
          untouched(shown, now),
          left(shown, earlier, now),
          ...events.flatMap((event) =>
            event.kind === 'moved' || event.kind === 'cancelled' || event.kind === 'action-filed'
              ? [news(shown, { by, event, was })]
              : [],
          ),
          news(shown, {
            by,
            event: { kind: 'document-filed', pull: { name: reason, url: 'https://x.example/1' } },
            was,
          }),
        ])
          expectSlackTakesIt(asMessage(saying));
        expectSlackTakesIt(
          itemsMessage(
            series,
            7,
            earlier.map(({ action }) => ({ meeting: 7, action })),
            now,
          ),
        );
        expectSlackTakesIt(notesMessage(shown, points.map(({ text }) => text).join('\n')));
        const [topic, point, action] = [meeting.topics[0], meeting.points[0], meeting.actions[0]];
        const from = { channel: 'C1', ts: '1.2', author: by, url: null };
        if (!topic || !point || !action) throw new Error('there is one of each');
        for (const view of [
          ...[topicView(shown, topic), pointView(shown, point), actionView(shown, { item: action })],
          ...[collectedView(shown, now), issueView(shown, action), endView(shown, action, 'drop')],
          ...[moveView(shown), cancelView(shown), attendeesView(shown)],
          fromView([shown], { source: from, text: reason }, 'note'),
        ]) {
          expect(viewBlockProblems(view.blocks, 'modal')).toEqual([]);
          expect(view.private_metadata.length).toBeLessThan(3000);
          for (const markup of markupOf(view.blocks)) expectHarmless(markup);
        }
      }),
      { numRuns: 40 },
    );
  });
});
