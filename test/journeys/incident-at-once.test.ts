/** Several people at the same thing at once: nobody decides on what they have not seen, and nothing falls between them. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lead } from '../builders/bot.js';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, dismiss, topOf } from '../builders/incident-hands.js';

const copy = announcedChannel(1);

let bot: IncidentBot;
beforeAll(async () => {
  bot = await startIncidentBot({ announced: 1, more: '  exit-criteria: [It works again]' });
  await bot.declare({ severity: 's2' });
  await bot.settle();
});
afterAll(() => bot.close());

/** Somebody replies below the copy, and proposes that as an update. @returns how its message reads then */
async function proposed(text: string): Promise<{ ts: string; read(): string }> {
  const before = bot.slack.state.ephemerals(stranger, copy).length;
  await bot.slack.say({ user: stranger, channel: copy, threadTs: bot.copy(copy)?.ts ?? '', text });
  const answer = await bot.slack.waitFor(() => bot.slack.state.ephemerals(stranger, copy)[before]);
  const press = { user: stranger, channel: copy, ephemeralId: answer.id, actionId: 'incident_propose' };
  await bot.slack.click(press);
  await bot.slack.waitFor(() => bot.told(stranger, copy).includes('Proposed'));
  await bot.settle();
  const find = () => bot.head().replies.find((one) => one.text.includes(text));
  return { ts: find()?.ts ?? '', read: () => find()?.text ?? '' };
}

describe('a proposal that is worded anew', () => {
  it.each([
    ['before the preview', false],
    ['after the preview', true],
  ])('stays adopted when somebody else was quicker %s, and is closed once it is sent', async (when, late) => {
    const draft = await proposed(`It hits ${when} too.`);
    await dismiss(bot, commander);
    await bot.press(commander, 'incident_adopt', { messageTs: draft.ts });
    await bot.filled(commander);
    if (late) expect((await bot.send(commander, {})).action).toBe('push');
    expect((await bot.update({ text: `Quicker ${when}.` }, comms, 1)).action).toBe('clear');
    expect((await bot.send(commander, {})).action).toBe(late ? 'none' : 'update');
    expect(topOf(bot, commander)).toContain(`Quicker ${when}.`);
    expect((await bot.send(commander, {})).action).toBe('push');
    expect((await bot.send(commander, {})).action).toBe('clear');
    await bot.settle();
    expect(draft.read()).toContain('was approved and sent');
    expect((await bot.incident('show 1')).all).not.toContain('Written, but not sent');
  });
});

describe('what waits for approval', () => {
  it('and was overtaken says so in its place, cannot be approved there, and is worded anew', async () => {
    await dismiss(bot, commander);
    expect((await bot.declare({ title: 'a grave one', severity: 's1' })).action).toBe('update');
    expect((await bot.update({ text: 'Worded by Cora.', action: 'A fix is built.' }, comms, 2)).action).toBe(
      'clear',
    );
    await bot.settle();
    const draft = () => bot.head(2).replies.find(({ text }) => text.includes('Worded by Cora.'));
    const shown = () => JSON.stringify(draft()?.blocks);
    expect(shown()).toContain('Approve and send');
    expect((await bot.update({ text: 'Quicker.' }, commander, 2)).action).toBe('clear');
    await bot.settle();
    expect(shown()).toContain('Rev 2 was sent after this was written on rev 1');
    expect(shown()).not.toContain('Approve and send');
    // What it would change is still told.
    expect(shown()).toContain('A fix is built.');

    await dismiss(bot, comms);
    await bot.press(comms, 'incident_adopt', { messageTs: draft()?.ts ?? '' });
    await bot.filled(comms);
    for (const words of ['Worded by Cora.', 'A fix is built.']) expect(topOf(bot, comms)).toContain(words);
    expect((await bot.send(comms, { text: 'Worded once more.' })).action).toBe('push');
    expect((await bot.send(comms, {})).action).toBe('clear');
    await bot.settle();
    expect(shown()).not.toContain('incident_adopt');
    expect(shown()).toContain('Reworded.');
    const again = bot.head(2).replies.find(({ text }) => text.includes('Worded once more.'));
    expect(JSON.stringify(bot.head(2).blocks)).toContain('1 update waits for the commander');
    await bot.press(commander, 'incident_approve', { messageTs: again?.ts ?? '' });
    await bot.slack.waitFor(() => bot.told(commander).includes('Sent as rev 3'));
    await bot.settle();
    expect(JSON.stringify(bot.head(2).blocks)).toContain('A fix is built.');
    expect(JSON.stringify(bot.head(2).blocks)).not.toContain('waits for the commander');
    expect(
      JSON.stringify(bot.head(2).replies.find(({ text }) => text.includes('Worded once more.'))?.blocks),
    ).toContain('approved and sent');
    await bot.form('retract 2');
    expect((await bot.send(commander, { reason: 'Enough.' })).action).toBe('clear');
    await bot.settle();
  });
});

describe('two people with the same form', () => {
  it('for the hand-over: the second sees the first’s, with what they typed', async () => {
    await Promise.all([bot.form('hand-over 1', commander), bot.form('hand-over 1', lead)]);
    const first = await bot.send(lead, { commander: comms, reason: 'The night is hers.' });
    expect(first.action).toBe('clear');
    const second = await bot.send(commander, { commander: lead, reason: 'She is awake.' });
    expect(second.action).toBe('update');
    expect(topOf(bot, commander)).toContain('The night is hers.');
    expect(topOf(bot, commander)).toContain(`<@${comms}> commands it now`);
    expect(JSON.stringify(bot.slack.state.views(commander).at(-1)?.state)).toContain('She is awake.');
    expect((await bot.send(commander, { commander })).action).toBe('clear');
  });

  it('for reopening: the second is told who has, and why', async () => {
    expect(await allClear(bot, 1, commander, ['It works again'])).toBe('clear');
    await Promise.all([bot.form('reopen 1', commander), bot.form('reopen 1', lead)]);
    expect((await bot.send(lead, { reason: 'It is back on arm64.' })).action).toBe('clear');
    expect((await bot.send(commander, { reason: 'It is back.' })).action).toBe('push');
    expect(topOf(bot, commander)).toContain('lea has reopened it');
    expect(topOf(bot, commander)).toContain('It is back on arm64.');
  });

  it('for reopening what was corrected meanwhile: the correction is seen first', async () => {
    expect(await allClear(bot, 1, commander, ['It works again'])).toBe('clear');
    await bot.form('reopen 1', lead);
    await bot.form('correct 1');
    await bot.send(commander, { reason: 'Wrong version.', text: 'It was 1.6.2.' });
    expect((await bot.send(commander, {})).action).toBe('clear');
    expect((await bot.send(lead, { reason: 'Not fixed.' })).action).toBe('update');
    expect(topOf(bot, lead)).toContain('It was 1.6.2.');
    expect((await bot.send(lead, {})).action).toBe('clear');
  });
});
