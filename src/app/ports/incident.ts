/** What the incident thread needs of the outside: its record, the words for each place, and a look at Slack. */
import type { Content, DeliveryState, NewDelivery, Saying } from '../../domain/delivery.js';
import type { Draft, IncidentEvent, Recorded, Source } from '../../domain/incident/event.js';
import type { Item } from '../../domain/incident/github-events.js';
import type { Incident, Revision } from '../../domain/incident/incident.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import type { Person } from '../../domain/person.js';
import type { GitHubPlace, Receipt } from '../../domain/receipt.js';
import type { GitHubWords } from './incident-github.js';

/** Where a message stands. */
export interface Address {
  channel: string;
  ts: string;
}

export interface Stored {
  incident: Incident;
  /** Of the head and the copies: each time they are written anew it is one higher. */
  edition: number;
  /** Null until it is delivered, and again when it was deleted by hand. */
  head: Address | null;
  discussion: Address | null;
  /** The channels where they stand or are on their way; null: nowhere, and what is configured counts. */
  home: {
    head: string | null;
    discussion: string | null;
    /** The repository where an issue was opened for it, or is about to be: `github:owner/name`; left out: none was. */
    issue?: string;
  };
  /** What the head says of its copies; null: nothing yet. */
  receipt: Receipt | null;
  /** Whether the copies carry a link to the head. */
  isLinked: boolean;
  /** Whether the head carries a link to the discussion. */
  hasDiscussion: boolean;
  /** Address of the head as it was at the last step; null: there was none. */
  url: string | null;
}

/** A step to be stored, with everything that follows from it. */
export interface Step {
  events: { by: Person | null; event: IncidentEvent }[];
  /** Asked once the events are applied. `edition` is one higher than before. */
  deliveries(after: Incident, edition: number): NewDelivery[];
  /** Kept beside the record; what is left out stays. */
  receipt?: Receipt;
  isLinked?: boolean;
  /** Goes with `isLinked`. */
  hasDiscussion?: boolean;
  /** Address of the head, for reports; null while there is none. */
  url?: string | null;
  /** Where deliveries of an incident under embargo may go: its private channel, and people who are in it. None: nowhere. */
  circle?: ReadonlySet<string>;
  /** Messages that do not exist any more: what is owed to them is posted anew. */
  gone?: { purpose: string; destination: string }[];
}

/** A message of an incident as it should stand in its place. */
export interface Standing extends Address {
  purpose: string;
  destination: string;
  text: string;
  /** As it was delivered last, in ms. */
  settledAt: number;
}

/** Something that delivery has written, or still owes, at GitHub for an incident. */
export interface AtGitHubNow {
  purpose: string;
  subject: string;
  destination: string;
  /** Where it stands; null: it is not written yet. */
  item: { name: string; url: string } | null;
  /** The newest revision that was written. */
  shown: number;
  state: DeliveryState;
  /** Why it could not be written, in words; null: it could, or is under way. */
  reason: string | null;
  /** ms since it came to nothing; null: it did not. */
  failedFor: number | null;
}

export interface IncidentFilter {
  /** null: both. */
  isOpen: boolean | null;
  release: string | null;
  most: number;
  /** Those under embargo too: whoever asks has to be in their private channel. */
  withEmbargoed?: boolean;
}

export interface IncidentStore {
  /**
   * Gives a new incident its number and writes its first events and what follows from them, in one transaction.
   * Declarations go one after the other.
   * @param request tells this declaration from all others: the same one is stored once
   * @param known the newest incident that the declarer was shown: when a later one is open nothing is stored
   * @returns the incident, or those that were declared meanwhile and are open
   */
  declare(
    request: string,
    at: number,
    known: number,
    step: Step,
  ): Promise<{ incident: Incident; isNew: boolean } | { newer: Incident[] }>;
  /**
   * Loads the incidents, one after the other and locked, and stores what the work decides for each (null: nothing),
   * in one transaction. What the work throws undoes everything and is thrown on. The work must change nothing else.
   * @param request tells this change from all others, null where it may not come twice; the same one is done once
   * @param at ms, UTC; becomes the time of the events
   * @returns the incidents as they are then; null when one of them does not exist
   */
  change(
    ids: readonly number[],
    request: string | null,
    at: number,
    work: (stored: Stored[]) => (Step | null)[],
  ): Promise<{ incidents: Incident[]; isNew: boolean } | null>;
  /** Also one under embargo: whoever shows it to a person asks `loaded` instead. */
  load(id: number): Promise<Stored | null>;
  /** Of one that was under embargo from its lifting on, unless the whole of it is asked for. */
  record(id: number, given?: { whole?: boolean }): Promise<Recorded[] | null>;
  /** The newest first; without those under embargo unless they are asked for. */
  list(filter: IncidentFilter): Promise<Incident[]>;
  /** Those that have to be looked after: open, or changed since this moment; without those under embargo unless they are asked for. */
  toTend(since: number, given?: { withEmbargoed?: boolean }): Promise<number[]>;
  /** Whose next reminder is owed. */
  toRemind(now: number): Promise<number[]>;
  /** Which of these nobody outside their private channel may hear of. */
  underEmbargo(ids: readonly number[]): Promise<number[]>;
  /** What became of the copies, of the last edition that each was owed; `failed` names the head too. */
  receipt(id: number): Promise<Receipt>;
  /** Where the head was tried last and why it could not be written; null: it could. */
  headless(id: number): Promise<Receipt['failed'][number] | null>;
  /** What delivery has written at GitHub for it, or still owes there, the oldest first. */
  atGitHub(id: number): Promise<AtGitHubNow[]>;
  /** Those that go on as this one, also by way of others. */
  joinedTo(id: number): Promise<Incident[]>;
  /** Whose message stands there, the head's and the copies' replies included. */
  messageAt(at: Address): Promise<{ incident: number; purpose: string; subject: string } | null>;
  /** Incidents with a timeline entry from that message. */
  notedFrom(at: Address): Promise<number[]>;
  /** Messages that are delivered and must stay as they are. */
  standing(id: number): Promise<Standing[]>;
  /** @returns false when this event was heard before */
  hear(key: string, now: number): Promise<boolean>;
  /** Takes out, now and then, what was kept only so that nothing is done twice and cannot come again. */
  forget(now: number): Promise<void>;
  /** What was heard came to nothing: when it is told again it is new. */
  unhear(key: string): Promise<void>;
}

/** Addresses people can follow; null where the message is not known yet. */
export interface Links {
  head: string | null;
  discussion: string | null;
  /** Of the incident that this one was merged into. */
  survivor: string | null;
}

/** What a message about an incident is made of. */
export interface Shown {
  incident: Incident;
  settings: IncidentSettings;
  links: Links;
}

/** The words for each place. All pure. */
export interface IncidentRenderer {
  /** The top message. @param receipt what became of the copies; null: not known yet */
  head(shown: Shown, receipt: Receipt | null): Saying;
  /** The broadcast elsewhere: the same, with a link to the head. */
  copy(shown: Shown): Saying;
  /** What stands where the head stood under embargo: that it is lifted, and where it goes on. */
  lifted(shown: Shown): Saying;
  /** The last words where somebody unsubscribed. */
  left(shown: Shown): Saying;
  /** One revision in the thread; struck through when it was taken back. */
  update(shown: Shown, revision: Revision): Saying;
  /** The same, short, below a copy. */
  ping(shown: Shown, revision: Revision): Saying;
  /** Below the head: to be pasted into a status page, a mail, a release page. */
  outside(shown: Shown): Saying;
  /** The message in whose thread people talk. */
  discussion(shown: Shown): Saying;
  /** A draft with its buttons, or what became of it. */
  draft(
    shown: Shown,
    draft: Draft,
    closed: Extract<IncidentEvent, { kind: 'draft-closed' }> | null,
    by: Person | null,
  ): Saying;
  reminder(
    shown: Shown,
    reminded: Extract<IncidentEvent, { kind: 'reminded' }>,
    leads: readonly string[],
  ): Saying;
  /** For the commander: the head could not be posted. @param reason Slack's code, or words */
  headless(shown: Shown, reason: string): Saying;
  /** For the release lead. */
  escalation(shown: Shown, reminded: Extract<IncidentEvent, { kind: 'reminded' }>): Saying;
  /** In the thread: something could not be written at GitHub. */
  trouble(shown: Shown, place: GitHubPlace): Saying;
  brought(shown: Shown, brought: { text: string; source: Source }): Saying;
  /** The whole timeline as Markdown. @param zone IANA */
  timelineFile(incident: Incident, zone: string): Extract<Content, { kind: 'file' }>;
  /** As Markdown, for GitHub. */
  atGitHub: GitHubWords;
  /** An issue that may report the same, with its buttons, or what was decided. */
  suggestion(
    shown: Shown,
    suggested: Item & { why: string },
    outcome: 'open' | 'attached' | 'dismissed',
    by: Person | null,
  ): Saying;
  /** In place of one message for each, where there are many in a day. */
  moreSuggestions(shown: Shown, items: readonly Item[]): Saying;
  /** In the discussion: asks what went well, what went wrong, and where we got lucky. */
  lessons(shown: Shown): Saying;
  /** To whoever answers for action items of it that are open: directly, or in the thread. */
  nag(shown: Shown, nagged: Extract<IncidentEvent, { kind: 'actions-nagged' }>): Saying;
  /** A line in the thread for what is no revision: a criterion, a confirmation, an entry of the timeline; null: none. */
  line(shown: Shown, event: IncidentEvent, by: Person | null): Saying | null;
}
