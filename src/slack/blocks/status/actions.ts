/** What has to be done, the hand-written lines first: somebody thought of those today. */
import type { Note } from '../../../domain/hand-written.js';
import type { Status } from '../../../domain/status.js';
import { showDay } from '../../../domain/time.js';
import { clipEscaped } from '../parts/text.js';

/**
 * As mrkdwn, each once.
 * @param length characters of each
 * @param after what is put behind a hand-written line, e.g. whom it concerns
 */
export function actionsRequired(
  status: Status,
  length: number,
  after: (note: Note) => string = () => '',
): string[] {
  const written = status.actionLines.map((note) => {
    const due = note.until === null ? '' : ` by *${showDay(note.until, status.release.zone)}*`;
    const text = clipEscaped(note.heading ? `${note.heading}: ${note.text}` : note.text, length);
    return `${text}${due}${after(note)}`;
  });
  const pending = status.verdict.findings.filter((finding) => finding.state !== 'go');
  const asked = inTurns(pending.map((finding) => finding.actions)).map((action) =>
    clipEscaped(action, length),
  );
  return [...new Set([...written, ...asked])];
}

/** The first of each list, then the second of each: every gate has its say before one of them has two. */
function inTurns(lists: string[][]): string[] {
  const longest = Math.max(0, ...lists.map((list) => list.length));
  return Array.from({ length: longest }, (_, turn) =>
    lists.flatMap((list) => list.slice(turn, turn + 1)),
  ).flat();
}
