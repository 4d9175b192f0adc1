/** Incidents with everything filled in: their facts, their record, and how a team runs them. */
import type { Address, Step } from '../../src/app/ports/incident.js';
import type { NewDelivery } from '../../src/domain/delivery.js';
import type {
  Facts,
  FactsChange,
  IncidentEvent,
  Source,
  TimelineEntry,
} from '../../src/domain/incident/event.js';
import { fold } from '../../src/domain/incident/fold.js';
import type { Incident } from '../../src/domain/incident/incident.js';
import { followed, messages } from '../../src/domain/incident/places.js';
import type { IncidentSettings, Severity } from '../../src/domain/incident/settings.js';
import type { Person } from '../../src/domain/person.js';
import { hour, minute } from '../../src/domain/time.js';
import { delivery } from './delivery.js';

export const ann: Person = { id: 'U0ANN', name: 'ann' };
export const ben: Person = { id: 'U0BEN', name: 'ben' };
/** Noon of 16 March 2017, in ms. */
export const declaredAt = Date.UTC(2017, 2, 16, 12);
export const incidentChannel = 'C0INCIDENTS';

const s1: Severity = {
  id: 's1',
  title: 'S1',
  meaning: 'Data is lost, clusters fail, or security is broken.',
  cadence: 20 * minute,
  slower: { after: 2 * hour, cadence: 60 * minute },
  blocks: true,
  approval: true,
  confirmations: ['commander', 'release-lead'],
};
const s2: Severity = {
  id: 's2',
  title: 'S2',
  meaning: 'Something that many rely on is broken.',
  cadence: 30 * minute,
  slower: { after: 2 * hour, cadence: 120 * minute },
  blocks: true,
  approval: false,
  confirmations: ['commander'],
};
const s3: Severity = {
  id: 's3',
  title: 'S3',
  meaning: 'Few are affected.',
  cadence: 4 * hour,
  slower: null,
  blocks: false,
  approval: false,
  confirmations: ['commander'],
};

/** Nothing is told to GitHub or looked for there, and there is no place for an embargo. */
export const nothingAfter: Pick<IncidentSettings, 'mirror' | 'fix' | 'postmortem' | 'embargo'> = {
  mirror: null,
  fix: null,
  postmortem: {
    ask: false,
    repository: null,
    path: 'post-mortems/{date}-{id}-{title}.md',
    actionsIn: null,
    labels: [],
    nagEvery: 24 * hour,
    zone: 'UTC',
  },
  embargo: null,
};

export function incidentSettings(given: Partial<IncidentSettings> = {}): IncidentSettings {
  return {
    channel: incidentChannel,
    discussion: null,
    announcements: [{ channels: ['C0RELEASE'], severities: null, releases: null, ping: false }],
    severities: [s1, s2, s3],
    exitCriteria: ['The fix is released', 'A user who was affected has confirmed it'],
    declare: null,
    reaction: 'round_pushpin',
    dailyAt: 10 * 60,
    zone: 'UTC',
    checkEvery: 10 * minute,
    ...nothingAfter,
    ...given,
  };
}

export function incidentFacts(given: Partial<Facts> = {}): Facts {
  return {
    title: 'Pods do not start after the upgrade',
    severity: 's1',
    release: 'v1.6',
    versions: '1.6.0-beta.1',
    impact: 'Clusters that were upgraded run no new pods.',
    workaround: 'Stay on 1.5.',
    fix: 'unknown',
    action: 'We are looking for the cause.',
    owner: 'ben',
    issue: { name: '#4321', url: 'https://github.com/example/project/issues/4321' },
    commander: ann,
    nextUpdateBy: declaredAt + 20 * minute,
    ...given,
  };
}

type Told = Step['events'][number];

export const declared = (given: Partial<Facts> = {}, source: Source | null = null): Told => ({
  by: ann,
  event: { kind: 'declared', facts: incidentFacts(given), source },
});

export const updated = (text: string, facts: FactsChange = {}): Told => ({
  by: ann,
  event: { kind: 'updated', text, facts, draftedBy: null },
});

/** @param at of the message that it came from; null: somebody typed it */
export function noted(id: string, at: Address | null, given: Partial<TimelineEntry> = {}): Told {
  const source = at && { ...at, author: ben, url: null };
  const entry = { id, at: declaredAt, approximate: false, text: 'It began.', by: ben, source, ...given };
  return { by: ben, event: { kind: 'noted', entry } };
}

export const bySignalman = (event: IncidentEvent): Told => ({ by: null, event });

/** An incident after these events, one minute apart. */
export function incident(events: Told[] = [declared()], id = 1): Incident {
  return fold(
    id,
    events.map(({ by, event }, index) => ({ seq: index + 1, at: declaredAt + index * minute, by, event })),
  );
}

/** The head and the copies, written anew: what they say is the title and the edition. */
export function tellAll({ id, facts, ...rest }: Incident, edition: number): NewDelivery[] {
  const text = `${facts.title}, edition ${edition}`;
  const head = delivery({ ...messages.head(id), destination: incidentChannel, revision: edition, text });
  const copies = followed(rest).map((destination) =>
    delivery({ ...messages.copy(id), destination, revision: edition, text }),
  );
  return [head, ...copies];
}

/** A step that nobody is told of, unless given. */
export function step(events: Told[], given: Partial<Step> = {}): Step {
  return { events, deliveries: () => [], ...given };
}
