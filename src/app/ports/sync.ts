/** What a sync needs: a repository on GitHub page by page, and a store that keeps the whole reading or nothing. */
import type { Census } from '../../domain/census.js';
import type { Milestone } from '../../domain/evidence.js';
import type { Issue } from '../../domain/issue.js';

/** One repository on GitHub, opened for one sync: it counts what it spends. */
export interface RepositoryReader {
  /** The milestones with these titles or numbers, and more; `null` when nothing has changed since the tag. */
  milestones(
    wanted: { titles: string[]; numbers: number[] },
    etag: string | null,
  ): Promise<MilestoneList | null>;
  /** Everything that changed since then (ms, UTC), newest change first; `null` when nothing has since the tag. */
  changes(since: number, etag: string | null): Promise<ChangePages | null>;
  /** All issues and pull requests of a milestone, open and closed, page by page. */
  inMilestone(number: number): AsyncIterable<IssuePage>;
  /** Open issues and pull requests without a milestone that carry all these labels. */
  withoutMilestone(labels: string[]): AsyncIterable<IssuePage>;
  spent(): { requests: number; quota: number };
}

export interface IssuePage {
  issues: Issue[];
}

export interface MilestoneList {
  milestones: (Milestone & { openIssues: number })[];
  etag: string | null;
  /** GitHub's clock when it answered (ms, UTC). */
  date: number;
  /** Where people look, e.g. `https://github.com`. */
  web: string | null;
  /** The repository's present name when it is another one than was asked for. */
  renamedTo: string | null;
}

export interface ChangePages {
  etag: string | null;
  pages: AsyncIterable<IssuePage>;
}

export interface GitHub {
  open(repository: string): RepositoryReader;
}

/** What is remembered of a repository between two syncs. */
export interface RepositoryState {
  id: number;
  fullName: string;
  web: string;
  since: number | null;
  sinceEtag: string | null;
  milestonesEtag: string | null;
  tracked: string | null;
  fullAt: number | null;
  observedAt: number | null;
  drift: string | null;
  milestones: Milestone[];
}

export type RepositoryChange = Partial<Omit<RepositoryState, 'id' | 'fullName' | 'milestones'>> & {
  problem?: string | null;
  notice?: string | null;
};

/** What happens at the end of a sync, all of it or nothing. */
export interface SyncTransaction {
  /** Makes what was staged the truth. @returns how many issues changed */
  merge(): Promise<number>;
  /** After a full reading: what should have been listed and was not is gone. @returns how many */
  markGone(milestones: number[], at: number): Promise<number>;
  saveMilestones(milestones: Milestone[]): Promise<void>;
  saveRepository(change: RepositoryChange): Promise<void>;
  saveCensus(
    release: string,
    source: 'issues' | 'enhancements',
    counted: Counted,
    census: Census,
  ): Promise<void>;
  /** The milestone cannot be found: its figures are not known, and this is why. */
  loseCensus(release: string, source: 'issues' | 'enhancements', why: string): Promise<void>;
  /** Open issues and pull requests, in small portions so that nothing else has to wait. */
  eachOpen(milestone: number | null, withBodies: boolean, use: (issue: Issue) => void): Promise<void>;
  closedIn(milestone: number): Promise<{ issues: number; mergedPullRequests: number }>;
  /** How many are open, issues and pull requests together, as a milestone on GitHub counts. */
  openIn(milestone: number): Promise<number>;
  finish(run: SyncSummary): Promise<void>;
}

export interface SyncSummary {
  requests: number;
  quota: number;
  changed: number;
  at: number;
}

/** How figures were counted: from which milestone, under which title in the configuration, by which plan. */
export interface Counted {
  milestone: number;
  wanted: string;
  plan: string;
}

export interface SyncStore {
  repository(fullName: string, web: string): Promise<RepositoryState>;
  /** How a release was counted in this repository the last time; null when it was not. */
  counted(repositoryId: number, release: string, source: 'issues' | 'enhancements'): Promise<Counted | null>;
  begin(repositoryId: number, kind: 'full' | 'refresh', at: number): Promise<number>;
  stage(runId: number, issues: { issue: Issue; keep: boolean }[]): Promise<void>;
  /** Whether any of these staged issues says something that is not known yet. */
  hasNews(runId: number, repositoryId: number, numbers: number[]): Promise<boolean>;
  /** Commits only if the work throws nothing. */
  transaction(
    runId: number,
    repositoryId: number,
    work: (tx: SyncTransaction) => Promise<void>,
  ): Promise<void>;
  /** Forgets what was staged and says why; what was known before stays known. */
  abandon(
    runId: number,
    repositoryId: number,
    problem: string,
    spent: { requests: number; quota: number },
    at: number,
  ): Promise<void>;
}
