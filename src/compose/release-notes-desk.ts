/** The wiring of what people do with release notes, of the draft that follows, and of the reminders. */
import { whileHolding } from '../app/holding.js';
import type { NotesGathering, ReleaseNotesDesk } from '../app/ports/release-notes.js';
import type { NotesWords, ReleaseNotesDependencies } from '../app/release-notes/dependencies.js';
import { releaseNotesDesk } from '../app/release-notes/desk.js';
import { type NagDependencies, nagOwners } from '../app/release-notes/nag.js';
import { followDrafts } from '../app/release-notes/tend.js';
import type { Parts } from '../compose.js';
import { readProse } from '../documents/prose.js';
import { readDescription } from '../documents/release-note.js';
import { draftOf } from '../domain/release-notes/draft.js';
import type { NotesFacts } from '../domain/release-notes/facts.js';
import { releaseNotesMarkdown } from '../report/release-notes.js';
import { writtenNoteMarkdown } from '../report/written-note.js';
import { nagRenderer } from '../slack/blocks/release-notes/nag.js';
import { leaseStore } from '../storage/leases.js';
import { editionStore } from '../storage/release-notes/editions.js';
import { nagStore } from '../storage/release-notes/nags.js';
import { writtenNoteStore } from '../storage/release-notes/written-notes.js';

export interface ReleaseNotesActing {
  desk: ReleaseNotesDesk;
  /**
   * New editions of what stands in the repository, and reminders. One process at a time does it.
   * @returns whether somebody else is at it at this moment
   */
  tend(): Promise<boolean>;
}

/** The draft of a release, as it is written out. */
const draftMarkdown = (facts: NotesFacts): string => releaseNotesMarkdown(draftOf(facts), readProse);

/** @returns null where there are no release notes */
export function composeReleaseNotesDesk(
  { settings, database, log, clock, machine = Date.now }: Parts,
  given: {
    gathering: NotesGathering | null;
    /** What a draft says; left out: all of it. */
    draft?: NotesWords['markdown'];
    people: ReleaseNotesDependencies['people'];
    web: string;
    nudge(): void;
  },
): ReleaseNotesActing | null {
  const { gathering, draft = draftMarkdown, people, web, nudge } = given;
  const { notes, releases, roles, quiet, channels, grace } = settings;
  if (notes === null || gathering === null) return null;
  const deps: ReleaseNotesDependencies & NagDependencies = {
    ...{ settings: notes, releases, roles, quiet, grace, channels: channels.release },
    ...{ gathering, people, web, clock, log, nudge },
    words: {
      markdown: draft,
      comment: writtenNoteMarkdown,
    },
    readNote: readDescription,
    notes: writtenNoteStore(database, machine),
    editions: editionStore(database, machine),
    nags: nagStore(database, machine),
    renderer: nagRenderer,
  };
  const holding = { leases: leaseStore(database), machine, log };
  return {
    desk: releaseNotesDesk(deps),
    async tend() {
      const mine = await whileHolding(holding, 'release notes', async () => {
        await followDrafts(deps);
        await nagOwners(deps);
        return true;
      });
      return mine === null;
    },
  };
}
