/** The messages about issues that may report the same: one for each, and where there are many in a day one for the rest. */
import type { NewDelivery } from '../../domain/delivery.js';
import type { IncidentEvent } from '../../domain/incident/event.js';
import { isSameItem } from '../../domain/incident/github-events.js';
import type { Incident } from '../../domain/incident/incident.js';
import { messages } from '../../domain/incident/places.js';
import type { Person } from '../../domain/person.js';
import { day } from '../../domain/time.js';
import type { IncidentRenderer, Shown } from '../ports/incident.js';
import type { Make } from './owed.js';

/** So many of a day have a message of their own: more would hide the updates. */
const mostOwn = 5;

type Suggested = Incident['github']['suggested'][number];

/** @param shown after the step */
export function suggestions(
  shown: Shown,
  { event, by }: { event: IncidentEvent; by: Person | null },
  edition: number,
  renderer: IncidentRenderer,
  make: Make,
): NewDelivery[] {
  if (event.kind !== 'suggested' && event.kind !== 'dismissed' && event.kind !== 'linked') return [];
  const { id, github } = shown.incident;
  const name = event.kind === 'dismissed' ? event.item : event.item.name;
  const at = github.suggested.findIndex((one) => isSameItem(one.name, name));
  const found = github.suggested[at];
  if (!found) return [];
  const { channel } = shown.settings;
  if (hasOwn(github.suggested, found)) {
    const outcome = event.kind === 'suggested' ? 'open' : event.kind === 'linked' ? 'attached' : 'dismissed';
    const saying = renderer.suggestion(shown, found, outcome, by);
    return [make(messages.suggestion(id, found.name), edition, channel, saying, { urgent: false })];
  }
  const rest = ofSameDay(github.suggested, found).filter(
    (one) => !hasOwn(github.suggested, one) && one.isOpen,
  );
  if (event.kind !== 'suggested' || rest.length === 0) return [];
  const saying = renderer.moreSuggestions(shown, rest);
  return [make(messages.moreSuggestions(id, found.at), edition, channel, saying, { urgent: false })];
}

/** Days are those of UTC. */
const ofSameDay = (all: readonly Suggested[], { at }: Suggested): Suggested[] =>
  all.filter((one) => Math.floor(one.at / day) === Math.floor(at / day));

const hasOwn = (all: readonly Suggested[], one: Suggested): boolean =>
  ofSameDay(all, one).indexOf(one) < mostOwn;
