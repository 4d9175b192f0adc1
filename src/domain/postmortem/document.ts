/** All that a post-mortem is written from, gathered: the surfaces and the Markdown tell the same. */

import type { Recorded } from '../incident/event.js';
import type { Incident } from '../incident/incident.js';
import type { Day } from '../incident/timeline.js';
import type { Person } from '../person.js';
import { type Steps, stepsOf } from './durations.js';
import { type Says, saysOf } from './filled.js';
import { ownersOf, tookPart } from './part.js';
import { storyOf } from './story.js';

export interface Document {
  incident: Incident;
  owners: (Person & { hasLeft: boolean })[];
  /** Who took part and is no owner. */
  collaborators: Person[];
  says: Says;
  steps: Steps;
  days: Day[];
  /** IANA: of everything in it. */
  zone: string;
  /** Where issues are looked at, e.g. `https://github.com`. */
  web: string;
}

/** @param left ids of people who are not there any more */
export function documentOf(
  incident: Incident,
  record: readonly Recorded[],
  { zone, web, left = new Set() }: { zone: string; web: string; left?: ReadonlySet<string> },
): Document {
  const owners = ownersOf(incident).map((one) => ({ ...one, hasLeft: left.has(one.id) }));
  return {
    incident,
    owners,
    collaborators: tookPart(incident, record).filter(({ id }) => !owners.some((one) => one.id === id)),
    says: saysOf(incident, zone),
    steps: stepsOf(incident, record),
    days: storyOf(incident, record, zone),
    ...{ zone, web },
  };
}
