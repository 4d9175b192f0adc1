/** How a team runs its incidents, as configured: severities, places, roles and what an all-clear needs. */

/** Who may, or must, do something. `commander` is whoever commands this incident. */
export type IncidentRole = 'commander' | 'incident-commander' | 'communications' | 'release-lead';

export interface Severity {
  /** As typed and stored: `s1`. */
  id: string;
  /** As shown: `S1`. */
  title: string;
  /** One line that helps to choose. */
  meaning: string;
  /** ms between two updates. */
  cadence: number;
  /** From so many ms after the declaration updates are due at this slower cadence. */
  slower: { after: number; cadence: number } | null;
  /** An open incident is a NO GO of its release. */
  blocks: boolean;
  /** Updates by others wait for the commander. */
  approval: boolean;
  /** Who has to confirm the all-clear. */
  confirmations: IncidentRole[];
}

/** Channels that get a copy. */
export interface Announcement {
  channels: string[];
  /** Severity ids; null: all. */
  severities: string[] | null;
  /** Release names; null: all. */
  releases: string[] | null;
  /** Gets a short reply with every update: an edit notifies nobody. */
  ping: boolean;
}

export interface IncidentSettings {
  /** Where the heads stand. */
  channel: string;
  /** Where people talk; null: below a second message in the incident channel. */
  discussion: string | null;
  announcements: Announcement[];
  /** The gravest first. */
  severities: Severity[];
  /** What must hold for an all-clear. */
  exitCriteria: string[];
  /** Who may declare; null: anybody. */
  declare: IncidentRole[] | null;
  /** Emoji name without colons that puts a message into the timeline. */
  reaction: string;
  /** When an incident that waits for a patch release is updated each day: minutes after midnight in `zone`. */
  dailyAt: number;
  /** IANA */
  zone: string;
  /** ms between two looks at whether copies still say what they should. */
  checkEvery: number;
}
