/**
 * March 2017, the kubeadm suite: red since the 8th, hollow from the 13th, red again from the 16th; tested by hand through
 * beta.4 and not for rc.1; and never run on the branch of the release. Nobody told the group then. The bot does.
 */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { type LocalTestGrid, startLocalTestGrid, type TabHand } from '../../src/sandbox/testgrid/index.js';
import { lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { testByHand } from '../builders/ci-hands.js';

const hour = 3_600_000;
const day = 24 * hour;
const every = 8 * hour;
/** A moment in Los Angeles, where the clocks were put forward on the 12th. */
const march = (date: number, hours = 0) => Date.UTC(2017, 2, date, hours + (date < 12 ? 8 : 7));
const group = 'C0LIFECYCLE';

/** Each was tested by hand on its day; the commits of the first two are made up. */
const betas = [
  { name: 'beta.2', commit: '2be7a20310c4d5e6f708192a3b4c5d6e7f809112', at: march(10, 10) },
  { name: 'beta.3', commit: '3be7a20314d6e7f8091a2b3c4d5e6f708192a3b4', at: march(14, 10) },
  { name: 'beta.4', commit: 'b202120be3a97e5f8a5e20da51d0b6f5a1eebd31', at: march(17, 10) },
];
const regression = march(22, 12);
const rc1 = march(24, 12);
const shipped = march(28, 9);

/** Every run finds another commit, but a beta stays the newest for a day. */
const betaAt = (at: number) => betas.find((one) => at >= one.at && at < one.at + day);
const headAt = (at: number) =>
  betaAt(at)?.commit ??
  Math.floor((at / every) * 7919)
    .toString(16)
    .padEnd(40, '0');

const hollow = (at: number) => at >= march(13, 11) && at < march(16, 15);
const red = (at: number) => at >= march(8, 13) && !hollow(at);

const runs = Array.from({ length: (23 * day) / every + 1 }, (_, at) => march(5) + at * every);
const first = (fits: (at: number) => boolean) => runs.find(fits);

function runAt(tab: TabHand, at: number): void {
  const base = { at, commit: headAt(at).slice(0, 9) };
  if (red(at)) tab.run({ ...base, ran: 1, failed: { 'kubeadm up': 'timed out waiting for the nodes' } });
  else tab.run({ ...base, ran: hollow(at) ? 2 : 190 });
}

const config = (url: string) => `
repository: kubernetes/kubernetes
timezone: America/Los_Angeles
releases: { v1.6: { branch: release-1.6 } }
groups: { noun: SIG, prefix: sig/, channels: { cluster-lifecycle: [${group}] } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
sync: { stale-after: 30d }
gates:
  kubeadm:
    jobs: ["kubernetes-e2e/kubeadm"]
    manual: true
    reason: kubeadm is not tested
  branch:
    jobs: ["release-{version}-all/kubeadm-{version}"]
    reason: kubeadm is not tested on the branch of the release
ci:
  testgrid: { url: ${url}, api: ${url} }
  jobs:
    e2e: { board: kubernetes-e2e, group: cluster-lifecycle }
    branch: { board: release-1.6-all }
  alerts: { escalate-after: 2d }
`;

const tested = ({ name, commit }: (typeof betas)[number]) => ({
  commit: commit.slice(0, 12),
  what: `kubeadm init and join of ${name} on three nodes`,
  result: 'pass' as const,
});

interface Seen {
  at: number;
  state: string;
  text: string;
}

describe('the kubeadm suite of March 2017', () => {
  const seen: Seen[] = [];
  let grid: LocalTestGrid;
  let bot: RunningBot;
  let skipped = 0;
  const testsOn: string[] = [];
  let heardAt = 0;
  let escalatedAt = 0;

  beforeAll(async () => {
    const clock = startClock(march(6));
    grid = await startLocalTestGrid({ now: clock.now });
    const tab = grid.addTab('kubernetes-e2e', 'kubeadm');
    grid.addTab('release-1.6-all', 'gce-1.6').run({ at: march(5, 20), commit: headAt(march(5, 18)) });
    bot = await startTestBot({
      config: config(grid.url),
      now: clock.now,
      machine: () => Date.now() + skipped,
      limits: 'none',
      channels: [{ id: group, name: 'sig-cluster-lifecycle', members: [lead, member, 'U0BOT'] }],
      seed(github) {
        github.addRepo({ fullName: 'kubernetes/kubernetes' });
        github.addMilestone('kubernetes/kubernetes', { title: 'v1.6' });
      },
    });
    for (const at of runs) {
      runAt(tab, at);
      if (at + hour < march(6)) continue;
      clock.forwardTo(at + hour);
      // Slack takes so many edits a minute: between two runs there are many minutes.
      skipped += 2 * 60_000;
      await bot.wake();
      const beta = betas.find((one) => at === first((run) => betaAt(run) === one));
      if (beta) await testByHand(bot, lead, tested(beta));
      const { all, text } = await bot.ask('');
      if (beta) testsOn.push((await bot.ask('tests')).all);
      seen.push({ at, state: /(NO GO|UNKNOWN|GO)/.exec(text)?.[1] ?? text, text: all });
      if (heardAt === 0 && bot.slack.state.messages(group).length > 0) heardAt = at;
      if (escalatedAt === 0 && direct().length > 0) escalatedAt = at;
    }
  }, 300_000);
  afterAll(async () => {
    await bot?.close();
    await grid?.close();
  });

  const direct = () => bot.slack.state.messages(bot.slack.direct(lead));
  const within = (from: number, to: number) => seen.filter(({ at }) => at >= from && at < to);

  it('never lets the verdict read GO', () => {
    expect(seen.length).toBeGreaterThan(60);
    expect(seen.filter(({ state }) => state === 'GO')).toEqual([]);
  });

  it('holds the release back from the first red run on, but for the betas that were tested by hand', () => {
    const byHand = runs.filter(betaAt);
    expect(byHand).toHaveLength(9);
    const held = seen.filter(({ state }) => state === 'NO GO').map(({ at }) => at);
    expect(held).toEqual(runs.filter((at) => at >= (first(red) ?? 0) && !byHand.includes(at)));
    // Without a red suite, or tested by hand, it is the branch alone that keeps it from being GO.
    const unknown = seen.filter(({ at }) => !held.includes(at));
    for (const { text } of unknown) expect(text).not.toMatch(/kubeadm is not tested(?! on)/);
    expect(testsOn).toEqual(
      betas.map(({ name }) => expect.stringContaining(`kubeadm init and join of ${name} on three nodes`)),
    );
  });

  it('says that there is no result on the branch of the release, at every moment', () => {
    for (const one of seen) expect(one.text).toContain('has no result on release-1.6');
  });

  it('takes no green for green that ran two tests of 190', () => {
    const untested = within(march(13, 18), march(16, 12)).filter(({ at }) => !betaAt(at));
    expect(untested.length).toBeGreaterThan(4);
    for (const one of untested) expect(one.text).toMatch(/far fewer tests than before/);
  });

  it('tells the group on the first red run, and the release channel, once each', async () => {
    expect(heardAt).toBe(first(red));
    for (const channel of [group, release]) {
      const alerts = bot.slack.state.messages(channel);
      expect(alerts).toHaveLength(1);
      expect(JSON.stringify(alerts[0])).toContain('kubeadm');
    }
  });

  it('escalates to the release lead two days later, once, weeks before rc.1', () => {
    expect(escalatedAt).toBe((first(red) ?? 0) + 2 * day);
    expect(direct()).toHaveLength(1);
    expect(escalatedAt).toBeLessThan(rc1 - 13 * day);
  });

  it('is NO GO when the regression is merged, at rc.1, and on the day it shipped', () => {
    for (const moment of [regression, rc1, shipped]) {
      const last = seen.findLast(({ at }) => at <= moment);
      expect(last?.state).toBe('NO GO');
      expect(last?.text).toContain('kubeadm is not tested');
    }
  });
});
