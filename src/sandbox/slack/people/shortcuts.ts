// Shortcuts, global and on messages, and opening the Home tab.
import type { Core } from '../core.js';
import type { EventReport } from '../delivery/events.js';
import { renderMessage, renderView } from '../render.js';
import { type Outcome, personNamed, placeOfPerson, senderOf, sendInteraction } from './interaction.js';

export interface MessageShortcut {
  callbackId: string;
  /** Id or name. */
  user: string;
  channel: string;
  messageTs: string;
}

export function shortcut(
  core: Core,
  { callbackId, user }: { callbackId: string; user: string },
): Promise<Outcome> {
  const person = personNamed(core, user);
  const [triggerId, actionTs] = [core.triggers.give(person.id), core.timestamps.next()];
  const what = { type: 'shortcut', callback_id: callbackId, trigger_id: triggerId, action_ts: actionTs };
  return sendInteraction(core, { ...what, ...senderOf(core, person) });
}

/** @throws Error when the person cannot see the message */
export function messageShortcut(core: Core, wanted: MessageShortcut): Promise<Outcome> {
  const { person, place } = placeOfPerson(core, wanted.user, wanted.channel);
  const message = place.find(wanted.messageTs);
  if (!message || message.subtype === 'tombstone')
    throw new Error(`No message ${wanted.messageTs} in ${place.name}`);
  const id = core.responses.give({ user: person.id, channel: place.id, threadTs: message.threadTs });
  const responseUrl = `${core.url}/response/${id}`;
  return sendInteraction(
    core,
    {
      type: 'message_action',
      callback_id: wanted.callbackId,
      ...senderOf(core, person),
      trigger_id: core.triggers.give(person.id),
      action_ts: core.timestamps.next(),
      message_ts: message.ts,
      channel: { id: place.id, name: place.name || 'directmessage' },
      message: renderMessage(core, place, message, true),
      response_url: responseUrl,
    },
    responseUrl,
  );
}

/** A person looks at the app: its Home tab, or its messages. */
export function openHome(core: Core, user: string, tab: 'home' | 'messages' = 'home'): Promise<EventReport> {
  const person = personNamed(core, user);
  const channel = core.world.direct(core.settings.botUserId, person.id);
  const home = core.world.homes.get(person.id);
  const shown = tab === 'home' && home ? { view: renderView(core, home) } : {};
  const event = {
    type: 'app_home_opened',
    user: person.id,
    channel: channel.id,
    tab,
    event_ts: core.timestamps.next(),
  };
  return core.events.send('app_home_opened', { ...event, ...shown });
}
