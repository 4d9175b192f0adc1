/** GitHub's issue search language: words, phrases, qualifiers, AND, OR, NOT and parentheses, made into one test. */

import type { Issue, Repo } from './model.js';
import { isQualifier, qualifier } from './qualifiers.js';
import { Refusal } from './reply.js';

type Test = (issue: Issue, repo: Repo) => boolean;

export interface Query {
  readonly test: Test;
  /** Full names after `repo:` as written; empty when any repository will do. */
  readonly repos: readonly string[];
  /** Whether `is:issue` or `is:pr` (or their like) was given. */
  readonly saysKind: boolean;
  /** The order asked for in the text itself, such as `updated-desc`. */
  readonly sort: string | undefined;
}

interface Token {
  readonly kind: '(' | ')' | 'AND' | 'OR' | 'NOT' | 'term';
  readonly negated: boolean;
  readonly key: string;
  readonly value: string;
}

/** A test and what it costs, so that reading texts comes last. */
interface Part {
  readonly test: Test;
  readonly cost: number;
  readonly repo?: boolean;
}

const LONGEST_TEXT = 256;
const MOST_OPERATORS = 5;

/** Reads a search; throws 422 for one that GitHub does not take. */
export function parseQuery(source: string): Query {
  const tokens = lex(source);
  if (tokens.length === 0) throw unreadable('missing');
  const text = tokens.filter(({ kind, key }) => kind === 'term' && key === '').map(({ value }) => value);
  if (text.join(' ').length > LONGEST_TEXT)
    throw unreadable(`The search is longer than ${LONGEST_TEXT} characters.`);
  if (tokens.filter(({ kind }) => kind === 'AND' || kind === 'OR' || kind === 'NOT').length > MOST_OPERATORS)
    throw unreadable(`More than ${MOST_OPERATORS} AND / OR / NOT operators were used.`);
  const all = (key: string) => tokens.filter((token) => token.key === key).map(({ value }) => unquote(value));
  const fields = all('in').flatMap((value) => value.split(','));
  const kinds = [...all('is'), ...all('type')];
  const parser = new Parser(tokens, fields.length > 0 ? fields : ['title', 'body', 'comments']);
  return {
    test: parser.whole().test,
    repos: tokens.filter(({ key, negated }) => key === 'repo' && !negated).map(({ value }) => unquote(value)),
    saysKind: kinds.some((kind) => ['issue', 'pr', 'pull-request'].includes(kind)),
    sort: all('sort')[0],
  };
}

function lex(source: string): Token[] {
  const pattern = /\s*(?:([()])|(-?)(?:([A-Za-z-]+):((?:"[^"]*"|[^\s()"])+)|"([^"]*)"|([^\s()"]+)|(")))/y;
  const tokens: Token[] = [];
  for (let found = pattern.exec(source); found; found = pattern.exec(source)) {
    const [, bracket, minus, key, value, phrase, word] = found;
    const term = (name: string, what: string): Token => ({
      kind: 'term',
      negated: minus === '-',
      key: name,
      value: what,
    });
    if (bracket) tokens.push({ ...term('', bracket), kind: bracket as '(' | ')' });
    else if (key && value && isQualifier(key.toLowerCase())) tokens.push(term(key.toLowerCase(), value));
    else if (key) tokens.push(term('', `${key} ${unquote(value ?? '')}`));
    else if (phrase !== undefined) tokens.push(term('', phrase));
    else if (word === 'AND' || word === 'OR' || word === 'NOT')
      tokens.push({ ...term('', word), kind: word });
    else if (word) tokens.push(term('', word));
  }
  return tokens;
}

class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly fields: readonly string[],
  ) {}

  whole(): Part {
    const part = this.alternatives();
    if (this.at < this.tokens.length) throw unreadable('The search has a bracket too many.');
    return part;
  }

  private alternatives(): Part {
    const parts = [this.sequence()];
    while (this.tokens[this.at]?.kind === 'OR') {
      this.at += 1;
      parts.push(this.sequence());
    }
    const [only] = parts;
    if (only && parts.length === 1) return only;
    return { test: (issue, repo) => parts.some(({ test }) => test(issue, repo)), cost: total(parts) };
  }

  private sequence(): Part {
    const parts: Part[] = [];
    for (;;) {
      const kind = this.tokens[this.at]?.kind;
      if (kind === undefined || kind === ')' || kind === 'OR') break;
      if (kind === 'AND') this.at += 1;
      else parts.push(this.single());
    }
    // Several repositories side by side mean any of them; everything else must hold together.
    const repos = parts.filter(({ repo }) => repo);
    const rest = parts.filter(({ repo }) => !repo).sort((a, b) => a.cost - b.cost);
    const test: Test = (issue, repo) =>
      (repos.length === 0 || repos.some((part) => part.test(issue, repo))) &&
      rest.every((part) => part.test(issue, repo));
    return { test, cost: total(parts) };
  }

  private single(): Part {
    const token = this.tokens[this.at] as Token;
    this.at += 1;
    if (token.kind === 'NOT') {
      if (this.at >= this.tokens.length) throw unreadable('NOT needs something after it.');
      return negate(this.single());
    }
    if (token.kind === '(') {
      const inside = this.alternatives();
      if (this.tokens[this.at]?.kind !== ')') throw unreadable('The search has an open bracket.');
      this.at += 1;
      return inside;
    }
    const part: Part =
      token.key === ''
        ? { test: contains(token.value, this.fields), cost: 100 }
        : { test: qualifier(token.key, values(token.value)), cost: 1, repo: token.key === 'repo' };
    return token.negated ? negate(part) : part;
  }
}

function negate({ test, cost }: Part): Part {
  return { test: (issue, repo) => !test(issue, repo), cost };
}

function total(parts: readonly Part[]): number {
  return parts.reduce((sum, { cost }) => sum + cost, 0);
}

/** The values of `label:a,"b c"`: without quotes, split at commas outside them. */
function values(source: string): string[] {
  return [...source.matchAll(/(?:"[^"]*"|[^,"])+/g)].map(([value]) => unquote(value));
}

function unquote(value: string): string {
  return value.replaceAll('"', '');
}

/** Whether the words stand next to each other in one of the fields, whatever stands between them. */
function contains(phrase: string, fields: readonly string[]): Test {
  const wanted = words(phrase);
  const longest = wanted.split(' ').reduce((best, word) => (word.length > best.length ? word : best), '');
  // Most texts lack even one word, and looking for that is cheap.
  const within = (text: string) => text.toLowerCase().includes(longest) && words(text).includes(wanted);
  return (issue) =>
    (fields.includes('title') && within(issue.title)) ||
    (fields.includes('body') && issue.body !== null && within(issue.body)) ||
    (fields.includes('comments') && issue.comments.some(({ body }) => within(body)));
}

function words(text: string): string {
  return ` ${text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')} `;
}

/** 422 as the search endpoint answers. */
export function unreadable(message: string): Refusal {
  return new Refusal(422, 'Validation Failed', {
    errors: [
      { resource: 'Search', field: 'q', code: message === 'missing' ? 'missing' : 'invalid', message },
    ],
  });
}
