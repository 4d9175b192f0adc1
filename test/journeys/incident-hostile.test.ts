/** Words that would ping, forms that come too late, and workspaces where nothing is set up. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { startTestBot } from '../builders/bot.js';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  incidents,
  startIncidentBot,
  stranger,
} from '../builders/incident-bot.js';
import { allClear, dismiss, eventually, saidIn, topOf } from '../builders/incident-hands.js';

const copy = announcedChannel(1);

/** Everything that Slack would read as a command, and a link whose text lies. */
const hostile = `<!channel> <!here> <!everyone> <@${stranger}> <!subteam^S0TEAM> @here <https://evil.example|GitHub> *bold*`;
const pings = /<!(channel|here|everyone|subteam)|<@U0MEMBER>|<https:\/\/evil\.example\|/;

let bot: IncidentBot;

/** What Slack reads commands in: plain and rich text are shown as they are. */
function asMrkdwn(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMrkdwn);
  if (typeof value !== 'object' || value === null) return value;
  if ('type' in value && (value.type === 'rich_text' || value.type === 'plain_text')) return null;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, asMrkdwn(inner)]));
}

const read = (one: { text: string; blocks?: unknown }) =>
  `${one.text} ${JSON.stringify(asMrkdwn(one.blocks))}`;

describe('mentions in any field', () => {
  beforeAll(async () => {
    bot = await startIncidentBot({
      announced: 1,
      more: '      ping: true\n  exit-criteria: [It works again]',
    });
  });
  afterAll(() => bot.close());

  it('ping nobody: not in the head, a copy, the thread, a ping, what is brought, the timeline, or a notification', async () => {
    const facts = { title: hostile, versions: hostile, impact: hostile, workaround: hostile, severity: 's2' };
    expect((await bot.declare(facts)).action).toBe('update');
    await bot.settle();
    const more = { text: hostile, action: hostile, owner: '<!channel> and <@U0MEMBER>', fix: 'cause-known' };
    expect((await bot.update(more)).action).toBe('clear');
    await bot.form('correct');
    await bot.send(commander, { reason: hostile, text: hostile });
    expect((await bot.send(commander, {})).action).toBe('clear');
    await bot.form('note');
    expect((await bot.send(commander, { entry: hostile })).action).toBe('clear');
    const threadTs = bot.copy(copy)?.ts ?? '';
    await bot.slack.say({ user: stranger, channel: copy, threadTs, text: hostile });
    await bot.slack.waitFor(() => bot.slack.state.ephemerals(stranger, copy).length > 0);
    for (const actionId of ['incident_bring', 'incident_propose']) {
      const [answer, ...others] = bot.slack.state.ephemerals(stranger, copy);
      await bot.slack.click({ user: stranger, channel: copy, ephemeralId: answer?.id ?? '', actionId });
      await bot.slack.waitFor(() => bot.slack.state.ephemerals(stranger, copy).length > 1 + others.length);
    }
    await bot.settle();
    await bot.form('hand-over');
    await bot.send(commander, { commander: comms, reason: hostile });
    expect(await allClear(bot, 1, comms, ['It works again'])).toBe('clear');
    await bot.form('reopen 1', comms);
    await bot.send(comms, { reason: hostile });
    await bot.form('retract 1', comms);
    expect((await bot.send(comms, { reason: hostile })).action).toBe('clear');
    await bot.settle();
    const posts = [incidents, copy]
      .flatMap((channel) => bot.slack.state.everything(channel))
      .filter(({ user, subtype }) => user === 'U0BOT' && subtype !== 'tombstone');
    expect(posts.length).toBeGreaterThan(10);
    for (const post of posts) expect(read(post)).not.toMatch(pings);
    expect(saidIn(bot, [copy])).toContain('evil.example');
  });

  it('nor in private answers and forms', async () => {
    for (const text of ['list', 'show 1', 'timeline 1']) await bot.incident(text, stranger);
    await bot.form(`declare ${hostile}`, stranger);
    await bot.incident(`${hostile} 1`, stranger);
    await dismiss(bot, stranger);
    for (const answer of bot.slack.state.ephemerals(stranger)) expect(read(answer)).not.toMatch(pings);
    for (const call of bot.slack.state.calls().filter(({ method }) => /^(views|chat)\./.test(method)))
      expect(call.answer).toMatchObject({ ok: true });
  });
});

describe('an expired trigger', () => {
  beforeAll(async () => {
    bot = await startIncidentBot({ announced: 1 });
    await bot.declare();
    await bot.settle();
    await dismiss(bot, commander);
  });
  afterAll(() => bot.close());

  it.each(['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id'])(
    'is told by command, by button and from a message: %s',
    async (error) => {
      const { ts } = await bot.slack.say({ user: commander, channel: copy, text: 'Broken' });
      for (const [channel, act] of [
        [
          incidents,
          () =>
            bot.slack.slashCommand({
              command: '/incident',
              text: 'update',
              user: commander,
              channel: incidents,
            }),
        ],
        [incidents, () => bot.press(commander, 'incident_update')],
        [
          copy,
          () =>
            bot.slack.messageShortcut({
              ...{ callbackId: 'incident_declare_from', user: commander, channel: copy, messageTs: ts },
            }),
        ],
      ] as const) {
        const seen = bot.slack.state.ephemerals(commander, channel).length;
        bot.slack.faults.next('views.open', { kind: 'error', error });
        await act();
        await bot.slack.waitFor(() => bot.slack.state.ephemerals(commander, channel).length > seen);
        expect(bot.told(commander, channel)).toContain('Slack allows three seconds to open a form');
        expect(bot.told(commander, channel)).toContain('Please try again');
      }
      expect(bot.slack.state.views(commander)).toEqual([]);
    },
  );

  it('a form that was closed while it was loading is nobody’s trouble', async () => {
    const before = bot.slack.state.ephemerals(commander).length;
    bot.slack.faults.next('views.update', { kind: 'error', error: 'not_found' });
    await bot.slack.slashCommand({
      command: '/incident',
      text: 'update',
      user: commander,
      channel: incidents,
    });
    await bot.incident('list', comms);
    await eventually(async () => bot.slack.faults.pending() === 0);
    await bot.incident('list', comms);
    expect(bot.slack.state.ephemerals(commander)).toHaveLength(before);
  });
});

describe('`/incident`', () => {
  let closing: { close(): Promise<void> };
  afterEach(() => closing.close());

  it('says what would be right: words, numbers and zones that it does not know', async () => {
    closing = bot = await startIncidentBot({ announced: 1 });
    for (const [typed, said] of [
      ['updaet 1', 'Did you mean `update`?'],
      ['subscirbe', 'Did you mean `subscribe`?'],
      ['show 99', 'There is no incident 99'],
      ['timeline 99', 'There is no incident 99'],
      ['subscribe 99 me', 'There is no incident 99'],
      ['show -1', 'Nothing was expected after'],
      ['show 1e9', 'Nothing was expected after'],
      ['99999999999999', 'does not know'],
      ['timeline 1 Mars/Olympus', 'is not a time zone'],
      ['list all', 'Nothing was expected after'],
      ['show', 'No incident is open'],
      [`\u202e${'x'.repeat(4000)}`, 'does not know'],
    ] as const) {
      const { all } = await bot.incident(typed, stranger);
      expect(all).toContain(said);
      expect(all.length).toBeLessThan(1500);
    }
    for (const form of ['update 99', 'retract 99', 'reopen 99', 'note 99', 'entries 99', 'text 99']) {
      await bot.form(form, commander);
      expect(topOf(bot, commander)).toContain('There is no incident 99');
    }
  });

  it('where incidents are not set up says so, and nothing else breaks', async () => {
    const bare = await startTestBot({
      config: `
repository: kubernetes/kubernetes
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.6: { milestone: v1.6 } }
`,
      seed: (github) => void github.addRepo({ fullName: 'kubernetes/kubernetes' }),
      channels: [{ id: incidents, name: 'incidents', members: [stranger, 'U0BOT'] }],
    });
    closing = bare;
    for (const text of ['', 'show 1', 'declare something', 'update 1'])
      expect((await bare.ask(text, stranger, incidents, '/incident')).all).toContain('not set up here');
    expect((await bare.ask('help', stranger, incidents, '/incident')).all).toContain('/incident declare');
    const { ts } = await bare.slack.say({ user: stranger, channel: incidents, text: 'hello' });
    await bare.slack.react({ user: stranger, channel: incidents, ts, name: 'round_pushpin' });
    await bare.slack.messageShortcut({
      ...{ callbackId: 'incident_note_from', user: stranger, channel: incidents, messageTs: ts },
    });
    await bare.slack.shortcut({ callbackId: 'incident_declare', user: stranger });
    await bare.slack.waitFor(() =>
      JSON.stringify(bare.slack.state.views(stranger)).includes('not set up here'),
    );
    expect(bare.log.filter(({ level }) => level === 'error')).toEqual([]);
  });

  it('is not held back by quiet hours', async () => {
    closing = bot = await startIncidentBot({
      announced: 1,
      more: 'quiet: { days: [mon, tue, wed, thu, fri, sat, sun] }',
    });
    await bot.declare();
    await bot.update({ text: 'At night, too.' });
    await bot.settle();
    expect(bot.head().text).toContain('rev 2');
    expect(bot.copy(copy)?.text).toBe(bot.head().text);
  });
});
