/** Looks after meetings: makes them in time, posts agendas, begins and ends them, and carries on what was left. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { MeetingEvent, Topic } from '../../domain/meeting/event.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { meetingMessages } from '../../domain/meeting/messages.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { endOf, isTouched, leftOver, meetingState, wordsUntil } from '../../domain/meeting/state.js';
import type { Person } from '../../domain/person.js';
import { slotsBetween } from '../../domain/slots.js';
import { day } from '../../domain/time.js';
import type { StoredMeeting } from '../ports/meeting-store.js';
import type { AgendaMaker } from './agenda.js';
import { closing, laterEditions, owedForNotes } from './close.js';
import { changeMeeting, type MeetingDependencies } from './dependencies.js';
import { followMeetingIssues } from './follow.js';
import { type MeetingPublisher, meetingPublisher } from './publish.js';
import { nextMeeting, planned } from './which.js';

/** So long what was asked of GitHub is waited for: it may be away for a while. ms */
const patience = 30 * day;

const bySignalman = { by: null as Person | null, request: null as string | null };

/** What one look at a meeting works with. */
interface Look {
  deps: MeetingDependencies;
  agendas: AgendaMaker;
  series: MeetingSeries;
  stored: StoredMeeting;
  publisher: MeetingPublisher;
  now: number;
}

/** @returns one look at everything; whether something was done, so that there may be more */
export function meetingTender(deps: MeetingDependencies, agendas: AgendaMaker): () => Promise<boolean> {
  return async () => {
    if (deps.series.length === 0) return false;
    let isBusy = false;
    for (const series of deps.series)
      await attempt(deps, { series: series.name }, () => planDue(deps, series));
    const permalinks = await deps.workspace.permalinks();
    for (const id of await deps.store.toTend()) {
      await attempt(deps, { meeting: id }, async () => {
        const stored = await deps.store.load(id);
        const series = deps.series.find(({ name }) => name === stored?.meeting.series);
        if (!stored || !series) return;
        const now = deps.clock();
        const publisher = meetingPublisher(deps, series, { permalinks, place: stored.place, now });
        if (await lookAt({ deps, agendas, series, stored, publisher, now })) isBusy = true;
      });
    }
    await followMeetingIssues(deps);
    return isBusy;
  };
}

async function attempt(
  { log }: Pick<MeetingDependencies, 'log'>,
  about: object,
  work: () => Promise<void>,
): Promise<void> {
  await work().catch((error: unknown) =>
    log.error({ err: error, ...about }, 'a meeting could not be tended'),
  );
}

/** Those whose agenda is due and whose time is not over: what was missed as a whole is not made up for. */
async function planDue({ store, clock }: MeetingDependencies, series: MeetingSeries): Promise<void> {
  const now = clock();
  const due = slotsBetween(series.times, now - series.length, now + series.agendaAhead);
  if (due.length === 0) return;
  const known = new Set(await store.slots(series.name, due[0] ?? 0, due.at(-1) ?? 0));
  for (const slot of due) if (!known.has(slot)) await planned(store, series, slot, now);
}

/** @returns whether something was done */
async function lookAt(look: Look): Promise<boolean> {
  const { deps, series, stored, now } = look;
  const { meeting } = stored;
  const noted = await noteWritten(look);
  switch (meetingState(meeting, now)) {
    case 'cancelled':
      if (await carryOn(look)) return true;
      await deps.store.settle(meeting.id, meeting.seq);
      return noted;
    case 'planned':
    case 'running':
      return (await postAgenda(look)) || noted;
    case 'over': {
      if (await finish(look)) return true;
      const isFinal = now >= wordsUntil(series, meeting);
      if (!isFinal || noted) return noted;
      if (await carryOn(look)) return true;
      const isWaited = awaitsGitHub(series, meeting) && now < endOf(meeting) + patience;
      if (!isWaited) await deps.store.settle(meeting.id, meeting.seq);
      return false;
    }
  }
}

const awaitsGitHub = ({ repository }: MeetingSeries, { actions, pull, written }: Meeting): boolean =>
  actions.some(({ filing, issue, done }) => filing !== null && issue === null && done === null) ||
  (repository !== null && written['pull-request'] !== null && pull === null);

/** What delivery has opened at GitHub is part of the record from then on, and told in the thread. */
async function noteWritten({ deps, series, stored, publisher }: Look): Promise<boolean> {
  const { id, actions, pull, written } = stored.meeting;
  const awaits = actions.some(({ filing, issue }) => filing && !issue);
  if (!awaits && (pull || !written['pull-request'])) return false;
  const there = await deps.store.atGitHub(id);
  const itemOf = (name: { purpose: string; subject: string }) =>
    there.find((one) => one.purpose === name.purpose && one.subject === name.subject && one.item)?.item;
  const done = await changeMeeting(
    deps,
    series,
    id,
    bySignalman,
    ({ meeting }) => {
      const filed = meeting.actions.flatMap(({ id: action, filing, issue }): MeetingEvent[] => {
        const item = filing && !issue ? itemOf(meetingMessages.action(id, action)) : null;
        return item ? [{ kind: 'action-filed', action, issue: item }] : [];
      });
      const document = meeting.pull ? null : itemOf(meetingMessages.document(id));
      return document ? [...filed, { kind: 'document-filed', pull: document }] : filed;
    },
    ({ meeting: before }) =>
      (after) => {
        const told = after.actions.flatMap(({ id: action, issue }, at): MeetingEvent[] =>
          issue && !before.actions[at]?.issue ? [{ kind: 'action-filed', action, issue }] : [],
        );
        if (after.pull && !before.pull) told.push({ kind: 'document-filed', pull: after.pull });
        return told.flatMap((event, at) =>
          event.kind === 'action-filed' || event.kind === 'document-filed'
            ? [publisher.news(after, before.seq + 1 + at, { by: null, event, was: before })]
            : [],
        );
      },
  );
  return done.isNew;
}

/** Posts the agenda when its time has come, and once more with the facts of the beginning. */
async function postAgenda({ deps, agendas, series, stored, publisher, now }: Look): Promise<boolean> {
  const isDue = (meeting: Meeting) =>
    meetingState(meeting, now) !== 'cancelled' &&
    (meeting.agenda === null
      ? now >= meeting.begins - series.agendaAhead
      : meeting.agenda.at < meeting.begins && now >= meeting.begins);
  if (!isDue(stored.meeting)) return false;
  const { agenda, facts } = await agendas.make(series, stored.meeting);
  const done = await changeMeeting(
    deps,
    series,
    stored.meeting.id,
    bySignalman,
    ({ meeting }) => (isDue(meeting) ? [{ kind: 'agenda-posted', facts }] : []),
    () => (after) => [
      publisher.agenda(agenda, after),
      ...(now >= after.begins ? [publisher.begins(after)] : []),
    ],
  );
  return done.isNew;
}

/** Ends it, or writes out what was added since. */
async function finish({ deps, agendas, series, stored, publisher, now }: Look): Promise<boolean> {
  const { meeting: seen } = stored;
  const decide = (meeting: Meeting): MeetingEvent[] => {
    if (meetingState(meeting, now) !== 'over') return [];
    if (meeting.endedAt !== null) return laterEditions(series, meeting, publisher.notes(meeting), now);
    // Nobody knew of it, and nobody has added a word: it is as if it had not been.
    if (meeting.agenda === null && !isTouched(meeting)) return [];
    return [{ kind: 'ended' }, ...closing(series, meeting, publisher.notes(meeting))];
  };
  if (decide(seen).length === 0) return false;
  const earlier = await deps.store.openActions(series.name, seen.begins);
  const isEnding = seen.endedAt === null && seen.agenda !== null;
  const agenda = isEnding ? (await agendas.recent(series, seen)).agenda : null;
  let events: MeetingEvent[] = [];
  const done = await changeMeeting(
    deps,
    series,
    seen.id,
    bySignalman,
    ({ meeting }) => {
      events = decide(meeting);
      return events;
    },
    ({ meeting: before }) =>
      (after): NewDelivery[] => [
        ...(agenda && after.agenda ? [publisher.agenda(agenda, after)] : []),
        ...owedForNotes(series, { before, after }, events, publisher, earlier),
      ],
  );
  return done.isNew;
}

/** Topics of a meeting that was cancelled, or to which nobody came, are on the agenda of the next one. */
async function carryOn({ deps, agendas, series, stored }: Look): Promise<boolean> {
  const { meeting } = stored;
  const left = leftOver(meeting);
  if (left.length === 0) return false;
  const next = await nextMeeting(deps, series, meeting.begins);
  const permalinks = await deps.workspace.permalinks();
  const now = deps.clock();
  const publisher = meetingPublisher(deps, series, { permalinks, place: next.place, now });
  const { agenda } = await agendas.recent(series, next.meeting);
  const done = await changeMeeting(
    deps,
    series,
    next.meeting.id,
    // Once, however often it is looked at.
    { by: null, request: `carry meeting ${meeting.id}` },
    ({ meeting: there }): MeetingEvent[] => {
      if (there.cancelled !== null) throw new Error('cancelled meanwhile: looked for again the next time');
      const known = new Set(there.topics.map(({ text }) => text.toLowerCase()));
      return left
        .filter(({ text }) => !known.has(text.toLowerCase()))
        .map((topic) => ({ kind: 'topic-added', topic: carried(meeting, topic) }));
    },
    () => (after) => (after.agenda ? [publisher.agenda(agenda, after)] : []),
  );
  return done.isNew;
}

const carried = ({ id, begins }: Meeting, topic: Topic): Topic => ({
  ...topic,
  id: `${id}-${topic.id}`,
  carried: topic.carried ?? { meeting: id, begins },
});
