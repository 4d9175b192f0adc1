/** An incident's public face on GitHub, through signed HTTP: one comment or one issue, always saying what holds. */
import { afterEach, describe, expect, it } from '@jest/globals';
import type { LocalGitHub } from '../../src/sandbox/github/index.js';
import {
  commander,
  type IncidentBot,
  incidents,
  kubeadm,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { topOf } from '../builders/incident-hands.js';
import { token } from '../builders/world.js';
import { seenOf } from '../github/stage.js';

const repo = 'kubernetes/kubeadm';
const core = 'kubernetes/kubernetes';

let team: IncidentBot;

afterEach(async () => {
  await team.close();
});

function seed(github: LocalGitHub): void {
  for (const fullName of [core, repo]) github.addRepo({ fullName, defaultBranch: 'master' });
  for (const title of ['v1.6', 'v1.5']) github.addMilestone(core, { title });
  github.addIssue(repo, { number: 212, title: 'kubeadm init hangs', author: { login: 'jimmycuadra' } });
  github.addIssue(core, { number: 43815, title: 'kubeadm 1.6.0 is broken' });
}

async function begin(more = 'mirror: true', prepare: (github: LocalGitHub) => void = () => {}) {
  team = await startIncidentBot({
    more: `  github: { ${more} }`,
    seed(github) {
      seed(github);
      prepare(github);
    },
  });
  return team;
}

const commentsOn = (name: string, number: number) => team.github.issue(name, number).comments;
const mirror = () => {
  const [one, ...others] = commentsOn(repo, 212);
  expect(others).toEqual([]);
  return seenOf(one ?? { body: '' });
};
const headText = () => JSON.stringify(team.head().blocks);
const thread = () =>
  team.slack.state
    .everything(incidents)
    .filter(({ text }) => text.includes('could not be written on GitHub'))
    .map(({ text }) => text);

describe('the tracking issue', () => {
  it('carries one comment that is pinned and always says what holds', async () => {
    await begin();
    await team.declare();
    await team.settle();
    expect(mirror()).toContain('### Investigating: kubeadm 1.6.0 hangs when initializing a cluster');
    expect(mirror()).toContain('**Affected versions:** kubeadm 1.6.0, new clusters only');
    expect(mirror()).toMatch(/\*\*Next update by\*\* .* UTC \(.*P[SD]T\)/);
    expect(mirror()).toContain('Incident 1, revision 1, as of');
    expect(commentsOn(repo, 212)[0]?.pin).not.toBeNull();
    expect(headText()).toContain('GitHub: <');
    expect(headText()).toContain('|kubeadm#212> at rev 1');

    await team.update({
      text: 'The cause is known.',
      fix: 'cause-known',
      action: 'A fix',
      owner: '@mikedanese #43835',
    });
    await team.settle();
    expect(mirror()).toContain('### Cause known');
    expect(mirror()).toContain('The cause is known.');
    expect(mirror()).toContain('**What is being done:** A fix (@\u200bmikedanese \\#\u200b43835)');
    expect(mirror()).toContain('revision 2');
    expect(headText()).toContain('|kubeadm#212> at rev 2');
  });

  it('that is another one from an update on has the comment, and the old one leads there', async () => {
    await begin();
    await team.declare();
    await team.settle();
    await team.update({ text: 'It is tracked elsewhere.', issue: `${core}#43815` });
    await team.settle();
    expect(mirror()).toContain('**This is not kept up to date here any more.**');
    expect(mirror()).toContain(`kubernetes/kubernetes\\#\u200b43815`);
    expect(commentsOn(core, 43815).map(seenOf)).toEqual([expect.stringContaining('revision 2')]);
  });

  it('that is deleted, locked or out of reach is told to the people of the incident, once', async () => {
    await begin();
    await team.declare();
    await team.settle();
    team.github.deleteIssue(repo, 212);
    await team.update({ text: 'Still looking.' });
    await team.settle();
    await team.settle();
    expect(thread()).toEqual([
      'Incident 1: kubernetes/kubeadm#212 could not be written on GitHub: the issue was deleted.',
    ]);
    expect(headText()).toContain('could not be written: the issue was deleted');
    await team.update({ text: 'It is tracked elsewhere.', issue: `${core}#43815` });
    await team.settle();
    expect(commentsOn(core, 43815).map(seenOf)).toEqual([expect.stringContaining('revision 3')]);
  });

  it('is told nothing where that is not configured', async () => {
    team = await startIncidentBot({ seed });
    await team.declare();
    await team.settle();
    expect(commentsOn(repo, 212)).toEqual([]);
    expect(headText()).not.toContain('GitHub:');
  });

  it('gets nothing that could call somebody or be a mark', async () => {
    await begin();
    await team.declare({
      title: '<img src=x> @kubernetes/everyone #1 **bold**',
      impact: 'a <!-- hidden --> b\n# heading\n- list ![x](http://evil.example/x.png) GH-12',
    });
    await team.settle();
    const said = mirror();
    expect(said).not.toMatch(/@\w|(?<!\\)<(?!sub>|\/sub>)|(?<!\\)\*\*bold|^# |^- |!\[|#\d|GH-\d/m);
  });
});

describe('an incident without a tracking issue', () => {
  it('opens one on declaring, and says there what holds from then on', async () => {
    await begin('mirror: true, create-issue: kubernetes/kubeadm, labels: [kind/bug]');
    await team.declare({ issue: '' });
    await team.settle();
    const opened = () => team.github.issues(repo).slice(1);
    expect(opened().map(({ title }) => title)).toEqual([kubeadm.title]);
    expect(headText()).toContain('kubeadm#213');
    await team.update({ text: 'The cause is known.', fix: 'cause-known' });
    await team.settle();
    expect(opened()).toHaveLength(1);
    expect(seenOf(opened()[0] ?? { body: '' })).toContain('The cause is known.');
    expect(opened()[0]?.labels.map(({ name }) => name)).toEqual(['kind/bug']);
    expect(opened()[0]?.comments).toEqual([]);
    expect(headText()).toContain('|kubeadm#213> at rev 2');
    expect(
      team.github.requests.filter(({ method, path }) => method === 'POST' && /issues/.test(path)),
    ).toHaveLength(1);
  });
});

describe('an end', () => {
  it('that is no end is said as well: what was retracted stays, and says so', async () => {
    await begin();
    await team.declare();
    await team.form('retract 1');
    await team.send(commander, { reason: 'A test cluster had no network.' });
    await team.settle();
    expect(mirror()).toContain('### Retracted');
    expect(mirror()).toContain('**It was not an incident.** A test cluster had no network.');
    expect(team.github.issue(repo, 212).state).toBe('open');
  });
});

describe('a token that may not write', () => {
  it('is told plainly, once, and Slack waits for nothing', async () => {
    await begin('mirror: true', (github) => {
      github.addToken({ token, login: 'signalman', permissions: { issues: 'read', metadata: 'read' } });
    });
    await team.declare();
    await team.settle();
    await team.settle();
    expect(thread()).toEqual([
      'Incident 1: kubernetes/kubeadm#212 could not be written on GitHub: the GitHub token may not write to kubernetes/kubeadm: it needs the permission Issues: write.',
    ]);
  });

  it('and gets the permission later writes what holds then, without another update and without more words', async () => {
    const given = (issues: 'read' | 'write') =>
      team.github.addToken({ token, login: 'signalman', permissions: { issues, metadata: 'read' } });
    await begin('mirror: true', (github) => {
      github.addToken({ token, login: 'signalman', permissions: { issues: 'read', metadata: 'read' } });
    });
    const anHourGoesBy = () =>
      team.database.write
        .updateTable('delivery')
        .set((is) => ({ settled_at: is('settled_at', '-', 3_600_000) }))
        .where('state', '=', 'failed')
        .execute();
    const tries = () =>
      team.github.requests.filter(({ method, path }) => method === 'POST' && path.includes('/212/comments'))
        .length;
    await team.declare();
    await team.settle();
    await team.settle();
    expect(tries()).toBe(1);
    await anHourGoesBy();
    await team.settle();
    expect(tries()).toBe(2);
    given('write');
    await team.settle();
    expect(tries()).toBe(2);
    await anHourGoesBy();
    await team.settle();
    expect(mirror()).toContain('revision 1');
    await team.settle();
    expect(headText()).toContain('|kubeadm#212> at rev 1');
    expect(thread()).toHaveLength(1);
  });
});

describe('a duplicate', () => {
  it('leads to the tracking issue, and is closed and locked once somebody with a role has confirmed it', async () => {
    await begin();
    await team.declare();
    await team.settle();
    await team.incident(`duplicate 1 ${core}#43815`);
    await team.settle();
    const [pointer, ...more] = commentsOn(core, 43815).map(seenOf);
    expect(more).toEqual([]);
    expect(pointer).toContain('This is the same problem as [kubernetes/kubeadm\\#\u200b212]');
    expect(team.github.issue(core, 43815)).toMatchObject({ state: 'open', locked: null });

    await team.form(`close-duplicate 1 ${core}#43815`, stranger);
    expect(topOf(team, stranger)).toContain('Only the commander of incident 1');
    await team.form(`close-duplicate 1 ${core}#43815`);
    expect(topOf(team, commander)).toContain('closed on GitHub as a duplicate of kubeadm#212');
    expect((await team.send(commander, { lock: ['lock'] })).action).not.toBe('errors');
    await team.settle();
    const closed = team.github.issue(core, 43815);
    expect(closed).toMatchObject({ state: 'closed', stateReason: 'duplicate' });
    expect(closed.locked).not.toBeNull();
    expect(closed.comments.map(seenOf)).toEqual([pointer]);
    expect(team.github.issue(repo, 212).state).toBe('open');

    // Pressed once more it is closed already, and nothing is asked of GitHub again.
    const asked = team.github.requests.filter(({ method }) => method === 'PATCH').length;
    await team.form(`close-duplicate 1 ${core}#43815`);
    expect(topOf(team, commander)).toContain('closed');
    await team.settle();
    expect(team.github.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(asked);
  });
});
