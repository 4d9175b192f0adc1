/** What release notes lack, as a list in Markdown: those that block first. */
import type { Gap } from '../domain/release-notes/gap.js';
import { webAddress } from './escape.js';
import { plainWords } from './prose.js';

/** @returns Markdown that ends with a line break */
export function notesGapsMarkdown(gaps: readonly Gap[]): string {
  if (gaps.length === 0) return 'Nothing lacks.\n';
  return `${gaps.map(line).join('\n')}\n`;
}

function line({ repository, number, title, url, owners, text, todo }: Gap): string {
  const address = url === null ? null : webAddress(url);
  const name = number === null ? null : plainWords(`${repository ?? ''}#${number}`);
  const item = name === null ? '' : address === null ? `${name} ` : `[${name}](${address}) `;
  const who = owners.length === 0 ? '' : ` (${owners.map((login) => plainWords(`@${login}`)).join(', ')})`;
  return `- ${item}${plainWords(title)}${who}: ${plainWords(text)}. ${plainWords(todo)}.`;
}
