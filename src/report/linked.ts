/** What people typed, as Markdown: nothing in it is a mark, a tag or a mention, and issues it names are links. */
import { escapeMarkdown, webAddress } from './escape.js';

/** How issues and pull requests are linked: known addresses by name in lower case, and where others are looked at. */
export interface Linking {
  known: ReadonlyMap<string, string>;
  /** e.g. `https://github.com` */
  web: string;
}

export const addressPattern = String.raw`(?<![\p{L}\p{N}])https?:\/\/[^\s<>"\x60]+`;
export const itemPattern = String.raw`(?<![\w./-])[a-z\d][\w-]{0,38}\/[\w.-]{1,100}#[1-9]\d{0,8}(?!\w)`;
const either = new RegExp(`(${addressPattern})|(${itemPattern})`, 'giu');

/** What a place in a line becomes: Markdown, and how much of it that stands for. */
interface Link {
  text: string;
  length: number;
}

/** One line. @param about what it is about, where that is called otherwise than by its whole name */
export function linkedLine(
  text: string,
  linking: Linking,
  about: { name: string; url: string } | null = null,
): string {
  const places = about ? new RegExp(`${either.source}|${literal(about.name)}`, 'giu') : either;
  return lineWithLinks(text, places, ({ 0: found, 1: typed, 2: named }) =>
    typed !== undefined
      ? bareLink(found)
      : named !== undefined
        ? itemLink(found, linking)
        : namedLink(found, about?.url ?? ''),
  );
}

/** One line in which these places are links; all else is plain text. @param linkOf null: it is no link */
export function lineWithLinks(
  text: string,
  places: RegExp,
  linkOf: (match: RegExpMatchArray) => Link | null,
): string {
  const line = tidyLine(text);
  let written = '';
  let from = 0;
  for (const match of line.matchAll(places)) {
    const link = linkOf(match);
    if (link === null) continue;
    const index = match.index ?? 0;
    // After an exclamation mark it would be an image, which is fetched by whoever reads it.
    written += marks(line.slice(from, index)).replace(/!$/, '\\!') + link.text;
    from = index + link.length;
  }
  return withoutList(written + marks(line.slice(from)));
}

/** @param name `owner/name#12` */
export function itemLink(name: string, { known, web }: Linking): Link | null {
  const [repository = '', number = ''] = name.split('#');
  const url = webAddress(known.get(name.toLowerCase()) ?? `${web}/${repository}/issues/${number}`);
  return url === null ? null : { text: `[${marks(name)}](${url})`, length: name.length };
}

const literal = (text: string) => text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');

function namedLink(name: string, to: string): Link | null {
  const url = webAddress(to);
  return url === null ? null : { text: `[${marks(name)}](${url})`, length: name.length };
}

/** Without the punctuation of the sentence around it. */
export const withoutEnd = (typed: string): string =>
  typed.replace(/[.,;:!?'*_~)\]}\u2019\u201d\u3002]+$/u, (end) =>
    end.startsWith(')') && typed.includes('(') ? ')' : '',
  );

/** An address is its own text, without the punctuation of the sentence around it. */
export function bareLink(typed: string): Link | null {
  const clean = withoutEnd(typed);
  const url = webAddress(clean);
  return url === null ? null : { text: `[${marks(url)}](${url})`, length: clean.length };
}

/** Without what turns a line around, hides in it, or cannot be written down. */
export const tidyLine = (text: string): string =>
  text
    .replace(/[\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/[\s\p{Surrogate}\p{Cc}]+/gu, ' ')
    .trim();

// What begins a list is looked for once, at the beginning of the line.
const marks = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&').replaceAll('@', '@\u200b');

// A line that begins with a slash is a command to robots, which would take it from whoever posts it: from us.
const withoutList = (line: string): string =>
  line.replace(/^[-+=/]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

export const plainLine = (text: string): string => escapeMarkdown(tidyLine(text));

/**
 * Paragraphs and lists, as blocks: a line that begins with `-`, `*` or `•` is an entry of a list, and one that is set
 * in below it belongs to that. All else that people type is plain text.
 */
export function linkedBlocks(text: string, linking: Linking): string[] {
  const blocks: { isList: boolean; lines: string[] }[] = [];
  let isNew = true;
  for (const line of text.replace(/\r\n?|[\u2028\u2029\v\f]/g, '\n').split('\n')) {
    const [, blank = '', entry] = /^(\s*)[-*•]\s+(\S.*)$/.exec(line) ?? [];
    const last = blocks.at(-1);
    if (tidyLine(line) === '') isNew = true;
    else if (entry !== undefined) {
      const set = `${last?.isList && blank.length >= 2 ? '  ' : ''}- ${linkedLine(entry, linking)}`;
      if (last?.isList) last.lines.push(set);
      else blocks.push({ isList: true, lines: [set] });
      isNew = false;
    } else {
      const set = linkedLine(line, linking);
      if (last && !isNew && !last.isList) last.lines.push(set);
      else blocks.push({ isList: false, lines: [set] });
      isNew = false;
    }
  }
  return blocks.map(({ lines }) => lines.join('\n'));
}
