/** What is known of a release at a moment: what was read, from where, and when. */
import type { Exception } from './calendar/exception.js';
import type { Census } from './census.js';
import type { ReleaseChecklist } from './checklist/checklist.js';
import type { CiEvidence } from './ci/board.js';
import type { EnhancementsEvidence } from './enhancement/standing.js';
import type { KnownAction } from './gates/action-items.js';
import type { Note } from './hand-written.js';
import type { KnownIncident } from './incident/known.js';
import type { ReleaseNotesEvidence } from './release-notes/board.js';
import type { SignOffEvidence } from './signoff/poll.js';
import type { Waiver } from './waiver/waiver.js';

export interface Milestone {
  number: number;
  title: string;
  url: string;
  state: 'open' | 'closed';
  /** ms, UTC */
  dueOn: number | null;
}

/** One milestone of one repository, as last read from GitHub. */
export interface SourceEvidence {
  repository: string;
  /** The title that was asked for; `milestone` has the one that was found. */
  wanted: string;
  /** The address people use, e.g. `https://github.com`. */
  web: string;
  milestone: Milestone | null;
  census: Census | null;
  /** When GitHub last confirmed these figures (ms, UTC); null when they were never read. */
  observedAt: number | null;
  /** Why the last attempt failed, in words for people; null when it did not. */
  problem: string | null;
  /** What was noticed and needs a person, though the figures are right: a renamed milestone or repository. */
  notice: string | null;
  /** What the last reading of the repository cost. */
  spent: { requests: number; quota: number } | null;
}

export interface Evidence {
  issues: SourceEvidence;
  enhancements: SourceEvidence | null;
  notes: Note[];
  /** Open ones, and those that were resolved and of which something lingers; the newest first. */
  incidents: KnownIncident[];
  /** The test signal; `nothingOfCi` where there is none. */
  ci: CiEvidence;
  /** Exceptions to its freezes, whatever became of them; the latest end first. */
  exceptions: Exception[];
  /** Whether the groups say that it may ship; `nothingSigned` where they are not asked. */
  signOff: SignOffEvidence;
  /** Those that were not ended, whatever their dates. */
  waivers: Waiver[];
  /** The release team's own, with what is ticked. */
  checklists: ReleaseChecklist[];
  /** What the documents of its enhancements say; null: they are not read. */
  documents: EnhancementsEvidence | null;
  /** Open ones of past incidents, of the types that a gate asks for; null: none does. */
  actionItems: KnownAction[] | null;
  /** Its release notes; left out or null: it has none configured. */
  releaseNotes?: ReleaseNotesEvidence | null;
  /** Names of people by their Slack ids, where they were looked up. */
  names?: Record<string, string>;
}
