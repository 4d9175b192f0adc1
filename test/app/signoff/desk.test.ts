/** What people do with polls, and what is told of it: on a real store, against a local GitHub. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Database } from '../../../src/storage/dialect.js';
import { openEmptyStore } from '../../builders/empty-store.js';
import {
  ada,
  ben,
  branch,
  commitA,
  commitB,
  lea,
  max,
  rc,
  repo,
  type SignoffWorld,
  signoffWorld,
} from '../../builders/signoff-world.js';

const hour = 3_600_000;
const day = 24 * hour;

let folder: string;
let database: Database;
let world: SignoffWorld;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalman-'));
  database = await openEmptyStore(folder);
  world = await signoffWorld(database);
});
afterEach(async () => {
  await world.close();
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

const noGo = { answer: 'no-go', reason: 'It leaks.' };

describe('asking', () => {
  it('opens a poll for the commit that the tag names, in the channels, and is seen by the gate', async () => {
    expect(await world.finding()).toMatchObject({ state: 'unknown', detail: 'nobody was asked yet' });
    const poll = await world.ask();
    expect(poll).toMatchObject({
      candidate: { name: rc, tag: rc, commit: commitA },
      ...{ branch, head: commitA, askedBy: lea, deadline: world.now() + 2 * day },
    });
    expect(await world.owed({ edits: true })).toEqual(['C0RELEASE: node waiting, network waiting; open']);
    expect(await world.finding()).toMatchObject({ state: 'unknown', observedAt: world.now() });
    expect(await world.desk.current(null)).toMatchObject({
      poll: { id: poll.id },
      commits: `https://github.com/${repo}/commit/`,
    });
  });

  it('the same candidate again is the poll that is there; another one replaces it', async () => {
    const first = await world.ask();
    expect((await world.ask(rc)).id).toBe(first.id);
    const other = await world.ask(commitA.slice(0, 10));
    expect(other.id).not.toBe(first.id);
    expect(await world.states(first.id)).toBe('waiting waiting replaced');
    expect(await world.owed()).toEqual(['C0RELEASE: ended']);
    expect((await world.desk.history('v1.6')).map(({ id }) => id)).toEqual([other.id, first.id]);
  });

  it('the same candidate on a branch that has moved opens a new poll: the old one was overtaken', async () => {
    const first = await world.ask();
    await world.answer(first.id, 'node', max);
    world.github.addCommit(repo, { sha: commitB, message: 'B', branch });
    world.pass(1);
    expect(await world.ask()).toMatchObject({ head: commitB, candidate: { commit: commitA } });
    expect(await world.states(first.id)).toBe('void waiting overtaken');
    expect(await world.owed()).toEqual(['C0RELEASE: voided, ended']);
  });

  it('takes over a GO that waited for exactly what has come since, and no other', async () => {
    const pull = (head: string) =>
      world.github.addIssue(repo, { title: head, pullRequest: { head, base: branch } as never });
    const [fix, other] = [pull('fix'), pull('other')];
    const first = await world.ask('');
    await world.answer(first.id, 'node', max, { reason: 'It works.', conditions: `#${fix}` });
    await world.answer(first.id, 'network', ben, { conditions: `#${fix}, #${other}` });
    world.github.addCommit(repo, { sha: commitB, message: 'fix', branch });
    world.github.mergePull(repo, fix, { sha: commitB });
    await world.next();
    expect(await world.states(first.id)).toBe('conditional void overtaken');
    const next = await world.ask('');
    expect(next.groups).toMatchObject([
      { state: 'go', answer: { by: max, conditions: [{ state: 'met' }] } },
      { state: 'waiting', answer: null },
    ]);
    expect(next.groups[0]?.answer?.reason).toContain('Carried over from aaaaaaaaa');
    // A commit that came by itself is nothing that anybody waited for.
    await world.answer(next.id, 'network', ben, { conditions: `#${other}` });
    world.github.addCommit(repo, { sha: 'c'.repeat(40), message: 'other', branch });
    world.github.mergePull(repo, other, { sha: 'c'.repeat(40) });
    world.github.addCommit(repo, { sha: 'd'.repeat(40), message: 'straight to the branch', branch });
    const last = await world.ask('');
    expect(await world.states(next.id)).toBe('void void overtaken');
    expect(await world.states(last.id)).toBe('waiting waiting open');
  });

  it.each<[string, object, string]>([
    ['a tag that is none', { candidate: 'v1.6.0-rc1' }, `Did you mean ${rc}?`],
    ['a branch', { candidate: branch }, 'is a branch, and branches move'],
    ['what leads elsewhere', { candidate: '../../user' }, 'There is no tag or commit "../../user"'],
    [
      'a commit that is not on the branch',
      { candidate: 'b'.repeat(40) },
      `is not on ${branch}, from which v1.6 ships`,
    ],
    ['a deadline that is over', { deadline: 1 }, 'over already'],
    ['a deadline far away', { deadline: Date.UTC(2027, 0, 1) }, 'within 90 days'],
  ])('about %s is told what is wrong', async (_, given, words) => {
    world.github.addCommit(repo, { sha: commitB, message: 'B', branch: 'other', parents: ['1'.repeat(40)] });
    const asking = world.desk.ask({
      actor: lea,
      request: 'r',
      release: 'v1.6',
      candidate: rc,
      deadline: null,
      ...given,
    });
    await expect(asking).rejects.toMatchObject({ code: 'bad-form', message: expect.stringContaining(words) });
    expect(await world.desk.history('v1.6')).toEqual([]);
  });

  it('is for release leads, and needs a release, and a GitHub that answers', async () => {
    const asked = { actor: lea, request: 'r', release: 'v1.6', candidate: rc, deadline: null };
    await expect(world.desk.ask({ ...asked, actor: max })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(world.desk.prepare({ actor: max, release: null })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await expect(world.desk.ask({ ...asked, release: 'v1.7' })).rejects.toMatchObject({
      code: 'unknown-release',
    });
    await expect(world.desk.current(null)).rejects.toMatchObject({ code: 'no-poll' });
    await expect(world.desk.poll(99)).rejects.toMatchObject({ code: 'unknown-poll' });
    world.github.revokeToken('ghp_test_token');
    await expect(world.desk.ask(asked)).rejects.toMatchObject({ code: 'unreachable' });
  });
});

describe('answering', () => {
  it('all GO makes the gate hold, and is told', async () => {
    const { id } = await world.ask();
    await world.answer(id, 'node', max);
    expect((await world.finding()).state).toBe('unknown');
    await world.answer(id, 'network', ben);
    expect(await world.finding()).toMatchObject({ state: 'go' });
    expect(await world.owed()).toEqual(['C0RELEASE: complete']);
    expect((await world.owed({ edits: true })).at(-1)).toBe('C0RELEASE: node go, network go; open');
  });

  it('is for leads of the very group: not of another one, and not for release leads', async () => {
    const { id } = await world.ask();
    for (const [group, actor] of [
      ['node', ben],
      ['network', max],
      ['node', lea],
    ] as const)
      await expect(world.answer(id, group, actor)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(world.answer(id, 'nod', max)).rejects.toMatchObject({
      ...{ code: 'unknown-group', message: expect.stringContaining('Did you mean node?') },
    });
    await expect(world.answer(id, 'constructor', max)).rejects.toMatchObject({ code: 'unknown-group' });
    expect(await world.desk.mine({ actor: max, poll: id })).toEqual(['node']);
    await expect(world.desk.mine({ actor: lea, poll: id })).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await world.states(id)).toBe('waiting waiting open');
  });

  it('NO GO is a NO GO until it is withdrawn, or another lead says GO; and the poll says so', async () => {
    const { id } = await world.ask();
    await world.answer(id, 'node', max, noGo);
    expect(await world.finding()).toMatchObject({
      state: 'no-go',
      // The other group has until the deadline: what is not missing yet is no part.
      parts: [{ key: expect.stringMatching(/^group:node\//), raisedBy: ['U0MAX'] }],
      besides: 'unknown',
    });
    world.pass(2000);
    await world.answer(id, 'node', ada);
    world.pass(2000);
    await world.desk.withdraw({ actor: max, request: 'w', poll: id, group: 'node' });
    expect(await world.states(id)).toBe('waiting waiting open');
    expect(await world.owed()).toEqual([
      'C0RELEASE: no-go node',
      'C0RELEASE: overruled node',
      'C0RELEASE: withdrawn node',
    ]);
    const again = world.desk.withdraw({ actor: max, request: 'w2', poll: id, group: 'node' });
    await expect(again).rejects.toMatchObject({ code: 'nothing-to-withdraw' });
  });

  it('of one lead twice in a second: the more careful answer counts, and both are kept', async () => {
    const { id } = await world.ask();
    await world.answer(id, 'node', max, noGo);
    world.pass(400);
    await world.answer(id, 'node', max);
    expect(await world.states(id)).toBe('no-go waiting open');
    expect((await database.read.selectFrom('poll_event').select('seq').execute()).length).toBe(3);
  });

  it('by one request comes once, however often it is sent and from wherever', async () => {
    const { id } = await world.ask();
    const asked = { actor: max, request: 'same', poll: id, group: 'node', answer: 'go' as const };
    const form = { ...asked, reason: '', issue: '', conditions: '' };
    const other = world.beside(database).desk;
    await Promise.all([world.desk.answer(form), other.answer(form), world.desk.answer(form)]);
    expect((await database.read.selectFrom('poll_event').select('seq').execute()).length).toBe(2);
  });

  it('needs a reason for NO GO, and conditions that can be watched', async () => {
    const { id } = await world.ask();
    const closed = world.github.addIssue(repo, {
      title: 'No',
      pullRequest: { head: 'x', base: branch } as never,
    });
    world.github.closeIssue(repo, closed);
    const moved = world.github.addIssue(repo, { title: 'Elsewhere' });
    world.github.addRepo({ fullName: 'acme/other' });
    world.github.transferIssue(repo, moved, 'acme/other');
    const wrong = (given: object) => world.answer(id, 'node', max, given).catch((error) => error.fields);
    expect(await wrong({ answer: 'no-go', reason: ' ' })).toEqual({ reason: expect.any(String) });
    expect(await wrong({ conditions: '#99' })).toEqual({
      conditions: expect.stringContaining(`no ${repo}#99`),
    });
    expect(await wrong({ conditions: `#${closed}` })).toEqual({
      conditions: expect.stringContaining('without being merged'),
    });
    expect(await wrong({ conditions: `#${moved}` })).toEqual({
      conditions: expect.stringContaining('acme/other#1'),
    });
    expect(await wrong({ conditions: 'soon' })).toEqual({ conditions: expect.any(String) });
    expect(await wrong({ issue: 'soon' })).toEqual({ issue: expect.any(String) });
    expect(await world.states(id)).toBe('waiting waiting open');
  });

  it('after the deadline: a GO is noted and counts once there is more time; a NO GO counts at once', async () => {
    const { id, deadline } = await world.ask();
    await world.next(deadline - world.now());
    await expect(world.answer(id, 'node', max)).rejects.toMatchObject({ code: 'late-answer' });
    await world.answer(id, 'network', ben, noGo);
    expect(await world.states(id)).toBe('late no-go open');
    expect(await world.finding()).toMatchObject({ state: 'no-go' });
    expect((await world.owed()).slice(-2)).toEqual(['C0RELEASE: late node', 'C0RELEASE: no-go network']);
    const more = { actor: lea, request: 'more', poll: id, deadline: world.now() + day };
    await expect(world.desk.extend({ ...more, actor: max })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(world.desk.extend({ ...more, deadline: world.now() })).rejects.toMatchObject({
      code: 'bad-form',
    });
    await world.desk.extend(more);
    expect(await world.states(id)).toBe('go no-go open');
    await world.desk.withdraw({ actor: ben, request: 'w', poll: id, group: 'network' });
    expect(await world.states(id)).toBe('go waiting open');
  });

  it('ends with the poll', async () => {
    const { id } = await world.ask();
    await world.answer(id, 'node', max);
    const close = { actor: lea, request: 'close', poll: id };
    await expect(world.desk.close({ ...close, actor: max })).rejects.toMatchObject({ code: 'not-allowed' });
    await world.desk.close(close);
    await world.desk.close(close);
    await expect(world.answer(id, 'network', ben)).rejects.toMatchObject({ code: 'poll-ended' });
    const withdrawing = world.desk.withdraw({ actor: max, request: 'w', poll: id, group: 'node' });
    await expect(withdrawing).rejects.toMatchObject({ code: 'poll-ended' });
    expect(await world.finding()).toMatchObject({
      state: 'unknown',
      detail: expect.stringContaining('the poll was closed'),
    });
    expect(await world.owed()).toEqual(['C0RELEASE: ended']);
  });
});

describe('a delegate', () => {
  const delegate = (given: object = {}) =>
    world.desk.delegate({
      ...{ actor: max, request: world.request(), release: 'v1.6', group: 'node', delegate: 'U0BEN' },
      ...{ from: world.now() + hour, until: world.now() + day },
      ...given,
    });

  it('answers within the dates, for the lead and in their own name; is told, and shown in the poll', async () => {
    const { id } = await world.ask();
    await delegate();
    expect(await world.owed()).toEqual(['U0BEN: delegate of node']);
    expect((await world.owed({ edits: true })).at(-1)).toContain('for a lead: ben');
    await expect(world.answer(id, 'node', ben)).rejects.toMatchObject({ code: 'not-allowed' });
    world.pass(hour);
    expect(await world.desk.mine({ actor: ben, poll: id })).toEqual(['node', 'network']);
    const poll = await world.answer(id, 'node', ben);
    expect(poll.groups[0]).toMatchObject({ state: 'go', answer: { by: ben, delegateOf: max } });
    world.pass(day);
    await expect(world.answer(id, 'node', ben)).rejects.toMatchObject({ code: 'not-allowed' });
  });

  it('is over when a lead or the delegate says so', async () => {
    const { id } = await world.ask();
    const one = await delegate({ from: null });
    await expect(
      world.desk.endDelegation({ actor: lea, request: 'e', delegation: one.id }),
    ).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await world.desk.endDelegation({ actor: ada, request: 'e', delegation: one.id })).toMatchObject({
      endedAt: world.now(),
    });
    await expect(world.answer(id, 'node', ben)).rejects.toMatchObject({ code: 'not-allowed' });
    expect(await world.owed()).toEqual(['U0BEN: delegate of node', 'U0BEN: delegate of node no more']);
    const two = await delegate({ from: null });
    await world.desk.endDelegation({ actor: ben, request: 'e2', delegation: two.id });
    expect((await world.owed({ edits: true })).at(-1)).not.toContain('ben');
    await expect(
      world.desk.endDelegation({ actor: max, request: 'e', delegation: 99 }),
    ).rejects.toMatchObject({ code: 'unknown-delegation' });
  });

  it.each<[string, object, string]>([
    ['themselves', { delegate: 'U0MAX' }, 'delegate'],
    ['an app', { delegate: 'U0BOT' }, 'delegate'],
    ['nobody', { delegate: 'U0NOBODY' }, 'delegate'],
    ['a user group', { delegate: 'S0NET' }, 'delegate'],
    ['somebody until yesterday', { until: 1 }, 'until'],
    ['somebody for half a year', { until: Date.UTC(2026, 6, 1) }, 'until'],
    ['somebody from an end on', { from: Date.UTC(2026, 0, 30), until: Date.UTC(2026, 0, 29) }, 'from'],
  ])('who is %s is refused', async (_, given, field) => {
    await expect(delegate(given)).rejects.toMatchObject({ fields: { [field]: expect.any(String) } });
  });

  it('is named by a lead of the group only, not by a delegate or a release lead', async () => {
    expect((await world.desk.led({ actor: max, release: null })).groups).toEqual(['node']);
    await expect(world.desk.led({ actor: lea, release: null })).rejects.toMatchObject({
      code: 'not-allowed',
    });
    await delegate({ from: null });
    for (const actor of [ben, lea])
      await expect(delegate({ actor, delegate: 'U0ADA' })).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(delegate({ group: 'windows' })).rejects.toMatchObject({ code: 'unknown-group' });
  });
});
