/** What people write in the discussion after the all-clear, and what of it is a lesson or an action item. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { prefixedIn } from '../../../src/domain/postmortem/prefixed.js';
import { hostileText } from '../../builders/arbitraries.js';

const lesson = (list: string, text: string) => ({ kind: 'lesson', list, text });
const action = (type: string, text: string, isTypeSaid = true) => ({
  kind: 'action',
  type,
  isTypeSaid,
  text,
});

describe('a message that begins with a word', () => {
  it.each([
    ['well: found within a day', [lesson('well', 'found within a day')]],
    ['Wrong : no sign-off', [lesson('wrong', 'no sign-off')]],
    ['LUCKY:it only hit new clusters', [lesson('lucky', 'it only hit new clusters')]],
    ['action prevent: end-to-end tests', [action('prevent', 'end-to-end tests')]],
    ['Action  Detect: tell the SIG', [action('detect', 'tell the SIG')]],
    ['action: write it down', [action('prevent', 'write it down', false)]],
    ['• well: a bullet', [lesson('well', 'a bullet')]],
  ])('"%s" is kept', (text, kept) => expect(prefixedIn(text)).toEqual(kept));

  it('goes on over lines, until the next word', () => {
    expect(
      prefixedIn('well: found\nwithin a day\n\nlucky: it was consistent\r\nwrong: nobody was told'),
    ).toEqual([
      lesson('well', 'found\nwithin a day'),
      lesson('lucky', 'it was consistent'),
      lesson('wrong', 'nobody was told'),
    ]);
  });

  it.each(['Well, that went badly', 'wellness: no', 'I think\nwrong: this', 'well:', 'action fix: x', ''])(
    '"%s" is talk',
    (text) => expect(prefixedIn(text)).toEqual([]),
  );

  it('never keeps what was not said, nor more than twenty', () => {
    const word = fc.constantFrom('well: ', 'lucky:', 'action prevent: ', 'wrong : ', '');
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
