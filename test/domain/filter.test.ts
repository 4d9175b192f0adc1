/** The language of filters: what it reads, what it refuses, and that it says what it means. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { UserFault } from '../../src/domain/fault.js';
import {
  both,
  compileFilter,
  everyIssue,
  type Filter,
  type Filterable,
  labelMatcher,
  parseFilter,
  showFilter,
} from '../../src/domain/filter.js';
import { someFilter, someIssues } from '../builders/arbitraries.js';
import { issue } from '../builders/issue.js';
import { label } from '../builders/release.js';

const fault = (source: string): UserFault => {
  try {
    parseFilter(source);
  } catch (error) {
    if (error instanceof UserFault) return error;
    throw error;
  }
  throw new Error(`was read: ${source}`);
};

/** As slow and plain as the description of the language. */
function naive(filter: Filter, one: Filterable): boolean {
  const words = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
  switch (filter.is) {
    case 'every':
      return true;
    case 'unassigned':
      return one.assignees.length === 0;
    case 'bot':
      return one.authorIsBot;
    case 'not':
      return !naive(filter.of, one);
    case 'and':
      return filter.of.filter((part) => !naive(part, one)).length === 0;
    case 'or':
      return filter.of.filter((part) => naive(part, one)).length > 0;
    case 'label':
      return one.labels.some((name) => glob(filter.pattern.toLowerCase(), name.toLowerCase()));
    case 'text': {
      const wanted = words(filter.phrase);
      return [one.title, one.body]
        .map(words)
        .some((list) => list.some((_, at) => wanted.every((word, step) => list[at + step] === word)));
    }
  }
}

function glob(pattern: string, name: string): boolean {
  if (pattern === '') return name === '';
  if (pattern[0] === '*')
    return glob(pattern.slice(1), name) || (name !== '' && glob(pattern, name.slice(1)));
  return name !== '' && pattern[0] === name[0] && glob(pattern.slice(1), name.slice(1));
}

describe('a filter', () => {
  it.each<[string, Filter]>([
    ['kind/flake', label('kind/flake')],
    ['*', everyIssue],
    ['  sig/*  ', label('sig/*')],
    ['"help wanted"', label('help wanted')],
    ['"and"', label('and')],
    ['"*"', label('*')],
    ['"text:odd"', label('text:odd')],
    ['no:assignee', { is: 'unassigned' }],
    ['No:Assignee', { is: 'unassigned' }],
    ['by:bot', { is: 'bot' }],
    ['by:human', { is: 'not', of: { is: 'bot' } }],
    ['BY:HUMAN', { is: 'not', of: { is: 'bot' } }],
    ['text:"broken test run"', { is: 'text', phrase: 'broken test run' }],
    ['TEXT:"broken test run"', { is: 'text', phrase: 'broken test run' }],
    ['text:broken', { is: 'text', phrase: 'broken' }],
    ['a b', { is: 'and', of: [label('a'), label('b')] }],
    ['a AND b', { is: 'and', of: [label('a'), label('b')] }],
    ['a and b or c', { is: 'or', of: [{ is: 'and', of: [label('a'), label('b')] }, label('c')] }],
    ['a and (b or c)', { is: 'and', of: [label('a'), { is: 'or', of: [label('b'), label('c')] }] }],
    ['not a b', { is: 'and', of: [{ is: 'not', of: label('a') }, label('b')] }],
    ['not not a', { is: 'not', of: { is: 'not', of: label('a') } }],
    ['größe/ü😀\tor\n重要', { is: 'or', of: [label('größe/ü😀'), label('重要')] }],
  ])('reads %j', (source, filter) => {
    expect(parseFilter(source)).toEqual(filter);
  });

  it.each([
    ['', 'ends where a label was expected'],
    ['   ', 'ends where a label was expected'],
    ['()', '")" at character 2'],
    ['(a', 'parenthesis at character 1 is not closed'],
    ['a)', 'nothing was expected after character 1'],
    ['a and', 'ends where'],
    ['or a', '"or" at character 2 stands'],
    ['a and or b', '"or"'],
    ['not', 'ends where'],
    ['text:"broken', 'quote without its partner at character 6'],
    ['"a" "', 'quote without its partner'],
    ['""', 'is empty'],
    ['text:""', 'neither a letter nor a digit'],
    ['text:', 'neither a letter nor a digit'],
    ['text:"?!"', 'neither a letter nor a digit'],
    [`${'('.repeat(60)}a${')'.repeat(60)}`, 'nested more than 50 deep'],
    ['not '.repeat(2000), 'nested more than 50 deep'],
    ['('.repeat(4000), 'nested more than 50 deep'],
  ])('refuses %j and says where', (source, problem) => {
    const { code, message, hint } = fault(source);
    expect(code).toBe('bad-filter');
    expect(message).toContain(problem);
    expect(message.length).toBeLessThan(400);
    expect(hint).toContain('for example');
  });

  it('of 4,000 characters is read in full', () => {
    const source = Array.from({ length: 572 }, (_, at) => `l${at % 10}`)
      .join(' or  ')
      .slice(0, 4000);
    expect(source).toHaveLength(3999);
    const filter = parseFilter(source);
    expect(filter.is === 'or' && filter.of.length).toBe(572);
  });

  it('is read, or refused with a fault, whatever is typed', () => {
    const piece = fc.constantFrom(
      '(',
      ')',
      '"',
      ' ',
      'and',
      'or',
      'not',
      '*',
      'text:',
      'a',
      'sig/*',
      'no:assignee',
    );
    const typed = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.array(piece, { maxLength: 40 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(typed, (source) => {
        let filter: Filter;
        try {
          filter = parseFilter(source);
        } catch (error) {
          expect(error).toBeInstanceOf(UserFault);
          return;
        }
        expect(parseFilter(showFilter(filter))).toEqual(filter);
      }),
      { numRuns: 400 },
    );
  });

  it('means the same once it is written out and read again', () => {
    fc.assert(
      fc.property(someFilter, someIssues(), (filter, issues) => {
        const again = compileFilter(parseFilter(showFilter(filter)));
        const before = compileFilter(filter);
        expect(issues.filter(again)).toEqual(issues.filter(before));
      }),
      { numRuns: 200 },
    );
  });

  it('selects what a plain reading of it selects', () => {
    fc.assert(
      fc.property(someFilter, someIssues(), (filter, issues) => {
        const fast = compileFilter(filter);
        for (const one of issues) expect(fast(one)).toBe(naive(filter, one));
      }),
      { numRuns: 200 },
    );
  });
});

describe('a text', () => {
  it.each([
    ['broken test run', 'gce: Broken-Test   run!', true],
    ['broken test run', 'the run of a broken test', false],
    ['run', 'running', false],
    ['run', 'a re-run', true],
    ['e2e', 'E2E: fails', true],
    ['ÜBUNG', 'eine übung', true],
  ])('%j stands in %j: %s, as in GitHub’s search', (phrase, title, found) => {
    const matches = compileFilter({ is: 'text', phrase });
    expect(matches(issue({ title }))).toBe(found);
    expect(matches(issue({ title: 'x', body: title }))).toBe(found);
  });
});

describe('a label pattern', () => {
  it.each([
    ['sig/*', 'SIG/Node', true],
    ['sig/*', 'sig/', true],
    ['sig/*', 'sig', false],
    ['*', 'anything', true],
    ['*blocker', 'release-blocker', true],
    ['*blocker', 'blockers', false],
    ['a*c', 'a\nc', true],
    ['a.c', 'abc', false],
    ['a+(b)*', 'a+(b)[c]', true],
  ])('%j matches %j: %s', (pattern, name, matches) => {
    expect(labelMatcher(pattern)(name)).toBe(matches);
  });
});

describe('two filters at once', () => {
  it('are one where the other asks for nothing', () => {
    expect(both(everyIssue, label('a'))).toEqual(label('a'));
    expect(both(label('a'), everyIssue)).toEqual(label('a'));
    expect(both(label('a'), label('b'))).toEqual({ is: 'and', of: [label('a'), label('b')] });
  });
});
