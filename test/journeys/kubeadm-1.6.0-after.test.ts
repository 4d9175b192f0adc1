/**
 * The other half of kubeadm 1.6.0: one issue that tells how it stands, pull requests that tell their own story, and a
 * post-mortem that is half written when the fix ships.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { isoDay } from '../../src/domain/time.js';
import { eventually, topOf } from '../builders/incident-hands.js';
import { days, published } from '../builders/seed-001.js';
import { token } from '../builders/world.js';
import {
  After,
  community,
  kubeadm,
  kubernetes,
  pdt,
  pipejakob,
  roberthbailey,
} from './kubeadm-1.6.0-after/story.js';

const story = new After();
beforeAll(() => story.begin(), 30_000);
afterAll(() => story.end());

const file = 'post-mortem-1.md';
const path = 'post-mortems/2017-03-28-1.md';

/** What stands in the pull request now. */
async function inPull(): Promise<{ text: string; sha: string; branch: string; number: number }> {
  const [pull, ...more] = story.github.issues(community).filter((one) => one.pull);
  expect(more).toEqual([]);
  const branch = pull?.pull?.head.replace(/^.*:/, '') ?? '';
  const answer = await fetch(`${story.github.url}/repos/${community}/contents/${path}?ref=${branch}`, {
    headers: { authorization: `Bearer ${token}` },
  });
  const { content, sha } = (await answer.json()) as { content: string; sha: string };
  return { text: Buffer.from(content, 'base64').toString('utf8'), sha, branch, number: pull?.number ?? 0 };
}

describe('the night of the report', () => {
  it('22:40: it is declared, and the issue where it was reported says how it stands', async () => {
    await story.bot.declare({ title: 'kubeadm 1.6.0 release', commander: pipejakob }, pipejakob);
    await story.settle();
    const [mirror, ...more] = story.comments(kubeadm, 212);
    expect(more).toEqual([]);
    expect(mirror).toContain('Incident 1, revision 1, as of');
    expect(mirror).toContain('Initialization of a new 1.6.0 master using kubeadm');
    expect(story.github.issue(kubeadm, 212).comments[0]?.pin).not.toBeNull();
    expect((await story.bot.incident('timeline 1')).all).toMatch(
      /\*22:40\*.*jimmycuadra reported .*kubeadm#212/,
    );
  });

  it('a second report is attached as a duplicate, and leads to the first', async () => {
    story.passTo('03-29 09:00');
    story.github.addIssue(kubernetes, {
      ...{ number: 43815, title: 'kubeadm init stuck on first node', author: { login: 'jbeda' } },
    });
    expect((await story.bot.incident('duplicate 1 #43815')).all).toContain('43815');
    await story.settle();
    const [pointer, ...more] = story.comments(kubernetes, 43815);
    expect(more).toEqual([]);
    expect(pointer).toContain('kubernetes/kubeadm');
    expect(pointer).toContain('212');
  });
});

describe('the days of the fix', () => {
  it('29 March: two pull requests are linked, and the cherry-pick is found', async () => {
    story.passTo('03-29 13:04');
    story.github.addIssue(kubernetes, {
      ...{ number: 43824, title: 'Tolerate node network not being ready', author: { login: 'kensimon' } },
      pullRequest: { base: 'master', head: 'tolerate' },
    });
    await story.bot.incident('link 1 #43824');
    await story.settle();
    await story.approve('Fix in progress: kubernetes#43824');
    story.passTo('03-29 18:29');
    story.github.addIssue(kubernetes, {
      ...{
        number: 43835,
        title: "don't wait for first kubelet to be ready",
        author: { login: 'mikedanese' },
      },
      pullRequest: { base: 'master', head: 'drop-dummy' },
    });
    await story.bot.incident('link 1 #43835');
    story.passTo('03-29 18:51');
    story.github.addIssue(kubernetes, {
      ...{ number: 43837, title: 'Automated cherry pick of #43835', author: { login: 'mikedanese' } },
      body: 'Cherry pick of #43835 on release-1.6.',
      pullRequest: { base: 'release-1.6', head: 'automated-cherry-pick' },
    });
    await story.settle();
    expect(story.said('found kubernetes#43837 as the cherry-pick of kubernetes#43835')).toHaveLength(1);
  });

  it('30 March: merged to master, and the other one discarded', async () => {
    story.passTo('03-30 16:57');
    const sha = story.github.addCommit(kubernetes, { message: 'Merge #43835', branch: 'master' });
    story.github.mergePull(kubernetes, 43835, { by: 'k8s-merge-robot', sha });
    story.github.closeIssue(kubernetes, 43824, { by: 'kensimon' });
    await story.settle();
    await story.approve('Fix merged to master: kubernetes#43835');
  });

  it('31 March: on the branch of the release it waits for the release', async () => {
    story.passTo('03-31 00:26');
    const sha = story.github.addCommit(kubernetes, { message: 'Merge #43837', branch: 'release-1.6' });
    story.github.mergePull(kubernetes, 43837, { by: 'k8s-merge-robot', sha });
    await story.settle();
    await story.approve('Fix merged to release-1.6: kubernetes#43837');
    expect(story.comments(kubeadm, 212)[0]).toMatch(/Waiting for the patch release/);
  });

  it('3 April: v1.6.1 contains it, and all of GitHub says so', async () => {
    story.passTo('04-03 13:32');
    story.github.addTag(kubernetes, 'v1.6.1', 'refs/heads/release-1.6', 'Kubernetes v1.6.1');
    story.github.addRelease(kubernetes, { tag: 'v1.6.1', author: 'enisoc' });
    await story.settle();
    await story.approve('Released in v1.6.1');
    await story.allClear();
    expect(JSON.stringify(story.bot.head(1).blocks)).toContain('Resolved after 5 d 14 h');
    expect(story.comments(kubeadm, 212)).toHaveLength(1);
    expect(story.comments(kubernetes, 43815)).toHaveLength(1);
    expect(story.comments(kubeadm, 212)[0]).toMatch(/Resolved/);
  });
});

describe('the post-mortem', () => {
  const hand = [
    ['03-30 21:57', 'mikedanese adds a new .deb to kubernetes-xenial-unstable: kubernetes/kubernetes#43815'],
    ['03-31 11:34', 'pipejakob merges the CI job for release-1.6: kubernetes/test-infra#2352'],
    ['03-31 16:30', 'pipejakob merges a fix for the gcloud ssh issue: kubernetes/test-infra#2380'],
  ] as const;
  const items = [
    ['End-to-end postsubmit tests for release-1.6', 'detect', ''],
    ['End-to-end presubmit tests that do not block', 'prevent', 'kubernetes/kubeadm#250'],
    ['Variants with a CNI provider of our own', 'prevent', 'kubernetes/kubeadm#218'],
    ['Tell the SIG when postsubmit tests fail', 'detect', 'kubernetes/test-infra#2555'],
    ['Say who triages failing tests', 'prevent', 'kubernetes/kubeadm#251'],
    ['Keep old versions in the repositories', 'mitigate', 'kubernetes/kubeadm#252'],
    ['A release process that blocks until it is done', 'prevent', 'kubernetes/kubeadm#252'],
    ['Document how flawed releases are handled', 'mitigate', 'kubernetes/community#564'],
  ] as const;

  it('what no pull request, issue or tag shows is entered by hand, with its time in the past', async () => {
    story.passTo('04-04 10:00');
    for (const [at, text] of hand) {
      await story.bot.form(`note 1 ${text}`, roberthbailey);
      expect((await story.bot.send(roberthbailey, { at: pdt(at) / 1000 })).action).toBe('clear');
    }
  });

  it('gets its eight action items, and seven of them have no owner', async () => {
    for (const [at, [text, type, issue]] of items.entries()) {
      await story.bot.form(`action 1 ${text}`, pipejakob);
      const owner = at === 0 ? { owner: pipejakob, login: 'pipejakob' } : {};
      await story.bot.send(pipejakob, { type, issue, ...owner });
      expect(topOf(story.bot, pipejakob)).toContain('The action item is added.');
    }
    const list = JSON.stringify((await story.bot.incident('action list 1')).blocks);
    expect(list).toContain('8 of 8 open · 7 without an owner · 0 overdue');
    await story.settle();
  });

  it('nags about those seven the day after, once, and about none that has an owner', async () => {
    story.passTo('04-05 10:30');
    const nags = () =>
      story.bot.slack.state
        .everything(story.bot.slack.direct(pipejakob))
        .filter(({ text }) => text.includes('action item'));
    // The alarm may be at it already: then whoever wakes the bot is turned away.
    await eventually(async () => {
      await story.settle();
      return nags().length > 0;
    }, 'the reminder');
    await story.settle();
    await story.settle();
    const [nag, ...more] = nags();
    expect(more).toEqual([]);
    const all = `${nag?.text} ${JSON.stringify(nag?.blocks)}`;
    for (const [text] of items.slice(1)) expect(all).toContain(text);
    expect(all).not.toContain(items[0][0]);
  });

  it('has the headings of the published one in their order, and its ten entries in PST8PDT', async () => {
    await story.bot.incident('postmortem 1', pipejakob);
    const told = story.bot.slack.state.ephemerals(pipejakob).at(-1);
    await story.bot.slack.click({
      ...{ user: pipejakob, actionId: 'postmortem_file', channel: told?.channel ?? '' },
      ephemeralId: told?.id ?? '',
    });
    await story.until('the file', () => story.posted(file).some((one) => one !== ''));
    const text = story.posted(file).at(-1) ?? '';
    const headings = [...text.matchAll(/^\*\*([^*]+)\*\*/gm)].map(([, one]) => one ?? '');
    expect(headings).toEqual([...published, ...days]);
    expect(text).toContain('**Incident Date:** 2017-03-28');
    expect(text).toContain('All times are in 24-hour PST8PDT.');
    expect(text).toContain('resolved after 5 d 14 h');
    let day = '';
    const lines = text.split('\n').flatMap((line) => {
      day = /^\*\*2017\/(\d\d)\/(\d\d)\*\*$/.exec(line)?.slice(1).join('-') ?? day;
      const [, clock, words] = /^> (\d\d:\d\d) (.*)$/.exec(line) ?? [];
      return clock ? [`${day} ${clock} ${words}`] : [];
    });
    const entries: [at: string, words: RegExp][] = [
      ['03-28 22:40', /jimmycuadra reported.*\/kubeadm\/issues\/212/],
      ['03-29 13:04', /kensimon opened.*\/pull\/43824/],
      ['03-29 18:29', /mikedanese opened.*\/pull\/43835/],
      ['03-29 18:51', /mikedanese opened.*\/pull\/43837.*release-1\\?\.6/],
      ['03-30 16:57', /\/pull\/43835.*merged to master/],
      ['03-30 21:57', /\.deb/],
      ['03-31 00:26', /\/pull\/43837.*merged to release-1\\?\.6/],
      ['03-31 11:34', /test-infra.*2352/],
      ['03-31 16:30', /gcloud ssh/],
      ['04-03 13:32', /v1\.6\.1.* released by enisoc/],
    ];
    const places = entries.map(([at, words]) => {
      const found = lines.flatMap((line, place) => (line.startsWith(at) && words.test(line) ? [place] : []));
      expect([at, found.length]).toEqual([at, 1]);
      return found[0] ?? -1;
    });
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(text).toContain(isoDay(pdt('03-28 22:40'), 'PST8PDT'));
  });

  it('is opened as one pull request, where what people write stays when the record goes on', async () => {
    await story.bot.incident('postmortem 1', pipejakob);
    const told = story.bot.slack.state.ephemerals(pipejakob).at(-1);
    await story.bot.slack.click({
      ...{ user: pipejakob, actionId: 'postmortem_pull', channel: told?.channel ?? '' },
      ephemeralId: told?.id ?? '',
    });
    await story.until('the pull request', () =>
      story.github.issues(community).some(({ pull }) => pull !== null),
    );
    const { text, sha, branch } = await inPull();
    expect(text).toContain('**Root Causes:** *TODO*');
    const mine = '**Root Causes:** kubelet says NotReady while CNI is not configured.';
    const answer = await fetch(`${story.github.url}/repos/${community}/contents/${path}`, {
      method: 'PUT',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ message: 'Root causes', branch, sha },
        content: Buffer.from(text.replace('**Root Causes:** *TODO*', mine)).toString('base64'),
      }),
    });
    expect(answer.status).toBe(200);
    await story.bot.incident('lesson 1 lucky It only hit new clusters.', pipejakob);
    story.passTo('04-05 11:30');
    await story.settle();
    await eventually(async () => (await inPull()).text.includes('only hit new clusters'), 'the next edition');
    expect((await inPull()).text).toContain(mine);
  });

  it('nothing went wrong behind the scenes', () => {
    expect(story.bot.log.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
