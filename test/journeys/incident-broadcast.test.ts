/** An incident that 33 channels are told, two of which cannot be: the others are told at once, and all are revised together. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  incidents,
  startIncidentBot,
} from '../builders/incident-bot.js';

const healthy = Array.from({ length: 31 }, (_, at) => announcedChannel(at + 1));
const [archived, shut] = ['C0ARCHIVED', 'C0SHUT'];
/** The declaration is the first. */
const last = 21;

let bot: IncidentBot;
beforeAll(async () => {
  bot = await startIncidentBot({
    announced: healthy.length,
    more: `    - channels: [${archived}, ${shut}]`,
    channels: [
      { id: archived, name: 'old-news', members: [commander], isArchived: true },
      { id: shut, name: 'in-private', members: [commander], isPrivate: true },
    ],
  });
}, 30_000);
afterAll(() => bot.close());

/** Every message of Signalman's in a channel, without what is below it. */
const standing = (channel: string) => bot.slack.state.messages(channel).filter((one) => one.user === 'U0BOT');

/**
 * Every copy says what the head says, and the head knows of them. The archived one may stay uncertain where Slack's
 * answer was late: nobody can read back there, and it is not waited for.
 */
const caughtUp = () =>
  bot.slack.waitFor(
    () => {
      const { text, blocks } = bot.head();
      const all = healthy.every((channel) => standing(channel).every((one) => one.text === text));
      const said = JSON.stringify(blocks);
      return all && receipt.every((part) => part.test(said));
    },
    { timeoutMs: 120_000, what: 'every copy at the last revision' },
  );

const receipt = [
  /31 of 33 places up to date/,
  new RegExp(`<#${archived}> (not known whether it arrived: )?archived`),
  new RegExp(`<#${shut}> not found, or Signalman is not invited`),
];
function expectReceipt() {
  const said = JSON.stringify(bot.head().blocks);
  for (const part of receipt) expect(said).toMatch(part);
}

describe('an incident in 33 channels, one archived and one without Signalman', () => {
  it('stands in the 31 others, whatever becomes of the two broken ones', async () => {
    const missing = new Set(healthy);
    const end = bot.slack.onChange(({ kind, channel = '' }) => {
      if (kind === 'message_posted') missing.delete(channel);
    });
    expect((await bot.declare({ severity: 's2' })).action).toBe('update');
    // How soon is measured in `npm run bench`.
    await bot.slack.waitFor(() => missing.size === 0, { timeoutMs: 30_000, what: 'every copy' });
    end();
    await caughtUp();
    for (const channel of healthy)
      expect(standing(channel).map((one) => one.text)).toEqual([bot.head().text]);
  });

  it('says in its head which two do not have it, and why', () => {
    expectReceipt();
    for (const channel of [archived, shut]) expect(standing(channel)).toEqual([]);
  });

  it('is revised 20 times by two people as fast as they can, and every copy says the last', async () => {
    let left = last - 1;
    async function revise(user: string): Promise<void> {
      await bot.form('update', user);
      while (left > 0) {
        const number = left--;
        await bot.form('update', user);
        // Whoever was overtaken reads what the other one sent, and sends again.
        while (!(await sent(user, `${user} has looked at it, ${number} to go.`)));
      }
    }
    /** Sends the form on top as it is. @returns whether that was the last of them */
    async function sent(user: string, text: string): Promise<boolean> {
      const { action } = await bot.send(user, top(user)?.callbackId === 'incident_preview' ? {} : { text });
      if (action === 'clear') return true;
      // On a busy machine the form waits, and what comes of it is shown afterwards.
      await bot.slack.waitFor(() => top(user)?.callbackId !== 'loading', {
        timeoutMs: 60_000,
        what: 'the form',
      });
      if (JSON.stringify(top(user)?.blocks).includes('Done.')) return true;
      if (!top(user)?.callbackId.startsWith('incident_'))
        await bot.slack.closeView({ viewId: top(user)?.id ?? '', user });
      return false;
    }
    const top = (user: string) => bot.slack.state.views(user).at(-1);
    await Promise.all([revise(commander), revise(comms)]);
    await caughtUp();
    expect(bot.head().text).toContain(`rev ${last} as of`);
    for (const channel of healthy)
      expect(standing(channel).map((one) => one.text)).toEqual([bot.head().text]);
    expectReceipt();
  }, 240_000);

  it('has the revisions in its thread in their order, each once', async () => {
    const told = () =>
      bot
        .head()
        .replies.flatMap(({ blocks }) => /\*Rev (\d+)\*/.exec(JSON.stringify(blocks))?.[1] ?? [])
        .map(Number);
    await bot.slack.waitFor(() => told().includes(last), { timeoutMs: 60_000, what: 'the last revision' });
    const numbers = told();
    expect(numbers).toEqual(Array.from({ length: last - 1 }, (_, at) => at + 2));
    const ways = bot
      .head()
      .replies.map((one) => /(\d+) to go/.exec(`${one.text} ${JSON.stringify(one.blocks)}`)?.[1]);
    const said = ways.filter((one) => one !== undefined).map(Number);
    expect([...new Set(said)].sort((a, b) => a - b)).toEqual(
      Array.from({ length: last - 1 }, (_, at) => at + 1),
    );
    expect(bot.slack.state.messages(incidents).filter((one) => /^Incident 1, S/.test(one.text))).toHaveLength(
      1,
    );
  });
});
