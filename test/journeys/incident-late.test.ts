/** Work that takes longer than Slack waits for an answer: what people typed comes back, and means the same. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { deputy } from '../builders/bot.js';
import { commander, comms, type IncidentBot, startIncidentBot } from '../builders/incident-bot.js';
import { eventually, recorded, saidIn, topOf } from '../builders/incident-hands.js';

let bot: IncidentBot;
/** Moves the clock of the machine: who is in a user group is remembered for a few minutes. */
let ahead = 0;

/** Nothing can be stored while the form is sent, until Slack has been told to wait. */
async function sentLate(user: string, values: Record<string, unknown>, meanwhile = async () => {}) {
  let letGo = () => {};
  const held = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  const lock = bot.database.write.transaction().execute(() => held);
  try {
    const { action } = await bot.send(user, values);
    await meanwhile();
    return action;
  } finally {
    letGo();
    await lock;
    await bot.filled(user);
  }
}

/** Slack is slow to say who is in the user group of the release leads. */
async function askedLate(values: Record<string, unknown>) {
  ahead += 10 * 60_000;
  bot.slack.faults.next('usergroups.users.list', { kind: 'delay', ms: 2800 });
  const { action } = await bot.send(deputy, values);
  await bot.filled(deputy);
  return action;
}

const top = (user: string) => bot.slack.state.views(user).at(-1);

describe('a form that takes long', () => {
  beforeAll(async () => {
    ahead = 0;
    bot = await startIncidentBot({ announced: 1, machine: () => Date.now() + ahead });
    await bot.declare({ severity: 's2' });
    await bot.settle();
  });
  afterAll(() => bot.close());

  it('with a wrong field comes back as it was filled in, says what is wrong, and can be sent again', async () => {
    await bot.form('update', deputy);
    const text = 'Typed with care, and never again.';
    expect(await askedLate({ text, owner: 'dee', nextUpdateBy: 1_500_000_000 })).toBe('push');
    expect(topOf(bot, deputy)).toContain('*Next update by:* That is over already');
    await bot.slack.closeView({ viewId: top(deputy)?.id ?? '', user: deputy });
    expect(topOf(bot, deputy)).toContain('*Next update by:* That is over already');
    // Only the time is mended: everything else is still there.
    expect((await bot.send(deputy, { nextUpdateBy: Math.floor(Date.now() / 1000) + 3600 })).action).toBe(
      'push',
    );
    expect(topOf(bot, deputy)).toContain(text);
    expect((await bot.send(deputy, {})).action).toBe('clear');
    await bot.settle();
    expect(JSON.stringify(bot.head(1).blocks)).toContain('dee');
    expect(saidIn(bot)).toContain(text);
  });

  it('stays in sight meanwhile, and is not sent twice', async () => {
    await bot.form('hand-over 1');
    const reason = 'My shift is over.';
    const before = await recorded(bot);
    const action = await sentLate(commander, { commander: comms, reason }, async () => {
      expect(topOf(bot, commander)).toContain('One moment');
      expect(JSON.stringify(top(commander)?.state)).toContain(reason);
      const again = await bot.send(commander, {});
      expect(Object.values(again.errors)).toEqual(['It is being worked on already. One moment…']);
    });
    expect(action).toBe('update');
    expect(topOf(bot, commander)).toContain('Done.');
    expect(await recorded(bot)).toBe(before + 1);
  });

  it('and cannot be done says why on top of what was typed', async () => {
    await bot.form('hand-over 1');
    const reason = 'She knows it best.';
    expect(await sentLate(commander, { commander: comms, reason })).toBe('update');
    expect(topOf(bot, commander)).toContain('commands incident 1 already');
    expect((await bot.send(commander, { commander: deputy })).action).toBe('clear');
    await bot.settle();
    expect(saidIn(bot)).toContain(reason);
  });

  it('and goes wrong here gives a reference, and keeps what was typed', async () => {
    await bot.form('note 1');
    const entry = 'Seen first in Tokyo.';
    const { write } = bot.database;
    const real = write.transaction.bind(write);
    // The store is away, and it takes its time to be sure of that.
    const away = () => new Promise((_, reject) => setTimeout(reject, 2600, new Error('the store is away')));
    write.transaction = () => ({ ...real(), execute: away }) as never;
    try {
      expect((await bot.send(commander, { entry })).action).toBe('update');
    } finally {
      write.transaction = real;
      await bot.filled(commander);
    }
    expect(topOf(bot, commander)).toMatch(/tell whoever runs Signalman this reference: [0-9a-f]{8}/);
    expect((await bot.send(commander, {})).action).toBe('clear');
    expect((await bot.incident('timeline 1')).all).toContain(entry);
  });

  it('and was overtaken shows the other’s words, and what was typed', async () => {
    await Promise.all([bot.form('hand-over 1', commander), bot.form('hand-over 1', deputy)]);
    await bot.send(deputy, { commander: comms, reason: 'The first.' });
    expect(await sentLate(commander, { commander, reason: 'The second.' })).toBe('update');
    expect(topOf(bot, commander)).toContain('The first.');
    expect(JSON.stringify(top(commander)?.state)).toContain('The second.');
    expect((await bot.send(commander, {})).action).toBe('clear');
  });

  it('and its preview keep each other: back leads to what was typed', async () => {
    await bot.form('update', deputy);
    const text = 'Looked at late.';
    expect(await askedLate({ text })).toBe('push');
    await eventually(async () => topOf(bot, deputy).includes(text), 'the preview');
    await bot.slack.closeView({ viewId: top(deputy)?.id ?? '', user: deputy });
    expect(JSON.stringify(top(deputy)?.state)).toContain(text);
    expect((await bot.send(deputy, {})).action).toBe('push');
    expect(await sentLate(deputy, {})).toBe('update');
    expect(topOf(bot, deputy)).toContain('Done.');
    // What was sent already is not uncovered.
    await bot.slack.closeView({ viewId: top(deputy)?.id ?? '', user: deputy });
    expect(bot.slack.state.views(deputy)).toEqual([]);
    await bot.settle();
    expect(bot.head(1).replies.filter((one) => one.text.includes(text))).toHaveLength(1);
  });
});
