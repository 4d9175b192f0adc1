/** The release notes of a release, and one of its pull requests, as people look at them. */
import { UserFault } from '../../domain/fault.js';
import type { Release } from '../../domain/release.js';
import type { NotedPull } from '../../domain/release-notes/pull.js';
import type { ShownNotes, ShownPull } from '../ports/release-notes.js';
import type { Proposed } from '../ports/release-notes-store.js';
import { notedRelease, type ReleaseNotesDependencies } from './dependencies.js';
import { mayWriteOut, placeOf } from './out.js';

export async function showNotes(
  deps: ReleaseNotesDependencies,
  name: string | null,
  viewer: string,
): Promise<ShownNotes> {
  const release = notedRelease(deps, name);
  const [evidence, proposed, may] = await Promise.all([
    deps.gathering.evidence(release),
    deps.editions.proposed(release.name),
    mayWriteOut(deps, viewer),
  ]);
  return {
    ...{ release, settings: deps.settings, evidence, mayWriteOut: may },
    proposed: shownProposal(deps, release, proposed),
  };
}

function shownProposal(
  deps: ReleaseNotesDependencies,
  release: Release,
  proposed: Proposed | null,
): ShownNotes['proposed'] {
  if (!proposed?.item) return null;
  const { item: name, edition } = proposed;
  const [repository = '', number] = name.split('#');
  const { branch, path } = placeOf(deps.settings, release);
  const page = number === undefined ? `blob/${branch}/${path}` : `pull/${number}`;
  return { name, edition, url: `${deps.web.replace(/\/+$/, '')}/${repository}/${page}` };
}

export async function showPull(
  deps: ReleaseNotesDependencies,
  name: string | null,
  number: number,
): Promise<ShownPull> {
  const release = notedRelease(deps, name);
  const pull = await pullNamed(deps, release, number);
  const { gaps } = await deps.gathering.evidence(release);
  const isOfIt = (repository: string | null) => repository?.toLowerCase() === pull.repository.toLowerCase();
  return {
    release,
    pull,
    gaps: gaps.filter((gap) => gap.number === number && isOfIt(gap.repository)),
  };
}

/** @throws UserFault `unknown-pull` when it is not merged in this release */
export async function pullNamed(
  { gathering }: Pick<ReleaseNotesDependencies, 'gathering'>,
  release: Release,
  number: number,
): Promise<NotedPull> {
  const { pulls } = await gathering.facts(release);
  const found = pulls.find((one) => one.number === number);
  if (found) return found;
  throw new UserFault(
    'unknown-pull',
    `No pull request #${number} is merged in ${release.name}.`,
    'See what is missing with: `/release-notes gaps`',
  );
}
