/** What is owed about a poll, as deliveries: its message and edits of it, news in its thread, words to single people. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import { isComplete } from '../../domain/signoff/fold.js';
import type { Delegation, Poll, PollEvent } from '../../domain/signoff/poll.js';
import type { PollNews, ShownPoll } from '../ports/signoff.js';
import { type Beside, type SignoffDependencies, shownPoll } from './dependencies.js';

type Telling = Pick<SignoffDependencies, 'renderer' | 'web' | 'releaseLeads' | 'clock'>;

const headOf = ({ id }: Pick<Poll, 'id'>) => ({ purpose: 'sign-off', subject: `poll ${id}` });

/** @param before null: it is new */
export function tellPoll(
  deps: Telling,
  beside: Beside,
  after: Poll,
  before: Poll | null,
  news: readonly PollNews[],
): NewDelivery[] {
  if (before && after.revision === before.revision) return [];
  const { channels } = beside.release.signOff;
  const shown = shownPoll(deps, beside, after);
  const head = headOf(after);
  const saying = deps.renderer.poll(shown);
  const all = [...news, ...completed(after, before)];
  return [
    ...channels.map((destination) => message({ ...head, destination, revision: after.revision }, saying, 7)),
    ...(all.length === 0 ? [] : inThreads(deps, shown, channels, all)),
  ];
}

function inThreads(
  { renderer }: Telling,
  shown: ShownPoll,
  channels: readonly string[],
  news: readonly PollNews[],
): NewDelivery[] {
  const { poll } = shown;
  const saying = renderer.news(shown, news);
  const name = { purpose: 'sign-off-news', subject: `poll ${poll.id}, news of revision ${poll.revision}` };
  return channels.map((destination) => ({
    ...message({ ...name, destination, revision: 1 }, saying, 3),
    thread: headOf(poll),
  }));
}

function completed(after: Poll, before: Poll | null): PollNews[] {
  return before && !after.ended && isComplete(after) && !isComplete(before) ? [{ kind: 'complete' }] : [];
}

/** What one person has to know, who may not read along. @param number tells it from other words to them */
export function tellDirectly(
  deps: Telling,
  beside: Beside,
  poll: Poll,
  to: string,
  news: readonly PollNews[],
  number: number,
): NewDelivery {
  const name = { purpose: 'sign-off-direct', subject: `poll ${poll.id}, event ${number}` };
  const saying = deps.renderer.news(shownPoll(deps, beside, poll), news);
  return message({ ...name, destination: to, revision: 1 }, saying, 3);
}

/** @param at ms, UTC: when they were reminded */
export function remind(
  deps: Telling,
  beside: Beside,
  poll: Poll,
  groups: readonly string[],
  places: ReadonlyMap<string, readonly string[]>,
  { at, link }: { at: number; link: string | null },
): NewDelivery[] {
  const byPlace = new Map<string, string[]>();
  for (const group of groups)
    for (const place of places.get(group) ?? []) byPlace.set(place, [...(byPlace.get(place) ?? []), group]);
  const shown = shownPoll(deps, beside, poll);
  return [...byPlace].map(([destination, those]) => ({
    ...message(
      {
        purpose: 'sign-off-reminder',
        subject: `poll ${poll.id}, reminded ${new Date(at).toISOString()}`,
        ...{ destination, revision: 1 },
      },
      deps.renderer.reminder(shown, those, link),
      3,
    ),
    // After the deadline nobody is reminded of it.
    worthFor: Math.max(1, poll.deadline - at),
  }));
}

export function tellDelegate(
  { renderer }: Pick<SignoffDependencies, 'renderer'>,
  release: Beside['release'],
  delegation: Delegation,
): NewDelivery {
  const { id, delegate, endedAt } = delegation;
  return message(
    {
      // A message of its own for the end: an edit notifies nobody.
      ...{ purpose: 'sign-off-delegate', subject: `delegation ${id}${endedAt === null ? '' : ' ended'}` },
      ...{ destination: delegate.id, revision: 1 },
    },
    renderer.delegation(release, delegation),
    7,
  );
}

/** What of an event of Signalman's own is told in the thread. */
export function newsOf(event: PollEvent): PollNews[] {
  switch (event.kind) {
    case 'voided':
      return event.groups.length > 0 ? [{ kind: 'voided', groups: event.groups, cause: event.cause }] : [];
    case 'ended':
      return [{ kind: 'ended' }];
    case 'overdue':
      return [{ kind: 'overdue', groups: event.groups }];
    case 'condition': {
      const { kind, group, name, state, why } = event;
      return [{ kind, group, name, state, why }];
    }
    default:
      return [];
  }
}

function message(
  name: Pick<NewDelivery, 'purpose' | 'subject' | 'destination' | 'revision'>,
  rich: Saying,
  days: number,
): NewDelivery {
  const content = { kind: 'message' as const, rich, plain: null };
  return { ...name, content, thread: null, urgent: true, worthFor: days * aDay };
}
