/**
 * The fences of a description, found as people mean them: one named for the release note begins wherever it stands, also
 * where an earlier one was never closed, and ends before the next heading of the template where nobody closed it.
 */
import { isAside, isHeading, isTemplateHeading, noteHeading } from './note-headings.js';

export interface NoteBlock {
  /** `note`: named for release notes; `dev`: for those of developers; `other`: of another name, or without one. */
  kind: 'note' | 'dev' | 'other';
  /** Its name says that users have to act. */
  isUrgent: boolean;
  /** Its name says that there is none. */
  isNone: boolean;
  text: string;
  /** Lines, from 0: the fence's first, and the one behind its last. */
  from: number;
  to: number;
}

interface Fence {
  mark: string;
  indent: number;
  isQuoted: boolean;
  info: string;
}

/** So much of a line is looked at for a fence, in characters. */
const most = 300;

const named =
  /^(?<dev>dev(?:eloper)?[-_ ]?)?(?:release[-_ ]?no(?:te|t|de|e|tes)|relase[-_ ]?note|realease[-_ ]?note|release[-_ ]ntoe)s?(?<suffix>[-_][\w-]*)?(?![a-z])/;

function nameOf(info: string): { kind: NoteBlock['kind']; isUrgent: boolean; isNone: boolean; rest: string } {
  const bare = info.replace(/^[\s"'{:]{0,4}/, '');
  const match = named.exec(bare.slice(0, most).replace(/^.{0,16}?note/i, (start) => start.toLowerCase()));
  if (!match) return { kind: 'other', isUrgent: false, isNone: false, rest: info };
  const suffix = match.groups?.suffix ?? '';
  return {
    kind: match.groups?.dev === undefined ? 'note' : 'dev',
    isUrgent: /action/i.test(suffix),
    isNone: /none/i.test(suffix),
    rest: bare.slice(match[0].length).replace(/^[\s:"'}]{0,4}/, ''),
  };
}

function fenceOf(line: string): Fence | null {
  const start = /^([\s>]{0,40})(?:(?:[-*+]|\d{1,3}[.)])\s{1,4})?(`{2,}|~{3,}|'{3,}|´{3,}|’{3,})/.exec(
    line.slice(0, most),
  );
  if (!start) return null;
  const [all, indent = '', mark = ''] = start;
  const info = line.slice(all.length).trim();
  // Fewer than three ticks, or other marks, are a fence only where the name says what was meant.
  if (!/^(?:`{3}|~)/.test(mark) && info !== '' && nameOf(info).kind === 'other') return null;
  if (/^`{2}$/.test(mark) && info === '') return null;
  return { mark, indent: indent.length, isQuoted: indent.includes('>'), info };
}

const isBare = (fence: Fence | null): fence is Fence => fence !== null && fence.info === '';

/** A name of a language as it stands behind a fence. */
const language = /^[a-z][\w+#.-]{0,20}$/i;

/** The body's lines, with a fence that begins behind other text in a line of its own. */
export function fenceLines(text: string): string[] {
  const lines: string[] = [];
  for (const line of text.split('\n')) {
    const at = line.includes('```') || line.includes('~~~') ? splitAt(line) : 0;
    if (at > 0) lines.push(line.slice(0, at), line.slice(at));
    else lines.push(line);
  }
  return lines;
}

function splitAt(line: string): number {
  const at = /[`~]{3,}[ \t]{0,3}(?:dev-)?release[-_ ]?note/i.exec(line.slice(0, 2_000))?.index ?? 0;
  if (
    at > 0 &&
    !/^[\s>]*(?:[-*+]\s+|\d{1,3}[.)]\s+)?$/.test(line.slice(0, at)) &&
    !/`\s*$/.test(line.slice(0, at))
  )
    return at;
  const rest = noteHeading(line)?.rest ?? '';
  return /^[`~]{3}/.test(rest) ? line.trimEnd().length - rest.length : 0;
}

/** @param lines as fenceLines gives them */
export function noteBlocks(lines: readonly string[]): NoteBlock[] {
  const fences = lines.map(fenceOf);
  const bare = fences.flatMap((fence, index) => (isBare(fence) ? [index] : []));
  let nextBare = 0;
  const blocks: NoteBlock[] = [];
  // Fences that nobody closes are looked for to the end of the text; no person writes more than a few of them.
  let budget = 10_000 + 8 * lines.length;
  let heading = -1;
  let at = 0;
  while (at < lines.length) {
    const line = lines[at] ?? '';
    const fence = fences[at] ?? null;
    if (!fence) {
      if (line.trim() !== '' && noteHeading(line)) heading = at;
      at += 1;
      continue;
    }
    const { rest, ...name } = nameOf(fence.info);
    // Below its heading, and before another one, any fence is for the note: there it may hold fences itself.
    const isMeant = name.kind !== 'other' || heading >= 0;
    const [inline, after] = inLine(fence, rest);
    if (after) {
      blocks.push({ ...name, text: inline, from: at, to: at + 1 });
      at += 1;
    } else {
      const first =
        name.kind === 'other' && language.test(rest) && !/^(?:none|na?|no)$/i.test(rest) ? '' : rest;
      const { to, end, last } = closing(at, fence, isMeant);
      const inner = lines
        .slice(at + 1, end)
        .map((one) => (fence.isQuoted ? one.replace(/^\s{0,3}> ?/, '') : one));
      if (last !== null) inner.push(last);
      const text = first === '' ? inner.join('\n') : [first, ...inner].join('\n');
      blocks.push({ ...name, text, from: at, to });
      at = Math.max(to, at + 1);
    }
    heading = -1;
  }
  return blocks;

  /** Where the fence ends. @returns `end`: behind its last line of text; `last`: text that stands before the closing marks */
  function closing(
    from: number,
    open: Fence,
    isMeant: boolean,
  ): { to: number; end: number; last: string | null } {
    const char = open.mark.charAt(0);
    let inner = false;
    for (let at = from + 1; at < lines.length && budget > 0; at++) {
      budget -= 1;
      const line = lines[at] ?? '';
      const fence = fences[at] ?? null;
      const isShort = open.mark.length <= 3;
      if (isShort && fence && nameOf(fence.info).kind !== 'other') return { to: at, end: at, last: null };
      if (isShort && isTemplateHeading(line)) return { to: at, end: at, last: null };
      if (open.mark.length === 2 && line.trim() === open.mark) return { to: at + 1, end: at, last: null };
      if (!fence || fence.mark.charAt(0) !== char) {
        if (!isMeant || inner || !line.trimEnd().endsWith(char.repeat(3))) continue;
        const text = line.trimEnd();
        if (text.split(char.repeat(3)).length % 2 === 1) continue;
        return { to: at + 1, end: at, last: text.slice(0, -3) };
      }
      if (fence.mark.length < open.mark.length) continue;
      if (fence.info === '') {
        if (inner) inner = false;
        else if (isMeant && opensInner(at, open)) inner = true;
        else return { to: at + 1, end: at, last: null };
        // What is opened last is closed last, but for what nobody closed.
        if (!inner && !closesLater(at)) return { to: at + 1, end: at + 1, last: null };
        continue;
      }
      if (!isMeant || inner) continue;
      if (language.test(fence.info)) inner = true;
      else if (!/`/.test(fence.info)) return { to: at + 1, end: at, last: null };
    }
    return unclosed(from, isMeant);
  }

  /** Whether another fence without a name comes, before anything that begins anew. */
  function closesLater(at: number): boolean {
    while ((bare[nextBare] ?? Number.POSITIVE_INFINITY) <= at) nextBare += 1;
    const next = bare[nextBare];
    if (next === undefined) return false;
    return !beginsAnew(at + 1, next);
  }

  /** A pair of fences in an item of the note, indented as the item is. */
  function opensInner(at: number, open: Fence): boolean {
    if ((fences[at]?.indent ?? 0) <= open.indent + 1) return false;
    while ((bare[nextBare] ?? Number.POSITIVE_INFINITY) <= at) nextBare += 1;
    const [next, then] = [bare[nextBare], bare[nextBare + 1]];
    if (next === undefined || then === undefined || beginsAnew(at + 1, then)) return false;
    return (fences[next]?.indent ?? 0) > open.indent + 1;
  }

  function beginsAnew(from: number, to: number): boolean {
    for (let at = from; at < to; at++) {
      const fence = fences[at];
      if (isTemplateHeading(lines[at] ?? '') || (fence && nameOf(fence.info).kind !== 'other')) return true;
    }
    return false;
  }

  /** Nobody closed it: it ends with the text, or before what no note has. */
  function unclosed(from: number, isMeant: boolean): { to: number; end: number; last: string | null } {
    let end = from + 1;
    while (isMeant && end < lines.length && !isHeading(lines[end] ?? '') && !isAside(lines[end] ?? ''))
      end += 1;
    return { to: end, end, last: null };
  }
}

/** A fence that is closed in its own line. */
function inLine({ mark }: Fence, rest: string): [text: string, isClosed: boolean] {
  const close = mark.charAt(0).repeat(Math.min(mark.length, 3));
  const at = rest.indexOf(close);
  return at < 0 ? ['', false] : [rest.slice(0, at), true];
}
