/** Release 1.6.1: the fix is in place, everybody who has to says so, all clear; open once more, and over. */
import { expect, it } from '@jest/globals';
import { deputy } from '../../builders/bot.js';
import { mikedanese, pdt, roberthbailey, type Story, whole } from './story.js';

const criteria = [
  'The fix is released, or a workaround is published',
  'A user who was affected has confirmed it',
  'Tests that would have caught it are green',
];

export function theEnd(story: Story): void {
  const texts = () => story.news().map((one) => one.text);
  const seen = (user: string) => JSON.stringify(story.bot.slack.state.views(user).at(-1)?.blocks);

  async function confirmed(user: string): Promise<void> {
    await story.bot.form('resolve 1', user);
    const viewId = story.bot.slack.state.views(user).at(-1)?.id as string;
    await story.bot.slack.click({ user, viewId, actionId: 'incident_confirm' });
  }

  it('3 April 13:32: the release is out, and it is watched', async () => {
    await story.at(pdt('04-03 13:32'));
    story.news();
    await story.bot.update({ text: '1.6.1 is out, with the fix.', fix: 'in-place' }, mikedanese, 1);
    await story.stands({
      ...{ rev: 16, asOf: '04-03 13:32', state: 'Fix in place, being watched', next: '04-03 14:32' },
      says: '1.6.1 is out, with the fix.',
    });
    expect(texts()).toEqual([
      'Incident 1, rev 16 at 13:32 PDT: 1.6.1 is out, with the fix. State: Waiting for the patch release → Fix in place, being watched.',
    ]);
  });

  it('criteria are ticked first, and nobody resolves it alone', async () => {
    await story.bot.form('resolve 1', mikedanese);
    expect(seen(mikedanese)).toContain('Still missing: 3 ticks and 2 confirmations.');
    const saved = await story.bot.send(mikedanese, { criteria, text: 'Released.', lingering: 'none' });
    expect(saved.action).toBe('update');
    expect(seen(mikedanese)).toContain('Still missing: 2 confirmations.');
    await story.stands({
      ...{ rev: 16, asOf: '04-03 13:32', state: 'Fix in place, being watched', next: '04-03 14:32' },
    });
    expect(texts().sort()).toEqual(criteria.map((one) => `Incident 1: mikedanese ticked: ${one}`).sort());
  });

  it('the commander confirms, and a release lead by way of the team', async () => {
    await confirmed(mikedanese);
    await story.until('one confirmation', () => seen(mikedanese).includes('Still missing: 1 confirmation.'));
    await confirmed(roberthbailey);
    await story.until('a refusal', () =>
      seen(roberthbailey).includes('Still to confirm it: the release lead'),
    );
    await confirmed(deputy);
    await story.until(
      'the other',
      () => seen(deputy).includes('"All clear"') || !seen(deputy).includes('Still missing'),
    );
    expect(texts()).toEqual([
      'Incident 1: mikedanese confirmed the all-clear (commander).',
      'Incident 1: dee confirmed the all-clear (release lead).',
    ]);
  });

  it('all clear at 13:32, after 5 d 14 h 52 min, with what lingers', async () => {
    const { slack } = story.bot;
    await story.bot.form('resolve 1', mikedanese);
    expect(slack.state.views(mikedanese).at(-1)?.submit).toMatchObject({ text: 'All clear' });
    const lingering = 'Whoever has 1.6.0 installed has to upgrade kubeadm before init.';
    const text = 'kubeadm 1.6.1 no longer waits for the first node.';
    expect((await story.bot.send(mikedanese, { text, lingering })).action).toBe('clear');
    await story.stands({
      ...{ rev: 17, asOf: '04-03 13:32', state: 'Resolved after 5 d 14 h 52 min', next: null },
      says: `*Remains*  ${lingering}`,
    });
    const [clear, ...others] = story.news();
    expect(others).toEqual([]);
    expect(clear?.text).toBe(`Incident 1, rev 17 at 13:32 PDT: all clear: ${text}`);
    expect(whole(clear as never)).toContain(lingering);
    expect(story.pings().at(-1)?.text).toContain(`rev 17 at 13:32 PDT: all clear: ${text}`);
    const list = await story.bot.incident('list');
    expect(list.all).toContain('No incident is open');
    expect(list.all).toContain('Resolved after 5 d 14 h 52 min');
  });

  it('14:10: it is open again, for a reason, and reminders begin anew', async () => {
    await story.at(pdt('04-03 14:10'));
    expect(texts()).toEqual([]);
    const { ts: messageTs } = story.bot.head(1);
    await story.bot.press(mikedanese, 'incident_reopen', { messageTs });
    await story.bot.filled(mikedanese);
    const reason = 'The packages of one mirror are still those of 1.6.0';
    expect((await story.bot.send(mikedanese, { reason })).action).toBe('clear');
    await story.stands({
      ...{ rev: 18, asOf: '04-03 14:10', state: 'Investigating', next: '04-03 14:30' },
      says: `Open again: ${reason}`,
    });
    expect(whole(story.bot.head(1))).not.toContain('*Remains*');
    expect(texts()).toEqual([
      `Incident 1, rev 18 at 14:10 PDT: open again: ${reason}. State: Fix in place, being watched → Investigating.`,
    ]);
    await story.at(pdt('04-03 14:30'));
    expect(texts()).toEqual(['Incident 1: the update promised by 14:30 PDT is overdue (1st reminder).']);
  });

  it('14:32: over for good, and the duration counts from the report', async () => {
    await story.at(pdt('04-03 14:32'));
    await story.bot.form('resolve 1', mikedanese);
    expect(seen(mikedanese)).toContain('Still missing: 3 ticks and 2 confirmations.');
    await story.bot.send(mikedanese, { criteria });
    await confirmed(mikedanese);
    await confirmed(deputy);
    await story.until('both', () => texts().some((one) => one.includes('dee confirmed')));
    await story.bot.form('resolve 1', mikedanese);
    await story.bot.send(mikedanese, { text: 'Every mirror has 1.6.1.', lingering: 'none' });
    await story.stands({
      ...{ rev: 19, asOf: '04-03 14:32', state: 'Resolved after 5 d 15 h 52 min', next: null },
      says: 'Every mirror has 1.6.1.',
    });
    story.news();
    await story.at(pdt('04-05 10:00'));
    expect(texts()).toEqual([]);
  });
}
