/** What release notes lack, as a list in Markdown: those that block first. */
import type { Gap } from '../domain/release-notes/gap.js';
import { plainWords } from './prose.js';
import { link } from './release-notes.js';

/** @returns Markdown that ends with a line break */
export function notesGapsMarkdown(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return 'Nothing is missing.\n';
  return `${gaps.map(line).join('\n')}\n`;
}

function line({ repository, number, title, url, owners, text, todo }: Gap): string {
  const item = number === null ? '' : `${link({ name: `${repository ?? ''}#${number}`, url: url ?? '' })} `;
  const who = owners.length === 0 ? '' : ` (${owners.map((login) => plainWords(`@${login}`)).join(', ')})`;
  return `- ${item}${plainWords(title)}${who}: ${plainWords(text)}. ${plainWords(todo)}.`;
}
