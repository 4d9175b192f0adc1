/** What GitHub is asked for release notes, and under which key what it said is kept. */
import type { NamedPull } from '../../domain/release-notes/range-pulls.js';

export interface Asked {
  repository: string;
  /** null: the milestone's pull requests, which the sync has. */
  range: { from: string; to: string } | null;
}

export interface PullRef {
  repository: string;
  number: number;
}

/** A range as it was read; descriptions that its commits carried are kept apart. */
export interface KeptRange {
  pulls: Pick<NamedPull, 'number' | 'at'>[];
  /** ms, UTC: whatever was merged in it was changed since then. */
  since: number;
}

export interface PullData {
  state: 'draft' | 'open' | 'merged' | 'closed' | null;
  /** Once it is merged. */
  files?: string[];
}

export const keyOf = {
  release: (name: string): string => `release ${name}`,
  range: ({ repository, range }: Asked): string =>
    `range ${repository.toLowerCase()} ${range === null ? '' : `${range.from}..${range.to}`}`,
  issue: ({ repository, number }: PullRef): string => `issue ${repository.toLowerCase()}#${number}`,
  pull: ({ repository, number }: PullRef): string => `pull ${repository.toLowerCase()}#${number}`,
  item: ({ repository, number }: PullRef): string => `item ${repository.toLowerCase()}#${number}`,
  file: ({ repository, path, ref }: { repository: string; path: string; ref: string | null }): string =>
    `file ${JSON.stringify([repository.toLowerCase(), path, ref])}`,
};

/** The pull request that an address means. @param web this GitHub. @returns null for any other place */
export function pullAt(url: string, web: string): PullRef | null {
  if (!url.toLowerCase().startsWith(`${web.toLowerCase()}/`)) return null;
  const [, repository = '', number = ''] =
    /^\/([\w.-]{1,100}\/[\w.-]{1,100})\/pull\/([1-9]\d{0,8})(?:$|[/?#])/.exec(url.slice(web.length)) ?? [];
  return repository === '' ? null : { repository, number: Number(number) };
}

/** When what GitHub says beside the issues was last found to be otherwise than before. */
export interface ReadingData {
  /** ms, UTC */
  changedAt: number;
}
