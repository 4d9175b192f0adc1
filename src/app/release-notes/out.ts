/** The draft written out: as a file in a channel, or into the configured repository, where it is followed from then on. */
import type { NewDelivery } from '../../domain/delivery.js';
import { UserFault } from '../../domain/fault.js';
import { type GitHubContent, githubPlace } from '../../domain/github-content.js';
import { slug } from '../../domain/postmortem/path.js';
import type { Release } from '../../domain/release.js';
import { notesMessages } from '../../domain/release-notes/messages.js';
import { filledNotesPath } from '../../domain/release-notes/path.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import { shortHash } from '../../domain/short-hash.js';
import { day } from '../../domain/time.js';
import { requireRole } from '../permission.js';
import type { ReleaseNotesDesk, WrittenOut } from '../ports/release-notes.js';
import { notedRelease, type ReleaseNotesDependencies } from './dependencies.js';

/** What waits for nobody in particular, but must not be lost: in ms. */
export const aMonth = 30 * day;

type Roles = ReleaseNotesDependencies['roles'];

const writersOut = ({ releaseLead, communications }: Roles): string[] => [
  ...new Set([...releaseLead, ...communications]),
];

/** Where that cannot be told now they may try: it is asked again when they do. @param id of a Slack person */
export async function mayWriteOut(
  { roles, people, log }: Pick<ReleaseNotesDependencies, 'roles' | 'people' | 'log'>,
  id: string,
): Promise<boolean> {
  try {
    return await people.isAmong(id, writersOut(roles));
  } catch (error) {
    log.warn({ err: error }, 'whether somebody may write out release notes could not be told');
    return true;
  }
}

/** @throws UserFault `unknown-release` | `no-notes` | `not-allowed` | `no-repository` */
export async function writeOut(
  deps: ReleaseNotesDependencies,
  { actor, request, name, to, channel }: Parameters<ReleaseNotesDesk['writeOut']>[0],
): Promise<WrittenOut> {
  const { roles, people, editions, settings } = deps;
  const release = notedRelease(deps, name);
  await requireRole(people, writersOut(roles), actor, 'release lead or somebody of communications');
  if (to === 'repository' && settings.repository === null)
    throw new UserFault(
      'no-repository',
      'There is no repository for release notes.',
      'Whoever runs Signalman adds `notes: repository:` to signalman.yml.',
    );
  // Whoever sends it once more, because the answer was late, has it already.
  const before = await editions.requested(request);
  if (before) return { kind: 'queued', edition: before.edition };
  const text = deps.words.markdown(await deps.gathering.facts(release));
  const edition =
    to === 'file' ? fileEdition(release, channel, text) : repositoryEdition(settings, release, text);
  const last =
    to === 'file' ? await editions.lastFile(release.name, channel) : await editions.proposed(release.name);
  const isThere = last !== null && !('isLost' in last && last.isLost);
  if (isThere && last.hash === edition.hash && last.destination === edition.destination)
    return { kind: 'same', edition: last.edition };
  const added = await editions.add(
    { ...edition, release: release.name, request, by: actor, at: deps.clock(), follows: null },
    (number) => [edition.owed(number)],
  );
  deps.nudge();
  return { kind: 'queued', edition: added?.edition ?? 0 };
}

/** Where the draft of a release is kept. */
export const placeOf = (
  { path, commitTo }: Pick<NotesSettings, 'path' | 'commitTo'>,
  release: Release,
): { branch: string; path: string } => ({
  branch: commitTo ?? `signalman/release-notes-${slug(release.name, true) || 'draft'}`,
  path: filledNotesPath(path, release),
});

function fileEdition(release: Release, channel: string, text: string) {
  return {
    ...{ kind: 'file' as const, destination: channel, hash: shortHash(text) },
    owed: (edition: number): NewDelivery => ({
      ...{ ...notesMessages.file(release.name, edition), revision: 1, destination: channel },
      content: {
        kind: 'file',
        name: `release-notes-${slug(release.name, true) || 'draft'}.md`,
        title: `Release notes of ${release.name}, edition ${edition}`,
        text,
      },
      ...{ thread: null, urgent: false, worthFor: aMonth },
    }),
  };
}

/** The next edition in the repository. Its place counts: where that is configured anew it stands nowhere yet. */
export function repositoryEdition(settings: NotesSettings, release: Release, text: string) {
  const { branch, path } = placeOf(settings, release);
  const repository = settings.repository ?? '';
  const title = `Release notes of ${release.name}`;
  const content: GitHubContent =
    settings.commitTo === null
      ? {
          ...{ kind: 'pull-request', title, branch, path, text },
          body: `The draft of the release notes of ${release.name}. What you change in the file stays as you make it; all else follows what is merged.\n`,
        }
      : { kind: 'commit', message: title, branch, path, text };
  return {
    ...{ kind: 'repository' as const, destination: `${repository} ${branch}:${path}`, hash: shortHash(text) },
    owed: (edition: number): NewDelivery => ({
      ...{ ...notesMessages.draft(release.name), revision: edition, destination: githubPlace + repository },
      ...{ content, thread: null, urgent: false, worthFor: aMonth },
    }),
  };
}
