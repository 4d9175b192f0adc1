/** Writes a count as the GitHub search that shows the same issues, so that every figure can be opened. */
import { type Filter, labelMatcher } from './filter.js';

/** Where a count was taken. `web` is the address people use, e.g. `https://github.com`. */
export interface SearchScope {
  web: string;
  repository: string;
  of: 'issues' | 'pull-requests' | 'all';
  /** The milestone's title, or null for "without a milestone". */
  milestone: string | null;
}

/** What was seen while counting: a search knows neither label patterns nor who is a bot. */
export interface SeenNames {
  labels: readonly string[];
  bots: readonly string[];
}

function quoted(value: string): string {
  return /[\s,:()"]/.test(value) ? `"${value.replaceAll('"', '')}"` : value;
}

const labelTerm = (labels: string[]) => `label:${labels.map(quoted).join(',')}`;
const author = (login: string) =>
  `author:${login.endsWith('[bot]') ? `app/${login.slice(0, -'[bot]'.length)}` : login}`;
/** A search that finds nothing, for a pattern that no label answers to. */
const nothing = 'label:"no such label"';

/** Pushes `not` down to the terms, because GitHub negates terms only. */
function search(filter: Filter, negated: boolean, seen: SeenNames): string {
  switch (filter.is) {
    case 'every':
      return negated ? nothing : '';
    case 'label': {
      const labels = filter.pattern.includes('*')
        ? seen.labels.filter(labelMatcher(filter.pattern))
        : [filter.pattern];
      if (negated) return labels.map((label) => `-${labelTerm([label])}`).join(' ');
      return labels.length === 0 ? nothing : labelTerm(labels);
    }
    case 'text':
      return `${negated ? 'NOT ' : ''}"${filter.phrase.replaceAll('"', '')}" in:title,body`;
    case 'unassigned':
      return negated ? 'assignee:*' : 'no:assignee';
    case 'bot': {
      if (negated) return seen.bots.map((login) => `-${author(login)}`).join(' ');
      return seen.bots.length === 0 ? nothing : either(seen.bots.map(author));
    }
    case 'not':
      return search(filter.of, !negated, seen);
    case 'and':
    case 'or': {
      if (filter.of.length === 0) return (filter.is === 'or') !== negated ? nothing : '';
      const parts = filter.of.map((part) => search(part, negated, seen)).filter((part) => part !== '');
      if ((filter.is === 'and') !== negated) return parts.join(' ');
      if (parts.length < filter.of.length) return '';
      const allLabels = parts.every((part) => /^label:(?:"[^"]*"|[^\s"])+$/.test(part));
      return allLabels
        ? `label:${parts.map((part) => part.slice('label:'.length)).join(',')}`
        : either(parts);
    }
  }
}

function either(parts: string[]): string {
  return parts.length === 1
    ? (parts[0] ?? '')
    : `(${parts.map((part) => (part.includes(' ') ? `(${part})` : part)).join(' OR ')})`;
}

/** The words one would type into GitHub's issue search. */
export function searchQuery(scope: SearchScope, filter: Filter, seen: SeenNames): string {
  const kind = { issues: 'is:issue', 'pull-requests': 'is:pr', all: '' }[scope.of];
  const milestone = scope.milestone === null ? 'no:milestone' : `milestone:${quoted(scope.milestone)}`;
  return [kind, 'is:open', milestone, search(filter, false, seen)].filter((part) => part !== '').join(' ');
}

/** Readable where that is safe; without parentheses, which end an address in Markdown. */
function encoded(query: string): string {
  return encodeURIComponent(query.replace(/\p{Surrogate}/gu, '\ufffd'))
    .replaceAll('%20', '+')
    .replaceAll('%3A', ':')
    .replaceAll('%2F', '/')
    .replaceAll('%2C', ',')
    .replaceAll('(', '%28')
    .replaceAll(')', '%29');
}

/** The address of that search. */
export function searchLink(scope: SearchScope, filter: Filter, seen: SeenNames): string {
  const query = searchQuery(scope, filter, seen);
  const page = scope.of === 'pull-requests' ? 'pulls' : 'issues';
  return `${scope.web}/${scope.repository}/${page}?q=${encoded(query)}`;
}
