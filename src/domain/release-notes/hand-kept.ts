/** Release notes that people keep by hand, beside what was merged: what they forgot, and what nobody has merged. */
import type { NotesFacts } from './facts.js';
import type { Gap } from './gap.js';
import { publishedNotes } from './published.js';
import type { NotedPull } from './pull.js';

/** Below these headings stands what is no change of a pull request. */
const otherSections =
  /theme|features?$|what'?s new|known issues?|dependenc|download|contributor|source code|binaries|container images|taken back/i;

/** In characters of one line of the draft. */
const longestTitle = 200;

/** @param markdown the draft, as it stands. Those that block first */
export function auditDraft(markdown: string, facts: Pick<NotesFacts, 'release' | 'pulls'>): Gap[] {
  const { release, pulls } = facts;
  const entries = entriesOf(markdown);
  const own = release.issues.repository;
  const named = new Set(numbersIn(markdown, own));
  const merged = new Set(pulls.map(nameOf));
  const missing = publishedNotes(pulls)
    .filter((pull) => !named.has(nameOf(pull)))
    .map(missingGap);
  return [...missing, ...entries.flatMap((entry) => strayGap(entry, merged, own))];
}

const nameOf = ({ repository, number }: Pick<NotedPull, 'repository' | 'number'>) =>
  `${repository}#${number}`.toLowerCase();

const missingGap = ({ repository, number, title, url, author, groups }: NotedPull): Gap => ({
  ...{ code: 'not-in-draft', repository, number, title, url },
  ...{ owners: [author], groups: [...groups] },
  text: 'It is merged, and its note is not in the draft',
  todo: 'Add its note to the draft',
  blocks: true,
});

interface Entry {
  /** Set in by so many blanks. */
  depth: number;
  text: string;
  isChange: boolean;
  hasEntries: boolean;
  above: Entry | null;
}

function strayGap(entry: Entry, merged: ReadonlySet<string>, own: string): Gap[] {
  if (!entry.isChange || entry.hasEntries) return [];
  const named: string[] = [];
  for (let one: Entry | null = entry; one; one = one.above) named.push(...numbersIn(one.text, own));
  if (named.some((name) => merged.has(name))) return [];
  const [first] = named;
  return [
    {
      ...{ code: 'no-pull', repository: null, number: null, url: null, owners: [], groups: [] },
      title: entry.text.slice(0, longestTitle).replace(/[\ud800-\udbff]$/, ''),
      text:
        first === undefined
          ? 'This entry of the draft names no pull request'
          : `This entry of the draft names ${first}, which is not merged in this release`,
      todo: 'Name the pull request, or take the entry out',
      blocks: false,
    },
  ];
}

const references =
  /(?<![\w./-])([a-z\d][\w-]{0,38}\/[\w.-]{1,100})?#([1-9]\d{0,8})(?!\w)|\/([a-z\d][\w-]{0,38}\/[\w.-]{1,100})\/(?:pull|issues)\/([1-9]\d{0,8})(?!\w)/gi;

/** Names such as `owner/name#12` in lower case. */
function numbersIn(text: string, own: string): string[] {
  return [...text.matchAll(references)].map(([, repository, number, other, linked]) =>
    `${repository ?? other ?? own}#${number ?? linked}`.toLowerCase(),
  );
}

const fence = /^\s*(?:[-*+]\s+)?(`{3,}|~{3,})/;
const item = /^(\s*)(?:[-*+]|\d{1,9}[.)])\s+(.*)$/;

/** Entries of lists that say something of a change; what is still to be done is none. */
function entriesOf(markdown: string): Entry[] {
  const found: Entry[] = [];
  const text = markdown.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  let [section, isTodo, hasTodos, open] = ['', false, false, null as string | null];
  for (const line of text.split('\n')) {
    const mark = fence.exec(line)?.[1];
    if (mark && open === null) open = mark;
    else if (mark && open !== null && mark.startsWith(open)) open = null;
    if (open !== null || mark) continue;
    const heading = /^ {0,3}#{1,6}\s+(.*)$/.exec(line)?.[1];
    if (heading !== undefined) [section, isTodo] = [heading, false];
    const [, blanks = '', words] = item.exec(line.slice(0, 20_000)) ?? [];
    if (words === undefined) {
      goesOn(line, found.at(-1));
      if (/^\S/.test(line)) [isTodo, hasTodos] = [/^[*_]{0,2}TODO\b/.test(line), false];
      // An empty line may stand before the list of what is to be done, and one ends it.
      if (line.trim() === '' && hasTodos) isTodo = false;
      continue;
    }
    hasTodos = true;
    if (isTodo || /^[*_]{0,2}TODO\b/.test(words)) continue;
    const depth = blanks.replaceAll('\t', '    ').length;
    let above = found.at(-1) ?? null;
    while (above && above.depth >= depth) above = above.above;
    if (above) above.hasEntries = true;
    const isChange = section !== '' && !otherSections.test(section.trim());
    found.push({ depth, text: words, isChange, hasEntries: false, above });
  }
  return found;
}

/** A line that is set in goes on with the entry above it. */
function goesOn(line: string, entry: Entry | undefined): void {
  if (entry && /^\s{2,}\S/.test(line) && entry.text.length < 20_000) entry.text += ` ${line.trim()}`;
}
