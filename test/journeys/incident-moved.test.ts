/** signalman.yml is changed while an incident is open: its head stays where people found it, or moves when it must. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { saidIn } from '../builders/incident-hands.js';

const first = announcedChannel(1);
const elsewhere = 'C0ELSEWHERE';

let bot: IncidentBot;
beforeEach(async () => {
  bot = await startIncidentBot({
    announced: 1,
    channels: [{ id: elsewhere, name: 'elsewhere', members: [stranger, commander] }],
  });
  await bot.declare({ severity: 's2' });
  await bot.settle();
});
afterEach(() => bot.close());

const movedTo = (channel: string) => (before: string) =>
  before.replace(`channel: ${incidents}`, `channel: ${channel}`);
const linkTo = (channel: string, ts: string) => `/archives/${channel}/p${ts.replace('.', '')}`;
const heads = (channel: string) =>
  bot.slack.state
    .messages(channel)
    .filter(
      ({ user, text, subtype }) =>
        user === 'U0BOT' && subtype !== 'tombstone' && text.startsWith('Incident 1, S'),
    );
const logged = (message: string) => bot.log.filter((line) => line.message.includes(message));

describe('an open incident, when another channel is configured', () => {
  it('stays where it stands; what is declared from then on stands in the other', async () => {
    const { ts } = bot.head(1);
    await bot.restart(undefined, movedTo(elsewhere));
    expect(logged('stays in its channel')).toHaveLength(1);
    await bot.update({ text: 'It goes on.' });
    await bot.settle();
    expect(heads(incidents).map((one) => [one.ts, /rev \d/.exec(one.text)?.[0]])).toEqual([[ts, 'rev 2']]);
    expect(saidIn(bot, [elsewhere])).toBe('');
    await bot.declare({ severity: 's2', title: 'Another one' });
    await bot.settle();
    expect(saidIn(bot, [elsewhere])).toContain('Incident 2, S2, rev 1');
  });

  it('is posted again where it stood when somebody deletes it, whatever happens meanwhile', async () => {
    await bot.restart(undefined, movedTo(elsewhere));
    const { ts } = bot.head(1);
    await bot.slack.deleteMessage({ user: commander, channel: incidents, ts, asAdmin: true });
    // Before it is posted again.
    await bot.update({ text: 'It goes on.' }, commander, 1);
    await bot.slack.waitFor(() => heads(incidents).some((one) => one.ts !== ts));
    await bot.settle();
    expect(heads(incidents)).toHaveLength(1);
    expect(heads(elsewhere)).toEqual([]);
  });

  it('may be followed in the other', async () => {
    await bot.restart(undefined, movedTo(elsewhere));
    expect((await bot.incident('subscribe 1', stranger, elsewhere)).all).toContain(
      'now comes to this channel',
    );
    expect((await bot.incident('subscribe 1', stranger, incidents)).all).toContain('arrives here already');
  });

  it('moves there once its own can be written no more: with its thread, its discussion and every link', async () => {
    const old = bot.head(1).ts;
    await bot.slack.archive(incidents);
    await bot.update({ text: 'Nobody sees this head.' });
    await bot.settle();
    // As long as no other one is configured the commander is told.
    expect(saidIn(bot, [bot.slack.direct(commander)])).toContain('could not be posted');
    expect(JSON.stringify(heads(incidents))).not.toContain('rev 2');

    await bot.restart(undefined, movedTo(elsewhere));
    await bot.settle();
    const [head, ...others] = heads(elsewhere);
    expect(others).toEqual([]);
    expect(head?.text).toContain('rev 2');
    expect(bot.slack.state.pins(elsewhere)).toEqual([head?.ts]);
    const thread = head?.replies.map(({ text }) => text).join('\n');
    expect(thread).toContain('The head stands here from now on');
    expect(JSON.stringify(head?.replies)).toContain('For the status page');
    expect(JSON.stringify(head)).not.toContain('deleted by hand');
    expect(JSON.stringify(head?.blocks)).toContain('the one place is up to date');
    const talk = bot.slack.state.messages(elsewhere).find(({ text }) => text.includes('discussion'));
    expect(JSON.stringify(head?.blocks)).toContain(linkTo(elsewhere, talk?.ts ?? ''));
    const copy = JSON.stringify(bot.copy(first, 1)?.blocks);
    expect(copy).toContain(linkTo(elsewhere, head?.ts ?? ''));
    expect(copy).not.toContain(linkTo(incidents, old));

    await bot.slack.unarchive(incidents);
    await bot.update({ text: 'It goes on here.' });
    await bot.settle();
    expect(heads(elsewhere).map(({ text }) => /rev \d/.exec(text)?.[0])).toEqual(['rev 3']);
    expect(
      heads(elsewhere)[0]
        ?.replies.map(({ text }) => text)
        .join(),
    ).toContain('It goes on here.');
    expect(heads(incidents)[0]?.text).toContain('rev 1');
  });

  it('that cannot be written either, is tried once and stays', async () => {
    await bot.slack.archive(incidents);
    await bot.slack.archive(elsewhere);
    await bot.update({ text: 'Nobody sees this head.' });
    await bot.settle();
    await bot.restart(undefined, movedTo(elsewhere));
    await bot.settle();
    await bot.settle();
    const count = async () => (await bot.database.read.selectFrom('delivery').select('id').execute()).length;
    const before = await count();
    await bot.settle();
    expect(await count()).toBe(before);
    await bot.slack.unarchive(incidents);
    await bot.restart(undefined, (config) =>
      config.replace(`channel: ${elsewhere}`, `channel: ${incidents}`),
    );
    await bot.settle();
    expect(heads(incidents).map(({ text }) => /rev \d/.exec(text)?.[0])).toEqual(['rev 2']);
  });
});

describe('an open incident, when no incidents are configured any more', () => {
  it('is named in the log, with what does not happen', async () => {
    await bot.restart(undefined, (before) => before.slice(0, before.indexOf('incidents:\n')));
    const [line] = logged('incidents are open');
    expect(line).toMatchObject({ level: 'warn', fields: { incidents: [1] } });
  });
});
