/** What the Home of people needs of the outside: what is stored beside the verdicts, and a place for when it was looked at. */

import type { Job } from '../../domain/ci/job.js';
import type { OpenAlert, PlacedIncident } from '../../domain/home/waiting.js';
import type { MeetingDesk } from './meeting.js';
import type { PostMortemDesk } from './postmortem.js';

/** When somebody looked at their Home last, and what it showed. */
export interface SeenHome {
  user: string;
  /** ms, UTC */
  openedAt: number;
  /** A short name of what was published; null: nothing was. */
  shown: string | null;
  /** Slack's name of the view: whoever publishes over another one is refused. */
  hash: string | null;
}

export interface HomeStore {
  /** @param event Slack's id of it. @returns false when that was heard before */
  opened(user: string, event: string, now: number): Promise<boolean>;
  published(user: string, shown: string, hash: string | null): Promise<void>;
  seen(user: string): Promise<SeenHome | null>;
  /** Whoever has looked since then. */
  openedSince(at: number): Promise<SeenHome[]>;
  /** Open incidents, without those under embargo. */
  openIncidents(): Promise<PlacedIncident[]>;
  /** Incidents whose post-mortem waits for signatures. */
  pendingPostMortems(): Promise<PlacedIncident[]>;
  /** Alerts that are open, with their jobs. */
  openAlerts(): Promise<(Omit<OpenAlert, 'name' | 'url' | 'releases'> & { job: Job })[]>;
}

/** null: there are no post-mortems. */
export type HomePostMortems = Pick<PostMortemDesk, 'openActions'> | null;

/** null: there are no meetings. */
export type HomeMeetings = Pick<MeetingDesk, 'openActions'> | null;
