/**
 * Every SIG of Kubernetes 1.6 is asked about v1.6.0-rc.1, answers, and is asked again when something lands: through
 * signed requests, a local GitHub and a local TestGrid. Nothing else holds the release back, so that the verdict shows
 * what the sign-off alone does.
 */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { kubernetes16 } from '../../src/config/presets/kubernetes-1.6.js';
import { startClock } from '../../src/sandbox/clock.js';
import { type LocalTestGrid, startLocalTestGrid, type TabHand } from '../../src/sandbox/testgrid/index.js';
import { lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import { dismiss, forged, lastInteraction, topOf, withMetadata } from '../builders/incident-hands.js';

const hour = 3_600_000;
const day = 24 * hour;
const repo = 'kubernetes/kubernetes';
const branch = 'release-1.6';
const now = Date.UTC(2017, 2, 24, 12);
const rc1 = '8ea07d1fd277de8ab5ea7f281766760bcb7d0fe5';
const sigs = kubernetes16.groups?.rows ?? [];
const leadOf = (sig: string) => `U0${sig.toUpperCase().replaceAll('-', '')}`;
const [first = '', second = '', ...others] = sigs;

const config = (grid: string) => `
preset: kubernetes-1.6
releases: { v1.6: { branch: ${branch} } }
roles: { release-lead: [${lead}, S0TEAM] }
channels: { release: [${release}] }
sync: { stale-after: 3d }
groups:
  leads:
${sigs.map((sig) => `    ${sig}: [${leadOf(sig)}]`).join('\n')}
signoff: { deadline: 2d, remind: [4h], remind-in: direct }
gates:
  unstable: { type: jobs, jobs: [${branch}-blocking/*], reason: Blocking jobs are red }
  skew: false
  upgrade: false
  tests: false
ci:
  testgrid: { url: ${grid}, api: ${grid} }
  jobs: { blocking: { board: ${branch}-blocking, alerts: false } }
`;

let bot: RunningBot;
let clock: ReturnType<typeof startClock>;
let grid: LocalTestGrid;
let e2e: TabHand;
let commits = 0;
let skipped = 0;

beforeEach(async () => {
  clock = startClock(now);
  skipped = 0;
  grid = await startLocalTestGrid({ now: clock.now });
  e2e = grid.addTab(`${branch}-blocking`, 'gce-e2e');
  for (let at = 3; at > 0; at--) e2e.run({ at: now - at * hour, commit: rc1, ran: 190 });
  bot = await startTestBot({
    config: config(grid.url),
    now: clock.now,
    machine: () => Date.now() + skipped,
    limits: 'none',
    users: sigs.map((sig) => ({ id: leadOf(sig), name: `lead-${sig}`, realName: `Lead of ${sig}` })),
    channels: [],
    prepare: (slack) => {
      for (const sig of sigs) slack.join({ user: leadOf(sig), channel: release });
    },
    seed(github) {
      github.addRepo({ fullName: repo });
      github.addRepo({ fullName: 'kubernetes/features' });
      for (const one of [repo, 'kubernetes/features']) github.addMilestone(one, { title: 'v1.6' });
      github.addCommit(repo, { message: 'Start', at: now - 9 * day });
      github.addCommit(repo, { sha: rc1, message: 'Kubernetes version v1.6.0-rc.1', branch, at: now - day });
      github.addTag(repo, 'v1.6.0-rc.1', rc1);
    },
  });
  await bot.wake();
}, 60_000);
afterEach(async () => {
  await bot.close();
  await grid.close();
});

const type = (text: string, user: string) => bot.ask(text, user, release, '/release-signoff');
const run = (text: string, user: string) =>
  bot.slack.slashCommand({ command: '/release-signoff', text, user, channel: release });
/** All of them in one moment, and each was answered: what is told first may not be the answer to the first. */
async function atOnce(texts: string[], user: string): Promise<void> {
  const answers = () => bot.slack.state.ephemerals(user, release).length;
  const before = answers();
  await Promise.all(texts.map((text) => run(text, user)));
  await bot.slack.waitFor(() => answers() >= before + texts.length || undefined, { what: 'all answers' });
}
const send = async (user: string, values: Record<string, unknown>) =>
  await bot.slack.submitView({
    user,
    viewId: bot.slack.state.views(user).at(-1)?.id ?? '',
    values: values as never,
  });
const verdict = async () => /^v1\.6: (NO GO|UNKNOWN|GO)/.exec((await bot.ask('')).text)?.[1];

async function filled(user: string): Promise<void> {
  await bot.slack.waitFor(
    () => {
      const top = bot.slack.state.views(user).at(-1);
      return top && top.callbackId !== 'loading' ? top : undefined;
    },
    { what: 'a form' },
  );
}

/** Time goes on, and Signalman looks. */
async function pass(ms: number): Promise<void> {
  clock.forwardTo(clock.now() + ms);
  skipped += 2 * 60_000;
  await bot.wake();
}

/** Looks again until it is so: the bot's own alarm may be at work at that moment. */
async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 15_000;
  while (!(await isSo()) && Date.now() < end) await bot.wake();
}

/** The suite runs, and nothing of it fails. */
function green(): void {
  for (let at = 3; at > 0; at--) e2e.run({ at: clock.now() - at * 60_000, commit: rc1, ran: 190 });
}

/** A release lead asks, with the form. */
async function ask(candidate = 'v1.6.0-rc.1', user = lead) {
  await run(candidate === '' ? 'ask' : `ask ${candidate}`, user);
  await filled(user);
  const sent = await send(user, {});
  await dismiss(bot, user);
  await bot.wake();
  return sent;
}

const heads = () =>
  bot.slack.state.messages(release).filter((one) => one.user === 'U0BOT' && /Sign-off for/.test(one.text));
const head = () => {
  const found = heads().at(-1);
  if (!found) throw new Error('there is no poll');
  return found;
};
const said = () => JSON.stringify(head().blocks);
const thread = () => head().replies.map((one) => `${one.text} ${JSON.stringify(one.blocks)}`);

async function allSayGo(groups = sigs): Promise<void> {
  for (const sig of groups) expect((await type('go', leadOf(sig))).text).toContain('is recorded');
  await bot.wake();
}

async function land(): Promise<string> {
  const sha = bot.github.addCommit(repo, { message: `Merge ${++commits}`, branch, at: clock.now() });
  await pass(5 * 60_000);
  await until(() => said().includes('signoff_again'));
  return sha;
}

describe('the sign-off of v1.6.0-rc.1', () => {
  it('is asked of every SIG, passes its gate when all say GO, and falls with the next commit, which the poll names', async () => {
    expect(await verdict()).toBe('UNKNOWN');
    await ask();
    expect(said()).toContain(`*0 of ${sigs.length} GO*`);
    expect(said()).toContain(`<@${leadOf(first)}>`);
    expect(await verdict()).toBe('UNKNOWN');
    await allSayGo([...others, second]);
    expect(said()).toContain(`*${sigs.length - 1} of ${sigs.length} GO* · 1 waiting`);
    expect(await verdict()).toBe('UNKNOWN');
    await allSayGo([first]);
    expect(said()).toContain(`*${sigs.length} of ${sigs.length} GO*`);
    expect(thread().at(-1)).toContain(`All ${sigs.length} say GO`);
    expect(await verdict()).toBe('GO');
    const landed = await land();
    expect(await verdict()).not.toBe('GO');
    expect(said()).toContain(`|${landed.slice(0, 9)}> landed on ${branch}`);
    expect(said()).toContain('signoff_again');
    expect(said()).not.toContain('"signoff_go"');
    expect(thread().at(-1)).toContain(landed.slice(0, 9));
    expect(heads()).toHaveLength(1);
  }, 120_000);

  it('is over for the old candidate, and a new one is asked about from the poll', async () => {
    await ask();
    await allSayGo([first]);
    await land();
    const late = await type('go', leadOf(second));
    expect(late.text).not.toContain('recorded');
    await bot.slack.click({ user: lead, actionId: 'signoff_again', channel: release, messageTs: head().ts });
    await filled(lead);
    await send(lead, {});
    await bot.wake();
    expect(heads()).toHaveLength(2);
    expect(said()).toContain(`*0 of ${sigs.length} GO*`);
    expect((await type('history', member)).all).toContain('v1.6.0-rc.1');
  }, 60_000);

  it('can never read GO as it was in March 2017: e2e red, and nobody asked or signed', async () => {
    e2e.run({ at: clock.now(), commit: rc1, ran: 1, failed: { 'kubeadm up': 'timed out' } });
    await pass(10 * 60_000);
    expect(await verdict()).toBe('NO GO');
    green();
    await pass(10 * 60_000);
    expect(await verdict()).toBe('UNKNOWN');
    await ask();
    expect(await verdict()).toBe('UNKNOWN');
    await pass(2 * day + hour);
    expect(await verdict()).toBe('NO GO');
    expect(thread().join()).toContain('The deadline has passed');
  }, 60_000);

  it('is taken back by a blocking job that turns red, and given again in the same poll', async () => {
    await ask();
    await allSayGo();
    expect(await verdict()).toBe('GO');
    // On a commit that had passed before it would be a flake, which takes nothing back.
    e2e.run({ at: clock.now(), commit: 'f'.repeat(40), ran: 190, failed: { TestA: 'broken' } });
    await pass(10 * 60_000);
    expect(await verdict()).toBe('NO GO');
    await until(() => said().includes(' void'));
    expect(said()).toContain(`*0 of ${sigs.length} GO* · ${sigs.length} void`);
    expect(said()).toContain('gce-e2e');
    expect((await type('go', leadOf(first))).text).toContain('is recorded');
    await bot.wake();
    expect(said()).toContain(`*1 of ${sigs.length} GO*`);
    expect(await verdict()).toBe('NO GO');
  }, 120_000);

  it('reminds those who have not answered, once, before the deadline', async () => {
    await ask();
    await allSayGo([first]);
    await pass(2 * day - 3 * hour);
    await bot.wake();
    const told = (sig: string) =>
      bot.slack.state
        .messages(bot.slack.direct(leadOf(sig)))
        .filter((one) => /May v1\.6\.0-rc\.1/.test(one.text));
    expect(told(first)).toHaveLength(0);
    expect(told(second)).toHaveLength(1);
    const [reminder] = told(second);
    await bot.slack.click({
      user: leadOf(second),
      actionId: 'signoff_go',
      channel: bot.slack.direct(leadOf(second)),
      messageTs: reminder?.ts ?? '',
    });
    await bot.slack.waitFor(() => (said().includes(`*2 of ${sigs.length} GO*`) ? true : undefined));
  }, 60_000);
});

describe('who may sign', () => {
  it('is a lead for their own group, and a delegate of theirs within the dates; a release lead for none', async () => {
    await ask();
    const refused = await type('go', member);
    expect(refused.text).toContain('You lead none of the SIGs');
    expect((await type('go', lead)).text).toContain('You lead none of the SIGs');
    await run('delegate', leadOf(first));
    await filled(leadOf(first));
    const until = Math.floor((clock.now() + day) / 1000);
    await send(leadOf(first), { delegate: member, until });
    await bot.wake();
    await dismiss(bot, leadOf(first));
    expect((await type('go', member)).text).toContain('GO of');
    await bot.wake();
    expect(said()).toMatch(new RegExp(`GO · max for lead-${first}`));
    await type('withdraw', member);
    await pass(day + hour);
    expect((await type('go', member)).text).toContain('You lead none of the SIGs');
  }, 60_000);

  it('asking, extending and closing is for release leads', async () => {
    await run('ask', member);
    await bot.slack.waitFor(() => topOf(bot, member).includes('Only a release lead may do that'));
    await ask();
    await bot.slack.click({
      user: leadOf(first),
      actionId: 'signoff_more',
      value: `close:1`,
      channel: release,
      messageTs: head().ts,
    });
    await bot.slack.waitFor(() => topOf(bot, leadOf(first)).includes('Only a release lead may do that'));
    expect(said()).toContain('"signoff_go"');
  }, 60_000);

  it('is asked at the desk: a copied button and a form of somebody else give nobody a say', async () => {
    await ask();
    await type('go', leadOf(first));
    await bot.slack.click({
      user: leadOf(first),
      actionId: 'signoff_no_go',
      channel: release,
      messageTs: head().ts,
    });
    await filled(leadOf(first));
    await forged(bot, lastInteraction(bot), { id: member, name: 'max' });
    await send(leadOf(first), { reason: 'It leaks.' });
    await bot.wake();
    const form = lastInteraction(bot);
    const max = { id: member, name: 'max' };
    expect(await forged(bot, withMetadata(form, { group: second }), max)).toContain('Only a lead of');
    expect(await forged(bot, withMetadata(form, { group: 'no-such' }), max)).toContain('does not ask');
    expect(await forged(bot, withMetadata(form, { poll: 99 }), max)).toContain('There is no poll 99');
    const other = { id: leadOf(second), name: 'two' };
    expect(await forged(bot, withMetadata(form, { group: first }), other)).toContain('Only a lead of');
    await bot.wake();
    expect(said()).toContain(`*0 of ${sigs.length} GO* · 1 NO GO · ${sigs.length - 1} waiting`);
  }, 60_000);
});

describe('what comes at an odd moment', () => {
  it('two answers of one group in one second: the NO GO stands, in whichever order', async () => {
    await ask();
    await atOnce(['no-go it leaks', 'go'], leadOf(first));
    await bot.wake();
    expect(said()).toContain('1 NO GO');
    await atOnce(['go', 'no-go it leaks'], leadOf(second));
    await bot.wake();
    expect(said()).toContain('2 NO GO');
    expect(await verdict()).toBe('NO GO');
  }, 60_000);

  it('an answer after the deadline is noted, and counts once a release lead extends it', async () => {
    await ask();
    await allSayGo([...others, second]);
    await pass(2 * day + hour);
    expect(await verdict()).toBe('NO GO');
    expect((await type('go', leadOf(first))).text).toContain('The deadline was');
    await bot.wake();
    expect(said()).toContain('after the deadline');
    green();
    await pass(10 * 60_000);
    expect(await verdict()).toBe('NO GO');
    await bot.slack.click({
      ...{ user: lead, actionId: 'signoff_more', value: 'extend:1', channel: release },
      messageTs: head().ts,
    });
    await filled(lead);
    await send(lead, { deadline: Math.floor((clock.now() + day) / 1000) });
    await bot.wake();
    expect(said()).toContain(`*${sigs.length} of ${sigs.length} GO*`);
    expect(await verdict()).toBe('GO');
  }, 120_000);

  it('a condition is watched: GO comes by itself when the pull request is merged', async () => {
    const number = bot.github.addIssue(repo, { title: 'Fix', pullRequest: { base: branch }, state: 'open' });
    await ask();
    await allSayGo([...others, second]);
    const conditional = await type(`go if #${number} is merged`, leadOf(first));
    expect(conditional.text).toContain('GO with conditions');
    await bot.wake();
    expect(said()).toContain(`|#${number}> is merged`);
    expect(await verdict()).toBe('UNKNOWN');
    bot.github.mergePull(repo, number);
    await pass(15 * 60_000);
    expect(said()).toContain(`*${sigs.length} of ${sigs.length} GO*`);
    expect(thread().join()).toContain('the condition of');
  }, 120_000);

  it('a candidate that is nowhere, a branch, and a commit of another branch are refused beside the field', async () => {
    const elsewhere = bot.github.addCommit(repo, { message: 'Elsewhere', branch: 'master' });
    for (const [typed, why] of [
      ['v9.9.9', 'There is no tag or commit'],
      [elsewhere, `is not on ${branch}`],
      ['heads/release-1.6', 'is a branch'],
    ] as const) {
      const { errors } = await ask(typed);
      expect(errors?.candidate).toContain(why);
    }
    expect(heads()).toHaveLength(0);
  }, 60_000);
});
