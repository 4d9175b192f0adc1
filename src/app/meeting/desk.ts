/** All that can be done with meetings, bound to what it needs. */
import { UserFault } from '../../domain/fault.js';
import { isTouched, requireHeld } from '../../domain/meeting/state.js';
import { cancelMeeting, endMeeting, moveMeeting } from '../../domain/meeting/when.js';
import { shortHash } from '../../domain/short-hash.js';
import { namesOf } from '../incident/names.js';
import type { MeetingAsked, MeetingDesk } from '../ports/meeting.js';
import { type Acting, acting, type Owing } from './acting.js';
import { type AgendaMaker, makeAgenda } from './agenda.js';
import { closing, owedForNotes, writtenOut } from './close.js';
import { loadedMeeting, type MeetingDependencies, seriesNamed, shownMeeting } from './dependencies.js';
import { meetingItems } from './items.js';
import { meetingPublisher } from './publish.js';
import { meant } from './which.js';
import { meetingWords } from './words.js';

/** Of one list; older ones are found by their number. */
const mostPast = 30;

export function meetingDesk(deps: MeetingDependencies, agendas: AgendaMaker): MeetingDesk {
  const named = namesOf(deps);
  const means = acting(deps, agendas);
  /** Who asks is called as everybody else calls them. */
  const asked =
    <A extends MeetingAsked, R>(work: (given: A) => Promise<R>) =>
    async (given: A): Promise<R> =>
      work({ ...given, actor: await named(given.actor) });
  const shown = async ({ series, stored }: Awaited<ReturnType<typeof meant>>) =>
    shownMeeting(series, stored, await deps.workspace.permalinks());
  const words = meetingWords(deps, means);
  const items = meetingItems(deps, means);
  return {
    series: deps.series,
    show: async (which) => shown(await meant(deps, which)),

    async agenda(which) {
      const { series, stored } = await meant(deps, which);
      return (await makeAgenda(deps, series, stored.meeting)).agenda;
    },

    async past(name) {
      const only = name === null ? null : seriesNamed(deps, name);
      if (deps.series.length === 0) seriesNamed(deps, null);
      const [stored, permalinks] = await Promise.all([
        deps.store.list(only?.name ?? null, { since: 0, most: mostPast }),
        deps.workspace.permalinks(),
      ]);
      return stored.flatMap((one) => {
        const series = deps.series.find((each) => each.name === one.meeting.series);
        return series ? [shownMeeting(series, one, permalinks)] : [];
      });
    },

    async openActions() {
      const all = deps.series.map(async (series) => {
        const open = await deps.store.openActions(series.name, Number.MAX_SAFE_INTEGER);
        return open.map((one) => ({ series, ...one }));
      });
      return (await Promise.all(all)).flat();
    },

    async at(message) {
      const id = await deps.store.at(message);
      if (id === null) return null;
      const stored = await deps.store.load(id);
      const isOurs = deps.series.some(({ name }) => name === stored?.meeting.series);
      return isOurs ? await shown(await loadedMeeting(deps, id)) : null;
    },

    addTopic: asked(words.addTopic),
    changeTopic: asked(words.changeTopic),
    removeTopic: asked(words.removeTopic),
    openTopic: asked(words.openTopic),
    addPoint: asked(words.addPoint),
    changePoint: asked(words.changePoint),
    removePoint: asked(words.removePoint),
    setAttendees: asked(words.setAttendees),
    addAction: asked(items.addAction),
    changeAction: asked(items.changeAction),
    removeAction: asked(items.removeAction),
    fileAction: asked(items.fileAction),
    endAction: asked(items.endAction),
    ...timesOf(deps, means, asked),

    async markdown(which) {
      const { series, stored } = await meant(deps, which, 'words');
      return (await publisherOf(deps, series, stored)).notes(stored.meeting);
    },

    writeOut: asked((given: Parameters<MeetingDesk['writeOut']>[0]) => writeOut(deps, means, given)),
    async whoIs(user) {
      return await named({ id: user, name: user });
    },
  };
}

async function publisherOf(
  deps: MeetingDependencies,
  series: MeetingDesk['series'][number],
  { place }: { place: Awaited<ReturnType<typeof meant>>['stored']['place'] },
) {
  const permalinks = await deps.workspace.permalinks();
  return meetingPublisher(deps, series, { permalinks, place, now: deps.clock() });
}

/** An edit of the agenda notifies nobody: what happened is told below it too. */
const tellNews: Owing = ({ before, after, events, publisher }) =>
  after.agenda === null
    ? []
    : events.flatMap((event, at) =>
        event.kind === 'moved' || event.kind === 'cancelled'
          ? [publisher.news(after, before.seq + 1 + at, { by: null, event, was: before })]
          : [],
      );

function timesOf(
  deps: MeetingDependencies,
  { act, requireLead }: Acting,
  asked: <A extends MeetingAsked, R>(work: (given: A) => Promise<R>) => (given: A) => Promise<R>,
): Pick<MeetingDesk, 'move' | 'cancel' | 'end'> {
  const byWhom =
    ({ actor }: MeetingAsked): Owing =>
    (given) =>
      tellNews({
        ...given,
        publisher: {
          ...given.publisher,
          news: (meeting, seq, news) => given.publisher.news(meeting, seq, { ...news, by: actor }),
        },
      });
  return {
    move: asked(async ({ begins, reason, ...given }: Parameters<MeetingDesk['move']>[0]) => {
      await requireLead(given);
      return await act(
        given,
        'next',
        ({ series, meeting, now }) => moveMeeting(series, meeting, { begins, reason }, now),
        byWhom(given),
      );
    }),

    cancel: asked(async ({ reason, ...given }: Parameters<MeetingDesk['cancel']>[0]) => {
      await requireLead(given);
      return await act(
        given,
        'next',
        ({ series, meeting, now }) => cancelMeeting(series, meeting, reason, now),
        byWhom(given),
      );
    }),

    end: asked(async (given: MeetingAsked) => {
      const { series, stored } = await meant(deps, given, 'words');
      const publisher = await publisherOf(deps, series, stored);
      const earlier = await deps.store.openActions(series.name, stored.meeting.begins);
      return await act(
        { ...given, id: stored.meeting.id },
        'words',
        ({ meeting, now }) => {
          const ended = endMeeting(series, meeting, now);
          return ended.length === 0 ? [] : [...ended, ...closing(series, meeting, publisher.notes(meeting))];
        },
        ({ before, after, events }) => owedForNotes(series, { before, after }, events, publisher, earlier),
      );
    }),
  };
}

async function writeOut(
  deps: MeetingDependencies,
  { act, requireLead }: Acting,
  { to, ...given }: Parameters<MeetingDesk['writeOut']>[0],
) {
  // It is opened by itself once the words are in: who wants it sooner, or anew, speaks for the project.
  if (to === 'pull-request') await requireLead(given);
  const { series, stored } = await meant(deps, given, 'words');
  if (to === 'pull-request' && series.repository === null)
    throw new UserFault(
      'no-repository',
      'There is no repository for the notes.',
      `Whoever runs Signalman adds \`meetings: ${series.name}: repository:\` to signalman.yml.`,
    );
  return await act(
    { ...given, id: stored.meeting.id },
    'words',
    ({ meeting }) => {
      requireHeld(series, meeting);
      if (!isTouched(meeting))
        throw new UserFault('untouched', 'Nobody has added a word to it.', 'Add a topic or a note first.');
      const text = deps.words.notes(series, meeting, {
        release: deps.releases.find(({ name }) => name === meeting.release) ?? null,
        web: deps.web,
      });
      if (to === 'pull-request' && meeting.written[to]?.hash === shortHash(text))
        throw new UserFault(
          'same-text',
          'The pull request says the same already.',
          'You need not do anything: it is edited when the notes change.',
        );
      return [writtenOut(series, meeting, to, text)];
    },
    ({ before, after, events, publisher }) =>
      owedForNotes(series, { before, after }, events, publisher, []).slice(0, 1),
  );
}
