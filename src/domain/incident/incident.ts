/** An incident as it stands, and how it is asked about: its lifecycle and its revisions. */

import type { Person } from '../person.js';
import type { PostMortem } from '../postmortem/postmortem.js';
import type { Change } from './changes.js';
import type { Draft, Facts, FixState, IncidentEvent, Source, TimelineEntry } from './event.js';
import type { AtGitHub } from './github-events.js';
import type { IncidentRole } from './settings.js';

/** The lifecycle. `published` follows `resolved` when the post-mortem is out. */
export type IncidentState =
  | 'declared'
  | 'investigating'
  | 'identified'
  | 'fixing'
  | 'monitoring'
  | 'resolved'
  | 'published'
  | 'retracted'
  | 'merged';

/** A numbered change that every place shows. */
export interface Revision {
  number: number;
  at: number;
  by: Person | null;
  /** Who worded it, where `by` has only approved. */
  draftedBy: Person | null;
  kind: IncidentEvent['kind'];
  /** What changed, in words. */
  text: string;
  /** Which facts changed with it; of the declaration, all of them. */
  changed: Change;
  /** Whom command was handed to; null: it was not. */
  to: Person | null;
  /** Why it does not hold any more; null: it does. */
  struck: { reason: string; by: number } | null;
}

export interface Incident {
  id: number;
  /** Of the last event. */
  seq: number;
  facts: Facts;
  state: IncidentState;
  declaredAt: number;
  /** When it was declared, or reopened last: the age that its cadence goes by counts from here. */
  openedAt: number;
  declaredBy: Person;
  source: Source | null;
  revisions: Revision[];
  drafts: Draft[];
  /** Exit criteria that hold, with who said so. */
  ticked: ReadonlyMap<string, Person>;
  confirmed: ReadonlyMap<IncidentRole, Person>;
  /** Every place that has a copy: channels, and people for a direct message. */
  copies: ReadonlySet<string>;
  /** Those that asked for it themselves. */
  subscribers: ReadonlySet<string>;
  /** Those that have a copy but wanted no more of it. */
  left: ReadonlySet<string>;
  /** About the present `nextUpdateBy`. */
  reminders: number;
  /** When the last of them was written; for a new commander, when they took over. */
  remindedAt: number | null;
  timeline: TimelineEntry[];
  /** Messages that were brought to the discussion. */
  brought: { text: string; source: Source; at: number }[];
  /** When it was last resolved, retracted or merged. */
  endedAt: number | null;
  lingering: string;
  /** Why it was retracted, merged or reopened last. */
  reason: string;
  /** The one that goes on; `first`: the one it was merged into, where that was merged itself. */
  mergedInto: { id: number; title: string; url: string | null; first?: number } | null;
  joined: { id: number; title: string; at: number }[];
  isPinned: boolean;
  /** Copies that got a short reply, by revision. */
  pings: ReadonlyMap<number, string[]>;
  /** How often a place was written again since the last revision, by place and destination. */
  mends: ReadonlyMap<string, number>;
  /** When the head was posted again because it had been deleted. */
  repostedAt: number | null;
  /** Nobody outside its private channel may hear of it. */
  isEmbargoed: boolean;
  /** The revision that lifted its embargo: what came before it was not for everybody. null: it never had one, or still has. */
  liftedBy: number | null;
  /** The issues and pull requests that belong to it. */
  github: AtGitHub;
  postmortem: PostMortem;
}

const open: readonly IncidentState[] = ['declared', 'investigating', 'identified', 'fixing', 'monitoring'];

export const isOpen = ({ state }: Pick<Incident, 'state'>): boolean => open.includes(state);

/** The last revision: its number and `as of`. */
export function latest({ revisions }: Pick<Incident, 'revisions'>): Revision {
  const last = revisions.at(-1);
  if (!last) throw new Error('an incident has at least one revision');
  return last;
}

/** What the state of an open incident is called, by where its fix stands. */
export function stateOf(facts: Pick<Facts, 'fix'>): IncidentState {
  switch (facts.fix) {
    case 'unknown':
      return 'investigating';
    case 'cause-known':
      return 'identified';
    case 'in-place':
      return 'monitoring';
    default:
      return 'fixing';
  }
}

/** Where the fix stands once it is reopened: what was in place, or was to come with a release, did not hold. */
export const reopenedFix = (fix: FixState): FixState =>
  fix === 'in-place' || fix === 'waiting' ? 'unknown' : fix;

/** Names a place in `mends`. */
export const mendKey = ({ place, destination }: { place: string; destination: string }) =>
  `${place} ${destination}`;
