/** Somebody writes the note of a pull request: it is kept with their name, and its pull request is told. */
import type { NewDelivery } from '../../domain/delivery.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { githubPlace } from '../../domain/github-content.js';
import { noteBlock } from '../../domain/release-notes/block.js';
import { notesMessages } from '../../domain/release-notes/messages.js';
import type { NotedPull, WrittenNote } from '../../domain/release-notes/pull.js';
import { commandFault, robotCommand } from '../../domain/robot-command.js';
import type { ReleaseNotesDesk } from '../ports/release-notes.js';
import { notedRelease, type ReleaseNotesDependencies, writableOwners } from './dependencies.js';
import { aMonth } from './out.js';
import { pullNamed } from './show.js';

/** Longer notes are read by nobody, in characters; a form of Slack takes no more. */
const longest = 3000;

type Asked = Parameters<ReleaseNotesDesk['write']>[0];

/** @throws UserFault `unknown-release` | `no-notes` | `unknown-pull` | `other-owner`, FormFault for `text` */
export async function writeNote(
  deps: ReleaseNotesDependencies,
  { actor, request, name, number, said: typed }: Asked,
): Promise<WrittenNote> {
  const before = await deps.notes.requested(request);
  if (before) return before;
  const said = readBack(deps, typed);
  const release = notedRelease(deps, name);
  const pull = await pullNamed(deps, release, number);
  requireOwner(deps, pull);
  const earlier = await deps.notes.ofPull(pull.repository, number);
  const by = { id: actor.id, name: actor.name };
  const note: WrittenNote = { repository: pull.repository, number, said, by, at: deps.clock() };
  const stored = await deps.notes.write(note, request, (revision) => [
    owedFor(deps, note, { pull, earlier, revision }),
  ]);
  deps.nudge();
  return stored;
}

/** As it will be read where it stands: what reads as something else there would be no note. */
function readBack({ readNote }: ReleaseNotesDependencies, said: Asked['said']): Asked['said'] {
  if (said.kind === 'none') return said;
  const text = said.text.replace(/\r\n?/g, '\n').trim();
  if (text === '') throw new FormFault({ text: 'Write the note.' });
  if (text.length > longest)
    throw new FormFault({
      text: `A note has at most ${longest.toLocaleString('en-US')} characters; this one has ${text.length.toLocaleString('en-US')}.`,
    });
  const read = readNote(noteBlock({ text, isActionRequired: said.isActionRequired }));
  if (read.kind === 'note') return withoutCommand(read);
  if (read.kind === 'none')
    throw new FormFault({
      text: 'That says that there is no note. Choose so, or write what users should know.',
    });
  throw new FormFault({ text: 'That is the text that asks for a note. Write what users should know.' });
}

/** They would take it from whoever posts it: from Signalman. */
function withoutCommand<S extends { text: string }>(said: S): S {
  const command = robotCommand(said.text);
  if (command === null) return said;
  throw new FormFault({ text: commandFault(command) });
}

function requireOwner(deps: ReleaseNotesDependencies, { repository }: NotedPull): void {
  const owners = writableOwners(deps);
  if (owners.has((repository.split('/')[0] ?? '').toLowerCase())) return;
  throw new UserFault(
    'other-owner',
    `Signalman writes only to repositories of ${[...owners].join(', ')}.`,
    'Write the note into the description of the pull request.',
  );
}

function owedFor(
  { settings, words }: ReleaseNotesDependencies,
  note: WrittenNote,
  { pull, earlier, revision }: { pull: NotedPull; earlier: readonly WrittenNote[]; revision: number },
): NewDelivery {
  const { repository, number, said } = note;
  const known = pull.saidBy === 'body' ? [pull.said] : [];
  const instead = [...known, ...earlier.map((one) => one.said)].flatMap((one) =>
    one.kind === 'missing' ? [] : [one.kind === 'none' ? null : one.text],
  );
  return {
    ...{ ...notesMessages.written(repository, number), revision },
    destination: `${githubPlace}${repository}#${number}`,
    content: {
      ...{ kind: 'release-note', how: settings.write, comment: words.comment(note) },
      note:
        said.kind === 'none'
          ? { text: null, isActionRequired: false }
          : { text: said.text, isActionRequired: said.isActionRequired },
      instead: [...new Set(instead)],
    },
    ...{ thread: null, urgent: true, worthFor: aMonth },
  };
}
