/** The documents of enhancements through the whole bot: read once, shown, counted in the digest, and told to their groups. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { kepFiles, kepFolder } from '../builders/kep.js';
import { waitFor } from '../builders/wait.js';

const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;
const start = Date.UTC(2026, 0, 28, 12);
const repo = 'acme/rocket';
const features = 'acme/features';
const node = 'C0NODE';
const storage = 'C0STORAGE';

const config = `
repository: ${repo}
enhancements: { repository: ${features} }
groups: { noun: SIG, prefix: sig/, channels: { node: [${node}], storage: [${storage}] } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
gates:
  features:
    type: enhancement-sign-off
    reason: Enhancements in {milestone} whose documents are not complete
    actions: [Owners complete what is missing]
keps: { every: 15m, tell: 7d }
sync: { stale-after: 30d }
digests: { daily: { at: "13:00", days: daily } }
releases: { v1.36: {} }
`;

const link = (folder: string) => `The KEP: https://github.com/${features}/tree/HEAD/${folder}`;
const complete = { number: 1201, slug: 'sleep', group: 'node', title: 'Sleep of idle nodes' };
const lacking = { number: 1202, slug: 'wake', group: 'node', title: 'Wake <!channel> *up*' };
const waiting = { number: 1305, slug: 'copy', group: 'storage', title: 'Copies of volumes' };

describe('enhancements of a milestone', () => {
  let bot: RunningBot;
  let clock: SandboxClock;

  const asked = () =>
    bot.github.requests
      .filter(({ path }) => path.includes('/git/'))
      .map(({ path, status, quotaUsed }) => ({
        what: /\/git\/(\w+)/.exec(path)?.[1],
        status,
        quotaUsed,
      }));
  const commit = (files: Record<string, string>) =>
    bot.github.addCommit(features, { message: 'more', files });
  async function goTo(at: number): Promise<void> {
    clock.forwardTo(at);
    bot.github.resetRequests();
    await bot.wake();
  }

  beforeAll(async () => {
    clock = startClock(start);
    bot = await startTestBot({
      ...{ config, now: clock.now, limits: 'none', waitForData: false },
      channels: [
        { id: node, name: 'sig-node', members: [lead] },
        { id: storage, name: 'sig-storage', members: [lead] },
      ],
      seed(github) {
        github.addRepo({ fullName: repo });
        github.addMilestone(repo, { title: 'v1.36' });
        github.addRepo({ fullName: features });
        github.addMilestone(features, { title: 'v1.36' });
        for (const kep of [complete, lacking, waiting])
          github.addIssue(features, {
            ...{ number: kep.number, title: kep.title, milestone: 'v1.36', body: link(kepFolder(kep)) },
            labels: [`sig/${kep.group}`],
          });
        github.addIssue(features, { number: 1400, title: 'In no milestone' });
        github.addCommit(features, {
          message: 'start',
          files: {
            ...kepFiles(complete),
            ...kepFiles({ ...lacking, status: 'provisional', open: ['Tests are planned'] }),
            ...kepFiles({ ...waiting, stage: 'alpha', approver: null }),
            // Nobody needs it: no milestone has it.
            ...kepFiles({ number: 1400, slug: 'other' }),
            'README.md': 'Read me.',
          },
        });
      },
    });
    await waitFor(() => bot.log.filter(({ message }) => message === 'GitHub was read').length >= 2);
    await bot.wake();
  });
  afterAll(() => bot?.close());

  it('are read with one list and each document once', () => {
    const all = asked();
    expect(all.filter(({ what }) => what === 'trees')).toHaveLength(1);
    expect(all.filter(({ what }) => what === 'blobs')).toHaveLength(8);
  });

  it('that have not changed cost one request and no quota, also after a restart', async () => {
    await goTo(start + 16 * minute);
    expect(asked()).toEqual([{ what: 'trees', status: 304, quotaUsed: 0 }]);
    await bot.restart();
    await goTo(start + 32 * minute);
    // Whoever starts looks at once, too: one of the two reads.
    await waitFor(() => asked().length > 0);
    expect(asked()).toEqual([{ what: 'trees', status: 304, quotaUsed: 0 }]);
    await goTo(start + 33 * minute);
    expect(asked()).toEqual([]);
  });

  it('hold the release back, with how many of each group', async () => {
    const { all, text } = await bot.ask('');
    expect(text).toContain('NO GO');
    expect(all).toContain('2 of 3 not ready: Node 1, Storage 1');
    expect(all).toContain('KEP-1202');
  });

  it('are listed by group with what is missing, and nothing of a title is a command', async () => {
    const { all } = await bot.ask('features');
    expect(all).toContain('2 of 3 not ready');
    expect(all).toContain('*Node* · 1 of 2 not ready');
    expect(all).toContain('KEP-1202');
    expect(all).not.toContain('<!channel>');
    expect(all).toContain('1 ready');
    const { all: own } = await bot.ask('features storage');
    expect(own).toContain('KEP-1305');
    expect(own).not.toContain('KEP-1202');
    expect((await bot.ask('features nobody')).all).toContain('There are: node, storage');
  });

  it('are shown one by one, however the number is written', async () => {
    for (const typed of ['kep 1202', 'kep #1202', 'KEP-1202', 'v1.36 kep 1202', 'kep KEP-1202 v1.36']) {
      const { all } = await bot.ask(typed);
      expect(all).toContain('KEP-1202: Wake');
      expect(all).toContain('status provisional');
      expect(all).toContain('☐ (R) Tests are planned');
      expect(all).toContain('production readiness approved by prr-approver');
    }
    const { all } = await bot.ask('kep 1305');
    expect(all).toContain('production readiness not approved for this stage');
    const { all: other } = await bot.ask('kep 1400');
    expect(other).toContain('is not an enhancement in milestone v1.36');
    expect(other).toContain(`${features}/issues/1400`);
    expect(other).toContain('kep 1201');
    expect((await bot.ask('kep x')).all).toContain('is not the number of a KEP');
  });

  const heard = (channel: string) => bot.slack.state.messages(channel);
  const said = (channel: string) => JSON.stringify(heard(channel).map(({ text, blocks }) => [text, blocks]));

  it('are told to their groups, each in its channel, once', () => {
    expect(heard(node)).toHaveLength(1);
    expect(said(node)).toContain('Node: 1 of 2 enhancements not ready for v1.36');
    expect(said(node)).toContain('KEP-1202');
    expect(said(node)).not.toContain('KEP-1305');
    expect(said(node)).not.toContain('KEP-1201');
    expect(heard(storage)).toHaveLength(1);
  });

  it('are counted in the digest, and named in its file', async () => {
    await goTo(start + 61 * minute);
    const digest = heard(release).find(({ text }) => text.includes('NO GO'));
    expect(JSON.stringify(digest?.blocks)).toContain('2 of 3 not ready: Node 1, Storage 1');
    const [id] = digest?.replies.at(-1)?.files ?? [];
    const file =
      bot.slack.state
        .files()
        .find((one) => one.id === id)
        ?.content?.toString() ?? '';
    expect(file).toContain('## Incomplete Features');
    expect(file).toContain('2 of 3 enhancements are not ready');
    expect(file).toContain(`[KEP-1202](https://github.com/${features}/issues/1202)`);
  });

  it('of which one document changed cost one list and that document, and what was told is edited', async () => {
    commit(kepFiles({ ...lacking, status: 'provisional' }));
    await goTo(start + 80 * minute);
    expect(asked().map(({ what, status }) => `${what} ${status}`)).toEqual(['trees 200', 'blobs 200']);
    expect(heard(node)).toHaveLength(1);
    expect(said(node)).not.toContain('Tests are planned');
    expect(said(node)).toContain('KEP-1202');
  });

  it('that are all ready are said to be, in the same message', async () => {
    commit(kepFiles(lacking));
    await goTo(start + 100 * minute);
    expect(heard(node)).toHaveLength(1);
    expect(said(node)).toContain('Node: all 2 enhancements are ready for v1.36');
    expect(heard(storage)).toHaveLength(1);
    expect((await bot.ask('')).all).toContain('1 of 3 not ready: Storage 1');
  });

  it('are told anew after a week, where something is missing still', async () => {
    await goTo(start + 7 * day + hour);
    expect(heard(storage)).toHaveLength(2);
    expect(heard(node)).toHaveLength(1);
  });

  it('make it GO once all are complete', async () => {
    commit(kepFiles({ ...waiting, stage: 'alpha' }));
    await goTo(start + 7 * day + 2 * hour);
    expect((await bot.ask('')).text).toContain('GO');
    expect((await bot.ask('')).text).not.toContain('NO GO');
    expect(said(storage)).toContain('Storage: the enhancement is ready for v1.36');
  });

  it('of which a document is dirty say file, field and what is wrong', async () => {
    commit({ [`${kepFolder(waiting)}/kep.yaml`]: 'title: Copies\nstatus: imlpemented\nstage: alpha\n' });
    await goTo(start + 7 * day + 3 * hour);
    const { all } = await bot.ask('kep 1305');
    expect(all).toContain('kep.yaml · status');
    expect(all).toContain('/kep.yaml#L2');
    expect((await bot.ask('')).text).toContain('NO GO');
  });

  it('that GitHub does not give stay as they are known, and it says why', async () => {
    bot.github.faults.next('*/git/*', { kind: 'status', status: 502, times: 1000 });
    await goTo(start + 7 * day + 4 * hour);
    expect((await bot.ask('kep 1202')).all).toContain(`GitHub did not answer about ${features}`);
    bot.github.faults.clear();
    // It is tried again sooner than otherwise.
    await goTo(start + 7 * day + 4 * hour + 2 * minute);
    expect((await bot.ask('kep 1202')).all).not.toContain('did not answer');
  });
});
