/** The versions of dependencies that the notes of the release before name: carried over until somebody confirms them. */

const wanted =
  /^(?:external )?dependenc(?:y|ies)(?: versions?)?(?: information)?$|^dependency (?:changes|updates)$/i;
const fence = /^ {0,3}(`{3,}|~{3,})/;
/** What is still to be done there is not carried over, nor what Signalman said of it. */
const undone = /^(?:[*_]{0,2}TODO\b|Not confirmed yet\b)/;

/** In characters; more is not carried over. */
const limit = 20_000;

/**
 * @param markdown notes of the release before
 * @returns what stands below its heading for dependencies, without the heading; null: there is nothing
 */
export function dependenciesIn(markdown: string): string | null {
  const lines = markdown
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .split('\n');
  const headings = headingsOf(lines);
  const at = headings.findIndex(({ name }) => wanted.test(name));
  const own = headings[at];
  if (!own) return null;
  const end = headings.slice(at + 1).find(({ level }) => level <= own.level)?.line ?? lines.length;
  const text = withoutUndone(lines.slice(own.body, end).join('\n'))
    .replace(/<!--[\s\S]*?(?:-->|$)/g, '')
    .trim();
  return text === '' ? null : text.slice(0, limit);
}

interface Heading {
  level: number;
  name: string;
  /** From 0; and the line that follows it. */
  line: number;
  body: number;
}

function headingsOf(lines: readonly string[]): Heading[] {
  const found: Heading[] = [];
  let open: string | null = null;
  for (const [line, text] of lines.entries()) {
    const mark = fence.exec(text)?.[1];
    if (mark && open === null) open = mark;
    else if (mark && open !== null && mark.startsWith(open)) open = null;
    if (open !== null || mark) continue;
    const [, marks, name = ''] = /^ {0,3}(#{1,6})\s+(.{0,200}?)\s*#*\s*$/.exec(text.slice(0, 300)) ?? [];
    if (marks) found.push({ level: marks.length, name: bare(name), line, body: line + 1 });
    const under = /^ {0,3}(=+|-+)\s*$/.exec(lines[line + 1] ?? '')?.[1];
    if (!marks && under && /^\w/.test(text))
      found.push({ level: under.startsWith('=') ? 1 : 2, name: bare(text), line, body: line + 2 });
  }
  return found;
}

const bare = (name: string): string =>
  name
    .replace(/\[([^[\]]*)\](?:\([^()]*\))?/g, '$1')
    .replace(/[*_`]|\{#.*\}/g, '')
    .trim();

/** Without paragraphs that say TODO, and the list below one that says nothing else. */
function withoutUndone(text: string): string {
  const kept: string[] = [];
  let skips = false;
  for (const line of text.split('\n')) {
    if (undone.test(line)) skips = true;
    else if (skips && (line.trim() === '' || /^\S/.test(line)) && !/^[-*+]\s/.test(line)) skips = false;
    if (!skips) kept.push(line);
  }
  return kept.join('\n');
}
