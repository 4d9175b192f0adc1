/** What is read out of a look on GitHub, and out of what people and robots write in pull requests. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Sight } from '../../../src/domain/incident/github-events.js';
import {
  byVersion,
  isCherryPickOf,
  isFinalTag,
  isRevertOf,
  type Look,
  newSights,
  whereNow,
} from '../../../src/domain/incident/sights.js';
import { hostileText } from '../../builders/arbitraries.js';

const look = (given: Partial<Look> = {}): Look => ({
  ...{ name: 'a/b#7', url: 'https://github.com/a/b/pull/7', title: 'Fix', body: '', isPullRequest: true },
  ...{
    isOpen: true,
    author: 'ann',
    openedAt: 100,
    closed: null,
    reopened: null,
    merged: null,
    branch: 'master',
  },
  ...given,
});
const closed = (at: number, more: Partial<Look> = {}) =>
  look({ isOpen: false, closed: { at, by: 'ben' }, ...more });
const whats = (known: Sight[], one: Look) =>
  newSights(known, one).map(({ what, at, by }) => `${what} ${at} ${by}`);

/** Looked at one after the other, as Signalman does. */
function seen(...looks: Look[]): Sight[] {
  const known: Sight[] = [];
  for (const one of looks) known.push(...newSights(known, one));
  return known;
}

describe('a look', () => {
  it('tells what happened, with the time and the name that GitHub gives', () => {
    expect(whats([], look())).toEqual(['opened 100 ann']);
    expect(whats([], closed(200))).toEqual(['opened 100 ann', 'closed 200 ben']);
    expect(whats([], look({ isOpen: false, merged: { at: 300, by: 'robot' } }))).toEqual([
      'opened 100 ann',
      'merged 300 robot',
    ]);
  });

  it('tells nothing that is known', () => {
    for (const one of [look(), closed(200), look({ isOpen: false, merged: { at: 300, by: null } })])
      expect(newSights(seen(one), one)).toEqual([]);
  });

  it('sees that something was opened again, also when it was closed once more meanwhile', () => {
    const known = seen(look(), closed(200));
    const reopened = { at: 250, by: 'cy' };
    expect(whats(known, look({ reopened }))).toEqual(['reopened 250 cy']);
    expect(whats(known, closed(300, { reopened }))).toEqual(['reopened 250 cy', 'closed 300 ben']);
    expect(whats(seen(look(), closed(200), look({ reopened })), closed(300, { reopened }))).toEqual([
      'closed 300 ben',
    ]);
    // What was opened again before it was linked is no news.
    expect(whats(seen(closed(300, { reopened: null })), closed(300, { reopened }))).toEqual([]);
  });

  it('is made where the item is by now', () => {
    const moved: Sight = {
      what: 'moved',
      at: 1,
      by: null,
      branch: null,
      tag: null,
      url: 'https://github.com/c/d/issues/9',
    };
    expect(whereNow('a/b#7', [])).toBe('a/b#7');
    expect(whereNow('a/b#7', [moved])).toBe('c/d#9');
    expect(whereNow('a/b#7', [{ ...moved, url: 'https://github.com/c/d/issues/9/../../x' }])).toBe('a/b#7');
  });
});

const of = {
  repository: 'kubernetes/kubernetes',
  number: 43835,
  commit: 'abcdef0123456789abcdef0123456789abcdef01',
};
const pull = (title: string, body = '', name = 'kubernetes/kubernetes#50000') => ({ name, title, body });

describe('a cherry-pick', () => {
  it.each([
    ['Automated cherry pick of #43835', ''],
    ['Automated cherry pick of #43835: drop dummy deploy', ''],
    ['[1.6] drop dummy deploy', 'Cherry pick of #43835 on release-1.6.\r\n\r\n#43835: drop dummy deploy'],
    ['x', 'Automated cherry-pick of #43800 #43835 on release-1.6.'],
    ['x', 'cherry picks kubernetes/kubernetes#43835'],
    ['x', 'Cherry-picked from https://github.com/kubernetes/kubernetes/pull/43835'],
  ])('says so: %s %s', (title, body) => {
    expect(isCherryPickOf(pull(title, body), of)).toBe(true);
  });

  it.each([
    ['Fix what #43835 broke', 'No cherry pick'],
    ['Automated cherry pick of #438', 'Cherry pick of #438 on release-1.6.'],
    ['Automated cherry pick of #438350', ''],
    ['Cherry pick of other/repo#43835', ''],
    ['Cherry pick', '#43835'],
  ])('is nothing else: %s %s', (title, body) => {
    expect(isCherryPickOf(pull(title, body), of)).toBe(false);
  });

  it('of another repository is named with it', () => {
    expect(isCherryPickOf(pull('Cherry pick of #43835', '', 'other/repo#1'), of)).toBe(false);
    expect(isCherryPickOf(pull('Cherry pick of kubernetes/kubernetes#43835', '', 'other/repo#1'), of)).toBe(
      true,
    );
  });
});

describe('a revert', () => {
  it.each([
    ['Revert "drop dummy deploy"', 'Reverts kubernetes/kubernetes#43835'],
    ['Revert #43835', ''],
    ['Back out the dummy', 'This reverts commit abcdef0123456789abcdef0123456789abcdef01.'],
    ['Back out the dummy', 'This reverts commit ABCDEF012345.'],
  ])('says so: %s %s', (title, body) => {
    expect(isRevertOf(pull(title, body), of)).toBe(true);
  });

  it.each([
    ['Revert "something else"', 'It was needed before #43835'],
    ['Do not revert #43835', ''],
    ['Fix the tests', 'without reverting #43835'],
    ['x', 'This reverts commit 1234567890'],
    ['Revert "x"', 'Reverts kubernetes/kubernetes#4383'],
  ])('is nothing else: %s %s', (title, body) => {
    expect(isRevertOf(pull(title, body), of)).toBe(false);
  });

  it('nor a cherry-pick, whatever is written', () => {
    fc.assert(
      fc.property(hostileText(), hostileText(), (title, body) => {
        expect(isRevertOf(pull(title, body), { ...of, number: 987654321 })).toBe(false);
        expect(isCherryPickOf(pull(title, body), { ...of, number: 987654321 })).toBe(false);
      }),
    );
  });
});

describe('a tag', () => {
  it('counts when people install it, and when it is of the release', () => {
    for (const tag of ['v1.6.1', '1.6.1', 'v1.6.0', 'v1.6', 'kubernetes/v1.6.10'])
      expect(isFinalTag(tag, '1.6')).toBe(true);
    for (const tag of ['v1.6.1-rc.1', 'v1.6.1-beta.0', 'v1.60.1', 'v1.7.0', 'nightly', 'v1.6.x', ''])
      expect(isFinalTag(tag, '1.6')).toBe(false);
    expect(isFinalTag('v9.9.9', 'spring')).toBe(true);
  });

  it('of the lowest version comes first', () => {
    expect(['v1.6.10', 'v1.6.2', 'v1.6', 'v1.6.0'].sort(byVersion)).toEqual([
      'v1.6',
      'v1.6.0',
      'v1.6.2',
      'v1.6.10',
    ]);
  });
});
