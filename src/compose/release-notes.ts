/** The wiring of release notes as a whole: what they are made from, and what people do with them. */
import type { ReleaseNotesDependencies } from '../app/release-notes/dependencies.js';
import type { Parts } from '../compose.js';
import { type GitHubAccess, webOf } from '../config/environment.js';
import { composeReleaseNotesDesk, type ReleaseNotesActing } from './release-notes-desk.js';
import { composeReleaseNotes, type ReleaseNotes } from './release-notes-reading.js';
import type { Pauses } from './sync.js';

/** @returns null where there are none */
export function composeNotes(
  parts: Parts,
  {
    github,
    pauses,
    people,
    nudge,
  }: {
    github: GitHubAccess;
    pauses: Pauses | undefined;
    people: ReleaseNotesDependencies['people'];
    nudge(): void;
  },
): (ReleaseNotes & ReleaseNotesActing) | null {
  const gathering = composeReleaseNotes(parts, { github, pauses });
  const acting = composeReleaseNotesDesk(parts, {
    ...{ gathering, people, nudge, web: webOf(github.apiUrl) },
  });
  if (!gathering || !acting) return null;
  const { desk } = acting;
  return {
    ...gathering,
    ...acting,
    desk: {
      ...desk,
      async write(given) {
        const note = await desk.write(given);
        // Whoever looks next sees that it is written. Nobody waits for it, and it never throws.
        void gathering.read();
        return note;
      },
    },
  };
}
