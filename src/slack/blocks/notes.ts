/** What the release team wrote by hand, as a message: each entry with its number, author and end. */
import type { ActResult, Note } from '../../domain/note.js';
import { showDay, showMoment } from '../../domain/time.js';
import { context, header, type Message, sections } from './block.js';
import { clip, escapeText } from './text.js';

const titles: Record<Note['type'], string> = {
  reason: 'Reasons',
  action: 'Actions required',
  taken: 'Actions taken',
};
const most = 30;

export function notesMessage({
  release,
  done,
  notes,
}: Pick<ActResult, 'release' | 'done' | 'notes'>): Message {
  const said =
    done === null
      ? `${notes.length} entries`
      : done.what === 'added'
        ? `written down as number ${done.note.id}`
        : `entry ${done.note.id} ended`;
  const lists = (['reason', 'action', 'taken'] as const).flatMap((type) => {
    const of = notes.filter((note) => note.type === type);
    if (of.length === 0) return [];
    const shown = of.slice(-most).map((note) => line(note, release.zone));
    return sections(
      `*${titles[type]}*`,
      of.length > most ? [...shown, `and ${of.length - most} older`] : shown,
    );
  });
  return {
    text: escapeText(`${release.name}: ${said}.`),
    blocks: [
      header(clip(`${release.name}: ${said}`, 140)),
      ...(lists.length === 0
        ? [context('Nothing is written by hand at present. `/release-status help` shows how to.')]
        : lists.slice(0, 40)),
    ],
  };
}

function line(note: Note, zone: string): string {
  const text = escapeText(clip(note.heading ? `${note.heading}: ${note.text}` : note.text, 400));
  const end =
    note.until === null
      ? ''
      : note.type === 'reason'
        ? ` · until ${showMoment(note.until, zone)}`
        : ` · by ${showDay(note.until, zone)}`;
  return `\`${note.id}\`  ${text} · <@${note.authorId}> on ${showDay(note.at, zone)}${end}${note.state === 'unknown' ? ' · makes it UNKNOWN' : ''}`;
}
