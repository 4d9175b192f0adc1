/** Replies where only Signalman writes: answered once, privately, and brought to where they are heard. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { dismiss, eventually, recorded, saidIn } from '../builders/incident-hands.js';

const copy = announcedChannel(1);

let bot: IncidentBot;
beforeAll(async () => {
  bot = await startIncidentBot({ announced: 1 });
  await bot.declare({ severity: 's2' });
  await bot.settle();
});
afterAll(() => bot.close());

const discussion = () => bot.slack.state.messages(incidents).find(({ text }) => text.includes('discussion'));
const answers = (channel: string, threadTs: string) =>
  bot.slack.state.ephemerals(stranger, channel, threadTs);

/** Replies below the head or a copy, and waits for the private answer. */
async function reply(text: string, channel = incidents) {
  const threadTs = (channel === incidents ? bot.head().ts : bot.copy(channel)?.ts) ?? '';
  const before = answers(channel, threadTs).length;
  const said = await bot.slack.say({ user: stranger, channel, threadTs, text });
  const answer = await bot.slack.waitFor(() => answers(channel, threadTs)[before]);
  return {
    ...said,
    threadTs,
    channel,
    answer,
    press: (actionId: string) => press(channel, answer.id, actionId),
  };
}

async function press(channel: string, ephemeralId: string, actionId: string) {
  const before = bot.slack.state.ephemerals(stranger, channel).length;
  await bot.slack.click({ user: stranger, channel, ephemeralId, actionId });
  return await bot.slack.waitFor(() => bot.slack.state.ephemerals(stranger, channel)[before]);
}

describe('a reply', () => {
  it.each([incidents, copy])(
    'in %s is answered once, privately, with the way to the discussion',
    async (channel) => {
      const { answer, event, threadTs } = await reply('I see it too <!here>', channel);
      const link = bot.slack.state.permalink(incidents, discussion()?.ts ?? '').split('/archives')[1];
      expect(JSON.stringify(answer.blocks)).toContain(link);
      for (const action of ['incident_bring', 'incident_propose'])
        expect(JSON.stringify(answer.blocks)).toContain(action);
      const count = answers(channel, threadTs).length;
      // Slack may tell an event several times.
      for (const asRetry of [true, false]) await bot.slack.raw.duplicate(event.eventId ?? '', asRetry);
      await bot.incident('list', stranger);
      expect(answers(channel, threadTs)).toHaveLength(count);
      expect(
        bot.slack.state.everything(channel).filter(({ text }) => text.startsWith('Only Signalman')),
      ).toEqual([]);
    },
  );

  it('where people talk is left alone', async () => {
    const threadTs = discussion()?.ts ?? '';
    await bot.slack.say({ user: stranger, channel: incidents, threadTs, text: 'I try another version.' });
    await bot.slack.say({ user: stranger, channel: incidents, text: 'Lunch?' });
    await bot.incident('list', stranger);
    expect(answers(incidents, threadTs)).toEqual([]);
  });

  it('is brought to the discussion with its author’s name, once', async () => {
    const { press: choose } = await reply('It fails on <!channel> arm64', copy);
    const told = await Promise.all([choose('incident_bring'), choose('incident_bring')]);
    await choose('incident_bring');
    expect(told).toHaveLength(2);
    await bot.settle();
    const brought = (discussion()?.replies ?? []).filter(({ text }) => text.includes('arm64'));
    expect(brought).toHaveLength(1);
    expect(brought[0]?.text).toContain('max wrote elsewhere: It fails on @channel arm64');
    expect(JSON.stringify(brought[0]?.blocks)).toContain('*max* wrote in');
    expect(JSON.stringify(brought[0])).not.toContain('<!channel>');
    expect(bot.slack.state.ephemerals(stranger, copy).at(-1)?.text).toContain('in the discussion already');
  });

  it('is proposed, and becomes a revision when the commander approves', async () => {
    const { press: choose } = await reply('Version 1.6.1 mends it');
    expect((await choose('incident_propose')).text).toContain('Proposed: jacob sees it');
    expect((await choose('incident_propose')).text).toContain('proposed that already');
    await bot.settle();
    const drafts = bot.head().replies.filter(({ text }) => text.includes('1.6.1'));
    expect(drafts.map(({ user }) => user).sort()).toEqual(['U0BOT', stranger].sort());
    const draft = drafts.find(({ user }) => user === 'U0BOT');
    await bot.press(commander, 'incident_approve', { messageTs: draft?.ts ?? '' });
    await bot.slack.waitFor(() => bot.told(commander).includes('Sent as rev 2'));
    await bot.settle();
    expect(bot.head().text).toContain('rev 2');
    for (const channel of [incidents, copy])
      expect(saidIn(bot, [channel])).toContain('Version 1.6.1 mends it');
    expect(JSON.stringify(bot.slack.state.message(incidents, draft?.ts ?? ''))).toContain(
      'approved and sent',
    );
  });

  it('is refused with a reason that its author can read', async () => {
    const { press: choose } = await reply('Reboot everything');
    await choose('incident_propose');
    await bot.settle();
    const draft = bot.head().replies.find(({ user, text }) => user === 'U0BOT' && text.includes('Reboot'));
    await dismiss(bot, commander);
    await bot.press(commander, 'incident_refuse', { messageTs: draft?.ts ?? '' });
    await bot.filled(commander);
    expect((await bot.send(commander, { reason: 'That loses data.' })).action).toBe('clear');
    await bot.settle();
    const shown = JSON.stringify(bot.slack.state.message(incidents, draft?.ts ?? ''));
    expect(shown).toContain('That loses data.');
    expect(shown).not.toContain('incident_approve');
    expect(bot.head().text).toContain('rev 2');
  });

  it('that is deleted before its button is pressed says so', async () => {
    const { ts, press: choose } = await reply('Forget it', copy);
    await bot.slack.deleteMessage({ user: stranger, channel: copy, ts });
    const before = await recorded(bot);
    for (const action of ['incident_bring', 'incident_propose'])
      expect((await choose(action)).text).toContain('cannot read that message');
    await eventually(async () => (await recorded(bot)) === before);
  });
});
