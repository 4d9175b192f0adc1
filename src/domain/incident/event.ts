/** What can happen to an incident. The record is the list of these: nothing is changed or taken out of it. */
import type { Person } from '../person.js';
import type { PostMortemEvent } from '../postmortem/event.js';
import type { GitHubEvent } from './github-events.js';
import type { IncidentRole } from './settings.js';

/** A message that somebody wrote in Slack. */
export interface Source {
  channel: string;
  ts: string;
  author: Person | null;
  /** Address of the message. */
  url: string | null;
  /** When its author edited it to what was read, as Slack names moments; absent: it was as first written. */
  edited?: string;
}

/** Where the fix stands; what people call the state of the incident follows from it. */
export const fixStates = ['unknown', 'cause-known', 'proposed', 'merged', 'waiting', 'in-place'] as const;
export type FixState = (typeof fixStates)[number];

/** What everybody has to know, as it stands. */
export interface Facts {
  title: string;
  /** Id of a configured severity. */
  severity: string;
  /** Name of a configured release. */
  release: string;
  /** Affected versions, in words. */
  versions: string;
  impact: string;
  /** Empty: none known. */
  workaround: string;
  fix: FixState;
  /** What is being done. */
  action: string;
  /** By whom, in words or as a Slack user id. */
  owner: string;
  /** The one issue where it is tracked. */
  issue: { name: string; url: string } | null;
  commander: Person;
  /** ms, UTC; null when none is owed any more. */
  nextUpdateBy: number | null;
}

/** What an update may change. */
export type FactsChange = Partial<Omit<Facts, 'release' | 'commander'>>;

/** A change that is worded but not sent: it waits for the commander, or somebody without the role proposes it. */
export interface Draft {
  id: string;
  /** null: Signalman itself, from what it saw at GitHub */
  by: Person | null;
  /** What changed, in words. */
  text: string;
  facts: FactsChange;
  /** The revision it was written on. */
  base: number;
  /**
   * `approval`: its author may update, but not alone. `proposal`: from a reply of somebody who may not. `seen`: from
   * what became of a linked pull request.
   */
  why: 'approval' | 'proposal' | 'seen';
}

export interface TimelineEntry {
  id: string;
  /** ms, UTC; null: not known yet. */
  at: number | null;
  approximate: boolean;
  text: string;
  by: Person;
  source: Source | null;
  /** User id of whoever put a reaction below the message: taking that off takes the entry out again. */
  markedBy?: string;
}

export type IncidentEvent =
  | GitHubEvent
  | PostMortemEvent
  /** `embargo`: nobody outside its private channel hears of it until it is lifted. */
  | { kind: 'declared'; facts: Facts; source: Source | null; embargo?: true }
  /** The embargo ends: what may be read by everybody from here on. */
  | {
      kind: 'lifted';
      text: string;
      facts: FactsChange;
      /** Entries of the timeline, links and what was written for the post-mortem before are shown too. */
      keeps?: true;
      /** Of what has ended: what still lingers. */
      lingering?: string;
    }
  | { kind: 'drafted'; draft: Draft }
  | { kind: 'draft-closed'; draft: string; outcome: 'approved' | 'refused' | 'outdated'; reason: string }
  /** `draftedBy`: whoever wrote it, where the actor has only approved. */
  | { kind: 'updated'; text: string; facts: FactsChange; draftedBy: Person | null }
  /** Of an earlier revision: it is struck through, and this one stands for it. */
  | { kind: 'corrected'; of: number; reason: string; text: string; facts: FactsChange }
  | { kind: 'handed-over'; to: Person; reason: string }
  | { kind: 'ticked'; criterion: string; on: boolean }
  | { kind: 'confirmed'; role: IncidentRole }
  | { kind: 'resolved'; text: string; lingering: string }
  | { kind: 'reopened'; reason: string; nextUpdateBy: number }
  | { kind: 'retracted'; reason: string }
  /** `url`: of the head that goes on; null while that is not delivered. */
  | { kind: 'merged'; into: number; title: string; url: string | null; reason: string }
  /** The one it was merged into was itself merged into this one, or its head stands elsewhere now. */
  | { kind: 'redirected'; into: number; title: string; url: string | null }
  /** `subscribers`: those of the places that had asked for it themselves. */
  | { kind: 'joined'; from: number; title: string; places: string[]; subscribers?: string[] }
  | { kind: 'noted'; entry: TimelineEntry }
  | {
      kind: 'entry-changed';
      entry: string;
      change: Partial<Pick<TimelineEntry, 'at' | 'approximate' | 'text'>>;
      /** Of the message that it follows: when its author edited it to this. */
      edited?: string;
    }
  | { kind: 'entry-removed'; entry: string; reason: string }
  /** Places that the configuration named when it was declared, or since. */
  | { kind: 'announced'; places: string[] }
  | { kind: 'subscribed'; destination: string }
  | { kind: 'unsubscribed'; destination: string }
  /** The `count`th about the update that was due at `due`. */
  | { kind: 'reminded'; due: number; count: number; escalated: boolean }
  | { kind: 'brought'; text: string; source: Source }
  /** A place was looked at and does not say any more what it should; it is written again. */
  | { kind: 'mended'; place: 'head' | 'copy' | 'discussion'; destination: string; what: 'gone' | 'changed' }
  /** The head could not be written any more in the channel where it stood: it goes on in the one configured now. */
  | { kind: 'moved'; from: string; to: string }
  | { kind: 'pinned' }
  | { kind: 'unpinned' }
  /** Copies that got a short reply about a revision. */
  | { kind: 'pinged'; revision: number; places: string[] };

/** An event as it stands in the record. */
export interface Recorded {
  /** From 1, without gaps. */
  seq: number;
  /** ms, UTC */
  at: number;
  /** null: Signalman itself. */
  by: Person | null;
  event: IncidentEvent;
}

/** Events that every place has to show: each is a numbered revision. */
const revisions = [
  'declared',
  'updated',
  'corrected',
  'lifted',
  'handed-over',
  'resolved',
  'reopened',
  'retracted',
  'merged',
];

export const isRevision = (event: IncidentEvent): boolean => revisions.includes(event.kind);

/** What a revision says, in the words of whoever made it; empty: none. */
export function wordsOf(event: IncidentEvent): string {
  switch (event.kind) {
    case 'declared':
      return event.facts.impact;
    case 'updated':
    case 'corrected':
    case 'lifted':
    case 'resolved':
      return event.text;
    case 'handed-over':
    case 'reopened':
    case 'retracted':
    case 'merged':
      return event.reason;
    default:
      return '';
  }
}
