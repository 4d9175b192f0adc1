/** The desk of the release notes, and the faults of whoever asks for what is not there. */
import type { ReleaseNotesDesk, ShownNotes } from '../../app/ports/release-notes.js';
import { UserFault } from '../../domain/fault.js';
import { loginsOf } from '../../domain/release-notes/gap-list.js';
import type { NotesShown } from '../blocks/release-notes/overview.js';
import type { SlackDependencies } from '../dependencies.js';

export interface NotesDesk {
  desk: ReleaseNotesDesk;
  /** Whether Signalman can post in a channel; null: it can, otherwise why not and what to do. */
  reach: SlackDependencies['reach'];
}

/** @throws UserFault `no-notes` when signalman.yml has none */
export function notesOf({
  releaseNotes,
  reach,
}: Pick<SlackDependencies, 'releaseNotes' | 'reach'>): NotesDesk {
  if (releaseNotes) return { desk: releaseNotes, reach };
  throw new UserFault(
    'no-notes',
    'Release notes are not set up here.',
    'Whoever runs Signalman adds `notes:` to `signalman.yml`.',
  );
}

export const shownOf = (notes: ShownNotes): NotesShown => {
  const { release, evidence, proposed, settings, mayWriteOut } = notes;
  return { ...{ release, evidence, proposed, mayWriteOut }, hasRepository: settings.repository !== null };
};

/** @throws UserFault `unknown-login` where nobody has said who the person is at GitHub */
export function loginsFor({ people }: ShownNotes['settings'], user: string): string[] {
  const logins = loginsOf(people, user);
  if (logins.length > 0) return logins;
  throw new UserFault(
    'unknown-login',
    'Signalman does not know your GitHub login.',
    'Whoever runs Signalman adds it under `notes: people:` in `signalman.yml`.',
  );
}

export const staleButton = () =>
  new UserFault('stale-button', 'This button is out of date.', 'Type `/release-notes gaps`');

export const staleForm = () =>
  new UserFault('stale-form', 'This form is out of date.', 'Type `/release-notes gaps`');
