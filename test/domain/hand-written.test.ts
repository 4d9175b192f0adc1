/** Hand-written notes: when they count, and what their heading is. */
import { describe, expect, it } from '@jest/globals';
import { isActive, splitHeading } from '../../src/domain/hand-written.js';
import { noon } from '../builders/issue.js';
import { note } from '../builders/status.js';

describe('a note', () => {
  it.each([
    [note(), true],
    [note({ until: noon + 1 }), true],
    [note({ until: noon }), false],
    [note({ endedAt: noon + 1 }), true],
    [note({ endedAt: noon }), false],
    [note({ type: 'action', until: noon - 1 }), true],
    [note({ type: 'action', endedAt: noon - 1 }), false],
    [note({ type: 'taken', until: noon - 1 }), true],
  ])('%j counts at noon: %s', (one, active) => {
    expect(isActive(one, noon)).toBe(active);
  });
});

describe('the heading of a note', () => {
  it.each<[string, string | null, string]>([
    [
      'Release Machinery: timeouts during upgrade tests',
      'Release Machinery',
      'timeouts during upgrade tests',
    ],
    ['Upgrade tests :  no signal', 'Upgrade tests', 'no signal'],
    ['Übung: eins: zwei', 'Übung', 'eins: zwei'],
    ['Two lines: one\ntwo', 'Two lines', 'one\ntwo'],
    ['see https://github.com/acme/rocket', null, 'see https://github.com/acme/rocket'],
    ['https://github.com: down', null, 'https://github.com: down'],
    ['note: lower case', null, 'note: lower case'],
    ['No blank:after', null, 'No blank:after'],
    ['A: one letter', null, 'A: one letter'],
    ['Nothing after:', null, 'Nothing after:'],
    [`${'Long '.repeat(9)}: text`, null, `${'Long '.repeat(9)}: text`],
    ['no heading at all', null, 'no heading at all'],
    ['First line\nSecond: text', null, 'First line\nSecond: text'],
    ['', null, ''],
  ])('in %j is %j', (text, heading, rest) => {
    expect(splitHeading(text)).toEqual({ heading, text: rest });
  });
});
