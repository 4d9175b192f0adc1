/** One issue at the local GitHub: its life, its history, its milestone and its comments. */

import { afterEach, describe, expect, it } from '@jest/globals';
import { HERE, NOON, REPO, refusal, type Started, start } from './start.js';

let started: Started;
afterEach(() => started.github.close());

describe('an issue', () => {
  it('is opened, changed, closed as a duplicate and reopened through the API', async () => {
    started = await start();
    const { octokit, pass } = started;
    const { data: made } = await octokit.rest.issues.create({
      ...HERE,
      title: 'a flake',
      milestone: 17,
      labels: ['kind/flake'],
      assignees: ['ada'],
    });
    expect(made).toMatchObject({
      number: 1,
      state: 'open',
      milestone: { open_issues: 1 },
      assignee: { login: 'ada' },
    });
    pass(5000);
    const { data: shut } = await octokit.rest.issues.update({
      ...HERE,
      issue_number: 1,
      state: 'closed',
      state_reason: 'duplicate',
    });
    expect(shut).toMatchObject({
      state_reason: 'duplicate',
      closed_at: '2017-03-16T19:00:05Z',
      milestone: { closed_issues: 1 },
    });
    const { data: again } = await octokit.rest.issues.update({ ...HERE, issue_number: 1, state: 'open' });
    expect(again).toMatchObject({ state_reason: 'reopened', closed_at: null });
  });

  it('refuses a blank title, an unknown milestone and an unknown reason', async () => {
    started = await start();
    const { octokit } = started;
    expect((await refusal(octokit.rest.issues.create({ ...HERE, title: ' ' }))).status).toBe(422);
    expect((await refusal(octokit.rest.issues.create({ ...HERE, title: 'x', milestone: 99 }))).status).toBe(
      422,
    );
    started.github.addIssue(REPO, { title: 'x' });
    const reason = { state_reason: 'bored' } as unknown as { state_reason: 'completed' };
    expect((await refusal(octokit.rest.issues.update({ ...HERE, issue_number: 1, ...reason }))).status).toBe(
      422,
    );
  });

  it('tells of milestones by the title they had', async () => {
    started = await start();
    const { github, octokit } = started;
    const number = github.addIssue(REPO, { title: 'x', milestone: 17, labels: ['kind/bug'] });
    github.updateIssue(REPO, number, { milestone: 18, title: 'y' }, { at: NOON + 1000, by: 'ada' });
    github.renameMilestone(REPO, 17, 'v1.6.0');
    github.closeIssue(REPO, number, { reason: 'not_planned' });
    const { data } = await octokit.rest.issues.listEvents({ ...HERE, issue_number: number });
    expect(data.map(({ event }) => event)).toEqual([
      'labeled',
      'milestoned',
      'renamed',
      'demilestoned',
      'milestoned',
      'closed',
    ]);
    expect(data[3]).toMatchObject({ milestone: { title: 'v1.6' }, actor: { login: 'ada' } });
  });

  it('moves its updated_at when it leaves a milestone, and not when the milestone is renamed', async () => {
    started = await start();
    const { github, octokit } = started;
    const number = github.addIssue(REPO, { title: 'x', milestone: 17, createdAt: NOON - 60_000 });
    const get = async () => (await octokit.rest.issues.get({ ...HERE, issue_number: number })).data;
    await octokit.rest.issues.updateMilestone({ ...HERE, milestone_number: 17, title: 'v1.6.0' });
    expect(await get()).toMatchObject({ updated_at: '2017-03-16T18:59:00Z', milestone: { title: 'v1.6.0' } });
    await octokit.rest.issues.update({ ...HERE, issue_number: number, milestone: null });
    expect(await get()).toMatchObject({ updated_at: '2017-03-16T19:00:00Z', milestone: null });
  });

  it('answers 410 once deleted, and vanishes without moving any other date', async () => {
    started = await start();
    const { github, octokit, pass } = started;
    github.addIssues(REPO, [
      { title: 'stays', milestone: 17 },
      { title: 'goes', milestone: 17 },
    ]);
    pass(60_000);
    github.deleteIssue(REPO, 2);
    const gone = await refusal(octokit.rest.issues.get({ ...HERE, issue_number: 2 }));
    expect(gone.status).toBe(410);
    const { data } = await octokit.rest.issues.listForRepo({ ...HERE, state: 'all' });
    expect(data).toMatchObject([
      { number: 1, updated_at: '2017-03-16T19:00:00Z', milestone: { open_issues: 1 } },
    ]);
  });

  it('leads to its new place once transferred', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addRepo({ fullName: 'kubernetes/kubectl' });
    const old = github.addIssue(REPO, { title: 'belongs to kubectl', milestone: 17 });
    const number = github.transferIssue(REPO, old, 'kubernetes/kubectl');
    const { data, url } = await octokit.rest.issues.get({ ...HERE, issue_number: old });
    expect(data).toMatchObject({ number, milestone: null, title: 'belongs to kubectl' });
    expect(url).toContain('/repositories/');
    expect((await octokit.rest.issues.listForRepo({ ...HERE, state: 'all' })).data).toEqual([]);
  });

  it('gets and loses labels and assignees one by one', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssue(REPO, { title: 'x', labels: ['kind/bug'] });
    const it = { ...HERE, issue_number: 1 };
    await octokit.rest.issues.addLabels({ ...it, labels: ['sig/node'] });
    const { data } = await octokit.rest.issues.removeLabel({ ...it, name: 'kind/bug' });
    expect(data.map(({ name }) => name)).toEqual(['sig/node']);
    expect((await refusal(octokit.rest.issues.removeLabel({ ...it, name: 'kind/bug' }))).status).toBe(404);
    await octokit.rest.issues.addAssignees({ ...it, assignees: ['ada'] });
    expect((await octokit.rest.issues.get(it)).data.assignees).toMatchObject([{ login: 'ada' }]);
    await octokit.rest.issues.lock({ ...it, lock_reason: 'resolved' });
    expect((await octokit.rest.issues.get(it)).data).toMatchObject({
      locked: true,
      active_lock_reason: 'resolved',
    });
  });
});

describe('a milestone', () => {
  it('counts pull requests too, and is listed by due date and by completeness', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssues(REPO, [
      { title: 'a', milestone: 17 },
      { title: 'b', milestone: 17, pullRequest: { mergedAt: NOON } },
      { title: 'c', milestone: 18 },
    ]);
    const { data: due } = await octokit.rest.issues.listMilestones(HERE);
    expect(due).toMatchObject([
      { title: 'v1.6', open_issues: 1, closed_issues: 1, due_on: '2017-03-22T19:00:00Z' },
      { title: 'v1.7', open_issues: 1 },
    ]);
    const done = await octokit.rest.issues.listMilestones({
      ...HERE,
      sort: 'completeness',
      direction: 'asc',
    });
    expect(done.data.map(({ title }) => title)).toEqual(['v1.7', 'v1.6']);
  });

  it('is made and closed through the API, and its title is used once', async () => {
    started = await start();
    const { octokit } = started;
    const { data } = await octokit.rest.issues.createMilestone({
      ...HERE,
      title: 'v1.8',
      due_on: '2017-06-01T00:00:00Z',
    });
    expect(data).toMatchObject({ number: 19, due_on: '2017-06-01T00:00:00Z' });
    expect((await refusal(octokit.rest.issues.createMilestone({ ...HERE, title: 'v1.8' }))).status).toBe(422);
    await octokit.rest.issues.updateMilestone({ ...HERE, milestone_number: 19, state: 'closed' });
    expect((await octokit.rest.issues.listMilestones({ ...HERE, state: 'closed' })).data).toMatchObject([
      { number: 19 },
    ]);
  });
});

describe('a comment', () => {
  it('is posted, edited, pinned, unpinned and deleted, and moves the date of its issue', async () => {
    started = await start();
    const { github, octokit, pass } = started;
    github.addIssue(REPO, { title: 'x' });
    pass(60_000);
    const { data } = await octokit.rest.issues.createComment({ ...HERE, issue_number: 1, body: 'an update' });
    expect(data.html_url).toBe(`https://github.com/kubernetes/kubernetes/issues/1#issuecomment-${data.id}`);
    expect((await octokit.rest.issues.get({ ...HERE, issue_number: 1 })).data).toMatchObject({
      comments: 1,
      updated_at: '2017-03-16T19:01:00Z',
    });
    const it = { ...HERE, comment_id: Number(data.id) };
    await octokit.rest.issues.updateComment({ ...it, body: 'a better one' });
    const pin = { ...it, url: '/repos/{owner}/{repo}/issues/comments/{comment_id}/pin' };
    expect((await octokit.request({ method: 'PUT', ...pin })).data).toMatchObject({
      body: 'a better one',
      pin: { pinned_by: { login: 'release-bot' } },
    });
    expect((await octokit.request({ method: 'DELETE', ...pin })).status).toBe(204);
    await octokit.rest.issues.deleteComment(it);
    expect((await refusal(octokit.rest.issues.getComment(it))).status).toBe(404);
  });

  it('is refused beyond 65,536 characters, and is not pinned on a pull request', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssue(REPO, { title: 'a change', pullRequest: {} });
    const post = (length: number) =>
      octokit.rest.issues.createComment({ ...HERE, issue_number: 1, body: 'x'.repeat(length) });
    expect((await refusal(post(65_537))).status).toBe(422);
    const { data } = await post(65_536);
    const pin = octokit.request('PUT /repos/{owner}/{repo}/issues/comments/{comment_id}/pin', {
      ...HERE,
      comment_id: Number(data.id),
    });
    expect((await refusal(pin)).status).toBe(422);
  });

  it('appears in the timeline between the events', async () => {
    started = await start();
    const { github, octokit } = started;
    github.addIssue(REPO, { title: 'x', labels: ['kind/bug'] });
    github.addComment(REPO, 1, 'looking', { at: NOON + 1000, by: 'ada' });
    github.closeIssue(REPO, 1, { at: NOON + 2000 });
    const { data } = await octokit.rest.issues.listEventsForTimeline({ ...HERE, issue_number: 1 });
    expect(data.map(({ event }) => event)).toEqual(['labeled', 'commented', 'closed']);
  });
});
