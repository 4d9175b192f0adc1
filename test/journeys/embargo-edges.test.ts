/** Embargoes where something is not as it should be: outsiders who declare, a channel that is public, a Slack that does not answer, two at once. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { lead, member } from '../builders/bot.js';
import { elsewhere, hidden, insider, leaksOf, startEmbargoBot } from '../builders/embargo.js';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  kubeadm,
  startIncidentBot,
} from '../builders/incident-bot.js';
import { eventually, recorded, topOf } from '../builders/incident-hands.js';

const secret = 'zqsecret';
const nothing = /There is no incident 1\./;
const minute = 60_000;

let bot: IncidentBot;
let ahead = 0;
afterEach(() => bot.close());

async function begin() {
  ahead = 0;
  bot = await startEmbargoBot({ announced: 1, machine: () => Date.now() + ahead });
}

async function declare(user = commander, values: Record<string, unknown> = {}) {
  await bot.form('declare --embargo', user);
  return await bot.send(user, { ...kubeadm, title: secret, severity: 's2', ...values });
}

const heads = (channel: string) =>
  bot.slack.state.messages(channel).filter((one) => /^Incident 1, S/.test(one.text));

const lifting = {
  ...{ text: 'It is closed', title: 'A hole', versions: '1.6.0', impact: 'All', workaround: 'Upgrade' },
  ...{ action: '', owner: '', issue: '' },
};

describe('somebody outside', () => {
  it('who declares under embargo hears who looks after it, and nothing more', async () => {
    await begin();
    await declare(member);
    expect(topOf(bot, member)).toContain(`<@${commander}>`);
    expect(topOf(bot, member)).not.toContain(hidden);
    await bot.settle();
    expect(heads(hidden)).toHaveLength(1);
    expect((await bot.incident('show 1', member)).all).toMatch(nothing);
    await bot.slack.closeView({
      viewId: bot.slack.state.views(member).at(-1)?.id ?? '',
      user: member,
      all: true,
    });
    expect(await leaksOf(bot, [secret])).toEqual([]);
    // Whoever is invited sees it within a minute, and whoever leaves does so no more.
    await bot.slack.invite({ user: member, channel: hidden });
    ahead += minute;
    expect((await bot.incident('show 1', member)).all).toContain(secret);
    await bot.slack.leave({ user: member, channel: hidden });
    ahead += minute;
    expect((await bot.incident('show 1', member)).all).toMatch(nothing);
  });

  it('cannot be made to command it', async () => {
    await begin();
    await declare(commander, { commander: lead });
    expect(await recorded(bot)).toBe(0);
    await declare();
    await bot.settle();
    await bot.form('hand-over 1');
    const { action } = await bot.send(commander, { commander: lead });
    expect(action).not.toBe('clear');
    expect((await bot.incident('show 1', insider)).all).not.toContain(`<@${lead}>`);
  });
});

describe('a channel that is not private', () => {
  it('is said at the start, and nothing is declared there, nor for everybody instead', async () => {
    bot = await startIncidentBot({
      announced: 1,
      more: `  embargo: { channel: ${elsewhere} }`,
      channels: [{ id: elsewhere, name: 'elsewhere', members: [commander, 'U0BOT'] }],
    });
    expect(bot.log.map(({ message }) => message)).toContain(
      'nothing can be declared under embargo as things are',
    );
    await declare();
    expect(topOf(bot, commander)).toContain('is not a private channel');
    expect(await recorded(bot)).toBe(0);
    expect(bot.slack.state.everything(incidents)).toEqual([]);
  });
});

describe('while Slack does not say who is in the private channel', () => {
  it('nobody sees it, and of no number it is told whether there is such an incident', async () => {
    await begin();
    await declare();
    await bot.settle();
    ahead += minute;
    bot.slack.faults.next('conversations.members', { kind: 'error', error: 'internal_error', times: 1000 });
    for (const number of [1, 99])
      for (const user of [insider, lead])
        expect((await bot.incident(`show ${number}`, user)).all).toContain(
          `cannot tell whether there is an incident ${number}`,
        );
    expect((await bot.incident('list', insider)).all).not.toContain(secret);
    await declare(insider, { title: 'zqother' });
    expect(topOf(bot, insider)).toContain('Slack does not say at the moment');
    bot.slack.faults.clear();
    ahead += minute;
    expect((await bot.incident('show 1', insider)).all).toContain(secret);
  });
});

describe('while Slack fails in every way it can', () => {
  it('the log and everything else that outsiders may read hold no word of it', async () => {
    await begin();
    const failEach = (...methods: string[]) => {
      for (const method of methods)
        for (const fault of [
          ...[{ kind: 'html' }, { kind: 'truncate' }, { kind: 'dropAfterAccept' }, { kind: 'empty' }],
          ...[
            { kind: 'error', error: 'invalid_blocks' },
            { kind: 'status', status: 500 },
          ],
        ] as const)
          bot.slack.faults.next(method, fault);
    };
    const type = (text: string) =>
      bot.slack.slashCommand({ command: '/incident', text, user: insider, channel: hidden });
    failEach('chat.postMessage', 'response_url', 'views.update');
    await declare();
    for (let round = 1; bot.slack.faults.pending() > 3; round++) {
      expect(round).toBeLessThan(20);
      for (const text of [`note 1 ${secret} ${round}`, 'update 1', 'show 1', 'list']) await type(text);
      await bot.settle();
    }
    // Of notes nothing is posted; updates are.
    failEach('chat.update');
    for (let round = 1; bot.slack.faults.pending() > 0; round++) {
      expect(round).toBeLessThan(20);
      await bot.update({ text: `${secret} ${round}` });
      await bot.settle();
    }
    expect(await recorded(bot)).toBeGreaterThan(1);
    expect(bot.log.filter(({ level }) => level === 'warn').length).toBeGreaterThan(3);
    expect(await leaksOf(bot, [secret])).toEqual([]);
  });
});

describe('two at once', () => {
  it('an update that was being written while it was lifted comes back, and is told to nobody', async () => {
    await begin();
    await declare();
    await bot.settle();
    await bot.form('update 1', insider);
    expect(topOf(bot, insider)).toContain('Only');
    await bot.form('update 1', 'U0DEPUTY');
    await bot.form('lift 1');
    await bot.send(commander, lifting);
    await bot.send(commander, {});
    await bot.settle();
    const { action } = await bot.send('U0DEPUTY', { text: secret });
    expect(action).toBe('update');
    expect(topOf(bot, 'U0DEPUTY')).toContain('Rev 2 was sent by');
    expect(heads(announcedChannel(1))).toHaveLength(1);
    expect(JSON.stringify(bot.slack.state.everything(incidents))).not.toContain(secret);
  });

  it('a lifting that an update overtook shows what holds now, and lifts nothing', async () => {
    await begin();
    await declare();
    await bot.settle();
    await bot.form('lift 1');
    await bot.send(commander, lifting);
    await bot.update({ text: 'More' }, 'U0DEPUTY', 1);
    expect((await bot.send(commander, {})).action).not.toBe('clear');
    await bot.settle();
    expect(heads(incidents)).toEqual([]);
    expect((await bot.incident('show 1', member)).all).toMatch(nothing);
  });
});

describe('whoever lifts it', () => {
  it('may show what was written down before, which is otherwise left where it is', async () => {
    await begin();
    await declare();
    await bot.form('note 1 zqentry', insider);
    await bot.send(insider, {});
    await bot.settle();
    await bot.form('lift 1');
    await bot.send(commander, { ...lifting, keeps: ['keeps'] });
    expect(topOf(bot, commander)).toContain('from before are shown too');
    await bot.send(commander, {});
    await bot.settle();
    const { all } = await bot.incident('timeline 1', member);
    expect(all).toContain('zqentry');
    expect(all).toContain('declared under embargo');
    expect(all).not.toContain(secret);
  });

  it('does not show what is said in the private channel from then on, not even where it was asked for', async () => {
    await begin();
    await declare();
    await bot.settle();
    const { slack } = bot;
    const before = await slack.say({ user: insider, channel: hidden, text: 'zqbefore' });
    await slack.react({ user: insider, channel: hidden, ts: before.ts, name: 'round_pushpin' });
    await slack.waitFor(() => slack.state.ephemerals(insider, hidden).length > 0);
    await bot.incident('postmortem 1');
    const told = slack.state.ephemerals(commander, incidents).at(-1);
    await slack.click({
      ...{ user: commander, actionId: 'postmortem_more', value: 'ask:1' },
      ...{ channel: incidents, ephemeralId: told?.id ?? '' },
    });
    await bot.settle();
    const asks = slack.state
      .everything(hidden)
      .find(({ blocks }) => JSON.stringify(blocks ?? '').includes('well:'));
    const threadTs = asks?.threadTs ?? asks?.ts ?? '';
    const early = await slack.say({ user: commander, channel: hidden, threadTs, text: 'well: zqearly' });
    await eventually(async () => (await bot.incident('postmortem 1')).all.includes('zqearly'));
    await bot.form('lift 1');
    await bot.send(commander, { ...lifting, keeps: ['keeps'] });
    await bot.send(commander, {});
    await bot.settle();
    await slack.editMessage({ user: insider, channel: hidden, ts: before.ts, text: 'zqlater' });
    await slack.editMessage({ user: commander, channel: hidden, ts: early.ts, text: 'well: zqlater' });
    await slack.say({ user: commander, channel: hidden, threadTs, text: 'well: zqlater' });
    await bot.settle();
    const { all } = await bot.incident('timeline 1', member);
    expect(all).toContain('zqbefore');
    expect(`${all} ${(await bot.incident('postmortem 1', member)).all}`).not.toContain('zqlater');
  });
});
