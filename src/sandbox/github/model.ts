/** What the local GitHub keeps in memory: repositories, issues and their neighbours. Times are milliseconds UTC, whole seconds. */

import type { IssueIndex } from './issue-index.js';

export interface User {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot';
}

export interface Label {
  readonly id: number;
  readonly name: string;
  readonly color: string;
  readonly description: string;
}

export interface Milestone {
  readonly id: number;
  readonly number: number;
  title: string;
  description: string | null;
  state: 'open' | 'closed';
  createdAt: number;
  updatedAt: number;
  dueOn: number | null;
  closedAt: number | null;
  /** Issues and pull requests together, as GitHub counts them. */
  open: number;
  closed: number;
  creator: User;
  version: number;
  rendered?: { readonly version: string; readonly json: string };
}

export type StateReason = 'completed' | 'not_planned' | 'duplicate' | 'reopened' | null;

/** A file that a pull request or a range of commits changes. */
export interface ChangedFile {
  readonly path: string;
  readonly status: 'added' | 'modified' | 'removed' | 'renamed';
  /** Of a renamed one: what it was called. */
  readonly before?: string;
  /** What it says now; unknown where only the change is told. */
  readonly text?: string;
}

/** What makes an issue a pull request. */
export interface PullFacts {
  draft: boolean;
  mergedAt: number | null;
  mergeSha: string | null;
  head: string;
  headSha: string;
  base: string;
  /** What it changes, where that is told and not found by comparing its branches; also what it had changed when it was merged. */
  files?: readonly ChangedFile[];
}

export interface IssueEvent {
  readonly id: number;
  readonly event: string;
  readonly actor: User;
  readonly at: number;
  readonly issue: number;
  /** Fields that only this kind of event has, as GitHub sends them. */
  readonly extra: Readonly<Record<string, unknown>>;
}

export interface Comment {
  readonly id: number;
  readonly issue: number;
  body: string;
  author: User;
  createdAt: number;
  updatedAt: number;
  pin: { at: number; by: User } | null;
}

export interface Issue {
  readonly id: number;
  readonly number: number;
  title: string;
  body: string | null;
  state: 'open' | 'closed';
  stateReason: StateReason;
  labels: Label[];
  assignees: User[];
  milestone: Milestone | null;
  author: User;
  createdAt: number;
  updatedAt: number;
  closedAt: number | null;
  locked: string | null;
  pull: PullFacts | null;
  comments: Comment[];
  /** Made on the first question, from what the issue looked like until then. */
  events: IssueEvent[] | null;
  /** Unique in the world: changes with every change of the issue. */
  version: number;
}

export interface Commit {
  readonly sha: string;
  readonly message: string;
  readonly author: User;
  readonly at: number;
  readonly parents: readonly string[];
  readonly files: ReadonlyMap<string, string>;
}

/** A tag with a message of its own: an object that names a commit, or another tag. */
export interface TagObject {
  readonly sha: string;
  readonly tag: string;
  readonly message: string;
  readonly target: string;
  readonly tagger: User;
  readonly at: number;
}

export interface Status {
  readonly id: number;
  readonly sha: string;
  readonly state: 'error' | 'failure' | 'pending' | 'success';
  readonly context: string;
  readonly description: string | null;
  readonly targetUrl: string | null;
  readonly at: number;
}

export interface CheckRun {
  readonly id: number;
  readonly sha: string;
  readonly name: string;
  readonly status: 'queued' | 'in_progress' | 'completed';
  readonly conclusion: string | null;
  readonly at: number;
}

export interface WorkflowRun {
  readonly id: number;
  readonly workflow: string;
  readonly name: string;
  readonly runNumber: number;
  readonly attempt: number;
  readonly branch: string;
  readonly sha: string;
  readonly event: string;
  readonly status: string;
  readonly conclusion: string | null;
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly actor: User;
  /** Full name of the repository whose branch was built; null: this one. */
  readonly headRepository: string | null;
  /** The jobs of the latest attempt. */
  readonly jobs: readonly WorkflowJob[];
}

export interface WorkflowJob {
  readonly name: string;
  /** null: it has not ended. */
  readonly conclusion: string | null;
}

export interface Release {
  readonly id: number;
  readonly tag: string;
  readonly name: string;
  readonly body: string;
  readonly draft: boolean;
  readonly prerelease: boolean;
  readonly createdAt: number;
  readonly publishedAt: number | null;
  readonly author: User;
}

export interface Repo {
  readonly id: number;
  owner: string;
  name: string;
  readonly private: boolean;
  readonly createdAt: number;
  readonly defaultBranch: string;
  readonly labels: Map<string, Label>;
  readonly milestones: Map<number, Milestone>;
  readonly issues: Map<number, Issue>;
  readonly index: IssueIndex;
  readonly comments: Map<number, Comment>;
  readonly events: IssueEvent[];
  readonly deleted: Set<number>;
  readonly transferred: Map<number, { repo: Repo; number: number }>;
  readonly commits: Map<string, Commit>;
  readonly tagObjects: Map<string, TagObject>;
  /** Full names, such as `refs/heads/main` and `refs/tags/v1.6.0`, to commits or tag objects. */
  readonly refs: Map<string, string>;
  /** Branches that are changed by pull requests only. */
  readonly protectedBranches: Set<string>;
  readonly statuses: Status[];
  readonly checkRuns: CheckRun[];
  readonly workflowRuns: WorkflowRun[];
  readonly releases: Release[];
  nextNumber: number;
  nextMilestone: number;
  version: number;
}
