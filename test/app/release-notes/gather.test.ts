/** What release notes are made from: the sync's issues, and what GitHub says beside them, each asked for once. */
import { afterEach, expect, it } from '@jest/globals';
import { day, minute } from '../../../src/domain/time.js';
import { onEveryDatabase } from '../../builders/databases.js';
import {
  docs,
  features,
  type NotesWorld,
  noteOf,
  notesConfig,
  repo,
  startNotes,
} from '../../builders/notes-world.js';

const quarter = 15 * minute;

onEveryDatabase('release notes', ({ open }) => {
  let world: NotesWorld;
  afterEach(() => world?.close());
  const start = async (more?: string) => {
    world = await startNotes(await open(), notesConfig(more));
  };

  it('that nobody has gathered are not known', async () => {
    await start();
    await world.sync();
    expect(await world.finding()).toMatchObject({
      state: 'unknown',
      detail: 'the release notes have not been gathered yet',
    });
  });

  it('of a milestone are made from what the sync holds: GitHub is not asked again', async () => {
    await start();
    world.merge({ number: 1, body: noteOf('Pods sleep.') });
    world.merge({ number: 2, body: 'Nothing said.', title: 'Wake them' });
    world.merge({ number: 3, labels: ['release-note-none'] });
    world.merge({ number: 4, milestone: null });
    world.github.addIssue(repo, { number: 5, title: 'Open still', milestone: 'v1.0', pullRequest: {} });
    await world.sync();
    expect(await world.read()).toEqual([]);
    expect(await world.finding()).toEqual({
      state: 'no-go',
      detail: '1 of 3 merged pull requests has no note',
      parts: ['release-note:acme/rocket#2/no-note'],
    });
    const facts = await world.facts();
    expect(facts.pulls.map(({ number, said }) => [number, said.kind])).toEqual([
      [1, 'note'],
      [2, 'missing'],
      [3, 'none'],
    ]);
    expect(facts).toMatchObject({ problems: [], range: null, web: 'https://github.com' });

    // Somebody writes it on GitHub.
    world.pass(minute);
    world.github.updateIssue(repo, 2, { body: noteOf('Pods wake.') });
    await world.sync();
    expect(await world.read()).toEqual([]);
    expect(await world.finding()).toMatchObject({
      state: 'go',
      detail: '3 merged: 2 notes, 1 without need of one',
    });

    // Or through Signalman.
    world.pass(minute);
    world.merge({ number: 6 });
    await world.sync();
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'no-go' });
    await world.written.write(
      { repository: repo, number: 6, said: { kind: 'none' }, by: { id: 'U1', name: 'Ana' }, at: world.now() },
      'a request',
      () => [],
    );
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'go' });
  });

  it('tell what a draft lacks that people keep by hand, and read it again only when it has changed', async () => {
    const path = 'release-notes/v1.0.md';
    world = await startNotes(await open(), notesConfig('{}', `\n  repository: ${docs}\n  path: ${path}`));
    const put = (text: string) => world.github.addCommit(docs, { message: 'draft', files: { [path]: text } });
    const gaps = async () => {
      const { gaps: all } = await world.notes.evidence(world.release);
      return all.map(({ code, number }) => [code, number]);
    };
    world.merge({ number: 1, body: noteOf('Pods sleep.') });
    world.merge({ number: 2, body: noteOf('Pods wake.') });
    await world.sync();
    expect(await world.read()).toEqual([`contents/${path} 404`]);
    expect(await gaps()).toEqual([]);

    const hand = '## Changes\n\n- Pods sleep (#1)\n- Pods dream\n';
    put(hand);
    world.pass(quarter);
    await world.sync();
    expect(await world.read()).toEqual([`contents/${path} 200`]);
    expect(await gaps()).toEqual([
      ['not-in-draft', 2],
      ['no-pull', null],
    ]);
    world.pass(quarter);
    await world.sync();
    expect(await world.read()).toEqual([`contents/${path} 304`]);

    // What is away for a moment is not forgotten.
    world.pass(quarter);
    await world.sync();
    world.github.faults.next(/contents/, { kind: 'status', status: 500, times: 20 });
    await world.read();
    expect(await gaps()).toHaveLength(2);
    world.github.faults.clear();

    put(`${hand}\n<!-- signalman:generated x -->\n`);
    world.pass(quarter);
    await world.sync();
    await world.read();
    expect(await gaps()).toEqual([]);
  });

  it('know when their milestone is closed', async () => {
    await start();
    world.merge({ number: 2, body: 'Nothing said.' });
    await world.sync();
    await world.read();
    expect(await world.notes.evidence(world.release)).not.toHaveProperty('isMilestoneClosed');
    world.github.updateMilestone(repo, 'v1.0', { state: 'closed' });
    world.pass(minute);
    await world.sync();
    expect(await world.notes.evidence(world.release)).toMatchObject({ isMilestoneClosed: true });
  });

  it('know at once what somebody has written in Slack', async () => {
    await start();
    world.merge({ number: 2, body: 'Nothing said.' });
    await world.sync();
    await world.read();
    expect((await world.finding()).state).toBe('no-go');
    await world.written.write(
      {
        ...{ repository: repo, number: 2, by: { id: 'U0ANN', name: 'ann' }, at: world.now() },
        said: { kind: 'note', text: 'Pods wake.', isActionRequired: false },
      },
      'request 1',
      () => [],
    );
    expect(await world.read()).toEqual([]);
    expect(await world.finding()).toMatchObject({ state: 'go' });
  });

  it('are made once by two who look at the same time, and are not known once nobody looks any more', async () => {
    await start();
    world.merge({ number: 1 });
    await world.sync();
    const other = world.compose();
    const did = await Promise.all([world.notes.read(), other.read()]);
    expect(did.filter((one) => one)).toHaveLength(1);
    world.pass(day);
    await world.sync();
    expect(await world.finding()).toMatchObject({
      state: 'unknown',
      detail: 'the release notes were last gathered 1 d ago, limit 45 min',
    });
    await world.notes.refresh(world.release, world.now());
    expect(await world.finding()).toMatchObject({ state: 'no-go' });
  });

  it('look for what a cherry-pick was picked from, once', async () => {
    await start();
    world.merge({ number: 7, body: noteOf('Volumes are copied.'), milestone: null });
    world.merge({
      number: 8,
      title: 'Automated cherry pick of #7: Copies',
      body: 'Cherry pick of #7 on release-1.0.',
    });
    world.merge({
      number: 9,
      title: 'Automated cherry pick of #77: Lost',
      body: 'Cherry pick of #77 on release-1.0.',
    });
    await world.sync();
    expect(await world.read()).toEqual(['issues/7 200', 'issues/77 404']);
    expect(await world.finding()).toMatchObject({ parts: ['release-note:acme/rocket#9/no-note'] });
    world.pass(quarter);
    expect(await world.read()).toEqual([]);
    world.pass(day);
    expect(await world.read()).toEqual(['issues/77 404']);
  });

  it('follow the docs pull requests of the enhancements until they are merged, and link to their pages then', async () => {
    await start();
    const { github } = world;
    const issue = (number: number, link: string) =>
      github.addIssue(features, {
        ...{ number, title: `Feature ${number}`, milestone: 'v1.0', labels: ['sig/node', 'stage/alpha'] },
        body: `- One-line feature description (can be used as a release note): It does ${number}\n- Docs PR: ${link}\n`,
      });
    github.addIssue(docs, {
      number: 31,
      title: 'Docs',
      pullRequest: {
        draft: true,
        files: [
          { path: 'docs/tasks/sleep.md', status: 'added' },
          { path: 'docs/concepts/index.md', status: 'modified' },
          { path: 'docs/old.md', status: 'removed' },
          { path: 'static/logo.png', status: 'added' },
        ],
      },
    });
    issue(11, `https://github.com/${docs}/pull/31`);
    issue(12, 'https://example.org/acme/docs/pull/31');
    issue(13, '');
    await world.sync();
    expect(await world.read()).toEqual(['pulls/31 200']);
    expect(await world.finding('docs')).toEqual({
      state: 'no-go',
      detail: '2 of 3 open, 0 ready, 0 merged',
      parts: ['release-note:acme/features#13/feature-docs'],
    });
    world.pass(quarter);
    await world.sync();
    expect(await world.read()).toEqual(['pulls/31 304']);
    github.mergePull(docs, 31);
    world.pass(quarter);
    await world.sync();
    expect(await world.read()).toEqual(['pulls/31 200', 'pulls/31/files 200']);
    expect(await world.finding('docs')).toMatchObject({ detail: '2 of 3 open, 1 ready, 1 merged' });
    const { features: found } = await world.facts();
    expect(found[0]).toMatchObject({
      ...{ number: 11, description: 'It does 11', stage: 'alpha', group: 'node' },
      docs: [
        {
          state: 'merged',
          pages: ['https://docs.example/tasks/sleep/', 'https://docs.example/concepts/'],
        },
      ],
    });
    expect(found[1]?.docs).toEqual([
      { url: 'https://example.org/acme/docs/pull/31', state: null, pages: [] },
    ]);
    world.pass(quarter);
    await world.sync();
    expect(await world.read()).toEqual([]);
  });

  it('carry what is known, and the versions of the release before', async () => {
    await start(`{ known-issues: "${repo}#46", previous: { repository: ${repo}, path: notes/0.9.md } }`);
    world.github.addIssue(repo, {
      ...{ number: 46, title: 'Known issues' },
      body: `- Discovery may be 10 minutes stale (#47)\n- [x] Settled (#48)\n\`\`\`\n- In a fence (#49)\n\`\`\`\n`,
    });
    world.github.addCommit(repo, {
      message: 'notes',
      files: {
        'notes/0.9.md':
          '# Notes\n\n## External Dependency Version Information\n\n* etcd version 3.0.17\n\n## More\n',
      },
    });
    await world.sync();
    expect(await world.read()).toEqual(['issues/46 200', 'contents/notes/0.9.md 200']);
    expect(await world.facts()).toMatchObject({
      accumulator: { title: 'Known issues', url: `https://github.com/${repo}/issues/46` },
      knownIssues: [
        {
          text: 'Discovery may be 10 minutes stale',
          link: { name: '#47', url: `https://github.com/${repo}/issues/47` },
        },
      ],
      dependencies: { text: '* etcd version 3.0.17', from: `${repo}/notes/0.9.md` },
      problems: [],
    });
    world.pass(quarter);
    expect(await world.read()).toEqual(['issues/46 304', 'contents/notes/0.9.md 304']);
  });

  it('say what could not be read, and count all the same', async () => {
    await start(`{ known-issues: "${repo}#46" }`);
    world.merge({ number: 1, body: noteOf('Pods sleep.') });
    await world.sync();
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'go' });
    expect((await world.facts()).problems).toEqual([
      `The known issues could not be read: there is no ${repo}#46, or the GitHub token cannot see it`,
    ]);
  });
});

onEveryDatabase('a range of commits', ({ open }) => {
  let world: NotesWorld;
  afterEach(() => world?.close());

  const submitted = (number: number, text: string) =>
    `Merge pull request #${number} from ana/change-${number}\n\nAutomatic merge from submit-queue\n\nChange ${number}\n\n${noteOf(text)}`;

  async function start(more = '{ range: v0.9.. }') {
    world = await startNotes(await open(), notesConfig(more));
    world.github.addCommit(repo, { message: 'before', files: { a: '1' } });
    world.github.addTag(repo, 'v0.9', 'main');
  }
  const commit = (message: string, more: object = {}) =>
    world.github.addCommit(repo, { message, files: { a: message }, ...more });

  it('is told by its merges and squashed titles, with the descriptions that they carry', async () => {
    await start();
    world.merge({ number: 1, body: noteOf('In the milestone.') });
    world.merge({ number: 2, body: noteOf('In none.'), milestone: null, labels: ['sig/node'] });
    commit('Merge pull request #1 from ana/change-1\n\nChange 1');
    commit('Change 2 (#2)');
    commit(submitted(3, 'Carried by its commit.'));
    commit('No pull request');
    await world.sync();
    expect(await world.read()).toEqual(['compare/v0.9...main 200', 'issues 200']);
    const facts = await world.facts();
    expect(facts.range).toEqual({ from: 'v0.9', to: 'main' });
    expect(facts.pulls.map(({ number, said, groups }) => [number, said, groups])).toEqual([
      [1, { kind: 'note', text: 'In the milestone.', isActionRequired: false }, []],
      [2, { kind: 'note', text: 'In none.', isActionRequired: false }, ['node']],
      [3, { kind: 'note', text: 'Carried by its commit.', isActionRequired: false }, []],
    ]);
    expect(await world.finding()).toMatchObject({
      state: 'go',
      detail: '3 merged: 3 notes, 0 without need of one',
    });
    // Nothing has moved: one request that costs nothing, and one for what has changed of those that are kept.
    world.pass(quarter);
    expect(await world.read()).toEqual(['compare/v0.9...main 304', 'issues 200']);
  });

  it('follows what changes of those that the sync does not hold', async () => {
    await start();
    world.merge({ number: 2, milestone: null });
    commit('Change 2 (#2)');
    await world.sync();
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'no-go' });
    world.pass(quarter);
    world.github.updateIssue(repo, 2, { body: noteOf('Now it says so.') });
    await world.sync();
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'go' });
  });

  it('counts what went into the branch itself, and not what a merge brought along', async () => {
    await start();
    const base = world.github.requests.length;
    expect(base).toBeGreaterThanOrEqual(0);
    const tip = commit('Change 1 (#1)');
    const picked = commit('Picked (#70)', { branch: 'pick', parents: [tip] });
    commit('Merge pull request #8 from ana/pick\n\nPick', { parents: [tip, picked] });
    for (const number of [1, 8, 70]) world.merge({ number, body: noteOf(`Note ${number}`) });
    await world.sync();
    await world.read();
    expect((await world.facts()).pulls.map(({ number }) => number)).toEqual([1, 8]);
  });

  it('of more than a page is read whole', async () => {
    await start();
    for (let number = 1; number <= 230; number++) commit(submitted(number, `Note ${number}`));
    await world.sync();
    expect(await world.read()).toEqual(Array(3).fill('compare/v0.9...main 200'));
    expect(await world.finding()).toMatchObject({
      state: 'go',
      detail: '230 merged: 230 notes, 0 without need of one',
    });
  });

  it.each([
    ['{ range: v0.8..main }', 'v0.8 or main is not there in acme/rocket'],
    ['{ range: main..v0.9 }', 'v0.9 has no commit that main does not have, in acme/rocket'],
  ])('%s says what is wrong with it', async (more, words) => {
    await start(more);
    commit('Change 1 (#1)');
    await world.sync();
    await world.read();
    expect(await world.finding()).toMatchObject({ state: 'unknown', detail: expect.stringContaining(words) });
    expect((await world.facts()).problems).toContainEqual(expect.stringContaining(words));
  });

  it('that somebody asks for once changes nothing of the release', async () => {
    await start('{}');
    world.merge({ number: 1, body: noteOf('In the milestone.') });
    commit(submitted(3, 'In the range.'));
    await world.sync();
    await world.read();
    const range = { from: 'v0.9', to: 'main' };
    expect(await world.notes.readNow(world.release, range)).toBeNull();
    expect((await world.facts(range)).pulls.map(({ number }) => number)).toEqual([3]);
    expect((await world.facts()).pulls.map(({ number }) => number)).toEqual([1]);
    expect(await world.finding()).toMatchObject({ detail: '1 merged: 1 note, 0 without need of one' });
  });
});
