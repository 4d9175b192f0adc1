/** Meetings without a store and without deliveries: the rules are the real ones, the record stands in memory. */
import type { MeetingDesk, MeetingDone, ShownMeeting } from '../../src/app/ports/meeting.js';
import { UserFault } from '../../src/domain/fault.js';
import { addAction, changeAction, endAction, removeAction } from '../../src/domain/meeting/actions.js';
import type { Agenda } from '../../src/domain/meeting/agenda.js';
import type { MeetingEvent } from '../../src/domain/meeting/event.js';
import { foldMeeting } from '../../src/domain/meeting/fold.js';
import type { Meeting } from '../../src/domain/meeting/meeting.js';
import { addPoint, attend, changePoint, removePoint } from '../../src/domain/meeting/points.js';
import type { MeetingSeries } from '../../src/domain/meeting/settings.js';
import { requireWords } from '../../src/domain/meeting/state.js';
import { addTopic, changeTopic, openTopic, removeTopic } from '../../src/domain/meeting/topics.js';
import { cancelMeeting, endMeeting, moveMeeting } from '../../src/domain/meeting/when.js';
import { hour, minute } from '../../src/domain/time.js';
import { release } from './release.js';

export const meetingBegins = Date.UTC(2017, 2, 16, 20);

export function meetingSeries(given: Partial<MeetingSeries> = {}): MeetingSeries {
  return {
    ...{ name: 'release-team', title: 'Release team', release: 'v1.6', channel: 'C0RELEASE' },
    times: {
      cron: {
        ...{ line: '0 13 * * 4', minutes: [0], hours: [13], months: [], dates: [], weekdays: [4] },
        ...{ datesRestricted: false, weekdaysRestricted: true },
      },
      ...{ zone: 'America/Los_Angeles', weekdays: null },
    },
    ...{ length: hour, agendaAhead: hour, collectFor: 30 * minute },
    reactions: { note: 'memo', decision: 'ballot_box_with_check', attention: 'eyes', action: 'clipboard' },
    ...{
      repository: null,
      path: 'meetings/{date}.md',
      actionsIn: null,
      labels: [],
      intro: '',
      url: '',
      slug: '',
    },
    ...given,
  };
}

export const meetingFrom = (events: readonly MeetingEvent[], begins = meetingBegins): Meeting =>
  foldMeeting(
    7,
    [
      {
        ...{ kind: 'planned' as const, series: 'release-team', release: 'v1.6' },
        ...{ slot: begins, begins, ends: begins + hour },
      },
      ...events,
    ].map((event, at) => ({ seq: at + 1, at: begins, by: null, event })),
  );

export const meetingAgenda = (meeting: Meeting, given: Partial<Agenda> = {}): Agenda => ({
  ...{ series: meetingSeries(), release: release(), meeting, at: meetingBegins - hour },
  ...{ week: null, next: null, verdict: null, flipped: [], blockers: null, exceptions: [] },
  ...{ unsigned: null, atRisk: [], docs: null, actions: [] },
  ...given,
});

/** @param ts where its agenda stands in the channel @param now ms, UTC */
export function memoryDesk({ channel, ts, now }: { channel: string; ts: () => string; now: () => number }) {
  const series = meetingSeries({ channel });
  const events: MeetingEvent[] = [];
  const requests = new Set<string>();
  let ids = 0;
  const shown = (): ShownMeeting => ({ series, meeting: meetingFrom(events), url: null });
  async function change(request: string, work: (meeting: Meeting) => MeetingEvent[]): Promise<MeetingDone> {
    const before = events.length;
    if (!requests.has(request)) events.push(...work(shown().meeting));
    requests.add(request);
    return { ...shown(), isNew: events.length > before };
  }
  const words = (request: string, work: (meeting: Meeting) => MeetingEvent[]) =>
    change(request, (meeting) => {
      requireWords(series, meeting, now());
      return work(meeting);
    });
  const when = { zone: series.times.zone, now: now() };
  const refuse = () => {
    throw new UserFault('not-here', 'That is not done here.', 'It is there only once.');
  };
  const desk: MeetingDesk = {
    series: [series],
    show: async () => shown(),
    agenda: async () => meetingAgenda(shown().meeting),
    past: async () => [],
    openActions: async () => [],
    at: async (message) => (message.channel === series.channel && message.ts === ts() ? shown() : null),
    addTopic: ({ actor, request, text, source }) =>
      words(request, (meeting) => addTopic(meeting, { id: `t${++ids}`, text, source, by: actor })),
    changeTopic: ({ request, topic, text }) => words(request, (meeting) => changeTopic(meeting, topic, text)),
    removeTopic: ({ request, topic }) => words(request, (meeting) => removeTopic(meeting, topic)),
    openTopic: ({ request, topic }) => words(request, (meeting) => openTopic(meeting, topic)),
    addPoint: ({ actor, request, kind, text, source, topic }) =>
      words(request, (meeting) =>
        addPoint(meeting, {
          ...{ id: `p${++ids}`, kind, text, source, by: actor },
          topic: topic === undefined ? meeting.open : topic,
        }),
      ),
    changePoint: ({ request, point, kind, text }) =>
      words(request, (meeting) => changePoint(meeting, point, kind, text)),
    removePoint: ({ request, point }) => words(request, (meeting) => removePoint(meeting, point)),
    addAction: ({ actor, request, text, owner, login, due, source, topic }) =>
      words(request, (meeting) =>
        addAction(
          meeting,
          {
            ...{ id: `a${++ids}`, text, owner, login, due, source, by: actor },
            topic: topic === undefined ? meeting.open : topic,
          },
          when,
        ),
      ),
    changeAction: ({ request, action, change: asked }) =>
      change(request, (meeting) => changeAction(meeting, action, asked, when)),
    removeAction: ({ request, action, reason }) =>
      change(request, (meeting) => removeAction(meeting, action, reason)),
    fileAction: refuse,
    endAction: ({ request, action, how, reason }) =>
      change(request, (meeting) => endAction(meeting, action, how, reason, now())),
    setAttendees: ({ request, people }) => change(request, (meeting) => attend(meeting, people)),
    move: ({ request, begins, reason }) =>
      change(request, (meeting) => moveMeeting(series, meeting, { begins, reason }, now())),
    cancel: ({ request, reason }) =>
      change(request, (meeting) => cancelMeeting(series, meeting, reason, now())),
    end: ({ request }) => change(request, (meeting) => endMeeting(series, meeting, now())),
    markdown: async () => '# notes',
    writeOut: refuse,
    whoIs: async (id) => ({ id, name: id === 'U0ANN' ? 'Ann' : id }),
  };
  return { desk, meeting: () => shown().meeting };
}
