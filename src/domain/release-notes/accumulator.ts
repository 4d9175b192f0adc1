/** The issue that collects known issues: each line of a list that links to an issue is one. */
import type { KnownIssue } from './facts.js';

/** So many are read, each of so many characters. */
const most = 200;
const longest = 1000;

const item = /^\s{0,12}(?:[-*+]|\d{1,4}[.)])\s+(?:\[([ xX])\]\s+)?(\S.*)$/;

/** The web address of an issue or pull request, or how people shorten it. */
const reference =
  /https?:\/\/[^\s/<>()[\]]+\/([\w.-]+\/[\w.-]+)\/(?:issues|pull)\/([1-9]\d{0,8})(?:[#?][^\s<>()[\]]*)?|(?<![\w/&#])(?:([\w.-]+\/[\w.-]+))?#([1-9]\d{0,8})(?!\w)/;

/** An address behind its own short name says nothing more. */
const named = /\[(?:[\w.-]{1,100}\/[\w.-]{1,100})?#\d{1,9}\]\((https?:\/\/[^\s()]{1,300})\)/g;

/**
 * @param body of the issue, of people outside
 * @param repository `owner/name` of the issue: what `#12` means
 * @param web where people look, e.g. `https://github.com`
 */
export function knownIssuesIn(body: string, repository: string, web: string): KnownIssue[] {
  const found: KnownIssue[] = [];
  const plain = body.replace(/\r\n?/g, '\n').replace(/<!--[\s\S]*?(?:-->|$)/g, '');
  let fence: string | null = null;
  for (const line of plain.split('\n')) {
    const mark = /^\s{0,3}(`{3,}|~{3,})/.exec(line)?.[1];
    if (mark && (fence === null || mark.startsWith(fence))) fence = fence === null ? mark : null;
    if (fence !== null || mark || found.length >= most) continue;
    const known = entryOf(line.slice(0, longest), repository, web);
    if (known) found.push(known);
  }
  return found;
}

function entryOf(line: string, repository: string, web: string): KnownIssue | null {
  const [, box, written = ''] = item.exec(line) ?? [];
  const said = written.replace(named, '$1');
  // What is ticked is settled.
  if (said === '' || box === 'x' || box === 'X') return null;
  const found = reference.exec(said);
  if (!found) return null;
  const where = found[1] ?? found[3] ?? repository;
  const number = found[2] ?? found[4];
  const text = withoutLink(said, found[0]);
  if (text === '') return null;
  const isHere = where.toLowerCase() === repository.toLowerCase();
  return {
    text,
    link: { name: `${isHere ? '' : where}#${number}`, url: `${web}/${where}/issues/${number}` },
  };
}

/** What is said, without the link at its beginning or end; one in its middle is part of what is said. */
function withoutLink(said: string, link: string): string {
  const bare = link.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const one = `(?:\\(?\\[[^\\]]{0,200}\\]\\(${bare}\\)\\)?|[([]?${bare}[)\\]]?)`;
  return said
    .replace(new RegExp(`^${one}\\s*[:–—-]?\\s*`), '')
    .replace(new RegExp(`\\s*[:–—-]?\\s*${one}\\s*[.;]?\\s*$`), '')
    .trim();
}
