/** What the release team wrote by hand, as a message: each entry with its number, author and end. */
import type { ActResult, Note } from '../../../domain/hand-written.js';
import { showDay, showMoment } from '../../../domain/time.js';
import { type Block, context, firstThatFits, header, type Message, sections } from '../parts/block.js';
import { clip, clipEscaped, escapeText } from '../parts/text.js';

const titles: Record<Note['type'], string> = {
  reason: 'Reasons',
  action: 'Actions required',
  taken: 'Actions taken',
};

/** How many entries of each type are shown and how much of each, from the fullest version to the barest. */
const sizes = [
  { most: 30, length: 600 },
  { most: 15, length: 400 },
  { most: 8, length: 250 },
  { most: 4, length: 150 },
];

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
  const lists = ({ most, length }: { most: number; length: number }): Block[] =>
    (['reason', 'action', 'taken'] as const).flatMap((type) => {
      const of = notes.filter((note) => note.type === type);
      if (of.length === 0) return [];
      const shown = of.slice(-most).map((note) => line(note, release.zone, length));
      return sections(
        `*${titles[type]}*`,
        of.length > most ? [...shown, `and ${of.length - most} older`] : shown,
      );
    });
  const title = header(clip(`${release.name}: ${said}`, 140));
  return {
    text: escapeText(`${release.name}: ${said}.`),
    blocks:
      notes.length === 0
        ? [title, context('Nothing is written by hand at present. `/release-status help` shows how to.')]
        : firstThatFits(sizes.map((size) => () => [title, ...lists(size)])),
  };
}

function line(note: Note, zone: string, length: number): string {
  const text = clipEscaped(note.heading ? `${note.heading}: ${note.text}` : note.text, length);
  const end =
    note.until === null
      ? ''
      : note.type === 'reason'
        ? ` · until ${showMoment(note.until, zone)}`
        : ` · by ${showDay(note.until, zone)}`;
  return `\`${note.id}\`  ${text} · <@${note.authorId}> on ${showDay(note.at, zone)}${end}${note.state === 'unknown' ? ' · makes it UNKNOWN' : ''}`;
}
