/** Incidents that are kept among few: where they stand until they are lifted, and what is left of before from then on. */
import { UserFault } from '../fault.js';
import { noPostMortem } from '../postmortem/postmortem.js';
import type { FactsChange } from './event.js';
import { nothingLinked } from './github-events.js';
import type { Incident, Revision } from './incident.js';
import type { IncidentSettings } from './settings.js';

/**
 * How a team runs an incident of which nobody outside one channel may hear: it stands and is talked about there, and
 * nothing of it is announced or written at GitHub.
 * @param channel where its head stands; null: nowhere yet, and what is configured counts
 */
export function underEmbargo(settings: IncidentSettings, channel: string | null = null): IncidentSettings {
  return {
    ...settings,
    // Without a private channel it stands nowhere: never in the public one.
    channel: channel ?? settings.embargo?.channel ?? '',
    discussion: null,
    announcements: [],
    mirror: null,
    fix: null,
    postmortem: { ...settings.postmortem, repository: null, actionsIn: null },
  };
}

/** What holds for this incident. @param home the channel where its head stands */
export const settingsFor = (
  { isEmbargoed }: Pick<Incident, 'isEmbargoed'>,
  settings: IncidentSettings,
  home: string | null,
): IncidentSettings => (isEmbargoed ? underEmbargo(settings, home) : settings);

/** What was said under the embargo is not for those who read it later: that it was, and when, is left. */
export const withheld = (revisions: readonly Revision[]): Revision[] =>
  revisions.map((one) => ({
    ...one,
    text: '',
    draftedBy: null,
    to: null,
    struck: null,
    changed: { before: {}, after: {} },
  }));

/** Whether a revision was sent under an embargo that has been lifted since. */
export const isWithheld = ({ number }: Pick<Revision, 'number'>, { liftedBy }: Pick<Incident, 'liftedBy'>) =>
  liftedBy !== null && number < liftedBy;

/** What holds of an incident once it is lifted: everything that may hold words of before is gone. */
export function liftedFrom(
  incident: Incident,
  { facts, keeps = false, lingering = '' }: { facts: FactsChange; keeps?: boolean; lingering?: string },
): Partial<Incident> {
  return {
    facts: { ...incident.facts, ...facts },
    isEmbargoed: false,
    liftedBy: incident.revisions.length + 1,
    source: null,
    drafts: [],
    brought: [],
    joined: [],
    lingering,
    reason: '',
    copies: new Set(),
    subscribers: new Set(),
    left: new Set(),
    pings: new Map(),
    confirmed: new Map(),
    repostedAt: null,
    isPinned: false,
    ...(keeps ? {} : { timeline: [], github: nothingLinked, postmortem: noPostMortem }),
  };
}

/** @throws UserFault `embargo`: otherwise the one would tell of the other */
export function requireSameCircle(from: Incident, into: Incident): void {
  if (from.isEmbargoed === into.isEmbargoed) return;
  const secret = from.isEmbargoed ? from : into;
  throw new UserFault(
    'embargo',
    `Incident ${secret.id} is under embargo, and the other one is not: merging them would tell of it.`,
    `Lift the embargo first: \`/incident lift ${secret.id}\``,
  );
}
