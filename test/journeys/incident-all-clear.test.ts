/** The way to the all-clear when several people are on it at once, and when a form is sent twice. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { lead } from '../builders/bot.js';
import { commander, comms, type IncidentBot, startIncidentBot } from '../builders/incident-bot.js';

const released = 'The fix is released, or a workaround is published';
const confirmed = 'A user who was affected has confirmed it';
const green = 'Tests that would have caught it are green';

describe('the all-clear', () => {
  let bot: IncidentBot;
  beforeAll(async () => {
    bot = await startIncidentBot();
    await bot.declare({ severity: 's2' });
    await bot.settle();
  }, 30_000);
  afterAll(() => bot.close());

  const criteria = async () =>
    JSON.stringify((await bot.incident('show 1')).blocks).match(/:ballot_box_with_check: [^\\"·]+/g) ?? [];
  const topOf = (user: string) => bot.slack.state.views(user).at(-1)?.id ?? '';

  it('keeps the ticks of both when two people had the form open', async () => {
    await bot.form('resolve 1', commander);
    await bot.form('resolve 1', lead);
    await bot.send(commander, { criteria: [released] });
    await bot.send(lead, { criteria: [confirmed] });
    expect((await criteria()).join()).toContain(released);
    expect((await criteria()).join()).toContain(confirmed);
  });

  it('is not given when a tick was taken off after a fault in the same form', async () => {
    await bot.form('resolve 1', commander);
    await bot.send(commander, { criteria: [released, confirmed, green] });
    await bot.slack.click({ user: commander, viewId: topOf(commander), actionId: 'incident_confirm' });
    await bot.form('resolve 1', commander);
    const fault = await bot.send(commander, { text: 'It is fixed.', lingering: ' ' });
    expect(fault.action).toBe('errors');
    const sent = await bot.send(commander, { criteria: [released, confirmed], lingering: 'none' });
    expect(sent.action).toBe('update');
    expect(bot.head().text).not.toContain('Resolved');
    expect((await criteria()).join()).not.toContain(green);
  });

  it('is not given over the head of an update that its giver has not seen', async () => {
    await bot.form('resolve 1', commander);
    await bot.send(commander, { criteria: [released, confirmed, green] });
    await bot.slack.click({ user: commander, viewId: topOf(commander), actionId: 'incident_confirm' });
    await bot.form('resolve 1', commander);
    await bot.update({ text: 'The fix did not hold.' }, comms);
    const over = { text: 'It is fixed.', lingering: 'none' };
    expect((await bot.send(commander, over)).action).toBe('update');
    expect(JSON.stringify(bot.slack.state.views(commander).at(-1)?.blocks)).toContain(
      'The fix did not hold.',
    );
    expect(bot.head().text).not.toContain('Resolved');
    // What was confirmed before that news is confirmed anew.
    expect((await bot.send(commander, over)).action).toBe('update');
    expect(bot.head().text).not.toContain('Resolved');
    await bot.slack.click({ user: commander, viewId: topOf(commander), actionId: 'incident_confirm' });
    expect((await bot.send(commander, over)).action).toBe('clear');
    await bot.settle();
    expect(bot.head().text).toContain('Resolved');
  });

  it('is neither ticked nor confirmed over the head of an update that nobody there has seen', async () => {
    await bot.declare({ severity: 's2', title: 'init hangs' });
    await bot.settle();
    const top = () => JSON.stringify(bot.slack.state.views(commander).at(-1)?.blocks);
    const show = async () => JSON.stringify((await bot.incident('show 2')).blocks);

    await bot.form('resolve 2', commander);
    await bot.update({ text: 'It hangs on arm64 too.' }, comms, 2);
    expect((await bot.send(commander, { criteria: [released, confirmed, green] })).action).toBe('update');
    expect(top()).toContain('It hangs on arm64 too.');
    expect(await show()).not.toContain(':ballot_box_with_check:');
    // What was ticked is still there, and goes through now.
    expect((await bot.send(commander, {})).action).toBe('update');
    expect(top()).not.toContain('It hangs on arm64 too.');
    expect(await show()).toContain(`:ballot_box_with_check: ${green}`);

    await bot.update({ text: 'And on ppc64le.' }, comms, 2);
    const press = () =>
      bot.slack.click({ user: commander, viewId: topOf(commander), actionId: 'incident_confirm' });
    await press();
    await bot.slack.waitFor(() => top().includes('And on ppc64le.'));
    expect(top()).toContain('You have not confirmed it yet');
    expect(await show()).not.toContain('Confirmed by the commander');
    await press();
    await bot.slack.waitFor(() => top().includes(':white_check_mark: The commander'));
    expect(await show()).toContain('Confirmed by the commander');
  });
});
