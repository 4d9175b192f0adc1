/** Release notes of 1.7, from the issues of GitHub to the draft: its list of features is that of the published one. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { notesOf17 } from '../../src/sandbox/seed/release-1.7/configuration.js';
import { earlierNotes } from '../../src/sandbox/seed/release-1.7/earlier-notes.js';
import { slackByLogin } from '../../src/sandbox/seed/release-1.7/logins.js';
import { seedRelease17Alone } from '../../src/sandbox/seed/release-1.7/world.js';
import { featuresOf17 } from '../../src/sandbox/seed/release-1.7-features.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { signalman } from '../builders/cli.js';

const token = 'ghp_secret_of_the_test';
const june = Date.UTC(2017, 5, 8);
const config = `
preset: kubernetes-1.6
releases:
  v1.7: { branch: master }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
${notesOf17}`;

/** Group, stage, where the documentation is, and the issue: of each line of the list, in its order. */
function featuresIn(markdown: string): (string | null)[][] {
  const [, list = ''] = markdown.split(/^## Features$/m);
  let group = '';
  const found: (string | null)[][] = [];
  for (const line of (list.split(/^## /m)[0] ?? '').split('\n')) {
    group = /^- \*\*(.+)\*\*$/.exec(line)?.[1] ?? group;
    const [, stage] = /^ {2}- \[(\w+)\]/.exec(line) ?? [];
    if (stage === undefined) continue;
    const links = [...line.matchAll(/\[([^\]]*)\]\((https:[^)]+)\)/g)].map(([, name = '', url = '']) => ({
      name,
      url,
    }));
    const issue = links.find(({ name }) => name.includes('#'));
    const docs = links.filter((one) => one !== issue);
    found.push([group, stage, docs.map(({ url }) => url).join(' ') || null, issue?.url ?? null]);
  }
  return found;
}

const groups: Record<string, string> = {
  'api-machinery': 'API Machinery',
  'cluster-lifecycle': 'Cluster Lifecycle',
};
const published = featuresOf17.map(({ repository, number, group, stage, docs }) => [
  groups[group] ?? `${group.charAt(0).toUpperCase()}${group.slice(1)}`,
  ...[stage, docs, `https://github.com/${repository}/issues/${number}`],
]);

describe('npx signalman notes --release v1.7', () => {
  let folder: string;
  let github: LocalGitHub;
  let markdown: string;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-notes-'));
    github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }], now: () => june });
    seedRelease17Alone(github, { at: june });
    writeFileSync(join(folder, 'signalman.yml'), config);
    const env = {
      ...{ GITHUB_TOKEN: token, GITHUB_API_URL: github.url, DATA_DIR: join(folder, 'data') },
      CONFIG_FILE: join(folder, 'signalman.yml'),
    };
    const { code, out, ...rest } = await signalman(['notes', '--release', 'v1.7'], env);
    expect({ code, rest }).toMatchObject({ code: 0 });
    markdown = out;
  }, 60_000);
  afterAll(async () => {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('prints the list of features that was published: groups, stages, docs and issues, in the same order', () => {
    expect(featuresIn(markdown)).toEqual(published);
  });

  const under = (heading: string) => (markdown.split(`\n## ${heading}\n`)[1] ?? '').split('\n## ')[0] ?? '';

  it('names the enhancements whose documentation is missing', () => {
    const missing = [
      ...under('Features').matchAll(/features#(\d+)\]\([^)]*\) .*: no pull request for its documentation/g),
    ];
    expect(missing.map(([, number]) => Number(number)).sort()).toEqual([266, 267, 287]);
  });

  it('takes the known issue from the accumulator', () => {
    const known = under('Known Issues');
    expect(known).toContain(
      '[v1.7.x known issues / FAQ accumulator](https://github.com/kubernetes/kubernetes/issues/46733)',
    );
    expect(known.split('\n').filter((line) => line.startsWith('- '))).toEqual([
      expect.stringContaining('([#47977](https://github.com/kubernetes/kubernetes/issues/47977))'),
    ]);
  });

  it('has what needs action under its heading, and nowhere else', () => {
    const urgent = under('Action Required Before Upgrading');
    for (const number of [43322, 43413, 43420, 43476, 43504, 43567, 43602, 43686])
      expect([urgent.includes(`[#${number}]`), markdown.split(`[#${number}]`).length]).toEqual([true, 2]);
    expect(urgent).not.toContain('TODO');
  });

  it('says what was taken back once, and what was picked once', () => {
    expect(under('Notable Changes to Existing Behavior')).toMatch(/#43623\].* was taken back by \[#43630\]/);
    expect(markdown).not.toContain('Pods of a service are spread over zones');
    expect(markdown.split('Volumes are detached from nodes').length).toBe(2);
  });

  it('carries the versions of dependencies over, marked as not confirmed', () => {
    const carried = under('External Dependency Version Information');
    expect(carried).toMatch(/^\s*TODO: not confirmed yet for v1\.7.*release-1\.6\/release-notes-draft\.md/);
    for (const version of ['1.12.6', 'etcd 3.0.17', 'rkt 1.23.0']) expect(carried).toContain(version);
    expect(carried).not.toContain('Everybody who tried');
  });
});

describe('/release-notes v1.7', () => {
  let running: RunningBot;
  let now = june;
  const notes = (text: string) => running.ask(text, lead, release, '/release-notes');
  beforeAll(async () => {
    running = await startTestBot({
      config,
      now: () => now,
      limits: 'none',
      users: [...new Set(Object.values(slackByLogin))].map((id) => ({
        id,
        name: id.toLowerCase(),
        realName: id,
      })),
      seed: (github) => seedRelease17Alone(github, { at: june }),
    });
    await running.wake();
  }, 60_000);
  afterAll(() => running.close());

  it('tells the figures, and what is missing', async () => {
    const { all } = await notes('v1.7');
    expect(all).toContain('60');
    const gaps = await notes('gaps v1.7');
    expect(gaps.all).toContain('43329');
    expect(gaps.all).toContain('kubelet: log less while nothing happens');
  });

  it('posts the draft as a file, and asks GitHub nothing for it, nor for another', async () => {
    running.github.resetRequests();
    await notes('draft v1.7');
    await running.slack.waitFor(() => running.slack.state.files()[0]?.state === 'shared' || undefined);
    const text = running.slack.state.files()[0]?.content?.toString('utf8') ?? '';
    expect(featuresIn(text)).toEqual(published);
    const again = await notes('draft v1.7');
    expect(again.all).toContain('which is there already');
    expect(running.github.requests.filter(({ path }) => /compare|pulls|contents/.test(path))).toEqual([]);
  });

  it('proposes the draft where it is kept; documentation that is merged becomes a page in it', async () => {
    await notes('publish v1.7');
    await running.wake();
    const { github } = running;
    const pull = () => github.issues(earlierNotes.repository).find((one) => one.pull !== null);
    await running.slack.waitFor(pull, { what: 'the pull request' });
    const path = 'release-1.7/release-notes-draft.md';
    const text = () => github.pullFiles(earlierNotes.repository, pull()?.number ?? 0)[path] ?? '';
    expect(featuresIn(text())).toEqual(published);
    now += 60_000;
    github.mergePull('kubernetes/kubernetes.github.io', 4003, { at: now });
    now += 60 * 60_000;
    await running.wake();
    const page = 'https://kubernetes.io/docs/concepts/network/change-4003/';
    await running.slack.waitFor(() => text().includes(page) || undefined, {
      what: 'the page',
      timeoutMs: 20_000,
    });
    expect(featuresIn(text()).map(([, , docs]) => docs)).toContain(page);
  });
});
