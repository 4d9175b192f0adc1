/** The whole bot beside a TestGrid: who hears of a red job and where, and what a TestGrid in trouble does to the verdict. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { type LocalTestGrid, startLocalTestGrid, type TabHand } from '../../src/sandbox/testgrid/index.js';
import { lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { waitFor } from '../builders/wait.js';

const minute = 60_000;
const hour = 60 * minute;
/** A Wednesday. */
const noon = Date.UTC(2026, 0, 28, 12);
const owner = 'C0NODE';
const board = 'sig-release-master-blocking';

const config = (grid: LocalTestGrid, more: string) => `
repository: acme/rocket
groups: { noun: SIG, prefix: sig/, channels: { node: [${owner}] } }
quiet: { timezone: UTC, hours: "22:00-06:00" }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
gates:
  bugs: { count: kind/bug }
  tests: { jobs: ["${board}/*"], reason: Tests unstable }
ci:
  testgrid: { url: "${grid.url}", api: "${grid.url}"${more} }
  every: 5m
  jobs: { blocking: { board: ${board}, group: node } }
  alerts: { groups: { node: { in-quiet: hold } } }
releases: { v1.36: { branch: master } }
`;

let grid: LocalTestGrid;
let bot: RunningBot;
let clock: SandboxClock;
let tab: TabHand;

/** A commit for a minute, told from others by its first digits. */
const sha = (at: number) =>
  Math.floor(at / minute)
    .toString(16)
    .padEnd(40, '0');
const green = (at: number) => tab.run({ at, commit: sha(at), ran: 50 });
const red = (at: number, failed: Record<string, string>) => tab.run({ at, commit: sha(at), failed });

async function start(at = noon, more = '') {
  clock = startClock(at);
  grid = await startLocalTestGrid({ now: clock.now });
  tab = grid.addTab(board, 'kind-master');
  for (const ago of [3, 2, 1]) green(at - ago * hour);
  bot = await startTestBot({
    config: config(grid, more),
    now: clock.now,
    limits: 'none',
    waitForData: false,
    channels: [{ id: owner, name: 'sig-node', members: [lead] }],
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      github.addMilestone('acme/rocket', { title: 'v1.36' });
    },
  });
  await waitFor(() => bot.log.some(({ message }) => message === 'GitHub was read'));
  await bot.wake();
}

async function goTo(at: number): Promise<void> {
  clock.forwardTo(at);
  await bot.wake();
}
const posts = (channel: string) => bot.slack.state.messages(channel);
const said = (channel: string) => JSON.stringify(posts(channel));

beforeEach(() => start());
afterEach(async () => {
  // A start that failed leaves no bot.
  await bot?.close();
  await grid.close();
});

describe('a job that turns red', () => {
  const leak = { 'Memory leak': 'grew by 3 GB <!channel>' };

  it('is heard once in its owner’s channel and the release’s, with the commits, also after a restart', async () => {
    expect((await bot.ask('')).all).toContain('GO');
    red(noon, leak);
    await goTo(noon + 6 * minute);
    await bot.restart();
    await bot.wake();
    for (const channel of [owner, release]) {
      expect(posts(channel)).toHaveLength(1);
      expect(said(channel)).toContain('kind-master');
      expect(said(channel)).toContain('Memory leak');
      expect(said(channel)).toContain(sha(noon - hour).slice(0, 9));
      expect(said(channel)).toContain(sha(noon).slice(0, 9));
    }
    expect((await bot.ask('')).all).toContain('Tests unstable');
  });

  it('has its news in the thread, and its recovery as an edit', async () => {
    red(noon, leak);
    await goTo(noon + 6 * minute);
    red(noon + hour, { ...leak, 'Disk pressure': 'evicted' });
    await goTo(noon + hour + 6 * minute);
    const [head] = posts(owner);
    expect(head?.replies).toHaveLength(1);
    for (const later of [2, 3, 4]) green(noon + later * hour);
    await goTo(noon + 4 * hour + 6 * minute);
    const [after] = posts(owner);
    expect(after?.ts).toBe(head?.ts);
    expect(after?.text).toContain('is green again');
    expect(after?.replies).toHaveLength(1);
    expect(posts(owner)).toHaveLength(1);
    expect((await bot.ask('')).all).not.toContain('Tests unstable');
  });

  it('shows in both places who looks after it, as soon as they press the button in one', async () => {
    red(noon, leak);
    await goTo(noon + 6 * minute);
    const messageTs = posts(release)[0]?.ts ?? '';
    await bot.slack.click({ user: member, actionId: 'ci_acknowledge', channel: release, messageTs });
    await bot.slack.waitFor(() => said(owner).includes('looks after it'));
    await bot.wake();
    expect(said(release)).toContain('max looks after it');
    expect(posts(owner)[0]?.replies).toHaveLength(0);
  });

  it('and stays red reaches the release lead directly after a day', async () => {
    red(noon, leak);
    await goTo(noon + 6 * minute);
    await goTo(noon + 24 * hour + 6 * minute);
    await goTo(noon + 25 * hour);
    const direct = posts(bot.slack.direct(lead));
    expect(direct).toHaveLength(1);
    expect(direct[0]?.text).toContain('kind-master');
  });

  it('in the quiet hours of its owner waits for the morning there, and is not lost in a restart', async () => {
    const night = noon + 15 * hour;
    for (const ago of [3, 2, 1]) green(night - ago * hour);
    red(night, leak);
    await goTo(night + 6 * minute);
    expect(posts(release)).toHaveLength(1);
    expect(posts(owner)).toHaveLength(0);
    await bot.restart(() => clock.forwardTo(night + 3 * hour + minute));
    await bot.wake();
    expect(posts(owner)).toHaveLength(1);
    await goTo(night + 4 * hour);
    expect(posts(owner)).toHaveLength(1);
    expect(posts(release)).toHaveLength(1);
  });
});

describe('a TestGrid in trouble', () => {
  const verdict = async () => (await bot.ask('')).all;
  const jobs = async () => (await bot.ask('tests')).all;

  it.each([
    ['is down', { kind: 'down' as const }],
    ['answers with a web page', { kind: 'html' as const }],
    ['answers with an empty object', { kind: 'body' as const, text: '{}' }],
    ['answers with half of it', { kind: 'body' as const, text: '{"tab_summaries":[{"tab' }],
    ['is slow', { kind: 'slow' as const, ms: 4000 }],
    ['answers 500', { kind: 'status' as const, status: 500 }],
  ])('that %s makes what was green UNKNOWN with the reason, and red stays red', async (_, fault) => {
    grid.faults.set('', fault);
    await goTo(noon + 6 * minute);
    expect(await verdict()).toContain('UNKNOWN');
    expect(await jobs()).toMatch(/not known: TestGrid/);
    expect(posts(release)).toEqual([]);
    grid.faults.clear();
    red(noon, { Leak: 'grew' });
    await goTo(noon + 12 * minute);
    grid.faults.set('', fault);
    await goTo(noon + 18 * minute);
    expect(await verdict()).toContain('NO GO');
    expect(posts(release)).toHaveLength(1);
  });

  it('that renames the tab, or dates a run in the future, is not believed', async () => {
    red(noon + 100 * hour, { Leak: 'grew' });
    await goTo(noon + 6 * minute);
    expect(await verdict()).toContain('UNKNOWN');
    expect(await jobs()).toContain('future');
    expect(posts(release)).toEqual([]);
    grid.renameTab(board, 'kind-master', 'kind-main');
    await goTo(noon + 12 * minute);
    expect(await verdict()).toContain('UNKNOWN');
  });
});

it('one question is asked about a dashboard, and one for each tab whose summary changed', async () => {
  grid.addTab(board, 'serial').run({ at: noon - hour, commit: sha(noon), ran: 5 });
  await goTo(noon + 6 * minute);
  grid.resetRequests();
  await goTo(noon + 12 * minute);
  expect(grid.requests).toHaveLength(1);
  red(noon + 10 * minute, { Leak: 'grew' });
  await goTo(noon + 18 * minute);
  expect(grid.requests).toHaveLength(3);
});
