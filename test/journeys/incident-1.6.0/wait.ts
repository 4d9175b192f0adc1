/** The wait for the patch release: another commander, one update a day at its time, and a weekend of which nobody is reminded. */
import { expect, it } from '@jest/globals';
import { mikedanese, pdt, picked, pipejakob, type Story, whole } from './story.js';

export function theWait(story: Story): void {
  const texts = () => story.news().map((one) => one.text);
  const state = 'Waiting for the patch release';

  it('31 March 00:26: the cherry-pick is merged, and from now on an update a day is enough', async () => {
    await story.at(pdt('03-31 00:26'));
    story.news();
    const text = 'The cherry-pick is merged to release-1.6. The fix comes with 1.6.1.';
    await story.bot.update({ text, fix: 'waiting', action: '', owner: '' }, pipejakob, 1);
    await story.stands({ rev: 12, asOf: '03-31 00:26', state, next: '03-31 10:00', says: text });
    expect(whole(story.bot.head(1))).not.toContain('Being done');
    expect(texts()).toEqual([
      expect.stringMatching(/^Incident 1, rev 12 at 00:26 PDT: The cherry-pick is merged/),
    ]);
  });

  it('00:30: command is handed over, and the promise stays', async () => {
    await story.at(pdt('03-31 00:30'));
    await story.bot.form('hand-over 1', pipejakob);
    const sent = await story.bot.send(pipejakob, { commander: mikedanese, reason: 'He cuts the packages' });
    expect(sent.action).toBe('clear');
    const commander = mikedanese;
    await story.stands({ rev: 13, asOf: '03-31 00:30', state, next: '03-31 10:00', commander });
    const [said, ...others] = story.news();
    expect(others).toEqual([]);
    expect(whole(said as never)).toContain(`<@${mikedanese}> commands from here on.`);
    expect(whole(said as never)).toContain('He cuts the packages');
  });

  it('10:00: the new commander is reminded, once a day', async () => {
    await story.at(pdt('03-31 09:59'));
    expect(texts()).toEqual([]);
    await story.at(pdt('03-31 10:00'));
    const [reminder] = story.news();
    expect(reminder?.text).toBe('Incident 1: the update promised by 10:00 PDT is overdue (1st reminder).');
    expect(whole(reminder as never)).toContain(`<@${mikedanese}>`);
    await story.bot.restart();
    await story.at(pdt('03-31 11:34'));
    expect(texts()).toEqual([]);
    await story.bot.update({ text: 'Tests of release-1.6 run for kubeadm now.' }, mikedanese, 1);
    await story.stands({ rev: 14, asOf: '03-31 11:34', state, next: '04-01 10:00', commander: mikedanese });
    story.news();
    await story.at(pdt('04-01 09:59'));
    expect(texts()).toEqual([]);
    await story.at(pdt('04-01 10:00'));
    expect(texts()).toEqual([
      'Incident 1: the update promised by 1 April 2017, 10:00 PDT is overdue (1st reminder).',
    ]);
  });

  it('who promises the next update for Monday is left alone over the weekend', async () => {
    const nextUpdateBy = picked(pdt('04-03 14:00'));
    const text = 'Nothing moves over the weekend: 1.6.1 is planned for Monday.';
    await story.bot.update({ text, nextUpdateBy }, mikedanese, 1);
    await story.stands({ rev: 15, asOf: '04-01 10:00', state, next: '04-03 14:00', says: text });
    story.news();
    for (const moment of ['04-01 22:00', '04-02 10:00', '04-03 10:00']) {
      await story.at(pdt(moment));
      await story.bot.restart();
      await story.bot.settle();
      expect(texts()).toEqual([]);
    }
  });
}
