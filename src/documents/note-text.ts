/** What stands in a block for release notes: a note, a NONE in one of its spellings, the template's own text, or nothing. */

export type Judged = { kind: 'note'; text: string } | { kind: 'none' | 'template' | 'empty' };

/** @param written the lines between the fences, or below the heading, with plain line ends */
export function judgeNote(written: string): Judged {
  const uncommented = withoutHtmlComments(written);
  const { text: asked, hadTemplate } = withoutTemplate(uncommented);
  const text = unwrapped(trimmed(withoutCommonIndent(asked)));
  if (isNone(text)) return { kind: 'none' };
  if (isBlank(text))
    return { kind: hadTemplate || uncommented.length < written.length ? 'template' : 'empty' };
  if (placeholder.test(text)) return { kind: 'template' };
  const note = unwrapped(trimmed(withoutStrayNone(text)));
  return isBlank(note) ? { kind: 'none' } : { kind: 'note', text: note };
}

/** Comments that are closed; one that never is would hide all that follows, which nobody means. */
export function withoutHtmlComments(text: string): string {
  if (!text.includes('<!--')) return text;
  const shown: string[] = [];
  let at = 0;
  let from = 0;
  while (at < text.length) {
    const start = text.indexOf('<!--', from);
    // A comment may end as it begins, `<!-->`; then nothing is in it.
    const end = start < 0 ? -1 : text.indexOf('-->', start + 2);
    if (end < 0) break;
    from = end + 3;
    // Quoted as code it is spoken about.
    if (text[start - 1] === '`') continue;
    shown.push(text.slice(at, start));
    at = from;
  }
  shown.push(text.slice(at));
  return shown.join('');
}

/** Users must do something: as the convention has it, anywhere in the text, but not where it says that they need not. */
export function asksForAction(text: string): boolean {
  const denied =
    /\b(?:no|not|without|any)\s(?:\s{0,3}[\w-]{1,20}\s){0,2}\s{0,3}actions?[\s_-]{1,3}required\b/gi;
  return /\bactions?[\s_-]{1,3}required\b/i.test(text.replace(denied, ''));
}

/** What the templates of the years ask for, in the words that only they use. */
const templateLine =
  /(?:write|enter) your (?:extended )?release note|if no release note is required|leaving it blank means|set the release note state|requires additional action from users|if (?:no|yes), (?:just write|a release note is required)|steps to write your release note/i;

function withoutTemplate(text: string): { text: string; hadTemplate: boolean } {
  if (!/release|leaving|additional|just write/i.test(text)) return { text, hadTemplate: false };
  const lines = text.split('\n');
  const kept = lines.filter((line) => !templateLine.test(line.slice(0, 400)));
  if (kept.length === lines.length) return { text, hadTemplate: false };
  return { text: kept.filter((line) => !/^\s*(?:<!--|-->)\s*$/.test(line)).join('\n'), hadTemplate: true };
}

const placeholder =
  /^\W{0,4}(?:to ?do|tbd|fixme|wip|to be (?:done|added|written)|(?:your |add |insert )?release[ -]notes?(?: (?:goes )?here)?)\W{0,4}$/i;

/** Says nothing in letters, figures or pictures. */
const isBlank = (text: string) => !/[\p{L}\p{N}\p{So}]/u.test(text);

/** Blanks that are seen and blanks that are not, at both ends. */
export const trimmed = (text: string): string => {
  let from = 0;
  let to = text.length;
  while (from < to && invisible.test(text.charAt(from))) from += 1;
  while (to > from && invisible.test(text.charAt(to - 1))) to -= 1;
  // What indents the first line belongs to the text only where other lines are measured by it.
  return text.slice(from, to);
};
const invisible = /[\s\u00AD\u180E\u200B-\u200F\u2060\u2061-\u2064\uFEFF]/;

function withoutCommonIndent(text: string): string {
  const lines = text.split('\n');
  let common: string | null = null;
  for (const line of lines) {
    const indent = /^[ \t]*/.exec(line)?.[0] ?? '';
    if (indent.length === line.length) continue;
    if (common === null) common = indent;
    else {
      let same = 0;
      while (same < common.length && common[same] === indent[same]) same += 1;
      common = common.slice(0, same);
    }
    if (common === '') return text;
  }
  const width = common?.length ?? 0;
  return width === 0 ? text : lines.map((line) => line.slice(width)).join('\n');
}

const bullet = /^([ \t]{0,3}(?:[-*+•]|\d{1,3}[.)])[ \t]+)(?=\S)/;

/** A list of one item is that item. A flag, `--name`, and a bold word begin no item. */
function unwrapped(text: string): string {
  const [, mark = ''] = bullet.exec(text) ?? [];
  if (mark === '') return text;
  const [first = '', ...rest] = text.split('\n');
  // Nothing but marks is a line, not an item.
  if (/^[\s*-]*$/.test(first) || rest.some((line) => bullet.test(line) && indentOf(line) < 2)) return text;
  const inner = rest.map((line) => line.slice(Math.min(indentOf(line), mark.length)));
  return trimmed([first.slice(mark.length), ...inner].join('\n'));
}

const indentOf = (line: string) => /^[ \t]*/.exec(line)?.[0].length ?? 0;

/** So long a text is no NONE, in characters; with what explains it, it may be as long as it likes. */
const longestNone = 120;

const whole = new RegExp(
  `^(?:${[
    'none|noen|nonw',
    'no',
    'n ?a',
    'nope|nil|null|nothing|no one',
    'not (?:applicable|needed|required|necessary)',
    'none (?:needed|required|necessary|applicable|here)',
    '(?:there (?:is|are) )?no (?:release )?notes?(?: (?:is |are )?(?:needed|required|necessary))?',
    '(?:dev )?release notes? (?:none|n ?a|no|not (?:needed|required))',
    'no (?:(?:user|customer|end user|operator) )?(?:facing|visible|functional|behaviou?r(?:al)?|api)?(?: (?:facing|visible))? ?(?:changes?|impact)',
    'just (?:write )?none',
  ].join('|')})$`,
);

/** With a reason behind it: what the author decided stands first. */
const explained =
  /^[\s"'“”‘’`*_[(<]{0,6}(?:none|n\/a|not applicable)\b["'“”‘’`*_\])>]{0,6}(?:[ \t]{0,4}(?:[:;,.(!\n–—]|-{1,2}[ \t])|[ \t]{0,20}$)/i;
const shouted =
  /^[\s"'`*_[(]{0,6}(?:NONE|N\/A)["'`*_\])]{0,6}[ \t]{1,4}(?:because|since|as|just|only|this|it|internal|tests?|test-only|refactor\w*|cleanup|needed|required|for)\b/;

function isNone(text: string): boolean {
  if (text.length <= longestNone) {
    const words = (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).join(' ');
    if (whole.test(words)) return true;
  }
  const start = text.slice(0, 200);
  return explained.test(start) || shouted.test(start);
}

/** The template's NONE that somebody forgot below a note. */
function withoutStrayNone(text: string): string {
  const end = text.lastIndexOf('\n');
  return end > 0 && /^\W{0,4}NONE\W{0,4}$/.test(text.slice(end + 1)) ? text.slice(0, end) : text;
}
