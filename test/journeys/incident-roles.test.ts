/** Who may do what with an incident: everything else is refused privately, says who can, and changes nothing. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { commander, type IncidentBot, startIncidentBot, stranger } from '../builders/incident-bot.js';
import {
  dismiss,
  forged,
  pressInForm,
  topOf,
  unchanged,
  unheard,
  withMetadata,
} from '../builders/incident-hands.js';

const max = { id: stranger, name: 'max' };
let bot: IncidentBot;
const who = `<@${commander}>`;

/** Two open incidents. */
async function begin() {
  bot = await startIncidentBot({ announced: 1 });
  await bot.declare({ severity: 's2', commander });
  await bot.declare({ severity: 's2', title: 'another one' });
  await bot.settle();
}

describe('a stranger', () => {
  beforeAll(() => begin());
  afterAll(() => bot.close());

  it('can declare, follow, and look', async () => {
    expect((await bot.declare({ title: 'a third one', severity: 's3' }, stranger)).action).toBe('update');
    expect((await bot.incident('subscribe 1 me', stranger)).all).toContain('now comes to you');
    expect((await bot.incident('show 1', stranger)).all).toContain('kubeadm 1.6.0 hangs');
    await bot.settle();
  });

  it.each(['update 1', 'correct 1', 'hand-over 1', 'resolve 1', 'reopen 1', 'retract 1', 'merge 1'])(
    'cannot `/incident %s`, and is told who can',
    async (text) => {
      await unchanged(bot, async () => {
        await bot.form(text, stranger);
        expect(topOf(bot, stranger)).toContain('Only the commander');
        expect(topOf(bot, stranger)).toContain(who);
        expect(bot.slack.state.views(stranger).at(-1)?.submit).toBeUndefined();
      });
    },
  );

  it.each([
    ['incident_update', undefined],
    ['incident_more', 'resolve:1'],
    ['incident_more', 'correct:1'],
    ['incident_more', 'hand-over:1'],
    ['incident_more', 'merge:1'],
    ['incident_more', 'retract:1'],
  ])('cannot press %s %s', async (actionId, value) => {
    await unchanged(bot, async () => {
      await dismiss(bot, stranger);
      await bot.press(stranger, actionId, { messageTs: bot.head(1).ts, value });
      await bot.filled(stranger);
      expect(topOf(bot, stranger)).toContain('Only the commander');
      expect(topOf(bot, stranger)).toContain(who);
    });
  });

  it.each([
    ['update', 'update 1', { text: 'Said by somebody else.' }],
    ['hand-over', 'hand-over 1', { commander: stranger }],
    ['retraction', 'retract 1', { reason: 'It is mine now.' }],
    ['merging', 'merge 1', { into: '2', reason: 'It is mine now.' }],
    ['correction', 'correct 1', { reason: 'It was wrong.', text: 'This is right.' }],
    ['tick', 'resolve 1', { text: 'Done.', lingering: 'none' }],
  ])('cannot send somebody else’s %s again in their own name', async (_, text, values) => {
    await bot.form(text, commander);
    const payload = await unheard(bot, () => bot.send(commander, values));
    await unchanged(bot, async () => {
      const answer = await forged(bot, payload, max);
      expect(answer).toContain('Only the commander');
      expect(answer).toContain(who);
    });
  });

  it('cannot send a preview that somebody else has looked at', async () => {
    await bot.form('update 1', commander);
    expect((await bot.send(commander, { text: 'Nobody may see this.' })).action).toBe('push');
    const payload = await unheard(bot, () => bot.send(commander, {}));
    await unchanged(bot, async () => {
      expect(await forged(bot, payload, max)).toContain('Only the commander');
    });
  });

  it('cannot change or take out an entry of somebody else’s', async () => {
    await bot.form('note 1', commander);
    await bot.send(commander, { entry: 'Written by the commander' });
    await bot.form('entries 1', commander);
    await pressInForm(bot, commander, 'incident_entry_change');
    await bot.slack.waitFor(() => topOf(bot, commander).includes('What happened'));
    const change = await unheard(bot, () => bot.send(commander, { entry: 'Written by a stranger' }));
    const form = bot.slack.state.views(commander).at(-1)?.id ?? '';
    await bot.slack.closeView({ viewId: form, user: commander });
    const removal = await unheard(bot, () => pressInForm(bot, commander, 'incident_entry_remove'));
    await unchanged(bot, async () => {
      expect(await forged(bot, change, max)).toContain('Only the commander');
      await forged(bot, removal, max);
      await bot.slack.waitFor(() => topOf(bot, commander).includes('Only the commander'));
    });
    expect((await bot.incident('timeline 1')).all).toContain('Written by the commander');
  });

  it('cannot confirm the all-clear', async () => {
    await bot.form('resolve 1', commander);
    const confirmation = await unheard(bot, () => pressInForm(bot, commander, 'incident_confirm'));
    await unchanged(bot, async () => {
      await forged(bot, confirmation, max);
      await bot.slack.waitFor(() => topOf(bot, commander).includes('Still to confirm it'));
      expect(topOf(bot, commander)).toContain(who);
    });
  });

  it('cannot turn to another incident by a changed form', async () => {
    // Max declares and so commands one of his own.
    await bot.declare({ title: 'mine', severity: 's2' }, stranger);
    await bot.settle();
    await bot.form('update 4', stranger);
    expect((await bot.send(stranger, { text: 'Mine goes on.' })).action).toBe('push');
    const payload = await unheard(bot, () => bot.send(stranger, {}));
    await unchanged(bot, async () => {
      expect(await forged(bot, withMetadata(payload, { incident: 1 }), max)).toContain('Only the commander');
      expect(await forged(bot, withMetadata(payload, { incident: 99 }), max)).toContain('no incident 99');
    });
  });
});
