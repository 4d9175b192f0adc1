/** Markdown of one line made plain, and text made comparable. Everything here is linear in what it reads. */
import { createHash } from 'node:crypto';

/** So much of one heading or box is read, in characters. */
const most = 2_000;

/** The text as a reader sees it: links, code, emphasis and tags without their marks, in one line. */
export function plain(markdown: string): string {
  return markdown
    .slice(0, most)
    .replace(/!?\[([^[\]]*)\](?:\([^()\s]*\)|\[[^[\]]*\])?/g, '$1')
    .replace(/<\/?[a-z][^<>]{0,300}>/gi, ' ')
    .replace(/`+/g, '')
    .replace(/\*+|~~/g, '')
    .replace(/(?<![\p{L}\p{N}])_+|_+(?![\p{L}\p{N}])/gu, '')
    .replace(/\\([^\p{L}\p{N}\s])/gu, '$1')
    .replace(/&(amp|lt|gt|quot|nbsp);/g, (_, name: string) => entities[name] ?? ' ')
    .replace(/\s+/g, ' ')
    .trim();
}

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', nbsp: ' ' };

/** Only the words, small and apart by one blank: texts that differ in marks and breaks are the same. */
export function words(text: string): string {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
}

/** A short stable name of a text. */
export function short(text: string, length = 10): string {
  return createHash('sha256').update(text).digest('hex').slice(0, length);
}
