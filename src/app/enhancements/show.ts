/** Shows everything about one enhancement, made from what is stored: nobody is asked for it. */
import { findFolders } from '../../domain/enhancement/folders.js';
import type { ShownEnhancement } from '../../domain/enhancement/shown.js';
import { UserFault } from '../../domain/fault.js';
import { findRelease, type Release } from '../../domain/release.js';
import { type BoardDependencies, detailOf } from './board.js';

export interface ShowDependencies extends Pick<BoardDependencies, 'store' | 'parsers' | 'log'> {
  releases: readonly Release[];
  /** null: the default one. */
  branch: string | null;
}

/**
 * @param name the release as typed; null: the first that reads documents
 * @throws UserFault `unknown-release`, `no-documents`, `unknown-enhancement`
 */
export async function showEnhancement(
  deps: ShowDependencies,
  { name, number }: { name: string | null; number: number },
): Promise<ShownEnhancement> {
  const { releases, store, branch } = deps;
  const first = releases.find(({ readsDocuments }) => readsDocuments)?.name ?? null;
  const release = findRelease(releases, name ?? first);
  const { enhancements } = release;
  if (!release.readsDocuments || !enhancements)
    throw new UserFault(
      'no-documents',
      `The documents of enhancements are not read for ${release.name}.`,
      'Whoever runs Signalman adds `keps: {}` to signalman.yml.',
    );
  const key = { repository: enhancements.repository, branch };
  const [found, source, listed] = await Promise.all([
    store.issues(release, true),
    store.source(key),
    store.files(key),
  ]);
  if (!found || source.listing === 0)
    throw new UserFault(
      'not-read-yet',
      `The enhancements of ${release.name} have not been read yet.`,
      source.problem ?? 'Try again in a minute.',
    );
  const its = found.issues.filter(({ isPullRequest }) => !isPullRequest);
  const issue = its.find((one) => one.number === number);
  if (!issue) throw await notThere(deps, release, number, its, found.web);
  const detail = await detailOf(deps, key, release, found, issue, findFolders(listed));
  return {
    ...{ release, detail, readAt: source.readAt, problem: source.problem },
    files: `${found.web}/${key.repository}/blob/${branch ?? 'HEAD'}`,
  };
}

/** So many numbers are named. */
const named = 5;

async function notThere(
  { store }: ShowDependencies,
  release: Release,
  number: number,
  its: readonly { number: number }[],
  web: string,
): Promise<UserFault> {
  const { repository, milestone } = release.enhancements ?? release.issues;
  const issue = await store.issue(release, number);
  const url = issue?.url ?? `${web}/${repository}/issues/${number}`;
  const near = its
    .map((one) => one.number)
    .sort((a, b) => distance(a, number) - distance(b, number) || a - b)
    .slice(0, named)
    .map((one) => `\`kep ${one}\``);
  return new UserFault(
    'unknown-enhancement',
    `${number} is not an enhancement in milestone ${milestone} of ${repository}. ${issue ? 'Its issue' : 'If there is such an issue, it'} is ${url}`,
    near.length === 0 ? 'There is none in the milestone.' : `In the milestone: ${near.join(', ')}, …`,
  );
}

/** Numbers that differ in a digit are nearer than those that are close in size. */
function distance(a: number, b: number): number {
  const [one, other] = [String(a), String(b)];
  const same = [...one].filter((digit, at) => other[at] === digit).length;
  return Math.abs(one.length - other.length) * 2 + Math.max(one.length, other.length) - same;
}
