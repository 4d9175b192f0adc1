/** Text from elsewhere, made safe for Markdown: it stays one line of plain text and mentions nobody. */

/** Marks that turn the rest of a line around: they would let a title rewrite what stands beside it. */
export const turning = /[\u202a-\u202e\u2066-\u2069]/g;

/**
 * Entities are escaped too, because `&#64;` becomes an `@` once the text has been read; and so is whatever
 * would begin a list. A web address stays one, and shows where it leads.
 */
export function escapeMarkdown(text: string): string {
  return withoutList(escapeMarks(oneLine(text)));
}

/**
 * The same for what people write by hand, with its bare web addresses as links. A link's text is its address, so
 * that nothing is called what it is not.
 */
export function escapeWithLinks(text: string): string {
  const line = oneLine(text);
  let written = '';
  let from = 0;
  for (const { 0: found, index } of line.matchAll(/(?<![\p{L}\p{N}])https?:\/\/[^\s<>"`]+/giu)) {
    const typed = withoutEnd(found);
    const address = webAddress(typed);
    if (address === null) continue;
    // After an exclamation mark it would be an image, which is fetched by whoever reads the report.
    const before = escapeMarks(line.slice(from, index)).replace(/!$/, '\\!');
    written += `${before}[${escapeMarks(address)}](${address})`;
    from = index + typed.length;
  }
  return withoutList(written + escapeMarks(line.slice(from)));
}

/**
 * An address as it can stand in a Markdown link: ASCII only, without what ends a link or mentions somebody.
 * @returns null for what is no http or https address, or has a user name in it, which is how one is passed off as another
 */
export function webAddress(text: string): string | null {
  const url = parsed(text);
  if (!url || !['http:', 'https:'].includes(url.protocol) || url.username || url.password) return null;
  return url.href
    .replace(/[\s()<>|\\`@]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)
    .replace(/(&#?\w+);/g, '$1%3B');
}

/** `URL.canParse` of Node 20 says no to letters like ü once it has been called often. */
function parsed(text: string): URL | null {
  try {
    return new URL(text);
  } catch {
    return null;
  }
}

function oneLine(text: string): string {
  return text
    .replace(turning, '')
    .replace(/\s*[\r\n\v\f\x85\u2028\u2029]+\s*/g, ' ')
    .trim();
}

const escapeMarks = (text: string): string =>
  text.replace(/[\\`*_{}[\]<>|#~&]/g, '\\$&').replaceAll('@', '@\u200b');

// A line that begins with a slash is a command to robots, which would take it from whoever posts it: from us.
const withoutList = (text: string): string =>
  text.replace(/^[-+/]/, '\\$&').replace(/^(\d+)([.)])(?=\s|$)/, '$1\\$2');

/** Without the punctuation of the sentence around it; a closing bracket belongs to it if it was opened in it. */
function withoutEnd(address: string): string {
  const end = address.at(-1) ?? '';
  const opening = { ')': '(', ']': '[', '}': '{' }[end];
  const isOpened = opening !== undefined && address.split(opening).length >= address.split(end).length;
  if (isOpened || !/[.,;:!?'*_~)\]}\u2019\u201d\u3002]/.test(end)) return address;
  return withoutEnd(address.slice(0, -1));
}
