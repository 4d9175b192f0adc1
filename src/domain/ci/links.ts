/** Where people look at what is said of a job: its board, the commits that brought a failure, and what an issue is called. */
import { sameCommit } from './commit.js';
import type { CommitRange } from './failing.js';
import type { Job } from './job.js';

/** Where commits are looked at. */
export interface CommitPlace {
  /** The address people use, e.g. `https://github.com`. */
  web: string;
  /** `owner/name` */
  repository: string;
}

const isHash = (commit: string | null): commit is string => /^[0-9a-f]{7,64}$/i.test(commit ?? '');

/** The page with the commits of a range, as far as it is known; null: nothing can be shown. */
export function rangeUrl({ good, bad }: CommitRange, { web, repository }: CommitPlace): string | null {
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) return null;
  const base = `${web.replace(/\/+$/, '')}/${repository}`;
  if (isHash(good) && isHash(bad) && !sameCommit(good, bad)) return `${base}/compare/${good}...${bad}`;
  const only = isHash(bad) ? bad : good;
  return isHash(only) ? `${base}/commit/${only}` : null;
}

/** The repository whose commits a job runs: its own where it is a workflow, otherwise the release's. */
export function repositoryOf({ key, board }: Pick<Job, 'key' | 'board'>, usual: string): string {
  return key.startsWith('actions:') ? board : usual;
}

/** The page of a whole board: TestGrid's summary; null where there is no such page, or it is not known. */
export function boardUrl({ key, url }: Pick<Job, 'key' | 'url'>): string | null {
  if (url === null || !key.startsWith('testgrid:')) return null;
  const end = url.indexOf('#');
  return end === -1 ? null : `${url.slice(0, end)}#Summary`;
}

/** `google-gke#gci-gke`, as the address of a tab names it; a workflow by its repository. */
export const jobTitle = ({ key, board, name }: Pick<Job, 'key' | 'board' | 'name'>): string =>
  key.startsWith('testgrid:') ? `${board}#${name}` : `${board}: ${name}`;

/** `#123`, or `owner/name#123` of another repository; null: it is no issue of GitHub's. */
export function issueName(url: string, repository: string): string | null {
  const [, found, number] =
    /^https?:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/(\d+)(?:[#?].*)?$/.exec(url) ?? [];
  if (found === undefined || number === undefined) return null;
  return found.toLowerCase() === repository.toLowerCase() ? `#${number}` : `${found}#${number}`;
}
