/** What is read out of commits, of the issue that collects known issues, and of the paths of documentation. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { knownIssuesIn } from '../../../src/domain/release-notes/accumulator.js';
import { pagesOf } from '../../../src/domain/release-notes/pages.js';
import { pullsOfCommits, type RangeCommit } from '../../../src/domain/release-notes/range-pulls.js';

const line = (...messages: string[]): RangeCommit[] =>
  messages.map((message, at) => ({ sha: `${at}`, parents: [`${at - 1}`], message, at: at * 1000 }));
const numbers = (...messages: string[]) => pullsOfCommits(line(...messages)).map(({ number }) => number);

describe('commits', () => {
  it('name the pull request that they were merged or squashed from', () => {
    expect(
      numbers(
        'Merge pull request #47983 from mtaufen/cherry\n\nTitle',
        'Fix it (#123)',
        'Revert "Fix it (#123)" (#124)',
        'Merge branch main into release-1.7',
        'Fixes #5 for good',
        'Fix it again (#123)',
      ),
    ).toEqual([47983, 123, 124]);
  });

  it('carry the description where a robot wrote it into the merge', () => {
    const [pull] = pullsOfCommits(
      line(
        'Merge pull request #48263 from a/b\r\n\r\nAutomatic merge from submit-queue (batch tested with PRs 1, 2)\r\n\r\nRemove it\r\n\r\nBecause.\r\n\r\n```release-note\r\nNONE\r\n```\r\n',
      ),
    );
    expect(pull).toMatchObject({ number: 48263, title: 'Remove it' });
    expect(pull?.body).toContain('```release-note\nNONE\n```');
    expect(pullsOfCommits(line('Merge pull request #1 from a/b\n\nTitle'))[0]?.body).toBeNull();
    expect(pullsOfCommits(line('Title (#1)\n\n* one\n* two'))[0]?.body).toBeNull();
  });

  it('of which the parents are not told are all looked at', () => {
    const commits = line('One (#1)', 'Two (#2)').map((one) => ({ ...one, parents: [] }));
    expect(pullsOfCommits(commits).map(({ number }) => number)).toEqual([1, 2]);
  });

  it('never make up a pull request twice, whatever they say', () => {
    fc.assert(
      fc.property(fc.array(fc.string()), (messages) => {
        const found = numbers(...messages);
        expect(new Set(found).size).toBe(found.length);
      }),
    );
  });
});

describe('known issues', () => {
  const known = (body: string) =>
    knownIssuesIn(body, 'kubernetes/kubernetes', 'https://github.com').map(({ text, link }) => [
      text,
      link?.name,
    ]);

  it('are the lines of a list that link to an issue', () => {
    expect(
      known(
        [
          'Please add what you find, like #1.',
          '- Kubectl API discovery caching may be up to 10 minutes stale ([#47977](https://github.com/kubernetes/kubernetes/issues/47977))',
          '* https://github.com/kubernetes/kubeadm/issues/335 - kubeadm join fails',
          '1. [ ] Kubelet leaks (kubernetes/node-problem-detector#7)',
          '- [x] Settled (#3)',
          '- Without a link',
          '- #8',
          '<!-- - Hidden (#4) -->',
          '```\n- In a fence (#5)\n```',
          '- See #6 for the workaround of stuck volumes',
        ].join('\r\n'),
      ),
    ).toEqual([
      ['Kubectl API discovery caching may be up to 10 minutes stale', '#47977'],
      ['kubeadm join fails', 'kubernetes/kubeadm#335'],
      ['Kubelet leaks', 'kubernetes/node-problem-detector#7'],
      ['See #6 for the workaround of stuck volumes', '#6'],
    ]);
  });

  it('lead nowhere but to GitHub, and are read in no time, whatever is written', () => {
    const hostile = [
      '- [#1](javascript:alert(1)) x #2',
      `- ${'['.repeat(5000)}#3`,
      `- ${'(#4'.repeat(5000)}`,
      `- ${' '.repeat(9000)}#5`,
    ];
    const started = performance.now();
    for (const { link } of hostile.flatMap((body) => knownIssuesIn(body, 'a/b', 'https://github.com')))
      expect(link?.url).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/);
    expect(performance.now() - started).toBeLessThan(2000);
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { link } of knownIssuesIn(`- ${text} #1`, 'a/b', 'https://github.com'))
          expect(link?.url).toMatch(/^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/issues\/\d+$/);
      }),
    );
  });
});

describe('pages', () => {
  const rules = [
    {
      repository: 'kubernetes/website',
      path: 'content/en/docs/{page}.md',
      url: 'https://kubernetes.io/docs/{page}/',
    },
    {
      repository: 'kubernetes/kubernetes.github.io',
      path: 'docs/{page}.md',
      url: 'https://kubernetes.io/docs/{page}/',
    },
  ];
  it.each([
    ['kubernetes/kubernetes.github.io', 'docs/admin/kubelet.md', 'https://kubernetes.io/docs/admin/kubelet/'],
    ['Kubernetes/Website', 'content/en/docs/tasks/_index.md', 'https://kubernetes.io/docs/tasks/'],
    ['kubernetes/website', 'content/en/docs/_index.md', 'https://kubernetes.io/docs/'],
    ['kubernetes/website', 'content/en/docs/a b/c.md', 'https://kubernetes.io/docs/a%20b/c/'],
    ['kubernetes/website', 'content/de/docs/tasks/a.md', undefined],
    ['kubernetes/website', 'docs/a.md', undefined],
    ['acme/rocket', 'docs/a.md', undefined],
  ])('%s %s', (repository, file, page) => {
    expect(pagesOf(rules, repository, [file])[0]).toBe(page);
  });

  it('are named once, and not without end', () => {
    expect(
      pagesOf(rules, 'kubernetes/website', ['content/en/docs/a/index.md', 'content/en/docs/a.md']),
    ).toHaveLength(1);
    const many = Array.from({ length: 500 }, (_, at) => `content/en/docs/${at}.md`);
    expect(pagesOf(rules, 'kubernetes/website', many)).toHaveLength(10);
  });
});
