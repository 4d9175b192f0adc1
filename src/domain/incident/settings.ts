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

/** The public face of incidents at GitHub. */
export interface MirrorSettings {
  /** Whether the tracking issue carries a comment that is kept up to date. */
  comment: boolean;
  /** `owner/name` where an issue is opened for an incident that was declared without one; null: none is. */
  opensIn: string | null;
  labels: string[];
  /** Whether a duplicate that is closed is locked too, unless whoever confirms it says otherwise. */
  lock: boolean;
}

/** How pull requests are watched, and duplicates looked for. */
export interface FixSettings {
  /** ms between two looks */
  every: number;
  /** `owner/name`s where new issues are looked at, beside that of the tracking issue; none: duplicates are not looked for. */
  duplicatesIn: string[];
}

export interface PostMortemSettings {
  /** Whether people are asked for lessons after the all-clear. */
  ask: boolean;
  /** Where it is opened as a pull request; null: it is posted as a file only. */
  repository: string | null;
  /** Path in the repository, with `{id}`, `{date}`, `{release}` and `{title}`. */
  path: string;
  /** Where action items are opened as issues, unless somebody names another place: `owner/name`; null: the release's. */
  actionsIn: string | null;
  labels: string[];
  /** ms between two reminders about what has no owner or is overdue */
  nagEvery: number;
  /** IANA: of the timeline. */
  zone: string;
}

/** How an incident is kept among few. */
export interface EmbargoSettings {
  /** The private channel where their heads and threads stand. */
  channel: string;
  /** Who may lift it, beside its commander. */
  lift: IncidentRole[];
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
  /** null: GitHub is told nothing. */
  mirror: MirrorSettings | null;
  /** null: pull requests are not watched. */
  fix: FixSettings | null;
  postmortem: PostMortemSettings;
  /** null: incidents under embargo are not set up. */
  embargo: EmbargoSettings | null;
}
