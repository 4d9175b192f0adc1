/**
 * The small language that says which issues a gate or a count means:
 * `kind/flake and not sig/*`, `priority/critical-urgent or release-blocker`, `text:"broken test run"`.
 *
 * Terms: a label or a label pattern with `*`; `*` alone for every issue; `no:assignee`; `by:bot` and
 * `by:human`; `text:"phrase"` (in the title or the body, word by word as GitHub's search reads it: case and
 * punctuation are ignored). Words side by side mean `and`.
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
  is: 'word' | 'quoted' | 'phrase';
  text: string;
  /** Where it ends, counted from 1. */
  at: number;
}

function tokens(source: string): Token[] {
  const found: Token[] = [];
  const pattern = /\s*(?:([()])|(text:)?"([^"]*)"|([^\s()"]+)|("))/giy;
  for (let match = pattern.exec(source); match; match = pattern.exec(source)) {
    const [, bracket, prefix, quoted, word, wrong] = match;
    const at = pattern.lastIndex;
    if (wrong !== undefined)
      throw wrongFilter(source, `there is a quote without its partner at character ${at}`);
    if (bracket) found.push({ is: 'word', text: bracket, at });
    else if (word?.toLowerCase().startsWith('text:')) found.push({ is: 'phrase', text: word.slice(5), at });
    else if (word) found.push({ is: 'word', text: word, at });
    else found.push({ is: prefix ? 'phrase' : 'quoted', text: quoted ?? '', at });
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
    return token?.is === 'word' && token.text.toLowerCase() === word;
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
    if (token.is === 'word') {
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
    if (token.is === 'phrase' && words(token.text).trim() === '')
      throw wrongFilter(source, `the text at character ${token.at} has neither a letter nor a digit`);
    if (token.text === '') throw wrongFilter(source, `the label at character ${token.at} is empty`);
    return leaf(token);
  }

  const filter = alternatives(0);
  if (next < list.length)
    throw wrongFilter(source, `nothing was expected after character ${list[next - 1]?.at}`);
  return filter;
}

function leaf({ is, text }: Token): Filter {
  if (is === 'phrase') return { is: 'text', phrase: text };
  if (is === 'word') {
    const word = text.toLowerCase();
    if (word === '*') return everyIssue;
    if (word === 'no:assignee') return { is: 'unassigned' };
    if (word === 'by:bot') return { is: 'bot' };
    if (word === 'by:human') return { is: 'not', of: { is: 'bot' } };
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
      const parts = plain.split('*');
      matcher = (label) => hasInOrder(label.toLowerCase(), parts);
    }
    // Patterns come from the configuration only, so the cache stays small.
    patterns.set(pattern, matcher);
  }
  return matcher;
}

/** The first at the beginning, the last at the end, the others between them: one pass, however many stars there are. */
function hasInOrder(text: string, parts: readonly string[]): boolean {
  const [first = '', last = ''] = [parts[0], parts.at(-1)];
  const end = text.length - last.length;
  if (!text.startsWith(first) || !text.endsWith(last)) return false;
  let at = first.length;
  for (const part of parts.slice(1, -1)) {
    const found = text.indexOf(part, at);
    if (found < 0) return false;
    at = found + part.length;
  }
  return at <= end;
}

/** The words of a text, in lower case with a blank around each. */
function words(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `;
}

/** Finds the words of a phrase side by side, as the search behind the figure's link does. */
function phraseMatcher(phrase: string): (text: string) => boolean {
  const wanted = words(phrase);
  const list = wanted.trim().split(' ');
  const longest = list.reduce((best, word) => (word.length > best.length ? word : best), '');
  if (longest === '') return () => false;
  // Most texts lack even one word, and looking for that is cheap.
  return (text) => text.toLowerCase().includes(longest) && words(text).includes(wanted);
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
      const within = phraseMatcher(filter.phrase);
      return (issue) => within(issue.title) || within(issue.body);
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

const needsQuotes = /[\s()"]|^text:|^(and|or|not|\*|no:assignee|by:bot|by:human)$/i;

/** Writes a filter back in its own language; `parseFilter` reads the same again, unless a name has a quote in it. */
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
