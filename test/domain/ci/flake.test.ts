/** Flaky against failing. */
import { describe, expect, it } from '@jest/globals';
import { sameCommit } from '../../../src/domain/ci/commit.js';
import { type Nature, natureOf, type Trial } from '../../../src/domain/ci/flake.js';
import { usualRules } from '../../../src/domain/ci/rules.js';
import { sha } from '../../builders/ci.js';

const results = { p: 'pass', x: 'fail', f: 'flake' } as const;

/** Trials, the newest first: `p` passed, `x` failed, `f` failed and then passed. */
const trials = (row: string, commits = ''): Trial[] =>
  [...row].map((letter, at) => ({
    result: results[letter as keyof typeof results],
    commit: commits === '' ? null : sha(commits[at] ?? '0'),
  }));

describe('a test', () => {
  it.each<[string, Nature, string]>([
    ['', 'passing', 'that never ran'],
    ['pppp', 'passing', 'that passes'],
    ['x', 'failing', 'that failed once and never passed'],
    [`x${'p'.repeat(19)}`, 'failing', 'that fails for the first time: nobody saw it pass again'],
    [`p${'x'}${'p'.repeat(18)}`, 'flaky', 'that failed once and passed again'],
    ['pxpp', 'flaky', 'that fails in a quarter'],
    ['pxp', 'passing', 'that fails in just a third is over it'],
    ['xppxpp', 'failing', 'that fails in just a third and does so now'],
    ['xppxppp', 'flaky', 'that fails in less than a third and does so now'],
    [`xx${'p'.repeat(5)}x${'p'.repeat(12)}`, 'flaky', 'that failed twice in a row, rarely enough'],
    [`xxx${'p'.repeat(5)}x${'p'.repeat(11)}`, 'failing', 'that failed in the last three'],
    ['xxxf', 'failing', 'that failed in the last three after it flaked'],
    ['ppf', 'flaky', 'that passed only at the second attempt'],
    ['pppxxxxx', 'passing', 'that was mended'],
    [`${'p'.repeat(20)}xp`, 'passing', 'whose failure is out of the window'],
    [`${'p'.repeat(19)}xp`, 'flaky', 'whose failure is the last of the window'],
  ])('%s is %s: one %s', (row, expected) => {
    expect(natureOf(trials(row), usualRules.flake)).toBe(expected);
  });

  it.each<[string, string, Nature]>([
    ['xp', 'aa', 'flaky'],
    ['px', 'aa', 'flaky'],
    ['xp', 'ab', 'failing'],
    ['xxp', 'aaa', 'flaky'],
    ['xxp', 'baa', 'failing'],
    ['xxxp', 'aaaa', 'failing'],
    ['pxx', 'baa', 'passing'],
  ])('%s on the commits %s is %s', (row, commits, expected) => {
    expect(natureOf(trials(row, commits), usualRules.flake)).toBe(expected);
  });
});

describe('two commits', () => {
  it.each([
    ['a57b4befd', 'a57b4befd123456789012345678901234567890a', true],
    ['A57B4BE', 'a57b4befd', true],
    ['a57b4b', 'a57b4befd', false],
    ['a57b4b', 'a57b4b', false],
    ['a57b4befe', 'a57b4befd', false],
    ['v1.6.0-beta.4', 'v1.6.0-beta.4', true],
    ['v1.6.0-beta.4', 'v1.6.0-beta.40', false],
    ['', '', false],
    [null, null, false],
    [' ', 'a57b4befd', false],
  ])('%j and %j are the same: %s', (a, b, same) => {
    expect(sameCommit(a, b)).toBe(same);
    expect(sameCommit(b, a)).toBe(same);
  });
});
