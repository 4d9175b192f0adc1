/** HTML comments, which a reader of the page never sees: taken out before anything else is read. */

/** A comment, by lines (from 1, the last one with it). */
export interface Hidden {
  from: number;
  to: number;
  /** Begins and ends a generated table of contents: nobody's instruction. */
  isMark: boolean;
}

export interface Visible {
  /** As many lines as before. */
  text: string;
  hidden: Hidden[];
  /** Line of a comment that is never closed: everything below it is invisible; null: there is none. */
  unclosed: number | null;
}

/** Takes out the comments; those shown in fences and code stay, since they are text there. */
export function withoutComments(text: string): Visible {
  if (!text.includes('<!--')) return { text, hidden: [], unclosed: null };
  const lines = text.split('\n');
  const lastClosing = lines.findLastIndex((line) => line.includes('-->'));
  const seen: string[] = [];
  const hidden: Hidden[] = [];
  let fence: string | null = null;
  let open: { from: number; words: string } | null = null;
  for (const [index, line] of lines.entries()) {
    if (!open) {
      const was = fence;
      fence = fenceAfter(line, was);
      if (was !== null || fence !== null) {
        seen.push(line);
        continue;
      }
    }
    const shown: string[] = [];
    let ticks = 0;
    let isAlone = true;
    let at = 0;
    while (at < line.length) {
      if (open) {
        const end = line.indexOf('-->', at);
        if (open.words.length < 40) open.words += line.slice(at, end < 0 ? at + 40 : end);
        at = end < 0 ? line.length : end + 3;
        if (end >= 0) hidden.push({ from: open.from, to: index + 1, isMark: isMark(open.words) });
        if (end >= 0) open = null;
        continue;
      }
      const start = line.indexOf('<!--', at);
      const before = line.slice(at, start < 0 ? line.length : start);
      shown.push(before);
      if (start < 0) break;
      for (const char of before) if (char === '`') ticks += 1;
      isAlone &&= before.trim() === '';
      if (ticks % 2 === 1 || (!isAlone && index > lastClosing)) {
        // Shown as it stands: it is code, or never closed and not at the beginning of a line.
        shown.push('<!--');
      } else open = { from: index + 1, words: '' };
      at = start + 4;
    }
    seen.push(shown.join(''));
  }
  return { text: seen.join('\n'), hidden, unclosed: open?.from ?? null };
}

/** The fence that is open after a line, given the one before it. */
function fenceAfter(line: string, fence: string | null): string | null {
  const [, mark, rest = ''] = /^[\s>]*(?:(?:[-*+]|\d{1,9}[.)])\s+)?(`{3,}|~{3,})(.*)$/.exec(line) ?? [];
  if (mark === undefined) return fence;
  if (fence === null) return mark.startsWith('`') && rest.includes('`') ? null : mark;
  return mark.startsWith(fence) && rest.trim() === '' ? null : fence;
}

const isMark = (words: string) => /^\s*\/?\s*toc\s*$/i.test(words);
