/**
 * The sign-off of v1.6.0-rc.1 across restarts, on the store of a running bot and beside it: what happens while nobody
 * looks is noticed afterwards, once, and the verdict never reads GO meanwhile that nobody has given.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { SignoffDesk } from '../../src/app/ports/signoff.js';
import { composeSignOff } from '../../src/compose/signoff.js';
import { loadSettings } from '../../src/config/load.js';
import { kubernetes16 } from '../../src/config/presets/kubernetes-1.6.js';
import { type SandboxClock, startClock } from '../../src/sandbox/clock.js';
import { signoffRenderer } from '../../src/slack/blocks/signoff/renderer.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { silentLog } from '../builders/log.js';
import { quick, token } from '../builders/world.js';

const hour = 3_600_000;
const day = 24 * hour;
const repo = 'kubernetes/kubernetes';
const branch = 'release-1.6';
const start = Date.UTC(2017, 2, 24, 12);
const [commitA, commitB] = ['8ea07d1fd277de8ab5ea7f281766760bcb7d0fe5', 'b'.repeat(40)];
const sigs = kubernetes16.groups?.rows ?? [];
const leadOf = (sig: string) => `U0${sig.toUpperCase().replaceAll('-', '')}`;

const config = `
preset: kubernetes-1.6
releases: { v1.6: { branch: ${branch} } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
groups: { leads: { ${sigs.map((sig) => `${sig}: [${leadOf(sig)}]`).join(', ')} } }
signoff: { deadline: 2d, remind: [] }
`;

let bot: RunningBot;
let clock: SandboxClock;
let requests = 0;

beforeEach(async () => {
  clock = startClock(start);
  bot = await startTestBot({
    ...{ config, now: clock.now, limits: 'none' },
    seed(github) {
      github.addRepo({ fullName: repo });
      github.addRepo({ fullName: 'kubernetes/features' });
      for (const one of [repo, 'kubernetes/features']) github.addMilestone(one, { title: 'v1.6' });
      github.addCommit(repo, { message: 'Start', at: start - 9 * day });
      github.addCommit(repo, { sha: commitA, message: 'v1.6.0-rc.1', branch, at: start - day });
      github.addTag(repo, 'v1.6.0-rc.1', commitA, 'The first candidate');
    },
  });
  await bot.wake();
}, 60_000);
afterEach(() => bot.close());

/** Another process on the store of the bot. */
function beside(): { desk: SignoffDesk; tend(): Promise<unknown> } {
  const { desk, tend } = composeSignOff(
    {
      settings: loadSettings(config, 'beside.yml'),
      database: bot.database,
      log: silentLog,
      clock: clock.now,
    },
    {
      ...{
        github: { apiUrl: bot.github.url, token },
        pauses: quick,
        renderer: signoffRenderer,
        nudge: () => {},
      },
      people: { isAmong: async (id, ids) => ids.includes(id), among: async (ids) => [...ids] },
      workspace: {
        person: async () => null,
        permalinks: async () => ({ to: () => 'https://slack.example/1', lead: () => true }),
      },
    },
  );
  return { desk: desk as SignoffDesk, tend };
}

const lea = { id: lead, name: 'lea' };
const ask = () =>
  beside().desk.ask({
    ...{
      actor: lea,
      request: `ask ${++requests}`,
      release: 'v1.6',
      candidate: 'v1.6.0-rc.1',
      deadline: null,
    },
  });
async function go(poll: number, groups: readonly string[]): Promise<void> {
  const { desk } = beside();
  for (const group of groups)
    await desk.answer({
      ...{ actor: { id: leadOf(group), name: group }, request: `go ${++requests}`, poll, group },
      ...{ answer: 'go', reason: '', issue: '', conditions: '' },
    });
}
const verdict = async () => /^v1\.6: (NO GO|UNKNOWN|GO)/.exec((await bot.ask('')).text)?.[1];
const polls = () =>
  bot.slack.state.messages(release).filter((one) => one.user === 'U0BOT' && /Sign-off for/.test(one.text));
const states = async () => {
  const { groups, ended } = (await beside().desk.current(null)).poll;
  return [...new Set(groups.map(({ state }) => state)), ended?.why ?? 'open'];
};

describe('the sign-off', () => {
  it('of a tag with a message holds for its commit, and falls with the commit that lands while the bot is away', async () => {
    const { poll } = await ask();
    expect(poll.candidate.commit).toBe(commitA);
    expect(poll.groups.map(({ group }) => group)).toEqual(sigs);
    expect(await verdict()).toBe('UNKNOWN');
    await go(poll.id, sigs);
    await bot.wake();
    expect(await verdict()).toBe('GO');
    expect(polls()[0]?.replies).toHaveLength(1);
    await bot.restart(() => {
      bot.github.addCommit(repo, { sha: commitB, message: 'Something more', branch, at: clock.now() });
      clock.forwardTo(clock.now() + 2 * 60_000);
    });
    await Promise.all([bot.wake(), beside().tend(), beside().tend()]);
    await bot.wake();
    expect(await states()).toEqual(['void', 'overtaken']);
    expect(await verdict()).toBe('UNKNOWN');
    expect(polls()).toHaveLength(1);
    expect(polls()[0]?.replies).toHaveLength(2);
    expect(JSON.stringify(polls()[0]?.replies[1])).toContain('bbbbbbbbb');
    clock.forwardTo(clock.now() + 3 * day);
    await bot.wake();
    expect(await verdict()).toBe('NO GO');
  }, 60_000);

  it('can never read GO while somebody has not signed: not unasked, not before the deadline, and not after it', async () => {
    const seen = new Set<string | undefined>();
    seen.add(await verdict());
    const { poll } = await ask();
    seen.add(await verdict());
    await go(poll.id, sigs.slice(1));
    for (let at = 0; at < 4; at++) {
      clock.forwardTo(clock.now() + 14 * hour);
      await bot.wake();
      seen.add(await verdict());
    }
    expect([...seen]).toEqual(['UNKNOWN', 'NO GO']);
    expect(await states()).toEqual(['waiting', 'go', 'open']);
    // What came to nothing while the bot was away is told once all the same.
    await bot.restart();
    await bot.wake();
    expect(polls()[0]?.replies).toHaveLength(1);
  }, 60_000);
});
