/** What people write in the thread of a meeting, and what of it is kept. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { prefixedIn } from '../../../src/domain/meeting/prefixed.js';
import { hostileText } from '../../builders/arbitraries.js';

const action = (text: string, owner: string | null = null, due = '') => ({
  kind: 'action',
  text,
  owner,
  due,
});

describe('a message that begins with a word', () => {
  it.each([
    ['note: the freeze starts on Friday', [{ kind: 'note', text: 'the freeze starts on Friday' }]],
    ['Decision : merge only on call', [{ kind: 'decision', text: 'merge only on call' }]],
    ['ATTENTION:#8499 is red', [{ kind: 'attention', text: '#8499 is red' }]],
    ['attention requested: #8334', [{ kind: 'attention', text: '#8334' }]],
    ['topic: E2E issues', [{ kind: 'topic', text: 'E2E issues' }]],
    ['action: write it down', [action('write it down')]],
    ['action item: write it down', [action('write it down')]],
    ['action @ann: write it down', [action('write it down', 'ann')]],
    ['action @Ann Smith: write it down', [action('write it down', 'Ann Smith')]],
    ['action (ann): write it down', [action('write it down', 'ann')]],
    ['action (@ann): write it down', [action('write it down', 'ann')]],
    ['action @U01ANN : write it down due 2017-04-28', [action('write it down', 'U01ANN', '2017-04-28')]],
    ['action: write it down, due 2017-04-28.', [action('write it down', null, '2017-04-28')]],
    ['action: write it down (due: 2017-04-28)', [action('write it down', null, '2017-04-28')]],
    ['action: write it down due 2017-02-30', [action('write it down due 2017-02-30')]],
    ['action: due 2017-04-28', [action('due 2017-04-28')]],
    ['- note: a bullet', [{ kind: 'note', text: 'a bullet' }]],
  ])('"%s" is kept', (text, kept) => expect(prefixedIn(text)).toEqual(kept));

  it('goes on over lines, until the next word', () => {
    expect(prefixedIn('topic: Code Freeze\nnote: starts\non Friday\r\naction (ben): tell all\n')).toEqual([
      { kind: 'topic', text: 'Code Freeze' },
      { kind: 'note', text: 'starts\non Friday' },
      action('tell all', 'ben'),
    ]);
  });

  it.each([
    'Noted, thanks',
    'notes: no',
    'I think\nnote: this',
    'note:',
    'action fix: x',
    'action (): x',
    '',
  ])('"%s" is talk', (text) => expect(prefixedIn(text)).toEqual([]));

  it('never keeps what was not said, nor more than twenty', () => {
    const word = fc.constantFrom('note: ', 'decision:', 'action @ann: ', 'action (b): ', 'topic : ', '');
    fc.assert(
      fc.property(fc.array(fc.tuple(word, hostileText(60)), { maxLength: 40 }), (lines) => {
        const message = lines.map((parts) => parts.join('')).join('\n');
        const kept = prefixedIn(message);
        expect(kept.length).toBeLessThanOrEqual(20);
        for (const { text } of kept) {
          expect(text.trim()).toBe(text);
          expect(text).not.toBe('');
          expect(message.replaceAll(/\r\n?/g, '\n')).toContain(text);
        }
      }),
    );
  });
});
