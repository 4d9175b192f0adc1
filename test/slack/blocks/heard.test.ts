/** What notifications and screen readers say: words, and nothing that only an eye makes sense of. */
import { describe, expect, it } from '@jest/globals';
import { heard } from '../../../src/slack/blocks/parts/text.js';
import { faultsOf } from '../../builders/spoken.js';

describe('what is heard', () => {
  it.each([
    ['It is a topic of *Release team*: Notes', 'It is a topic of Release team: Notes'],
    [
      'by <!date^1489690800^{date_short_pretty}, {time}|16 March 2017, 12:00> at last',
      'by 16 March 2017, 12:00 at last',
    ],
    ['see <https://github.com/a/b/issues/1|#1>', 'see #1'],
    ['`cron 0 */4 * * *` and 2 * 3 * 4', '`cron 0 */4 * * *` and 2 * 3 * 4'],
    ['Ask <@U1>, or <#C1>', 'Ask <@U1>, or <#C1>'],
  ])('of %s is words', (text, words) => {
    expect(heard(text)).toBe(words);
    expect(faultsOf({ where: '', text: words, blocks: [text] })).toEqual([]);
  });

  it.each([
    ['', 'is empty'],
    ['v1.6 is undefined', 'has a value that is none'],
    ['see <https://github.com/a|a>', 'has a link or a date as it is written'],
    [':red_circle: v1.6 fails', 'has an emoji by its name'],
    ['v1.6 is *NO GO*', 'has marks for bold'],
    ['<@U9>, look here', 'mentions whom the message does not'],
    [`v1.6 ${'and more '.repeat(20)}.`, 'begins with 186 characters without an end'],
    ['🔴', 'has no words'],
  ])('of "%s" would not be understood', (text, fault) => {
    expect(faultsOf({ where: '', text, blocks: [] })).toContain(fault);
  });
});
