/** What people type: a candidate, and an answer with its conditions. Nothing of it can do harm. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FormFault } from '../../../src/domain/fault.js';
import { readAnswer } from '../../../src/domain/signoff/answer.js';
import { isRefName, readCandidate } from '../../../src/domain/signoff/candidate.js';
import { commitA } from '../../builders/signoff.js';

describe('a candidate', () => {
  it.each([
    ['', { kind: 'head' }],
    [' `v1.6.0-rc.1` ', { kind: 'named', tag: 'v1.6.0-rc.1', commit: null }],
    ['refs/tags/release/1.6', { kind: 'named', tag: 'release/1.6', commit: null }],
    ['tags/deadbee', { kind: 'named', tag: 'deadbee', commit: null }],
    ['release/1.6', { kind: 'named', tag: 'release/1.6', commit: null }],
    ['DEADBEE', { kind: 'named', tag: 'DEADBEE', commit: 'deadbee' }],
    [commitA.toUpperCase(), { kind: 'named', tag: null, commit: commitA }],
    ['abc123', { kind: 'named', tag: 'abc123', commit: null }],
    ['refs/heads/main', { kind: 'branch', branch: 'main' }],
  ])('typed as "%s" is read', (typed, reading) => {
    expect(readCandidate(typed)).toEqual(reading);
  });

  it.each([
    '../../../user',
    'v1..v2',
    'v1 v2',
    'v\n1',
    'a//b',
    '/v1',
    'v1/',
    '-rf',
    'v1.lock',
    'v1@{1}',
    'v1:src',
    'v1^{}',
    '.',
    'x/.y',
    'v1\u0000',
    'v1\u202e',
    '<@U1>',
    'x'.repeat(300),
  ])('typed as "%s" is none', (typed) => {
    expect(readCandidate(typed)).toBeNull();
  });

  it('is never a name that leads out of the references', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const reading = readCandidate(typed);
        if (reading?.kind !== 'named' || reading.tag === null) return;
        expect(isRefName(reading.tag)).toBe(true);
        expect(reading.tag).not.toMatch(/\.\.|^\/|\/\/|\s|\\/);
      }),
    );
  });
});

describe('an answer', () => {
  const where = { repository: 'acme/rocket', web: 'https://github.com' };
  const form = { answer: 'go' as const, reason: '', issue: '', conditions: '' };
  const read = (given: object) => readAnswer({ ...form, ...given }, where);
  const wrong = (given: object) => {
    try {
      read(given);
    } catch (error) {
      if (error instanceof FormFault) return Object.keys(error.fields);
      throw error;
    }
    return [];
  };

  it('names its conditions by commas, blanks or lines, each once', () => {
    const typed =
      '#12, acme/other#3\nhttps://github.com/acme/rocket/pull/12  <https://github.com/a/b/issues/4|a/b#4>';
    expect(read({ conditions: typed }).conditions.map(({ name }) => name)).toEqual([
      'acme/rocket#12',
      'acme/other#3',
      'a/b#4',
    ]);
  });

  it('of NO GO needs a reason that people can read, and may name an issue', () => {
    const answer = 'no-go';
    expect(wrong({ answer })).toEqual(['reason']);
    expect(wrong({ answer, reason: ' \u200b\n' })).toEqual(['reason']);
    expect(wrong({ answer, reason: 'x'.repeat(1001) })).toEqual(['reason']);
    expect(read({ answer, reason: ' It leaks. ', issue: '#7' })).toMatchObject({
      reason: 'It leaks.',
      issue: { name: 'acme/rocket#7' },
    });
  });

  it.each([
    ['conditions', { conditions: 'when #12 is merged' }],
    ['conditions', { conditions: 'https://evil.example/acme/rocket/pull/12' }],
    ['conditions', { conditions: 'https://github.com.evil.example/acme/rocket/pull/12' }],
    ['conditions', { conditions: '../..#12' }],
    ['conditions', { conditions: Array.from({ length: 11 }, (_, at) => `#${at + 1}`).join() }],
    ['conditions', { answer: 'no-go', reason: 'r', conditions: '#12' }],
    ['issue', { issue: 'later' }],
  ])('tells what is wrong with its %s', (field, given) => {
    expect(wrong(given)).toEqual([field]);
  });

  it('is read or refused in words, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string(), (conditions, issue) => {
        wrong({ conditions, issue });
      }),
    );
  });
});
