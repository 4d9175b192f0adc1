/** How far the release notes are, in one line of a digest and of `/release-status`. */
import { sayNotes } from '../../../domain/release-notes/line.js';
import type { Status } from '../../../domain/status.js';
import { type Block, sections } from '../parts/block.js';
import { clipEscaped } from '../parts/text.js';

/** Nothing where there are none. */
export function notesLine(status: Status): Block[] {
  const words = sayNotes(status);
  return words === null ? [] : sections('', [`*Release notes* ${clipEscaped(words, 400)}`]);
}
