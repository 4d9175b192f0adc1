/** Release 1.7 of the local GitHub: what GitHub's lists say of it is what its draft of 2017 had. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { readDescription } from '../../../src/documents/release-note.js';
import { type LocalGitHub, startLocalGitHub } from '../../../src/sandbox/github/index.js';
import { earlierNotes } from '../../../src/sandbox/seed/release-1.7/earlier-notes.js';
import { mergedFor17 } from '../../../src/sandbox/seed/release-1.7/pulls.js';
import { seedRelease17Alone } from '../../../src/sandbox/seed/release-1.7/world.js';
import { featuresOf17 } from '../../../src/sandbox/seed/release-1.7-features.js';
import { FEATURES, REPO } from '../../../src/sandbox/seed/report-day.js';
import { client, HERE, NOON } from '../github/start.js';

const DOCS = 'kubernetes/kubernetes.github.io';
let github: LocalGitHub;
afterEach(() => github.close());

async function seeded(options: { mergedDocs?: number[]; unfinished?: boolean } = {}): Promise<LocalGitHub> {
  github = await startLocalGitHub({ now: () => NOON });
  seedRelease17Alone(github, { at: NOON, ...options });
  return github;
}

const inMilestone = (repo: string) =>
  github.issues(repo).filter(({ milestone }) => milestone?.title === 'v1.7');

describe('release 1.7 of the local GitHub', () => {
  it('has an issue for each enhancement of the draft, and each says its group, its stage and its docs', async () => {
    await seeded();
    const issues = [...inMilestone(FEATURES), ...inMilestone(REPO)].filter(({ pull }) => pull === null);
    expect(issues).toHaveLength(featuresOf17.length);
    for (const { repository, number, group, stage, docs, description } of featuresOf17) {
      const issue = github.issue(repository, number);
      expect(issue.body).toContain(description);
      expect(issue.labels.map(({ name }) => name)).toContain(`sig/${group}`);
      const target = new RegExp(`${stage} release target \\(x\\.y\\): 1\\.7`, 'i');
      const isTold = issue.labels.some(({ name }) => name === `stage/${stage}`);
      expect(isTold || target.test(issue.body ?? '')).toBe(true);
      expect(issue.body?.includes('Docs PR')).toBe(docs !== null);
      expect(issue.body).toContain(docs ?? '');
    }
  });

  it('has some that lack a group or a stage only where that is asked for', async () => {
    await seeded({ unfinished: true });
    expect(
      inMilestone(FEATURES)
        .filter(({ number }) => number > 300)
        .map(({ number }) => number),
    ).toEqual([301, 302]);
  });

  it('is documented by pull requests, of which some are merged with their pages', async () => {
    await seeded({ mergedDocs: [4003, 4092] });
    const octokit = client(github);
    const docs = { owner: 'kubernetes', repo: 'kubernetes.github.io' };
    const merged = await octokit.rest.pulls.get({ ...docs, pull_number: 4003 });
    expect(merged.data).toMatchObject({ merged: true, draft: false });
    const { data } = await octokit.rest.pulls.listFiles({ ...docs, pull_number: 4092 });
    expect(data.map(({ filename }) => filename)).toEqual([
      'docs/concepts/api-machinery/change-4092.md',
      'docs/tasks/api-machinery/use-4092.md',
      '_data/concepts.yml',
    ]);
    const named = featuresOf17.flatMap((one) => (one.docs?.includes('/pull/') ? [one.docs] : []));
    for (const url of named) {
      const [, repo = '', number] = /github\.com\/(.+)\/pull\/(\d+)$/.exec(url) ?? [];
      expect(github.issue(repo, Number(number)).pull).not.toBeNull();
    }
    expect(github.issues(DOCS).some(({ pull }) => pull?.draft)).toBe(true);
  });

  it('was merged in sixty changes whose descriptions say every kind of thing', async () => {
    await seeded();
    const merged = inMilestone(REPO).filter(({ pull }) => pull?.mergedAt);
    expect(merged).toHaveLength(60);
    const classes = merged.map(({ body }) => {
      const said = readDescription(body ?? '');
      return said.kind === 'note'
        ? said.isActionRequired
          ? 'urgent'
          : 'note'
        : said.kind === 'none'
          ? 'none'
          : said.why;
    });
    const counted = Object.fromEntries(
      [...new Set(classes)].sort().map((one) => [one, classes.filter((each) => each === one).length]),
    );
    expect(counted).toEqual({ empty: 2, 'no-block': 5, none: 14, note: 35, urgent: 4 });
    for (const { number, note } of mergedFor17.filter(({ shape, note }) => note !== '' && shape !== 'item')) {
      const said = readDescription(github.issue(REPO, number).body ?? '');
      expect(said).toMatchObject({ kind: 'note', text: expect.stringContaining(note.replace(/^\w/, '')) });
    }
  });

  it('can be read as a range of commits too: each names its pull request', async () => {
    await seeded();
    const { data } = await client(github).rest.repos.compareCommitsWithBasehead({
      ...HERE,
      basehead: 'v1.7.0-alpha.0...master',
    });
    const numbers = data.commits.map(({ commit }) => /#(\d+)/.exec(commit.message)?.[1]);
    expect(numbers).toEqual(mergedFor17.map(({ number }) => String(number)));
    expect(data.commits.some(({ commit }) => /\(#\d+\)$/.test(commit.message))).toBe(true);
  });

  it('is the same every time, and lies before the moment that it is seeded for', async () => {
    await seeded();
    const told = () =>
      [FEATURES, REPO, DOCS].flatMap((repo) =>
        github
          .issues(repo)
          .map(({ number, title, body, createdAt, updatedAt, pull }) => [
            number,
            title,
            body,
            createdAt,
            updatedAt,
            pull,
          ]),
      );
    const first = told();
    await github.close();
    await seeded();
    expect(told()).toEqual(first);
    for (const repo of [FEATURES, REPO, DOCS])
      for (const { updatedAt } of github.issues(repo)) expect(updatedAt).toBeLessThan(NOON);
    expect(github.files(earlierNotes.repository, 'master').get(earlierNotes.path)).toContain('etcd 3.0.17');
  });
});
