/** Waivers as release leads give them: by name, with a reason and an end; seen beside every verdict, and over by themselves. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { deputy, lead, member, type RunningBot, release, startTestBot } from '../builders/bot.js';
import type { IncidentBot } from '../builders/incident-bot.js';
import { dismiss, forged, lastInteraction, topOf, withMetadata } from '../builders/incident-hands.js';
import { waitFor } from '../builders/wait.js';

const hour = 3_600_000;
const day = 24 * hour;
const now = Date.UTC(2026, 6, 24, 12);

const config = `
repository: acme/rocket
gates:
  bugs: { count: kind/bug, reason: Bugs exist }
  flakes: { count: kind/flake, reason: Flakes exist, waive: { two-persons: true } }
  security: { count: area/security, reason: Security is open, waive: false }
waivers: { longest: 10d }
roles: { release-lead: [${lead}, S0TEAM] }
channels: { release: [${release}] }
releases: { v1.36: {} }
sync: { stale-after: 9999d }
`;

let bot: RunningBot;
let clock: ReturnType<typeof startClock>;

async function start(issues: { title: string; labels: string[] }[]) {
  clock = startClock(now);
  bot = await startTestBot({
    ...{ config, now: clock.now, limits: 'none' },
    seed(github) {
      github.addRepo({ fullName: 'acme/rocket' });
      github.addMilestone('acme/rocket', { title: 'v1.36' });
      for (const one of issues)
        github.addIssue('acme/rocket', { ...one, milestone: 'v1.36', createdAt: now - day } as never);
    },
  });
  await bot.wake();
}
afterEach(() => bot.close());

const bugs = [1, 2, 3].map((number) => ({ title: `Bug ${number} <!channel>`, labels: ['kind/bug'] }));
const flake = { title: 'A test fails now and then', labels: ['kind/flake'] };

const hands = () => bot as unknown as IncidentBot;
const seconds = (at: number) => Math.floor(at / 1000);
async function filled(user: string): Promise<void> {
  await bot.slack.waitFor(
    () => {
      const top = bot.slack.state.views(user).at(-1);
      return top && top.callbackId !== 'loading' ? top : undefined;
    },
    { what: 'a form' },
  );
}
const command = (text: string, user = lead) =>
  bot.slack.slashCommand({ command: '/release-signoff', text, user, channel: release });
const send = async (user: string, values: Record<string, unknown>) =>
  await bot.slack.submitView({ user, viewId: bot.slack.state.views(user).at(-1)?.id ?? '', values });
const partsOf = (user: string): string[] => {
  const block = bot.slack.state
    .views(user)
    .at(-1)
    ?.blocks.find((one) => (one as { block_id?: string }).block_id === 'parts') as {
    element: { options: { value: string }[] };
  };
  return block.element.options.map(({ value }) => value);
};
const form = { reason: 'It was there in v1.35, see <!here>.', until: seconds(now + 3 * day) };
async function waive(gate: string, values: Record<string, unknown> = {}, user = lead) {
  await dismiss(hands(), user);
  await command(`waive ${gate}`, user);
  await filled(user);
  const sent = await send(user, { parts: partsOf(user), ...form, ...values });
  await bot.wake();
  return sent;
}
const verdict = async () => (await bot.ask('')).all;
const message = (id = 1) => {
  const found = bot.slack.state.messages(release).find(({ text }) => text.includes(`: waiver ${id} `));
  if (!found) throw new Error(`there is no message of waiver ${id}`);
  return found;
};
const press = async (user: string, actionId: string, id = 1) => {
  const before = bot.slack.state.ephemerals(user, release).length;
  await bot.slack.click({ user, actionId, channel: release, messageTs: message(id).ts });
  await bot.slack.waitFor(() => bot.slack.state.ephemerals(user, release).length > before, {
    what: 'an answer',
  });
  await bot.wake();
};
const told = (user: string) => JSON.stringify(bot.slack.state.ephemerals(user, release).at(-1) ?? '');
const direct = (user: string) => JSON.stringify(bot.slack.state.messages(bot.slack.direct(user)));
const events = async () =>
  (await bot.database.read.selectFrom('waiver_event').select('body').execute()).length;

describe('a waiver', () => {
  beforeEach(() => start(bugs));

  it('turns the verdict to GO, and stands beside it with who, what, why and until when', async () => {
    expect(await verdict()).toContain('v1.36 is NO GO');
    expect((await waive('bugs')).action).toBe('update');
    const all = await verdict();
    expect(all).toContain('v1.36 is GO');
    expect(all).toContain('|3 open>, 3 waived');
    expect(all).toContain('*Waivers*');
    expect(all).toContain('Bugs exist: #1 Bug 1');
    expect(all).toContain(`by <@${lead}>`);
    expect(all).toContain('It was there in v1.35');
    expect(all).not.toContain('<!channel>');
    expect(all).not.toContain('<!here>');
    expect(JSON.stringify(message())).toContain('*Waived* by lea');
    const report = (await bot.ask('report')).all;
    expect(report).toContain('## Status: *GO*');
    expect(report).toContain('### Waivers');
    expect(report).toContain('waived by lea until 27 July 2026, 12:00 UTC. It was there in v1.35');
  });

  it('covers only what was named, and nothing that comes later', async () => {
    await command('waive bugs');
    await filled(lead);
    const [first = ''] = partsOf(lead);
    await send(lead, { ...form, parts: [first] });
    expect(await verdict()).toContain('|3 open>, 1 waived');
    expect(await verdict()).toContain('v1.36 is NO GO');
    await waive('bugs');
    expect(await verdict()).toContain('v1.36 is GO');
    const before = bot.log.filter((one) => one.message === 'GitHub was read').length;
    bot.github.addIssue('acme/rocket', {
      title: 'A new bug',
      labels: ['kind/bug'],
      milestone: 'v1.36',
    } as never);
    clock.forwardTo(clock.now() + 10 * 60_000);
    // The alarm looks every 15 seconds.
    await waitFor(
      () => bot.log.filter((one) => one.message === 'GitHub was read').length > before,
      () => 'the next reading',
    );
    const all = await verdict();
    expect(all).toContain('v1.36 is NO GO');
    expect(all).toContain('|4 open>, 3 waived');
  });

  it('stops counting at the second of its end, also after a restart', async () => {
    await waive('bugs');
    await bot.restart();
    clock.forwardTo(now + 3 * day - 1000);
    expect(await verdict()).toContain('v1.36 is GO');
    clock.forwardTo(now + 3 * day);
    const all = await verdict();
    expect(all).toContain('v1.36 is NO GO');
    expect(all).not.toContain('*Waivers*');
  });

  it('is ended by a release lead: the message says so, and whoever gave it is told', async () => {
    await waive('bugs');
    await press(deputy, 'waiver_end');
    expect(await verdict()).toContain('v1.36 is NO GO');
    expect(JSON.stringify(message())).toContain('*Ended* by dee');
    expect(JSON.stringify(message())).not.toContain('waiver_end"');
    expect(direct(lead)).toContain('Your waiver 1 was ended');
    // Whoever still has a list with the button is told who was quicker.
    const again = await bot.ask('waivers', lead, release, '/release-signoff');
    expect(again.all).toContain('Nothing is waived now');
    expect(await events()).toBe(2);
  });

  it('is for the role alone, also when a form or a button is forged', async () => {
    await command('waive bugs', member);
    await filled(member);
    expect(topOf(hands(), member)).toContain('Only a release lead may do that');
    await command('waive bugs');
    await filled(lead);
    await send(lead, { parts: partsOf(lead), ...form, reason: ' ' });
    const body = await forged(hands(), withMetadata(lastInteraction(hands()), {}), {
      id: member,
      name: 'max',
    });
    expect(body).toContain('Only a release lead may do that');
    expect(await events()).toBe(0);
    await waive('bugs');
    await press(member, 'waiver_end');
    await bot.slack.waitFor(() => told(member).includes('Only a release lead'));
    expect(await events()).toBe(1);
  });

  it('is given once, also when its form is sent once more', async () => {
    await waive('bugs');
    const sent = lastInteraction(hands());
    expect(await forged(hands(), sent, { id: lead, name: 'lea' })).toContain('Waiver 1 of v1.36 counts');
    expect(await events()).toBe(1);
  });

  it('needs a reason that is seen, and an end in the future and not too far', async () => {
    const errors = async (values: object) => (await waive('bugs', values as never)) as { errors?: object };
    expect((await errors({ reason: ' \u200b' })).errors).toHaveProperty('reason');
    expect((await errors({ until: seconds(now) })).errors).toHaveProperty('until');
    expect(JSON.stringify(await errors({ until: seconds(now + 11 * day) }))).toContain('lasts 10 d at most');
    expect(await events()).toBe(0);
  });

  it('is listed with a button that ends it', async () => {
    expect((await bot.ask('waivers', lead, release, '/release-signoff')).all).toContain(
      'Nothing is waived now',
    );
    await waive('bugs');
    const listed = await bot.ask('v1.36 waivers', member, release, '/release-signoff');
    expect(listed.all).toContain('v1.36: 1 waiver');
    expect(listed.all).toContain('It was there in v1.35');
    expect(JSON.stringify(listed.blocks)).toContain('waiver_end');
  });

  it('says what is right after a wrong word', async () => {
    const say = async (text: string) => {
      await command(text);
      await filled(lead);
      return topOf(hands(), lead);
    };
    expect(await say('waive bgus')).toContain('Did you mean');
    const word = await bot.ask('waivre', lead, release, '/release-signoff');
    expect(word.all).toContain('Did you mean `waive`');
    const much = await bot.ask('waivers now', lead, release, '/release-signoff');
    expect(much.all).toContain('Nothing was expected after `waivers`');
  });
});

describe('a finding with a rule of its own', () => {
  it('waits for a second person, who is another one', async () => {
    await start([flake]);
    await waive('flakes');
    expect(await verdict()).toContain('v1.36 is NO GO');
    expect(await verdict()).toContain('Waits for a second person');
    expect(JSON.stringify(message())).toContain(`<@${lead}> waives it`);
    await press(lead, 'waiver_confirm');
    await bot.slack.waitFor(() => told(lead).includes('second person'));
    await press(member, 'waiver_confirm');
    await bot.slack.waitFor(() => told(member).includes('Only a release lead'));
    expect(await verdict()).toContain('v1.36 is NO GO');
    await press(deputy, 'waiver_confirm');
    const all = await verdict();
    expect(all).toContain('v1.36 is GO');
    expect(all).toContain(`by <@${lead}> and <@${deputy}>`);
    expect(JSON.stringify(message())).toContain('*confirmed* by dee');
    expect(JSON.stringify(message())).not.toContain('waiver_confirm');
    expect(direct(lead)).toContain('Your waiver 1 was confirmed');
    expect(await events()).toBe(2);
  });

  it('is not to be waived at all where the configuration says so', async () => {
    await start([{ title: 'Secrets in the log', labels: ['area/security'] }, ...bugs]);
    await command('waive security');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('What security finds cannot be waived');
    await dismiss(hands(), lead);
    await command('waive');
    await filled(lead);
    // Only the bugs are left to choose.
    expect(topOf(hands(), lead)).toContain('Bugs exist');
    expect(topOf(hands(), lead)).not.toContain('Security is open');
  });

  it('is chosen first where there are several', async () => {
    await start([flake, ...bugs]);
    await command('waive');
    await filled(lead);
    expect((await send(lead, { gate: 'bugs' })).action).toBe('update');
    expect(topOf(hands(), lead)).toContain('#2 Bug 1');
    await send(lead, { parts: partsOf(lead), ...form });
    expect(await verdict()).toContain('(1 reason, 1 finding waived)');
  });
});

describe('a long list', () => {
  const many = (count: number) =>
    Array.from({ length: count }, (_, at) => ({ title: `Bug ${at + 1}`, labels: ['kind/bug'] }));

  it('is chosen from a menu, nothing of it beforehand', async () => {
    await start(many(12));
    await command('waive bugs');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('multi_static_select');
    expect(topOf(hands(), lead)).not.toContain('initial_options');
    await send(lead, { parts: partsOf(lead).slice(0, 11), ...form });
    expect(await verdict()).toContain('|12 open>, 11 waived');
    expect(await verdict()).toContain('v1.36 is NO GO');
    await dismiss(hands(), lead);
    await command('waive bugs #12');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('initial_options');
    await send(lead, { parts: partsOf(lead), ...form });
    expect(await verdict()).toContain('v1.36 is GO');
    // What many waivers say fits into the message.
    expect((await bot.ask('waivers', lead, release, '/release-signoff')).all).toContain('v1.36: 2 waivers');
  });

  it('that is longer than what is known by name is waived as a whole, as long as it is no longer', async () => {
    await start(many(45));
    await command('waive bugs');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('All of it, as long as it is no more than 45');
    await send(lead, { parts: partsOf(lead).slice(1), ...form });
    expect(await verdict()).toContain('|45 open>, 40 waived');
    await dismiss(hands(), lead);
    // All that is known by name is waived.
    await command('waive bugs');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('waived as a whole');
    await send(lead, form);
    expect(await verdict()).toContain('waived as a whole');
    expect(await verdict()).toContain('v1.36 is GO');
  });
});

describe('nothing red', () => {
  it('leaves nothing to waive', async () => {
    await start([]);
    await command('waive');
    await filled(lead);
    expect(topOf(hands(), lead)).toContain('there is nothing to waive');
  });
});
