/** What somebody wrote for the release notes, as a comment at its pull request: Markdown that mentions nobody. */
import { noteBlock } from '../domain/release-notes/block.js';
import type { WrittenNote } from '../domain/release-notes/pull.js';
import { unreferring } from './action-issue.js';
import { escapeMarkdown, turning } from './escape.js';

/** Other tools that publish notes read the same: a block, or a command on a line of its own. */
export function writtenNoteMarkdown({ said, by }: WrittenNote): string {
  const who = unreferring(escapeMarkdown(by.name));
  if (said.kind === 'none')
    return `/release-note-none\n\n${who} says in Slack that users need not know of this.\n`;
  const { isActionRequired } = said;
  const text = said.text.replace(turning, '');
  return `${who} wrote this release note in Slack:\n\n${noteBlock({ text, isActionRequired })}\n`;
}
