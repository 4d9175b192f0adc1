/** What can be done with release notes, by a command or by a button: each is answered privately, or by a form. */

import type { Actor } from '../../app/permission.js';
import type { WrittenOut } from '../../app/ports/release-notes.js';
import { UserFault } from '../../domain/fault.js';
import type { Release } from '../../domain/release.js';
import type { Gap } from '../../domain/release-notes/gap.js';
import { type GapFilter, loginsOf } from '../../domain/release-notes/gap-list.js';
import type { Message } from '../blocks/parts/block.js';
import { said } from '../blocks/parts/block.js';
import { isDirect, placeName } from '../blocks/parts/text.js';
import { typedLine } from '../blocks/parts/typed.js';
import { gapsMessage } from '../blocks/release-notes/gaps.js';
import { notesOverview } from '../blocks/release-notes/overview.js';
import type { Modal } from '../modals/modal.js';
import { writeNoteView } from '../modals/release-notes/write.js';
import { loginsFor, type NotesDesk, shownOf } from './desk.js';

/** @param user the Slack id of who looks @param isShared it is shown to everybody; otherwise it is a private answer */
export async function overviewAnswer(
  { desk }: NotesDesk,
  { name, user, isShared = false }: { name: string | null; user: string; isShared?: boolean },
): Promise<Message> {
  return notesOverview(shownOf(await desk.show(name, user)), isShared ? user : null);
}

/** @param choose which of the gaps that there are @throws UserFault `unknown-filter` | `unknown-login` */
export async function gapsAnswer(
  { desk }: NotesDesk,
  asked: { name: string | null; user: string; page: number },
  choose: (gaps: readonly Gap[], release: Release) => GapFilter,
): Promise<Message> {
  const shown = await desk.show(asked.name, asked.user);
  const filter = choose(shown.evidence.gaps, shown.release);
  const { settings } = shown;
  const logins =
    filter.by === 'mine' ? loginsFor(settings, asked.user) : loginsOf(settings.people, asked.user);
  return gapsMessage(shownOf(shown), { filter, logins, page: asked.page });
}

interface WriteOut {
  actor: Actor;
  request: string;
  name: string | null;
  /** Where it is asked. */
  channel: string;
}

/**
 * Where they talk with Signalman alone, or where only people talk, it goes to them directly.
 * @throws UserFault `not-here` where Signalman cannot post
 */
export async function draftAnswer({ desk, reach }: NotesDesk, asked: WriteOut): Promise<Message> {
  const isAlone = isDirect(asked.channel) || asked.channel === '';
  const unreached = isAlone ? null : await reach(asked.channel);
  if (unreached) throw new UserFault('not-here', unreached.why, unreached.hint);
  const channel = isAlone ? asked.actor.id : asked.channel;
  const { kind, edition } = await desk.writeOut({ ...asked, to: 'file', channel });
  const where = isAlone ? 'to you directly' : `into ${placeName(channel)}`;
  return kind === 'queued'
    ? said(`The draft is on its way ${where} as a file, edition ${edition}.`)
    : said(`The draft says what edition ${edition} said, which is there already.`);
}

export async function publishAnswer({ desk }: NotesDesk, asked: WriteOut): Promise<Message> {
  return published(await desk.writeOut({ ...asked, to: 'repository' }), desk.settings);
}

function published(
  { kind, edition }: WrittenOut,
  { repository, commitTo }: { repository: string | null; commitTo: string | null },
): Message {
  const where = typedLine(repository ?? 'The repository', 150);
  if (kind === 'same') return said(`${where} says the same already, edition ${edition}: nothing was sent.`);
  return said(
    commitTo === null
      ? `Edition ${edition} of the draft is on its way to ${where}, as a pull request.`
      : `Edition ${edition} of the draft is on its way to ${where}, onto \`${typedLine(commitTo, 150)}\`.`,
    'What people have changed there stays as they wrote it.',
  );
}

export async function writeForm({ desk }: NotesDesk, name: string | null, number: number): Promise<Modal> {
  return writeNoteView(await desk.pull(name, number), desk.settings);
}
