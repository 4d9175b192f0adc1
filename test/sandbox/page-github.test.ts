// What the page shows of the local GitHub: only what matters, as text, and the steps of the fix in their order.
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { COMMUNITY, KUBEADM, seedCommunity, seedReport, startStory } from '../../src/sandbox/fix-story.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { gitHubLogin, listGitHub, showGitHub } from '../../src/sandbox/page-github.js';
import { FEATURES, REPO } from '../../src/sandbox/seed/report-day.js';

describe('GitHub at the page', () => {
  let github: LocalGitHub;
  let now = Date.UTC(2017, 2, 16, 19);
  beforeAll(async () => {
    github = await startLocalGitHub({ now: () => now });
    for (const fullName of [REPO, FEATURES]) github.addRepo({ fullName, defaultBranch: 'master' });
    for (const branch of ['master', 'release-1.6'])
      github.addCommit(REPO, { message: `Begin ${branch}`, branch });
    github.addIssue(REPO, { title: 'One of hundreds that are only counted' });
    seedCommunity(github, now);
    seedReport(github, now);
  });
  afterAll(() => github.close());
  const titles = () => listGitHub(github).map(({ title, state }) => `${state}: ${title}`);

  it('lists the report, and not what is only counted', () => {
    expect(titles()).toEqual(['open: kubeadm init of 1.6.0-beta.4 hangs on a fresh machine']);
  });

  it('lets the fix go its way, one step after the other', () => {
    const story = startStory(github, () => now);
    const done: (string | null)[] = [];
    while (story.next() !== null) {
      now += 60_000;
      done.push(story.go());
    }
    expect(done).toHaveLength(6);
    expect(story.go()).toBeNull();
    const pulls = listGitHub(github).filter(({ kind }) => kind === 'pull request');
    expect(pulls.map(({ state }) => state)).toEqual(['merged', 'merged']);
    expect(titles().some((one) => one.includes('hundreds'))).toBe(false);
  });

  it('shows what is written as text: nothing for programs, no HTML', () => {
    github.addComment(KUBEADM, 212, '<!-- mark 1 -->\n**Fixed** <img src=x onerror=alert(1)>', {
      by: gitHubLogin,
    });
    const html = showGitHub(github, `${KUBEADM}#212`)?.comments.at(-1)?.html ?? '';
    expect(html).toContain('<strong>Fixed</strong>');
    expect(html).not.toMatch(/mark 1|<img/);
  });

  it('shows what a pull request writes', () => {
    github.addCommit(COMMUNITY, { message: 'Add', branch: 'post-mortem', files: { 'p/1.md': 'Postmortem' } });
    const number = github.addIssue(COMMUNITY, {
      title: 'Postmortem',
      pullRequest: { head: 'post-mortem', base: 'master' },
    });
    expect(showGitHub(github, `${COMMUNITY}#${number}`)?.files).toEqual([
      { path: 'p/1.md', text: 'Postmortem' },
    ]);
  });

  it('knows nothing of what is not there', () => {
    for (const name of ['', `${KUBEADM}#9`, 'other/place#1', `${KUBEADM}#nothing`])
      expect(showGitHub(github, name)).toBeNull();
  });
});
