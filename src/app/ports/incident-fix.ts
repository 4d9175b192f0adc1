/** What linking and watching need: GitHub as far as incidents go, and a place for what was asked of it last. */
import type { Look } from '../../domain/incident/sights.js';

export type FoundLook =
  /** @property commit of a merged pull request: what brought it in */
  | { kind: 'found'; look: Look; etag: string | null; commit: string | null }
  /** It is elsewhere by now. */
  | { kind: 'moved'; to: string; url: string }
  | { kind: 'deleted' }
  /** It is not there, or the token cannot see it. */
  | { kind: 'unknown' };

export interface ListedLook {
  look: Look;
  commit: string | null;
  updatedAt: number;
}

export interface TagNow {
  name: string;
  /** What it names, by its hash: another one when the tag was moved. */
  object: string;
}

/** GitHub as far as incidents go. Each throws SourceFault; null: nothing has changed since the tag. */
export interface FixReader {
  /** @param wasClosed whether it was closed when it was seen last: only then it may have been opened again */
  look(
    repository: string,
    number: number,
    etag: string | null,
    wasClosed: boolean,
  ): Promise<FoundLook | null>;
  /** Pull requests onto a branch, those that were changed last first. @param since ms, UTC: back to then */
  pullsOnto(
    repository: string,
    branch: string,
    since: number,
    etag: string | null,
  ): Promise<{ pulls: ListedLook[]; etag: string | null } | null>;
  /** The newest issues, back to then (ms, UTC), and some that are older. */
  newIssues(
    repository: string,
    since: number,
    etag: string | null,
  ): Promise<{ issues: Look[]; etag: string | null } | null>;
  /** Tags that begin so. */
  tags(
    repository: string,
    prefix: string,
    etag: string | null,
  ): Promise<{ tags: TagNow[]; etag: string | null } | null>;
  /** Whether the history of a tag contains a commit. */
  contains(repository: string, tag: string, commit: string): Promise<boolean>;
  /** When and by whom: of its release; where it has none, of the tag or its commit. */
  released(repository: string, tag: string): Promise<{ at: number; by: string | null; url: string }>;
}

/** What was asked of GitHub for one incident, by what. */
export interface Watch {
  etag: string | null;
  /** ms, UTC; null: never */
  triedAt: number | null;
  /** What need not be asked again, as the asker keeps it. */
  known: string[];
}

export interface WatchStore {
  load(incident: number, key: string): Promise<Watch>;
  save(incident: number, key: string, watch: Watch): Promise<void>;
  /** Of incidents that are not watched any more. */
  forget(incidents: readonly number[]): Promise<void>;
  /** Incidents of which something is kept. */
  watched(): Promise<number[]>;
}
