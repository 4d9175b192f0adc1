/** An incident under embargo from its declaration to its lifting: nobody outside its private channel can find a word of it. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startClock } from '../../src/sandbox/clock.js';
import { deputy, lead, member, release } from '../builders/bot.js';
import { circle, elsewhere, hidden, insider, leaksOf, startEmbargoBot, typed } from '../builders/embargo.js';
import {
  announcedChannel,
  commander,
  comms,
  type IncidentBot,
  incidents,
  kubeadm,
} from '../builders/incident-bot.js';
import { eventually, forged, lastInteraction, topOf } from '../builders/incident-hands.js';

/** A word for each field that nobody would write by chance. */
const words = {
  ...{ title: 'zqtitle', versions: 'zqversions', impact: 'zqimpact', workaround: 'zqworkaround' },
  ...{ update: 'zqupdate', action: 'zqaction', owner: 'zqowner', issue: 'zqsecretrepo', draft: 'zqdraft' },
  ...{ entry: 'zqentry', marked: 'zqmarked', reply: 'zqreply', reason: 'zqreason', typed: 'zqtyped' },
  ...{ lesson: 'zqlesson', section: 'zqsection', item: 'zqitem', tracked: 'zqtrackedrepo' },
  ...{ fork: 'zqforkrepo', late: 'zqlate', prefixed: 'zqprefixed' },
};
const secrets = Object.values(words);
const facts = {
  ...{ title: `A hole ${words.title}`, versions: `1.6 ${words.versions}`, impact: `All ${words.impact}` },
  ...{ workaround: `Turn it off ${words.workaround}`, issue: `acme/${words.issue}#7`, severity: 's1' },
};

/** Noon of a Thursday. */
const clock = startClock(Date.UTC(2026, 10, 19, 12));
let bot: IncidentBot;
beforeAll(async () => {
  bot = await startEmbargoBot({ announced: 2, now: clock.now });
  await bot.ask('subscribe daily at 13:00 UTC', lead);
}, 30_000);
afterAll(() => bot.close());

const stands = () =>
  bot.slack.state.messages(hidden).find((one) => one.user === 'U0BOT' && /^Incident 1, S/.test(one.text));
const thread = () =>
  JSON.stringify(bot.slack.state.everything(hidden).map(({ text, blocks }) => [text, blocks]));
const top = (user: string) => topOf(bot, user);
/** Presses something in the newest private answer. */
async function pressTold(user: string, actionId: string, value: string): Promise<void> {
  const all = bot.slack.state.ephemerals(user, incidents);
  const told = all.findLast(({ blocks }) => JSON.stringify(blocks).includes(actionId));
  const blocks = (told?.blocks ?? []) as { block_id: string }[];
  const block = blocks.find((one) => JSON.stringify(one).includes(`"value":"${value}"`));
  const open = bot.slack.state.views(user).at(-1);
  if (open) await bot.slack.closeView({ viewId: open.id, user, all: true });
  await bot.slack.click({
    ...{ user, actionId, value, channel: incidents, ephemeralId: told?.id ?? '' },
    ...(block ? { blockId: block.block_id } : {}),
  });
}
const nothing = /There is no incident 1\./;

describe('an incident under embargo', () => {
  it('stands in the private channel, whole, and nowhere else', async () => {
    await bot.form(`declare --embargo ${words.typed}`);
    expect(top(commander)).toContain(words.typed);
    await bot.send(commander, { ...kubeadm, ...facts, embargo: ['embargo'] });
    expect(top(commander)).toContain(`<#${hidden}>`);
    await bot.settle();
    expect(stands()?.text).toContain(words.title);
    expect(thread()).toContain('The verdict of v1.6 does not count it');
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('is updated, drafted, noted, marked and talked about there', async () => {
    const { slack } = bot;
    await bot.update(
      { text: `Now ${words.update}`, action: `We ${words.action}`, owner: words.owner },
      commander,
      1,
    );
    // Somebody who may update but not alone: S1 waits for the commander.
    await bot.update({ text: `Perhaps ${words.draft}` }, deputy, 1);
    const pull = bot.github.addIssue('kubernetes/kubernetes', {
      title: 'Check it',
      pullRequest: {},
    } as never);
    const linked = await bot.incident(`link 1 kubernetes/kubernetes#${pull}`);
    expect(linked.all).toContain(`#${pull}`);
    await bot.form(`note 1 saw it ${words.entry}`, insider);
    await bot.send(insider, {});
    const said = await slack.say({ user: member, channel: elsewhere, text: `Odd: ${words.marked}` });
    await slack.react({ user: insider, channel: elsewhere, ts: said.ts, name: 'round_pushpin' });
    await slack.waitFor(() => slack.state.ephemerals(insider, elsewhere).length > 0);
    await bot.settle();
    const threadTs = stands()?.ts ?? '';
    const reply = await slack.say({
      user: insider,
      channel: hidden,
      threadTs,
      text: `I think ${words.reply}`,
    });
    const answer = await slack.waitFor(() => slack.state.ephemerals(insider, hidden).at(-1));
    await slack.click({
      ...{ user: insider, channel: hidden, ephemeralId: answer.id, actionId: 'incident_bring' },
    });
    await bot.settle();
    for (const word of [words.update, words.action, words.draft, words.reply])
      expect(thread()).toContain(word);
    expect((await bot.incident('timeline 1', insider)).all).toContain(words.entry);
    expect((await bot.incident('timeline 1', insider)).all).toContain(words.marked);
    expect(reply.ts).toBeDefined();
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('has notes for its post-mortem there, and its action items are followed by nobody', async () => {
    await bot.incident(`link 1 acme/${words.fork}#9`);
    await bot.incident(`lesson 1 well: It went ${words.lesson}`, insider);
    await bot.form(`action 1 Never again ${words.item}`, commander);
    await bot.send(commander, { type: 'prevent', issue: `acme/${words.tracked}#5`, owner: comms });
    expect(top(commander)).toContain('The action item is added.');
    expect((await bot.incident('postmortem 1')).all).toContain('1 of 1');
    await pressTold(commander, 'postmortem_write', '1:root-causes');
    await bot.filled(commander);
    await bot.send(commander, { text: `Because of ${words.section}` });
    expect(top(commander)).toContain('is saved');
    await bot.incident('postmortem 1');
    await pressTold(commander, 'postmortem_more', 'ask:1');
    await bot.incident('postmortem 1');
    await pressTold(commander, 'postmortem_file', '1');
    await bot.settle();
    const file = await bot.slack.waitFor(() =>
      bot.slack.state.files().find(({ name }) => name === 'post-mortem-1.md'),
    );
    for (const word of [words.lesson, words.item, words.section]) expect(`${file.content}`).toContain(word);
    for (const user of [...circle, comms, lead, member]) await bot.slack.openHome(user);
    clock.forwardTo(Date.UTC(2026, 10, 19, 12, 15));
    await bot.settle();
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('is reminded of and escalated there, and to nobody who is not in it; a digest says nothing of it', async () => {
    for (const minutes of [25, 50, 75, 130]) {
      clock.forwardTo(Date.UTC(2026, 10, 19, 12, minutes));
      await bot.settle();
    }
    await bot.restart();
    await bot.settle();
    expect(thread()).toContain('overdue');
    const direct = (user: string) =>
      bot.slack.state
        .channels()
        .filter(({ kind, members }) => kind === 'im' && members.includes(user))
        .flatMap(({ id }) => bot.slack.state.everything(id));
    expect(JSON.stringify(direct(deputy))).toContain(words.title);
    expect(direct(lead)).toEqual([]);
    expect(JSON.stringify(bot.slack.state.everything(release))).toMatch(/GO|UNKNOWN/);
    expect(await leaksOf(bot, secrets)).toEqual([]);
    expect(bot.log.filter(({ message }) => message.includes('embargo was refused'))).toEqual([]);
  });

  it('is in no release notes, and in no agenda and notes of a meeting', async () => {
    const all = (channel: string) => JSON.stringify(bot.slack.state.everything(channel));
    await bot.ask('add What comes next', lead, elsewhere, '/release-meeting');
    for (const user of [lead, member]) {
      await bot.ask('', user, release, '/release-notes');
      await bot.ask('gaps', user, release, '/release-notes');
      await bot.ask('', user, elsewhere, '/release-meeting');
    }
    expect((await bot.ask('draft', lead, elsewhere, '/release-notes')).all).toContain('on its way');
    // The next one begins a day later, and is over.
    for (const [day, minutes] of [
      [20, 65],
      [20, 90],
      [20, 250],
    ] as const) {
      clock.forwardTo(Date.UTC(2026, 10, day, 12, minutes));
      await bot.settle();
    }
    const files = await bot.slack.waitFor(() => {
      const names = bot.slack.state.files().map(({ name }) => name);
      return names.some((name) => /meeting|weekly/i.test(name)) ? names : undefined;
    });
    expect(files.join('\n')).toMatch(/release-notes/);
    expect(all(elsewhere)).toContain('What comes next');
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('does not exist for anybody else, whatever they type', async () => {
    for (const user of [comms, lead, member]) {
      for (const text of [
        ...['show 1', 'timeline 1', 'timeline 1 file', 'subscribe 1', 'subscribe 1 me', '1', 'links 1'],
        ...['link 1 kubernetes/kubernetes#1', 'unlink 1 kubernetes/kubernetes#1', 'lesson 1 well: It went'],
        ...['postmortem 1', 'actions 1', 'action list 1', 'duplicate 1 kubernetes/kubernetes#1'],
      ])
        expect((await bot.incident(text, user)).all).toMatch(nothing);
      for (const what of [
        'update',
        'correct',
        'hand-over',
        'resolve',
        'merge',
        'retract',
        'text',
        'entries',
        'lift',
        'note',
        'lesson',
        'action',
      ]) {
        await bot.form(`${what} 1`, user);
        expect(top(user)).toMatch(nothing);
      }
      expect((await bot.incident('stats', user)).all).toContain(': no incident.');
      await bot.slack.openHome(user);
      expect((await bot.incident('list', user)).all).toContain('No incident is open');
      expect((await bot.incident('show', user)).all).toContain('none ended lately');
      await bot.form('update', user);
      expect(top(user)).toContain('No incident is open');
    }
    // Of one that never was they hear the same.
    expect((await bot.incident('show 2', lead)).all).toMatch(/There is no incident 2\./);
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('does not exist for anybody else, whatever they copy from those who may', async () => {
    const max = { id: member, name: 'max' };
    const head = stands()?.ts ?? '';
    for (const actionId of ['incident_update', 'incident_timeline', 'incident_discuss', 'incident_lift']) {
      await bot.slack.click({ user: commander, actionId, channel: hidden, messageTs: head });
      const payload = lastInteraction(bot);
      await forged(bot, { ...payload, channel: { id: incidents, name: 'incidents' } }, max);
    }
    const clicked = lastInteraction(bot);
    await bot.incident('postmortem 1');
    for (const [actionId, value] of [
      ['postmortem_show', '1'],
      ['postmortem_list', '1'],
      ['postmortem_write', '1:root-causes'],
      ['postmortem_more', 'lessons:1'],
      ['postmortem_more', 'timeline:1'],
      ['postmortem_sign', '1'],
      ['postmortem_file', '1'],
      ['postmortem_pull', '1'],
    ] as const) {
      const payload = { ...clicked, channel: { id: incidents, name: 'incidents' } };
      const actions = [{ type: 'button', action_id: actionId, value, block_id: 'x', action_ts: '1.1' }];
      await forged(bot, { ...payload, actions }, max);
    }
    await bot.form('action 1 Not sent');
    await bot.send(commander, { type: 'prevent' });
    await forged(bot, lastInteraction(bot), max);
    await bot.form('update 1');
    await bot.send(commander, { text: 'Not sent' });
    await forged(bot, lastInteraction(bot), max);
    await bot.settle();
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('leaves a mark of somebody else on a public message what it was: a reaction', async () => {
    const { slack } = bot;
    const { ts } = await slack.say({ user: member, channel: elsewhere, text: 'Something else' });
    const before = slack.state.ephemerals(member).length;
    await slack.react({ user: member, channel: elsewhere, ts, name: 'round_pushpin' });
    await bot.settle();
    expect(slack.state.ephemerals(member)).toHaveLength(before);
  });

  it('is not counted by the verdict, and is exported only when it is asked for by name', async () => {
    expect((await bot.ask('', lead)).all).not.toContain('ncident');
    await expect(typed(bot, ['incident', 'export', '1'])).rejects.toThrow(nothing);
    expect(await typed(bot, ['incident', 'export', '1', '--embargoed'])).toContain(words.title);
  });

  it('is followed by nobody, and merged with nothing that is public', async () => {
    expect((await bot.incident('subscribe 1 me', insider)).all).toContain('under embargo');
    await bot.declare({ severity: 's1', title: 'A public one' }, lead);
    await bot.settle();
    await bot.form('merge 1');
    expect(top(commander)).toContain('No other incident is open');
    await bot.form('merge 2', commander);
    expect(top(commander)).toContain('No other incident is open');
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });
});

describe('the walk', () => {
  it('finds every word of an incident that is public', async () => {
    await bot.declare({ severity: 's1', title: 'zqpublic' }, lead);
    await bot.settle();
    await bot.ask('draft', lead, elsewhere, '/release-notes');
    await bot.ask('', member, elsewhere, '/release-meeting');
    await bot.settle();
    const leaks = await leaksOf(bot, ['zqpublic']);
    const found = leaks.map(({ where }) => where.replace(/ \S+$/, ''));
    for (const place of [
      'channel',
      'table incident, row',
      'table delivery_content, row',
      'the status',
      'file release-notes',
    ])
      expect(leaks.map(({ where }) => where).join('\n')).toContain(place);
    expect(found.length).toBeGreaterThan(5);
    await bot.form('retract 3', lead);
    await bot.send(lead, { reason: 'Only to look' });
    await bot.settle();
  });
});

describe('lifting the embargo', () => {
  const told = 'zqtold';

  it('is for its commander and those with a role, and shows first what everybody will read', async () => {
    await bot.form('lift 1', insider);
    expect(top(insider)).toMatch(/Only the commander of incident 1 or .* may lift its embargo/);
    await bot.form('lift 1');
    expect(top(commander)).toContain(words.impact);
    await bot.send(commander, {
      ...{
        text: `A hole is closed ${told}`,
        title: 'A hole in kubeadm',
        versions: '1.6.0',
        impact: 'All users',
      },
      ...{ workaround: 'Upgrade', action: '', owner: '', issue: '' },
    });
    expect(top(commander)).toContain('Everybody will read this');
    expect(top(commander)).toContain(told);
    expect(JSON.stringify(bot.github.issues('kubernetes/kubernetes'))).not.toContain('A hole in kubeadm');
    expect(await leaksOf(bot, [...secrets, told])).toEqual([]);
  });

  it('announces it everywhere, and tells nothing of what was said before', async () => {
    await bot.send(commander, {});
    await bot.settle();
    expect(bot.head(1).text).toContain('A hole in kubeadm');
    expect(JSON.stringify(bot.head(1).blocks)).toContain('Declared under embargo');
    // Its mirror begins now.
    await bot.slack.waitFor(() =>
      bot.github.issues('kubernetes/kubernetes').some(({ title }) => title.includes('A hole in kubeadm')),
    );
    expect((await bot.incident('links 1', member)).all).not.toContain('Check it');
    for (const at of [1, 2]) expect(bot.copy(announcedChannel(at), 1)?.text).toBe(bot.head(1).text);
    expect(JSON.stringify(bot.head(1).replies.map(({ blocks }) => blocks))).toContain(told);
    const pointer = bot.slack.state.messages(hidden).find((one) => /embargo is lifted/.test(one.text));
    expect(pointer).toBeDefined();
    expect((await bot.incident('show 1', member)).all).toContain('A hole in kubeadm');
    await bot.incident('timeline 1', member);
    await bot.incident('list', member);
    expect((await bot.incident('postmortem 1', member)).all).toContain('ost-mortem');
    await bot.incident('postmortem 1');
    await pressTold(commander, 'postmortem_file', '1');
    await bot.incident('postmortem 1');
    await pressTold(commander, 'postmortem_pull', '1');
    await bot.incident('stats', member);
    for (const user of [...circle, comms, lead, member]) await bot.slack.openHome(user);
    await bot.settle();
    await bot.slack.waitFor(() =>
      bot.slack.state
        .files()
        .some(
          ({ name, shares }) =>
            name === 'post-mortem-1.md' && shares.some(({ channel }) => channel === incidents),
        ),
    );
    expect((await bot.ask('', lead)).all).toContain('ncident 1');
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('leaves in the private channel what is said there from then on', async () => {
    const { slack } = bot;
    const threadTs = slack.state.messages(hidden).find(({ user }) => user === 'U0BOT')?.ts ?? '';
    const late = await slack.say({ user: insider, channel: hidden, threadTs, text: `Also ${words.late}` });
    await slack.react({ user: insider, channel: hidden, ts: late.ts, name: 'round_pushpin' });
    await slack.waitFor(() =>
      JSON.stringify(slack.state.ephemerals(insider, hidden)).includes('stands in the private channel'),
    );
    for (const { ts } of slack.state.messages(hidden).filter(({ user }) => user === 'U0BOT'))
      await slack.say({ user: commander, channel: hidden, threadTs: ts, text: `well: ${words.prefixed}` });
    await bot.settle();
    expect((await bot.incident('timeline 1', member)).all).not.toContain(words.late);
    expect((await bot.incident('postmortem 1', member)).all).not.toContain(words.prefixed);
    expect(await leaksOf(bot, secrets)).toEqual([]);
  });

  it('lets it go on like any other', async () => {
    await bot.update({ text: 'All is well' }, commander, 1);
    await bot.form('retract 1');
    await bot.send(commander, { reason: 'It was none' });
    await bot.settle();
    await eventually(async () => /Retracted/.test(JSON.stringify(bot.head(1).blocks)));
    expect(await leaksOf(bot, secrets)).toEqual([]);
    expect(circle).toContain(commander);
  });
});
