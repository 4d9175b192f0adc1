/**
 * The small language that says which issues a gate or a count means:
 * `kind/flake and not sig/*`, `priority/critical-urgent or release-blocker`, `text:"broken test run"`.
 *
 * Terms: a label or a label pattern with `*`; `*` alone for every issue; `no:assignee`; `by:bot` and
 * `by:human`; `text:"phrase"` (title or body, ignoring case). Words side by side mean `and`.
 */
import { UserFault } from './fault.js';
import type { Issue } from './issue.js';

export type Filter =
  | { is: 'every' }
  | { is: 'label'; pattern: string }
  | { is: 'text'; phrase: string }
  | { is: 'unassigned' }
  | { is: 'bot' }
  | { is: 'not'; of: Filter }
  | { is: 'and' | 'or'; of: Filter[] };

export const everyIssue: Filter = { is: 'every' };

/** What a filter looks at: enough of an issue to decide. */
export type Filterable = Pick<Issue, 'labels' | 'title' | 'body' | 'assignees' | 'authorIsBot'>;

interface Token {
  text: string;
  quoted: boolean;
  at: number;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  const pattern = /\s*(?:([()])|((?:text:)?)"([^"]*)"|([^\s()"]+)|(.))/gy;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const [, bracket, prefix, quoted, word, wrong] = match;
    const at = pattern.lastIndex;
    if (wrong !== undefined)
      throw wrongFilter(source, `there is a quote without its partner at character ${at}`);
    if (bracket) found.push({ text: bracket, quoted: false, at });
    else if (word) found.push({ text: word, quoted: false, at });
    else found.push({ text: `${prefix ?? ''}${quoted ?? ''}`, quoted: true, at });
  }
  return found;
}

function wrongFilter(source: string, problem: string): UserFault {
  return new UserFault(
    'bad-filter',
    `The filter "${source.slice(0, 200)}" cannot be read: ${problem}.`,
    'Write labels with and, or, not and parentheses, for example: kind/bug and not sig/*',
  );
}

/**
 * Reads a filter.
 * @throws UserFault `bad-filter` that says where it cannot be read
 */
export function parseFilter(source: string): Filter {
  const list = tokens(source);
  let next = 0;
  const peek = () => list[next];
  const isWord = (word: string) => {
    const token = peek();
    return token !== undefined && !token.quoted && token.text.toLowerCase() === word;
  };

  function alternatives(depth: number): Filter {
    const parts = [conjunction(depth)];
    while (isWord('or')) {
      next++;
      parts.push(conjunction(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'or', of: parts };
  }

  function conjunction(depth: number): Filter {
    const parts = [term(depth)];
    while (peek() && !isWord('or') && !isWord(')')) {
      if (isWord('and')) next++;
      parts.push(term(depth));
    }
    return parts.length === 1 && parts[0] ? parts[0] : { is: 'and', of: parts };
  }

  function term(depth: number): Filter {
    if (depth > 50) throw wrongFilter(source, 'it is nested more than 50 deep');
    const token = list[next++];
    if (!token) throw wrongFilter(source, 'it ends where a label was expected');
    if (!token.quoted) {
      const word = token.text.toLowerCase();
      if (word === 'not') return { is: 'not', of: term(depth + 1) };
      if (word === '(') {
        const inner = alternatives(depth + 1);
        if (!isWord(')')) throw wrongFilter(source, `the parenthesis at character ${token.at} is not closed`);
        next++;
        return inner;
      }
      if (word === ')' || word === 'and' || word === 'or') {
        throw wrongFilter(
          source,
          `"${token.text}" at character ${token.at} stands where a label was expected`,
        );
      }
    }
    return leaf(token);
  }

  const filter = alternatives(0);
  if (next < list.length)
    throw wrongFilter(source, `nothing was expected after character ${list[next - 1]?.at}`);
  return filter;
}

function leaf(token: Token): Filter {
  const { text } = token;
  if (text.toLowerCase().startsWith('text:')) return { is: 'text', phrase: text.slice(5) };
  if (!token.quoted) {
    if (text === '*') return everyIssue;
    if (text === 'no:assignee') return { is: 'unassigned' };
    if (text === 'by:bot') return { is: 'bot' };
    if (text === 'by:human') return { is: 'not', of: { is: 'bot' } };
  }
  return { is: 'label', pattern: text };
}

const patterns = new Map<string, (label: string) => boolean>();

/** Matches one label against a pattern with `*`, ignoring case as GitHub does. */
export function labelMatcher(pattern: string): (label: string) => boolean {
  let matcher = patterns.get(pattern);
  if (!matcher) {
    const plain = pattern.toLowerCase();
    if (!plain.includes('*')) matcher = (label) => label.toLowerCase() === plain;
    else if (plain.indexOf('*') === plain.length - 1) {
      const prefix = plain.slice(0, -1);
      matcher = (label) => label.toLowerCase().startsWith(prefix);
    } else {
      const escaped = plain.split('*').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
      const expression = new RegExp(`^${escaped.join('.*')}$`, 's');
      matcher = (label) => expression.test(label.toLowerCase());
    }
    // Patterns come from the configuration only, so the cache stays small.
    patterns.set(pattern, matcher);
  }
  return matcher;
}

/** Turns a filter into a function, so that a pass over many issues interprets it once. */
export function compileFilter(filter: Filter): (issue: Filterable) => boolean {
  switch (filter.is) {
    case 'every':
      return () => true;
    case 'label': {
      const match = labelMatcher(filter.pattern);
      return (issue) => issue.labels.some(match);
    }
    case 'text': {
      const phrase = filter.phrase.toLowerCase();
      return (issue) =>
        issue.title.toLowerCase().includes(phrase) || issue.body.toLowerCase().includes(phrase);
    }
    case 'unassigned':
      return (issue) => issue.assignees.length === 0;
    case 'bot':
      return (issue) => issue.authorIsBot;
    case 'not': {
      const inner = compileFilter(filter.of);
      return (issue) => !inner(issue);
    }
    case 'and': {
      const parts = filter.of.map(compileFilter);
      return (issue) => parts.every((part) => part(issue));
    }
    case 'or': {
      const parts = filter.of.map(compileFilter);
      return (issue) => parts.some((part) => part(issue));
    }
  }
}

const needsQuotes = /[\s()"]|^(and|or|not|\*|no:assignee|by:bot|by:human)$/i;

/** Writes a filter back in its own language; `parseFilter` reads the same filter again. */
export function showFilter(filter: Filter): string {
  switch (filter.is) {
    case 'every':
      return '*';
    case 'label':
      return needsQuotes.test(filter.pattern) ? `"${filter.pattern}"` : filter.pattern;
    case 'text':
      return `text:"${filter.phrase}"`;
    case 'unassigned':
      return 'no:assignee';
    case 'bot':
      return 'by:bot';
    case 'not':
      return filter.of.is === 'bot' ? 'by:human' : `not ${bracketed(filter.of)}`;
    case 'and':
    case 'or':
      return filter.of.map(bracketed).join(` ${filter.is} `);
  }
}

function bracketed(filter: Filter): string {
  return filter.is === 'and' || filter.is === 'or' ? `(${showFilter(filter)})` : showFilter(filter);
}

/** Both filters at once; `every` disappears. */
export function both(a: Filter, b: Filter): Filter {
  if (a.is === 'every') return b;
  if (b.is === 'every') return a;
  return { is: 'and', of: [a, b] };
}
