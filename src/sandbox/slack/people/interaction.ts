// What all interactions share: who, where, the trigger, and how the bot's answer is reported.

import type { Channel } from '../channel.js';
import type { Core } from '../core.js';
import type { Ack } from '../delivery/transport.js';
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { User } from '../model.js';

/** How the bot took something that a person did. */
export interface Outcome {
  /** HTTP status of the acknowledgement; 0 when none came. */
  status: number;
  /** Body of the acknowledgement. */
  body: string;
  /** Milliseconds until the acknowledgement. */
  ackMs: number;
  triggerId: string;
  /** Empty where Slack gives none (modals, shortcuts). */
  responseUrl: string;
  /** What the person is told when it failed, such as `operation_timeout`. */
  error?: string;
}

/** @throws Error when there is no such person, or one who is deactivated */
export function personNamed(core: Core, reference: string): User {
  const { users } = core.world;
  const byName = () => [...users.values()].find((user) => user.name === reference);
  const user = users.get(reference) ?? byName();
  if (!user) throw new Error(`No person ${reference}`);
  if (user.deleted) throw new Error(`${user.name} was deactivated`);
  return user;
}

/** A conversation and a person who is in it. @throws Error otherwise */
export function placeOfPerson(core: Core, user: string, channel: string): { person: User; place: Channel } {
  const person = personNamed(core, user);
  const place = core.world.channel(channel);
  if (!place) throw new Error(`No channel ${channel}`);
  if (!place.members.has(person.id))
    throw new Error(`${person.name} is not in ${place.name || place.id}: join first`);
  return { person, place };
}

/** The part of an interaction's payload that says who and from where. */
export function senderOf(core: Core, person: User): Fields {
  const { team, appId } = core.settings;
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: team.id },
    team: { id: team.id, domain: team.domain },
    enterprise: null,
    is_enterprise_install: false,
    api_app_id: appId,
    token: 'local-verification-token',
  };
}

export async function sendInteraction(core: Core, payload: Fields, responseUrl = ''): Promise<Outcome> {
  const ack = await core.transport.deliver('interactive', payload);
  core.deliveries.push({
    kind: 'interactive',
    name: textOf(payload.type),
    eventId: undefined,
    retryNum: 0,
    ack,
    at: core.settings.now(),
  });
  core.changes.stir();
  return outcomeOf(ack, textOf(payload.trigger_id), responseUrl);
}

export function outcomeOf(ack: Ack, triggerId: string, responseUrl: string): Outcome {
  const { status, body, ackMs } = ack;
  const outcome: Outcome = { status, body, ackMs, triggerId, responseUrl };
  const error = errorOf(ack);
  return error === undefined ? outcome : { ...outcome, error };
}

/** The word that Slack shows to the person. */
function errorOf(ack: Ack): string | undefined {
  if (ack.error === 'operation_timeout') return 'operation_timeout';
  if (ack.error) return 'dispatch_failed';
  return ack.status >= 200 && ack.status < 300 ? undefined : 'dispatch_failed';
}
