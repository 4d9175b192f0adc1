/** A merged pull request as the release notes know it: what it says, from where that is, and whom it concerns. */
import type { Said } from './said.js';

/** A merged pull request before it is judged. */
export interface MergedPull {
  /** `owner/name` */
  repository: string;
  number: number;
  title: string;
  /** Of people outside, not escaped. */
  body: string;
  url: string;
  /** GitHub login */
  author: string;
  authorIsBot: boolean;
  labels: string[];
  /** ms, UTC */
  mergedAt: number;
}

/** A note that somebody wrote through Signalman for a pull request; it counts until its description says something itself. */
export interface WrittenNote {
  repository: string;
  number: number;
  said: Exclude<Said, { kind: 'missing' }>;
  by: { id: string; name: string };
  /** ms, UTC */
  at: number;
}

/**
 * Where it is from: `body`: its description; `label`: a label such as `release-note-none`; `written`: through Signalman;
 * `parent`: the pull request that it was picked from.
 */
export type SaidBy = 'body' | 'label' | 'written' | 'parent';

export interface NotedPull extends Omit<MergedPull, 'body'> {
  said: Said;
  saidBy: SaidBy;
  /** Slugs of the groups that its labels name, in order. */
  groups: string[];
  /** `bug`, `feature`, … of its labels, in order. */
  kinds: string[];
  /** Numbers of the pull requests that it was picked from. */
  parents: number[];
  /** The pull request of the same release that took it back, and is itself not taken back; null: none did. */
  revertedBy: number | null;
  /** What it takes back; null: nothing. */
  reverts: number | null;
}
