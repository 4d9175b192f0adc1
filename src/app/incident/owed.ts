/** How a message of an incident is owed, and the ones that are owed once: reminders, and what was brought. */
import { aDay, type NewDelivery, type Saying } from '../../domain/delivery.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import { messages } from '../../domain/incident/places.js';
import { hour } from '../../domain/time.js';
import type { IncidentRenderer, Shown } from '../ports/incident.js';

/** What nobody needs any more after a week. */
const worthAWeek = 7 * aDay;

export type Make = (
  name: { purpose: string; subject: string },
  revision: number,
  destination: string,
  rich: Saying,
  more?: Partial<NewDelivery>,
) => NewDelivery;

export function maker(id: number, channel: string): Make {
  return (name, revision, destination, rich, more = {}) => ({
    ...name,
    revision,
    destination,
    content: { kind: 'message', rich, plain: null },
    // Below the head, for what stands in its channel and is not the head or the discussion.
    thread: destination === channel && !alone.includes(name.purpose) ? messages.head(id) : null,
    urgent: true,
    worthFor: worthAWeek,
    ...more,
  });
}

const alone = ['incident', 'incident-discussion'];

export function reminders(
  shown: Shown,
  event: Extract<IncidentEvent, { kind: 'reminded' }>,
  leads: readonly string[],
  renderer: IncidentRenderer,
  make: Make,
): NewDelivery[] {
  const { incident, settings } = shown;
  const name = messages.reminder(incident.id, incident.revisions.length, event.due, event.count);
  const more = { worthFor: hour };
  return [
    make(name, 1, settings.channel, renderer.reminder(shown, event, event.escalated ? leads : []), more),
    // Nobody is asked to reach themselves. A group that could not be read is named in the thread.
    ...(event.escalated
      ? leads.filter((lead) => /^[UW]/.test(lead) && lead !== incident.facts.commander.id)
      : []
    ).map((lead) =>
      make({ ...name, purpose: 'incident-escalation' }, 1, lead, renderer.escalation(shown, event), more),
    ),
  ];
}

export function broughtTo(
  shown: Shown,
  event: Extract<IncidentEvent, { kind: 'brought' }>,
  renderer: IncidentRenderer,
  make: Make,
): NewDelivery {
  const { incident, settings } = shown;
  const { channel, ts } = event.source;
  return make(
    messages.brought(incident.id, channel, ts),
    1,
    settings.discussion ?? settings.channel,
    renderer.brought(shown, event),
    { thread: messages.discussion(incident.id), worthFor: aDay },
  );
}
