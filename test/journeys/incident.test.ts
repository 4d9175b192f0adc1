/** An incident from its declaration to its second revision, as people see it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { announcedChannel, type IncidentBot, incidents, startIncidentBot } from '../builders/incident-bot.js';

let bot: IncidentBot;
beforeAll(async () => {
  bot = await startIncidentBot();
}, 30_000);
afterAll(() => bot.close());

describe('an incident', () => {
  it('is declared once, and stands everywhere', async () => {
    await bot.declare();
    await bot.settle();
    expect(bot.head().text).toMatch(/^Incident 1, S1, rev 1 as of .*kubeadm 1\.6\.0 hangs/);
    for (const at of [1, 2, 3]) expect(bot.copy(announcedChannel(at))?.text).toBe(bot.head().text);
    expect(bot.slack.state.pins(incidents)).toEqual([bot.head().ts]);
  });

  it('is updated in every place at once', async () => {
    expect((await bot.update({ text: 'The cause is known.', fix: 'cause-known' })).action).toBe('clear');
    await bot.settle();
    expect(bot.head().text).toContain('rev 2 as of');
    for (const at of [1, 2, 3]) expect(bot.copy(announcedChannel(at))?.text).toBe(bot.head().text);
    expect(
      bot
        .head()
        .replies.map((one) => one.text)
        .join('\n'),
    ).toContain('The cause is known.');
  });
});
