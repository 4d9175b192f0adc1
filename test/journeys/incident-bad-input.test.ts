/** What people type wrongly, too late or at the same time: each is told what to do, and nothing is lost. */
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import {
  announcedChannel,
  commander,
  comms,
  gone,
  type IncidentBot,
  incidents,
  kubeadm,
  startIncidentBot,
} from '../builders/incident-bot.js';
import { allClear, dismiss, forged, recorded, saidIn, topOf, unheard } from '../builders/incident-hands.js';

const minute = 60_000;
const copy = announcedChannel(1);
const jacob = { id: commander, name: 'jacob' };

let bot: IncidentBot;
const begin = async (more = '', options = {}) => {
  bot = await startIncidentBot({
    ...{ announced: 1, more: `  exit-criteria: [It works again]\n${more}`, ...options },
    users: [{ id: gone, name: 'gus', realName: 'Gus Gone', deleted: true }],
  });
};
const seconds = (at: number) => Math.floor(at / 1000);

describe('a declaration', () => {
  beforeAll(() => begin());
  afterAll(() => bot.close());

  it.each([
    ['a time that is over', { nextUpdateBy: seconds(Date.now() - minute) }, 'nextUpdateBy', 'over already'],
    ['a commander who has left', { commander: gone }, 'commander', 'not in this workspace any more'],
    ['an app as commander', { commander: 'U0BOT' }, 'commander', 'That is an app'],
    ['a title of blanks', { title: ' \u200b \u00a0 ' }, 'title', 'Say in a few words what is broken'],
    ['no word on a workaround', { workaround: ' ' }, 'workaround', 'or that no workaround is known'],
    ['an issue that is none', { issue: 'see above' }, 'issue', 'owner/name#123'],
  ])('with %s is shown what is wrong, beside the field', async (_, values, field, said) => {
    const sent = await bot.declare(values);
    expect(sent.action).toBe('errors');
    expect(Object.keys(sent.errors)).toEqual([field]);
    expect(sent.errors[field]).toContain(said);
  });

  it('with a title of 300 characters, or a severity or release that is not configured, is refused', async () => {
    await bot.form('declare');
    const payload = await unheard(bot, () => bot.send(commander, kubeadm));
    const text = JSON.stringify(payload);
    for (const [from, to, said] of [
      [kubeadm.title, 'x'.repeat(300), '300 characters, and 140 fit'],
      ['"value":"s1"', '"value":"s9"', 'There is no severity \\"s9\\" here: S1, S2, S3'],
      ['"value":"v1.6"', '"value":"v9"', 'There is no release \\"v9\\" here'],
    ] as const) {
      const answer = await forged(bot, JSON.parse(text.replaceAll(from, to)), jacob);
      expect(answer).toContain('"errors"');
      expect(answer).toContain(said);
    }
    expect(await recorded(bot)).toBe(0);
  });

  it('that is sent twice is declared once', async () => {
    await bot.form('declare');
    const payload = await unheard(bot, () => bot.send(commander, { ...kubeadm, severity: 's2' }));
    const answers = await Promise.all([1, 2, 3].map(() => forged(bot, payload, jacob)));
    for (const answer of answers) expect(answer).toContain('Incident 1 is declared');
    await bot.settle();
    expect(bot.head().text).toContain('Incident 1,');
    expect((await bot.incident('list')).all).not.toContain('Incident 2');
  });
});

describe('two people', () => {
  beforeAll(() => begin());
  afterAll(() => bot.close());

  it('who declare at the same moment: one is declared, the other is asked, and joins', async () => {
    await Promise.all([bot.form('declare', commander), bot.form('declare', comms)]);
    const declare = (user: string) => bot.send(user, { ...kubeadm, severity: 's2', commander: user });
    const sent = await Promise.all([declare(commander), declare(comms)]);
    expect(sent.map(({ action }) => action)).toEqual(['update', 'update']);
    const tops = [commander, comms].map((user) => ({ user, shown: topOf(bot, user) }));
    const asked = tops.filter(({ shown }) => shown.includes('has just declared incident 1'));
    expect(asked).toHaveLength(1);
    expect(tops.filter(({ shown }) => shown.includes('Incident 1 is declared'))).toHaveLength(1);
    const [{ user, shown } = { user: '', shown: '' }] = asked;
    expect(shown).toContain(kubeadm.title);
    const viewId = bot.slack.state.views(user).at(-1)?.id ?? '';
    await bot.slack.click({ user, actionId: 'incident_join', viewId });
    await bot.slack.waitFor(() => topOf(bot, user).includes('Nothing was declared'));
    await bot.settle();
    expect(bot.slack.state.everything(bot.slack.direct(user)).at(-1)?.text).toContain('Incident 1,');
  });

  it('of whom the second sees what was declared meanwhile, and insists with what they typed', async () => {
    await bot.form('declare', comms);
    expect((await bot.declare({ title: 'the first', severity: 's3' })).action).toBe('update');
    expect((await bot.send(comms, { ...kubeadm, title: 'the second' })).action).toBe('update');
    expect(topOf(bot, comms)).toContain('jacob has just declared incident 2');
    expect(topOf(bot, comms)).toContain('the second');
    expect((await bot.send(comms, {})).action).toBe('update');
    expect(topOf(bot, comms)).toContain('Incident 3 is declared');
    await bot.settle();
    expect(bot.head(3).text).toContain('the second');
  });

  it('who update at once: the second sees the first’s words before sending, and then sends their own', async () => {
    await Promise.all([bot.form('update 2', commander), bot.form('update 2', comms)]);
    for (const [user, text] of [
      [commander, 'It is DNS.'],
      [comms, 'It is the firewall.'],
    ] as const)
      expect((await bot.send(user, { text })).action).toBe('push');
    const [one, other] = await Promise.all([bot.send(commander, {}), bot.send(comms, {})]);
    const late = one.action === 'clear' ? comms : commander;
    const words = ['It is the firewall.', 'It is DNS.'] as const;
    const [mine, theirs] = late === comms ? words : [words[1], words[0]];
    expect([one.action, other.action].sort()).toEqual(['clear', 'none']);
    expect(topOf(bot, late)).toContain('Rev 2 was sent by');
    expect(topOf(bot, late)).toContain(theirs);
    expect(topOf(bot, late)).toContain(mine);
    expect((await bot.send(late, {})).action).toBe('push');
    expect((await bot.send(late, {})).action).toBe('clear');
    await bot.settle();
    expect(saidIn(bot)).toContain('*Rev 3*');
    expect(bot.head(2).text).toContain('rev 3');
    expect(JSON.stringify(bot.head(2).blocks)).toContain(mine);
  });

  it('who update one after the other: the second is shown the first’s before the preview', async () => {
    await bot.form('update 2', comms);
    expect((await bot.update({ text: 'The first.' }, commander, 2)).action).toBe('clear');
    expect((await bot.send(comms, { text: 'The second.' })).action).toBe('update');
    for (const words of ['The first.', 'The second.']) expect(topOf(bot, comms)).toContain(words);
  });

  it('the second is told also where the form cannot be put right from outside', async () => {
    await dismiss(bot, comms);
    await bot.form('update 2', comms);
    expect((await bot.send(comms, { text: 'Typed with care.' })).action).toBe('push');
    await bot.update({ text: 'Quicker.' }, commander, 2);
    bot.slack.faults.next('views.update', { kind: 'error', error: 'not_found' });
    const sent = await bot.send(comms, {});
    expect(sent.action).toBe('update');
    for (const words of ['Quicker.', 'Typed with care.']) expect(topOf(bot, comms)).toContain(words);
  });
});

describe('an update', () => {
  beforeAll(async () => {
    await begin();
    await bot.declare({ severity: 's2' });
    await bot.settle();
  });
  afterAll(() => bot.close());

  it('that promises a time in the past, or says nothing, is shown what is wrong', async () => {
    const past = await bot.update({ text: 'x', nextUpdateBy: seconds(Date.now() - minute) });
    expect(past.errors.nextUpdateBy).toContain('over already');
    expect((await bot.update({ text: '\u200b' })).errors.text).toContain('Say what has changed');
  });

  it('of 4,000 characters is told how many fit; with emoji and from right to left it arrives whole', async () => {
    await bot.form('update');
    const payload = await unheard(bot, () => bot.send(commander, { text: 'short text' }));
    const long = JSON.parse(JSON.stringify(payload).replace('short text', '👩‍👩‍👧'.repeat(500)));
    expect(await forged(bot, long, jacob)).toContain('and 900 fit');
    const words = 'إنشاء عنقود جديد \u202eلا يعمل\u202c 🚨👩‍👩‍👧 '.repeat(15).trim();
    expect((await bot.update({ text: words })).action).toBe('clear');
    await bot.settle();
    const said = saidIn(bot, [incidents, copy]);
    expect(said).toContain('إنشاء عنقود جديد لا يعمل 🚨👩‍👩‍👧');
    expect(said).not.toMatch(/[\u202a-\u202e]/);
    expect(bot.copy(copy)?.text).toBe(bot.head().text);
  });

  it('that is sent twice is one revision', async () => {
    await bot.form('update');
    await bot.send(commander, { text: 'Once only.' });
    const payload = await unheard(bot, () => bot.send(commander, {}));
    await Promise.all([1, 2].map(() => forged(bot, payload, jacob)));
    await bot.settle();
    expect(bot.head().text).toContain('rev 3');
    expect(bot.head().replies.filter(({ text }) => text.includes('Once only.'))).toHaveLength(1);
  });

  it('of a resolved incident says how to take it up again, also from a form that was open', async () => {
    await bot.form('update', comms);
    expect(await allClear(bot, 1, commander, ['It works again'])).toBe('clear');
    expect((await bot.send(comms, { text: 'Too late.' })).action).toBe('push');
    expect(topOf(bot, comms)).toContain('Incident 1 is resolved');
    expect(topOf(bot, comms)).toContain('/incident reopen 1');
    await bot.form('update 1');
    expect(topOf(bot, commander)).toContain('/incident reopen 1');
    await bot.form('update');
    expect(topOf(bot, commander)).toContain('No incident is open');
  });
});
