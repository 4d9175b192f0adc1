/** Roles: had by name, by command or through a user group, lost again, and needed to declare where that is wanted. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import { deputy, lead } from '../builders/bot.js';
import {
  commander,
  comms,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, dismiss, forged, topOf, unchanged, unheard } from '../builders/incident-hands.js';

const max = { id: stranger, name: 'max' };

let bot: IncidentBot;
/** Moves the clock of the machine: who is in a user group is remembered for a few minutes. */
let ahead = 0;

/** One open incident with an entry of the commander's in its timeline, a second one, and a resolved third. */
async function begin(more = '') {
  ahead = 0;
  bot = await startIncidentBot({ announced: 1, more, machine: () => Date.now() + ahead });
  await bot.declare({ severity: 's2', commander });
  await bot.declare({ severity: 's2', title: 'another one' });
  await bot.settle();
}

const who = `<@${commander}>`;

describe('what waits for approval', () => {
  let draft: string;
  beforeAll(async () => {
    await begin();
    await bot.declare({ title: 'a grave one', severity: 's1' });
    expect((await bot.update({ text: 'Worded by Cora.' }, comms, 3)).action).toBe('clear');
    await bot.settle();
    draft = bot.head(3).replies.at(-1)?.ts ?? '';
  });
  afterAll(() => bot.close());

  it.each([stranger, comms])('is neither approved nor refused by %s', async (user) => {
    await unchanged(bot, async () => {
      for (const action of ['incident_approve', 'incident_refuse'] as const) {
        await dismiss(bot, user);
        await bot.press(user, action, { messageTs: draft });
        if (action === 'incident_refuse') await bot.filled(user);
        const told = () => (action === 'incident_refuse' ? topOf(bot, user) : bot.told(user));
        await bot.slack.waitFor(() => told().includes('Only the commander of incident 3 or a release lead'));
        expect(told()).toContain(`${who}, <@${lead}>, <!subteam^S0TEAM>`);
      }
    });
  });

  it('is not refused with the commander’s form', async () => {
    await dismiss(bot, commander);
    await bot.press(commander, 'incident_refuse', { messageTs: draft });
    await bot.filled(commander);
    const payload = await unheard(bot, () => bot.send(commander, { reason: 'I say so.' }));
    await unchanged(bot, async () => {
      expect(await forged(bot, payload, max)).toContain('Only the commander');
    });
  });

  it('is approved by a member of the user group', async () => {
    await bot.press(deputy, 'incident_approve', { messageTs: draft });
    await bot.slack.waitFor(() => bot.told(deputy).includes('Sent as rev 2'));
    await bot.settle();
    expect(bot.head(3).text).toContain('rev 2');
  });
});

describe('a role', () => {
  beforeEach(() => begin('  exit-criteria: [It works again]'));
  afterEach(() => bot.close());

  it('is had through a user group, and lost with it, also for forms that are open', async () => {
    expect((await bot.update({ text: 'Dee may.' }, deputy, 1)).action).toBe('clear');
    await bot.form('update 1', deputy);
    const looked = await bot.send(deputy, { text: 'Dee may no more.' });
    expect(looked.action).toBe('push');
    bot.slack.leaveGroup({ user: deputy, group: 'S0TEAM' });
    ahead = 6 * minute;
    await bot.settle();
    await unchanged(bot, async () => {
      expect((await bot.send(deputy, {})).action).toBe('push');
      expect(topOf(bot, deputy)).toContain('Only the commander');
    });
  });

  it('cannot be told while Slack does not say who is in the group: that is said, and whoever runs it can read why', async () => {
    bot.slack.faults.next('usergroups.users.list', { kind: 'error', error: 'missing_scope', times: 100 });
    await unchanged(bot, async () => {
      await bot.form('update 1', deputy);
      expect(topOf(bot, deputy)).toContain('Slack does not say at the moment who belongs to a user group');
      expect(topOf(bot, deputy)).not.toContain('Reference');
      expect((await bot.ask('act todo Close what is open by 20 March', deputy)).all).toContain(
        'Slack does not say at the moment who belongs to a user group',
      );
    });
    expect(JSON.stringify(bot.log)).toContain('S0TEAM');
    // Whoever is named needs no group.
    expect((await bot.update({ text: 'The cause is known.' }, lead, 1)).action).toBe('clear');
  });

  it('is lost with the command, also for forms that are open', async () => {
    await bot.form('hand-over 1');
    expect((await bot.send(commander, { commander: stranger })).action).toBe('clear');
    await bot.form('retract 1', stranger);
    await bot.form('hand-over 1');
    expect((await bot.send(commander, { commander: comms })).action).toBe('clear');
    await bot.settle();
    await unchanged(bot, async () => {
      expect((await bot.send(stranger, { reason: 'Mine no more.' })).action).toBe('push');
      expect(topOf(bot, stranger)).toContain(`<@${comms}>`);
    });
  });

  it('is needed to reopen what is resolved', async () => {
    expect(await allClear(bot, 1, commander, ['It works again'])).toBe('clear');
    await bot.settle();
    await bot.form('reopen 1');
    const payload = await unheard(bot, () => bot.send(commander, { reason: 'Again.' }));
    await unchanged(bot, async () => {
      expect(await forged(bot, payload, max)).toContain('Only the commander');
      await bot.press(stranger, 'incident_reopen', { messageTs: bot.head(1).ts });
      await bot.filled(stranger);
      expect(topOf(bot, stranger)).toContain('Only the commander');
    });
  });
});

describe('where only some may declare', () => {
  beforeAll(() => begin('  declare: [incident-commander, communications]'));
  afterAll(() => bot.close());

  it('a stranger is told who can, by command, by shortcut, from a message, and with a copied form', async () => {
    const { ts } = await bot.slack.say({ user: stranger, channel: incidents, text: 'It is broken' });
    await bot.form('declare', comms);
    const values = {
      title: 'x',
      severity: 's3',
      release: 'v1.6',
      versions: 'x',
      impact: 'x',
      workaround: 'x',
    };
    const payload = await unheard(bot, () => bot.send(comms, values));
    await unchanged(bot, async () => {
      for (const open of [
        () =>
          bot.slack.slashCommand({
            command: '/incident',
            text: 'declare',
            user: stranger,
            channel: incidents,
          }),
        () => bot.slack.shortcut({ callbackId: 'incident_declare', user: stranger }),
        () =>
          bot.slack.messageShortcut({
            ...{ callbackId: 'incident_declare_from', user: stranger, channel: incidents, messageTs: ts },
          }),
      ]) {
        await open();
        await bot.filled(stranger);
        expect(topOf(bot, stranger)).toContain('may declare an incident here');
        expect(topOf(bot, stranger)).toContain(`${who}, <@${comms}>`);
        await dismiss(bot, stranger);
      }
      expect(await forged(bot, payload, max)).toContain('may declare an incident here');
    });
  });
});
