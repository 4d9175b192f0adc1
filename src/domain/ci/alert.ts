/** The alert about a job that turned red, as a value: what it says, what people did with it, and what was told. */
import { UserFault } from '../fault.js';
import type { CommitRange } from './failing.js';
import type { JobKey } from './job.js';

/**
 * red: its newest clear run is red. recovering: it passes again, not yet often enough. recovered: it did. flake: its
 * only red run was on a commit that passed afterwards, and nobody needs to hear more of it.
 */
export type Stage = 'red' | 'recovering' | 'recovered' | 'flake';

export interface ByWhom {
  id: string;
  name: string;
  /** ms, UTC */
  at: number;
}

export interface Alert {
  readonly job: JobKey;
  /** Names the alert for ever: the job and the run that it was opened for. */
  readonly id: string;
  readonly stage: Stage;
  /** When the first red run began (ms, UTC); everything that waits is counted from there. */
  readonly since: number;
  /** Red runs since then that are known. */
  readonly runs: number;
  readonly range: CommitRange;
  /** Tests that fail now. */
  readonly tests: readonly string[];
  /** Green runs in a row, and how many are needed. */
  readonly greens: number;
  readonly needed: number;
  /** Addresses of issues linked to it. */
  readonly issues: readonly string[];
  /** How often it turned red again after it had ended. */
  readonly reopened: number;
  /** When it ended (ms, UTC); null: it is open. */
  readonly endedAt: number | null;
  /** When the newest run began that was looked at: what is older than that is no news. */
  readonly seen: number;
  readonly acknowledged: ByWhom | null;
  readonly silenced: (ByWhom & { until: number }) | null;
  /** When the release lead was told of this row of failures (ms, UTC). */
  readonly escalatedAt: number | null;
  /** What was told already, so that nothing is told twice. */
  readonly told: Told;
  /** Counts up whenever the message itself has to be edited. */
  readonly edition: number;
}

export interface Told {
  readonly tests: readonly string[];
  readonly range: CommitRange;
  readonly issues: readonly string[];
  /** The last day of red that was told of; 0: none. */
  readonly day: number;
  readonly reopened: number;
  /** When news went out within the last day: ms, UTC. */
  readonly at: readonly number[];
}

export type News =
  | { kind: 'reopened'; times: number }
  | { kind: 'tests'; names: string[] }
  | { kind: 'range'; range: CommitRange }
  | { kind: 'issues'; urls: string[] }
  | { kind: 'day'; days: number };

/**
 * What has to be told. opened: a new message, in the owner's channel and the release's. news: one message in its
 * thread. escalated: one to the release lead. Whenever the edition changed, the message itself is edited.
 */
export type Tell = { kind: 'opened' } | { kind: 'news'; news: News[] } | { kind: 'escalated' };

export const isOpen = (alert: Alert): boolean => alert.endedAt === null;

/** Somebody looks after it: the daily reminders stop, other news does not. The first one stays. */
export function acknowledge(alert: Alert, by: ByWhom): Alert {
  if (!isOpen(alert) || alert.acknowledged !== null) return alert;
  return { ...alert, acknowledged: by, edition: alert.edition + 1 };
}

/**
 * No news until then; what happens meanwhile is told afterwards in one piece. The release lead still hears of it.
 * @throws UserFault `bad-silence` when the end does not lie ahead
 */
export function silence(alert: Alert, by: ByWhom, until: number): Alert {
  if (!(until > by.at))
    throw new UserFault('bad-silence', 'A silence needs an end in the future.', 'Say until when.');
  return isOpen(alert) ? { ...alert, silenced: { ...by, until }, edition: alert.edition + 1 } : alert;
}

/** An issue is about it now; once is enough. */
export function linkIssue(alert: Alert, url: string): Alert {
  if (alert.issues.includes(url)) return alert;
  return { ...alert, issues: [...alert.issues, url], edition: alert.edition + 1 };
}

export const isSilenced = ({ silenced }: Alert, now: number): boolean =>
  silenced !== null && now < silenced.until;
