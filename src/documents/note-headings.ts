/** The lines around a release note: its heading, other headings of the template, and what is meant for machines and reviewers. */

export interface NoteHeading {
  /** What stands behind it in the same line. */
  rest: string;
  /** For developers: of a library, not of the product. */
  isDev: boolean;
}

/** So much of a line is looked at for a heading, in characters. */
const most = 200;

const heading = new RegExp(
  [
    '^(?:(?:>|[-*+](?= )|\\d{1,2}[.)]) {0,3}){0,3}(?<marks>#{1,6} {0,3})?(?:<(?:b|strong|h\\d|em|p)>)?(?<open>[*_]{1,3})? {0,3}',
    '(?<dev>dev(?:eloper)?s?[ -])?',
    '(?:release[ _-]?notes?|does this (?:pr|change) introduce (?:a|any) user[- ]facing changes?\\??)',
    '(?<end>[\\s:：*_?]{0,9}(?:[([][^()[\\]]{0,60}[)\\]][\\s:：*_?]{0,9})?(?:<\\/(?:b|strong|h\\d|em|p)>)?[\\s:：]{0,9})',
  ].join(''),
  'i',
);

/** The line as the heading of the release note; null: it is none. */
export function noteHeading(line: string): NoteHeading | null {
  const start = line.slice(0, most).trimStart();
  if (!/release|user[- ]facing/i.test(start)) return null;
  const match = heading.exec(start);
  if (!match) return null;
  const { marks, open, dev, end = '' } = match.groups ?? {};
  const rest = line.slice(line.length - line.trimStart().length + match[0].length).trim();
  const isMarked = marks !== undefined || (open !== undefined && /[*_]/.test(end));
  // Words that go on are a sentence that begins with these words.
  if (rest === '' ? !isMarked && end.trim() === '' && start.trim().length > 40 : !isTold(end, isMarked))
    return null;
  return { rest, isDev: dev !== undefined };
}

const isTold = (end: string, isMarked: boolean) => /[:：]/.test(end) || (isMarked && /[*_]/.test(end));

const known =
  /^\s{0,8}(?:#{1,6} {1,3})?[*_]{0,3}(?:what this pr does|what type of pr|which issue|special notes|does this pr introduce|additional documentation|(?:dev )?release[ -]note)/i;

/** A heading of the template: no note goes on behind it. */
export const isTemplateHeading = (line: string): boolean =>
  known.test(line.slice(0, most)) && /^\s*(?:#|\*\*|__)/.test(line.slice(0, most));

/** A heading of any kind. */
export const isHeading = (line: string): boolean => {
  const start = line.slice(0, most);
  return (
    /^\s{0,3}#{1,6} /.test(start) || /^\s{0,3}(?:\*\*|__)[^*_]{2,150}(?:\*\*|__)\s{0,3}[:：]?/.test(start)
  );
};

/** For machines and reviewers, or about the commit: nothing to publish. */
export function isAside(line: string): boolean {
  const start = line.slice(0, most).trim();
  if (/^(?:-{3,}|_{3,}|\*{3,}|-->|<!--)$/.test(start)) return true;
  if (/^\/[a-z][a-z-]{1,30}(?:\s|$)/.test(start)) return true;
  if (/^(?:\W{0,3}(?:cc|ptal|fyi|\/cc|attn|thanks|assigned to)\b[\s:,]{0,4})?@[\w/-]+/i.test(start))
    return true;
  if (/^(?:cc|ptal)\b/i.test(start)) return true;
  return /^(?:signed-off-by:|(?:fix(?:es|ed)?|close[sd]?|resolve[sd]?|ref(?:s|erences)?|related(?: to)?|part of|updates?)[:\s]{1,3}(?:#|https?:\/\/|[\w.-]+\/[\w.-]+#)|this change is \[?<img)/i.test(
    start,
  );
}

/** `/release-note-none`, as the bot understands it, in a line of its own. */
export const isNoneCommand = (line: string): boolean =>
  line.length < most && /^[\s`*]*\/?release-note-none[\s`*.]*$/i.test(line);
