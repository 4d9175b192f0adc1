/** Issues and pull requests that texts name. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { itemsNamed, namesItem } from '../../src/domain/named-items.js';

describe('the items that a text names', () => {
  it.each([
    ['#1, #2 and #1', [1, 2]],
    ['kube/kube#3 KUBE/Kube#4', [3, 4]],
    ['https://github.com/kube/kube/pull/5 https://ghe.example/kube/kube/issues/6#issuecomment-7', [5, 6]],
    ['other/repo#1 https://github.com/other/repo/pull/2', []],
    ['a#1 a/#2 #0 #x #1234567890', []],
    ['(#7)', [7]],
  ])('%j: %j', (text, expected) => {
    expect(itemsNamed(text, 'kube/kube')).toEqual(expected);
  });

  it('are those that it is asked for one by one', () => {
    const piece = fc.constantFrom(
      '#1',
      '#2',
      'kube/kube#1',
      'a/b#2',
      '/kube/kube/pull/2',
      '/kube/kube/issues/12',
      ' ',
      'x',
      '/',
      ',',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), (pieces) => {
        const text = pieces.join('');
        const named = [1, 2, 12].filter((number) =>
          namesItem(text, 'kube/kube', { repository: 'kube/kube', number }),
        );
        expect(
          itemsNamed(text, 'kube/kube')
            .filter((number) => [1, 2, 12].includes(number))
            .sort((a, b) => a - b),
        ).toEqual(named);
      }),
    );
  });
});
