/** Who follows an incident, and what becomes of people's replies: its thread stays readable. */
import { UserFault } from '../../domain/fault.js';
import type { Incident } from '../../domain/incident/incident.js';
import { isOpen } from '../../domain/incident/incident.js';
import { mostFollowers, named } from '../../domain/incident/places.js';
import type { Links } from '../ports/incident.js';
import {
  type Asked,
  type Changed,
  change,
  type IncidentDependencies,
  loaded,
  personOf,
} from './dependencies.js';
import { type Marked, readMessage } from './marks.js';
import { linksOf } from './publish.js';

type About = Asked & { id: number };

/** @throws UserFault `subscribed` | `incident-over` | `cannot-post` | `too-many-followers` */
export async function subscribe(
  deps: IncidentDependencies & { reach(channel: string): Promise<{ why: string; hint: string } | null> },
  { actor, request, id, destination }: About & { destination: string },
): Promise<Changed> {
  if (!/^[UW]/.test(destination)) {
    const hindrance = await deps.reach(destination);
    if (hindrance) throw new UserFault('cannot-post', hindrance.why, hindrance.hint);
  }
  return await change(deps, id, { by: personOf(actor), request }, ({ incident, home }) => {
    if (!isOpen(incident))
      throw new UserFault(
        'incident-over',
        `Incident ${id} is over.`,
        'Nothing more is sent about it. `/incident timeline` shows what happened.',
      );
    if (incident.isEmbargoed)
      throw new UserFault(
        'embargo',
        `Incident ${id} is under embargo: nothing of it leaves its private channel.`,
        'Follow it there.',
      );
    const has = incident.copies.has(destination) && !incident.left.has(destination);
    if (has || destination === (home.head ?? deps.settings.channel))
      throw new UserFault('subscribed', 'Every update arrives here already.', 'You need not do anything.');
    if (incident.subscribers.size >= mostFollowers)
      throw new UserFault(
        'too-many-followers',
        `Incident ${id} has ${mostFollowers} followers, and no more fit.`,
        'Follow it in a channel that has it already, or in its one thread: `/incident` leads there.',
      );
    return [{ kind: 'subscribed', destination }];
  });
}

/** @throws UserFault `not-subscribed` */
export async function unsubscribe(
  deps: IncidentDependencies,
  { actor, request, id, destination }: About & { destination: string },
): Promise<Changed> {
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) => {
    // What the configuration names is not a person's to take away.
    if (!incident.subscribers.has(destination) || named(incident, deps.settings).has(destination))
      throw new UserFault(
        'not-subscribed',
        incident.copies.has(destination) && !incident.left.has(destination)
          ? 'This channel gets updates because signalman.yml names it.'
          : 'No updates come here.',
        '`/incident list` shows the open incidents, each with its thread.',
      );
    return [{ kind: 'unsubscribed', destination }];
  });
}

/**
 * Brings a reply to where people talk, with its author's name. Once, whoever asks how often.
 * @throws UserFault `brought` | `no-message`
 */
export async function bringReply(
  deps: IncidentDependencies,
  { actor, request, id, message }: About & { message: Marked },
): Promise<Changed> {
  const { text, source } = await readMessage(deps, message);
  return await change(deps, id, { by: personOf(actor), request }, ({ incident }) => {
    if (incident.brought.some((one) => one.source.channel === source.channel && one.source.ts === source.ts))
      throw new UserFault('brought', 'That is in the discussion already.', 'Answer it there.');
    return [{ kind: 'brought', text, source }];
  });
}

/** A person's reply where only Signalman writes. */
export interface StrayReply {
  incident: Incident;
  links: Links;
}

/** @returns null when the message stands in no thread of an incident, or where people may talk */
export async function strayReply(
  deps: IncidentDependencies,
  at: { channel: string; threadTs: string },
): Promise<StrayReply | null> {
  const found = await deps.store.messageAt({ channel: at.channel, ts: at.threadTs });
  if (!found || (found.purpose !== 'incident' && found.purpose !== 'incident-copy')) return null;
  // They wrote where it stands.
  const stored = await loaded(deps, found.incident, 'signalman');
  const { incident } = stored;
  return { incident, links: linksOf(incident, stored, await deps.workspace.permalinks()) };
}
