/** Merged pull requests judged: descriptions, labels, notes that were written, cherry-picks and reverts. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readDescription } from '../../../src/documents/release-note.js';
import { parentsOf } from '../../../src/domain/release-notes/inherit.js';
import {
  notedPulls,
  notingPulls,
  type ToNote,
  unknownParents,
} from '../../../src/domain/release-notes/noted.js';
import type { MergedPull, NotedPull, WrittenNote } from '../../../src/domain/release-notes/pull.js';

const fence = (text: string) => `\`\`\`release-note\r\n${text}\r\n\`\`\`\r\n`;

function pull(number: number, facts: Partial<MergedPull> = {}): MergedPull {
  return {
    repository: 'Kube/Kube',
    number,
    title: `Title ${number}`,
    body: '',
    url: `https://github.com/Kube/Kube/pull/${number}`,
    author: 'ada',
    authorIsBot: false,
    labels: [],
    mergedAt: number * 1_000,
    ...facts,
  };
}

const settings = {
  labels: { none: ['release-note-none'], actionRequired: ['release-note-action-required'] },
  kindPrefix: 'kind/',
};

function noted(pulls: MergedPull[], more: Partial<ToNote> = {}): NotedPull[] {
  return notedPulls({ pulls, written: [], read: readDescription, settings, groupPrefix: 'sig/', ...more });
}

const written = (number: number, said: WrittenNote['said']): WrittenNote => ({
  ...{ repository: 'kube/kube', number, said, by: { id: 'U1', name: 'Lin' }, at: 1 },
});

const note = (text: string, isActionRequired = false) => ({ kind: 'note', text, isActionRequired });

describe('what a merged pull request says', () => {
  it('is in its description first', () => {
    const [one] = noted([pull(1, { body: fence('It works.'), labels: ['release-note-none'] })], {
      written: [written(1, { kind: 'none' })],
    });
    expect([one?.said, one?.saidBy]).toEqual([note('It works.'), 'body']);
  });

  it('is what somebody wrote through Signalman, until the description says something', () => {
    const wrote = { written: [written(1, { kind: 'note', text: 'Written.', isActionRequired: false })] };
    expect(noted([pull(1)], wrote)[0]).toMatchObject({ said: note('Written.'), saidBy: 'written' });
    expect(noted([pull(1, { labels: ['Release-Note-None'] })], wrote)[0]?.saidBy).toBe('written');
    expect(noted([pull(1, { body: fence('NONE') })], wrote)[0]).toMatchObject({
      said: { kind: 'none' },
      saidBy: 'body',
    });
  });

  it('is nothing where only the label says so, and unknown where nobody says anything', () => {
    expect(noted([pull(1, { labels: ['Release-Note-None'] })])[0]).toMatchObject({
      said: { kind: 'none' },
      saidBy: 'label',
    });
    expect(noted([pull(1, { body: fence('') })])[0]).toMatchObject({
      said: { kind: 'missing', why: 'empty' },
      saidBy: 'body',
    });
  });

  it('is urgent by its label too, but a label alone is no note', () => {
    const labels = ['release-note-action-required'];
    expect(noted([pull(1, { body: fence('Drain first.'), labels })])[0]?.said).toEqual(
      note('Drain first.', true),
    );
    expect(noted([pull(1, { labels })])[0]?.said.kind).toBe('missing');
    expect(noted([pull(1, { body: fence('NONE'), labels })])[0]?.said.kind).toBe('none');
  });

  it('comes with its groups and kinds, in order of its labels, and without its description', () => {
    const labels = [
      'sig/node',
      'kind/bug',
      'SIG/Network',
      'kind/api-change',
      'sig/node',
      'sig/',
      'priority/x',
    ];
    const [one] = noted([pull(1, { labels })]);
    expect([one?.groups, one?.kinds]).toEqual([
      ['node', 'network'],
      ['bug', 'api-change'],
    ]);
    expect(one).not.toHaveProperty('body');
  });

  it('stands by repository and number, each once', () => {
    const all = noted([pull(3), pull(1), pull(3), pull(2, { repository: 'Kube/Docs' })]);
    expect(all.map(({ repository, number }) => `${repository}#${number}`)).toEqual([
      'Kube/Docs#2',
      'Kube/Kube#1',
      'Kube/Kube#3',
    ]);
  });
});

describe('a cherry-pick', () => {
  it.each([
    ['Automated cherry pick of #5 #6 on release-1.6', '', [5, 6]],
    [
      'Automated cherry pick of #5: mend what #7 broke',
      'Cherry pick of #5 on release-1.6.\r\n\r\n#5: mend what #7 broke',
      [5],
    ],
    ['Mend it', 'This is acts a cherry pick of #5.', [5]],
    ['Cherry-pick #5 into release-1.6', '', [5]],
    ['[1.6] Cherrypick #5, #6', '', [5, 6]],
    ['Mend it', 'Manual cherry-pick of kube/kube#5 and https://github.com/kube/kube/pull/6', [5, 6]],
    ['Mend it', 'Cherry picked from https://github.com/kube/kube/pull/6: mend #9', [6]],
    ['Mend it', 'Cherry pick of other/repo#5', []],
    ['Mend it', 'Introduced in #5 and cherry-picked to 1.8 in #6', []],
    ['Mend it', 'Cherry picks: #5, #6', []],
    ['Mend it', '(cherry picked from commit 0123456789)', []],
    ['Mend it', 'Cherry pick of #1', []],
  ])('is told by %j and %j', (title, body, expected) => {
    expect(parentsOf(pull(1, { title, body }))).toEqual(expected);
  });

  const pick = (number: number, of: string, facts: Partial<MergedPull> = {}) =>
    pull(number, {
      title: `Automated cherry pick of ${of}`,
      body: `Cherry pick of ${of} on release-1.6.`,
      ...facts,
    });

  it('says what its parents say, each once, also where they are of another release', () => {
    const parents = [
      pull(1, { body: fence('One.') }),
      pull(2, { body: fence('action required: Two.') }),
      pull(3, { body: fence('NONE') }),
      pull(4, { body: fence('One.') }),
    ];
    const all = noted([pick(10, '#1 #2 #3 #4'), pick(11, '#3'), pick(12, '#99')], { parents });
    expect(all.map(({ number }) => number)).toEqual([10, 11, 12]);
    expect(all[0]).toMatchObject({
      said: note('One.\n\naction required: Two.', true),
      saidBy: 'parent',
      parents: [1, 2, 3, 4],
    });
    expect(all[1]).toMatchObject({ said: { kind: 'none' }, saidBy: 'parent' });
    expect(all[2]).toMatchObject({
      said: { kind: 'missing', why: 'no-block' },
      saidBy: 'body',
      parents: [99],
    });
    expect(unknownParents([pick(10, '#1 #2'), pick(11, '#10'), pull(2)])).toEqual([
      { repository: 'Kube/Kube', number: 1 },
    ]);
  });

  it('says what it says itself, where it does', () => {
    const body = `Cherry pick of #1 on release-1.6.\r\n\r\n${fence('Own.')}`;
    const all = noted([
      pull(1, { body: fence('One.') }),
      pick(10, '#1', { body }),
      pick(11, '#1', { labels: ['release-note-none'] }),
    ]);
    expect(all.map(({ said, saidBy }) => [said.kind, saidBy])).toEqual([
      ['note', 'body'],
      ['note', 'body'],
      ['none', 'label'],
    ]);
    expect(all[1]?.said).toEqual(note('Own.'));
  });

  it('takes it over from pick to pick, and two that name each other say nothing', () => {
    const all = noted([
      pull(1, { body: fence('One.') }),
      pick(2, '#1'),
      pick(3, '#2'),
      pick(4, '#5'),
      pick(5, '#4'),
    ]);
    expect(all.map(({ said }) => said.kind)).toEqual(['note', 'note', 'note', 'missing', 'missing']);
  });

  it('takes over what was written for its parent', () => {
    const all = noted([pull(1), pick(2, '#1')], {
      written: [written(1, { kind: 'note', text: 'W.', isActionRequired: false })],
    });
    expect(all[1]).toMatchObject({ said: note('W.'), saidBy: 'parent' });
  });
});

describe('a revert', () => {
  const revert = (number: number, of: number, facts: Partial<MergedPull> = {}) =>
    pull(number, { title: `Revert "Title ${of}"`, body: `Reverts Kube/Kube#${of}`, ...facts });
  const fates = (all: NotedPull[]) =>
    all.map(({ number, revertedBy, reverts }) => [number, revertedBy, reverts]);

  it('takes back what it names, where both are of the release', () => {
    expect(fates(noted([pull(1), revert(2, 1)]))).toEqual([
      [1, 2, null],
      [2, null, 1],
    ]);
    expect(fates(noted([revert(2, 1)]))).toEqual([[2, null, null]]);
  });

  it.each([
    ['by number in its title', { title: 'Revert #1', body: '' }],
    ['by its line', { title: 'revert the thing', body: 'Because.\r\nThis reverts #1 for now' }],
    ['by the title it quotes', { title: 'Revert "title  1"', body: 'This reverts commit 0123456789abcdef.' }],
  ])('is told %s', (_, facts) => {
    expect(fates(noted([pull(1), pull(2, facts)]))[0]).toEqual([1, 2, null]);
  });

  it.each([
    ['speaks of one', { title: 'Mend', body: 'Reverts #1' }],
    ['does it in part', { title: 'Revert a part', body: 'Partially reverts #1' }],
    ['is no such word', { title: 'Reverting proxies', body: 'Reverts #1' }],
    ['quotes another title', { title: 'Revert "Title 12"', body: '' }],
    ['quotes a title with a number', { title: 'Revert "Mend #1"', body: '' }],
    ['was merged before', { title: 'Revert "Title 1"', body: 'Reverts #1', mergedAt: 10 }],
  ])('is none where it %s', (_, facts) => {
    expect(fates(noted([pull(1), pull(2, facts)]))).toEqual([
      [1, null, null],
      [2, null, null],
    ]);
  });

  it('is itself taken back by a revert of it, and so on', () => {
    const chain = [pull(1), revert(2, 1), revert(3, 2), revert(4, 3)];
    expect(fates(noted(chain.slice(0, 3)))).toEqual([
      [1, null, null],
      [2, 3, 1],
      [3, null, 2],
    ]);
    expect(fates(noted(chain)).map(([, by]) => by)).toEqual([2, null, 4, null]);
  });

  it('takes back several at once', () => {
    const both = pull(3, { title: 'Revert both', body: 'Reverts #1 and #2' });
    expect(fates(noted([pull(1), pull(2), both]))).toEqual([
      [1, 3, null],
      [2, 3, null],
      [3, null, 1],
    ]);
  });

  it('takes back on the branch what was picked there, also where it is picked itself', () => {
    const pick = (number: number, of: number) =>
      pull(number, {
        title: `Automated cherry pick of #${of}`,
        body: `Cherry pick of #${of} on release-1.6.`,
      });
    expect(fates(noted([pick(10, 1), pick(20, 2)], { parents: [pull(1), revert(2, 1)] }))).toEqual([
      [10, 20, null],
      [20, null, 10],
    ]);
    expect(fates(noted([pick(10, 1), revert(20, 1)], { parents: [pull(1)] }))[0]).toEqual([10, 20, null]);
  });

  it('leaves the last word to the last one, whatever names whatever', () => {
    const chaos = fc.array(fc.tuple(fc.nat(8), fc.nat(8)), { maxLength: 9 });
    fc.assert(
      fc.property(chaos, (pairs) => {
        const pulls = pairs.map(([of, at], index) =>
          pull(index + 1, { title: 'Revert it', body: `Reverts #${of}`, mergedAt: at }),
        );
        const all = noted(pulls);
        const by = new Map(all.map((one) => [one.number, one]));
        for (const one of all) {
          const taker = one.revertedBy === null ? undefined : by.get(one.revertedBy);
          if (one.revertedBy !== null) expect(taker?.revertedBy).toBeNull();
        }
      }),
    );
  });
});

it('judges 5,000 in little time', () => {
  const pulls = Array.from({ length: 5_000 }, (_, index) =>
    pull(index + 1, {
      title: index % 7 === 0 ? `Revert "Title ${index}"` : `Automated cherry pick of #${index}`,
      body: `Cherry pick of #${index} on release-1.6.\r\n\r\n${index % 3 === 0 ? fence('Note.') : ''}`,
    }),
  );
  const before = process.cpuUsage();
  expect(noted(pulls)).toHaveLength(5_000);
  // Far above what it takes, and far below what anything quadratic would.
  expect(process.cpuUsage(before).user / 1_000).toBeLessThan(8_000);
});

describe('many of them', () => {
  it('are judged in portions, between which others may come in', () => {
    const pulls = Array.from({ length: 1000 }, (_, at) => pull(at + 1, { body: fence(`Note ${at}`) }));
    let [looked, most, portions] = [0, 0, 0];
    const counted = pulls.map((one) => ({
      ...one,
      get body() {
        looked++;
        return one.body;
      },
    }));
    const toNote = { written: [], read: readDescription, settings, groupPrefix: 'sig/' };
    const noting = notingPulls({ ...toNote, pulls: counted });
    for (let step = noting.next(); ; step = noting.next()) {
      most = Math.max(most, looked);
      [looked, portions] = [0, portions + 1];
      if (!step.done) continue;
      expect(step.value).toEqual(notedPulls({ ...toNote, pulls }));
      break;
    }
    expect(portions).toBeGreaterThanOrEqual(30);
    expect(most).toBeLessThanOrEqual(400);
  });
});
