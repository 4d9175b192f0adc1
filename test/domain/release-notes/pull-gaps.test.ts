/** What merged pull requests lack for the release notes. */
import { describe, expect, it } from '@jest/globals';
import type { NotedPull } from '../../../src/domain/release-notes/pull.js';
import { pullGaps } from '../../../src/domain/release-notes/pull-gaps.js';

function pull(number: number, facts: Partial<NotedPull> = {}): NotedPull {
  return {
    repository: 'kube/kube',
    number,
    title: 'Mend the proxy',
    url: `https://github.com/kube/kube/pull/${number}`,
    author: 'ada',
    authorIsBot: false,
    labels: [],
    mergedAt: number,
    said: { kind: 'none' },
    saidBy: 'body',
    groups: ['network'],
    kinds: ['bug'],
    parents: [],
    revertedBy: null,
    reverts: null,
    ...facts,
  };
}

const missing = { kind: 'missing', why: 'empty' } as const;
const note = (text: string) => ({ kind: 'note', text, isActionRequired: false }) as const;

describe('the gaps of merged pull requests', () => {
  it('are those without a note, with whose they are', () => {
    const [gap] = pullGaps([pull(1), pull(2, { said: missing })]);
    expect(gap).toMatchObject({
      code: 'no-note',
      repository: 'kube/kube',
      number: 2,
      title: 'Mend the proxy',
      owners: ['ada'],
      groups: ['network'],
      blocks: true,
    });
    expect(gap?.text).not.toMatch(/\.$/);
  });

  it('say why each has none', () => {
    const whys = (['no-block', 'empty', 'template'] as const).map(
      (why) => pullGaps([pull(1, { said: { kind: 'missing', why } })])[0]?.text,
    );
    expect(new Set(whys).size).toBe(3);
    expect(whys).not.toContain(undefined);
  });

  it('are nobody’s where a bot wrote it, and gaps all the same', () => {
    expect(pullGaps([pull(1, { said: missing, authorIsBot: true })])[0]).toMatchObject({
      owners: [],
      blocks: true,
    });
  });

  it('are none of what was taken back, nor of what takes it back', () => {
    const all = [
      pull(1, { said: missing, revertedBy: 2 }),
      pull(2, { said: missing, reverts: 1 }),
      pull(3, { kinds: ['deprecation'], revertedBy: 4 }),
      pull(4, { kinds: ['deprecation'], reverts: 3 }),
      pull(5, { said: note('Mend the proxy'), revertedBy: 6 }),
    ];
    expect(pullGaps(all)).toEqual([]);
  });

  it('are deprecations that are not to be told, and block', () => {
    expect(pullGaps([pull(1, { kinds: ['bug', 'deprecation'] })])).toMatchObject([
      { code: 'none-on-deprecation', blocks: true },
    ]);
    expect(pullGaps([pull(1, { kinds: ['deprecation'], said: note('The flag goes.') })])).toEqual([]);
  });

  it.each([
    ['Mend the proxy', 'Mend the proxy'],
    ['mend   the `proxy`.', 'Mend the proxy'],
    ['Fix: mend the **proxy**', 'Mend the proxy'],
    ['Fixed the proxy', 'Fixes the proxy'],
    ['Mend the proxy', 'fix(net): mend the proxy (#12)'],
    ['[Action required] Mend the [proxy](https://a.example)', '[net] Mend the proxy'],
    ['Mend the proxy', 'Automated cherry pick of #12: Mend the proxy'],
  ])('%j repeats the title %j, which is told and blocks nothing', (text, title) => {
    expect(pullGaps([pull(1, { said: note(text), title })])).toMatchObject([
      { code: 'repeats-title', blocks: false },
    ]);
  });

  it.each([
    ['Mend the proxy for IPv6', 'Mend the proxy', 'body'],
    ['', '...', 'body'],
    ['--fix', '--mend', 'body'],
    ['Mend the proxy', 'Mend the proxy', 'parent'],
  ] as const)('%j does not repeat %j (%s)', (text, title, saidBy) => {
    expect(pullGaps([pull(1, { said: note(text), title, saidBy })])).toEqual([]);
  });

  it('begin with those that block, each by number', () => {
    const all = [
      pull(1, { said: note('Mend the proxy') }),
      pull(9, { said: missing }),
      pull(3, { kinds: ['deprecation'] }),
    ];
    expect(pullGaps(all).map(({ number }) => number)).toEqual([3, 9, 1]);
  });
});
