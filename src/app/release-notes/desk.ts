/** All that can be done with release notes, bound to what it needs. */
import { regenerate } from '../../domain/regenerate/regenerate.js';
import type { ReleaseNotesDesk } from '../ports/release-notes.js';
import { notedRelease, type ReleaseNotesDependencies } from './dependencies.js';
import { writeOut } from './out.js';
import { showNotes, showPull } from './show.js';
import { writeNote } from './write.js';

export function releaseNotesDesk(deps: ReleaseNotesDependencies): ReleaseNotesDesk {
  return {
    settings: deps.settings,
    show: (name, viewer) => showNotes(deps, name, viewer),
    pull: (name, number) => showPull(deps, name, number),
    async markdown(name, existing) {
      const release = notedRelease(deps, name);
      return regenerate(existing, deps.words.markdown(await deps.gathering.facts(release)));
    },
    writeOut: (asked) => writeOut(deps, asked),
    write: (asked) => writeNote(deps, asked),
  };
}
