/** The first night: a report becomes an incident, its commander is reminded, and answers. */
import { expect, it } from '@jest/globals';
import { deputy, lead } from '../../builders/bot.js';
import { incidents } from '../../builders/incident-bot.js';
import { jimmycuadra, kubeadm, pdt, picked, pipejakob, type Story, title, whole } from './story.js';

const report = `kubeadm init on 1.6.0 hangs for me\nIt prints "waiting for the control plane" and never goes on.`;

export function theNight(story: Story): void {
  const overdue = (due: string, count: string) =>
    `Incident 1: the update promised by ${due} is overdue (${count} reminder).`;
  const texts = () => story.news().map((one) => one.text);

  it('22:40: a report becomes an incident, with a commander', async () => {
    await story.at(pdt('03-28 22:40'));
    const { slack } = story.bot;
    const { ts } = await slack.say({ user: jimmycuadra, channel: kubeadm, text: report });
    await slack.messageShortcut({
      ...{ callbackId: 'incident_declare_from', user: jimmycuadra, channel: kubeadm, messageTs: ts },
    });
    const viewId = await story.bot.filled(jimmycuadra);
    const form = JSON.stringify(slack.state.views(jimmycuadra).at(-1)?.blocks);
    expect(form).toContain('"initial_value":"kubeadm init on 1.6.0 hangs for me"');
    expect(form).toContain(slack.state.permalink(kubeadm, ts));
    const facts = {
      ...{ title, severity: 's1', release: 'v1.6', versions: 'kubeadm 1.6.0, new clusters only' },
      impact: 'No new cluster comes up with kubeadm 1.6.0. Running ones are not touched.',
      issue: 'kubernetes/kubeadm#212',
      commander: pipejakob,
    };
    expect((await story.bot.send(jimmycuadra, facts)).errors).toEqual({
      workaround: 'Say what people can do meanwhile, or that no workaround is known.',
    });
    const sent = await story.bot.send(jimmycuadra, { workaround: 'A cached 1.5 package, if you have one.' });
    expect([sent.action, sent.errors]).toEqual(['update', {}]);
    expect(JSON.stringify(slack.state.views(jimmycuadra).at(-1)?.blocks)).toContain('Incident 1 is declared');
    await slack.closeView({ viewId, user: jimmycuadra });
    await story.stands({
      ...{ rev: 1, asOf: '03-28 22:40', state: 'Declared', next: '03-28 23:00' },
      ...{ commander: pipejakob, says: 'A cached 1.5 package' },
    });
    expect(slack.state.pins(incidents)).toEqual([story.bot.head(1).ts]);
    expect(texts()).toHaveLength(1);
    expect(story.pings()).toEqual([]);
  });

  it('23:00 and 23:20: the commander is reminded in the thread', async () => {
    await story.at(pdt('03-28 22:59'));
    expect(texts()).toEqual([]);
    await story.at(pdt('03-28 23:00'));
    const [first, ...others] = story.news();
    expect(others).toEqual([]);
    expect(first?.text).toBe(overdue('23:00 PDT', '1st'));
    expect(whole(first as never)).toContain(`<@${pipejakob}>`);
    await story.at(pdt('03-28 23:19'));
    expect(texts()).toEqual([]);
    await story.at(pdt('03-28 23:20'));
    const [second] = story.news();
    expect(second?.text).toBe(overdue('23:00 PDT', '2nd'));
    expect(whole(second as never)).not.toContain(lead);
    expect([...story.direct(lead), ...story.direct(deputy)]).toEqual([]);
  });

  it('a restart repeats no reminder', async () => {
    await story.bot.restart();
    await story.at(pdt('03-28 23:39'));
    expect(texts()).toEqual([]);
  });

  it('23:40: without an answer the release leads are told, each of them once', async () => {
    await story.at(pdt('03-28 23:40'));
    const third = story.news();
    expect(third.map((one) => one.text)).toEqual([overdue('23:00 PDT', '3rd')]);
    for (const id of [pipejakob, lead, deputy]) expect(whole(third[0] as never)).toContain(`<@${id}>`);
    await story.bot.restart();
    await story.bot.settle();
    expect(texts()).toEqual([]);
    for (const id of [lead, deputy]) {
      const [told, ...more] = story.direct(id);
      expect(more).toEqual([]);
      expect(told?.text).toBe(
        `Incident 1, S1: ${title}. The update promised by 23:00 PDT is overdue (3rd reminder).`,
      );
      expect(whole(told as never)).toContain(
        story.bot.slack.state.permalink(incidents, story.bot.head(1).ts),
      );
    }
    await story.stands({ rev: 1, asOf: '03-28 22:40', state: 'Declared', next: '03-28 23:00' });
  });

  it('23:45: an update from the head ends that', async () => {
    await story.at(pdt('03-28 23:45'));
    const { slack } = story.bot;
    await story.bot.press(pipejakob, 'incident_update', { messageTs: story.bot.head(1).ts });
    await story.bot.filled(pipejakob);
    const looked = await story.bot.send(pipejakob, {
      text: 'Reproduced on a fresh machine: the node stays NotReady until there is a network, and init waits for it.',
      ...{
        fix: 'cause-known',
        action: 'Looking for the smallest change to init',
        owner: 'SIG Cluster Lifecycle',
      },
    });
    expect(looked.action).toBe('push');
    const preview = JSON.stringify(slack.state.views(pipejakob).at(-1)?.blocks);
    expect(preview).toContain(`*It edits the head and 4 copies; <#${kubeadm}> gets a reply.* It will say:`);
    expect(preview).toContain('29 March 2017, 00:05 PDT');
    expect((await story.bot.send(pipejakob, {})).action).toBe('clear');
    await story.stands({
      ...{ rev: 2, asOf: '03-28 23:45', state: 'Cause known', says: 'Reproduced on a fresh machine' },
      next: '03-29 00:05',
    });
    expect(texts()).toEqual([
      expect.stringMatching(/^Incident 1, rev 2 at 23:45 PDT: Reproduced on a fresh machine/),
    ]);
    expect(story.pings().map((one) => one.text)).toEqual([
      expect.stringMatching(/^Incident 1, S1, rev 2 at 23:45 PDT: Reproduced on a fresh machine/),
    ]);
  });

  it('00:05: a reminder that fell due while the bot was away comes once', async () => {
    await story.at(pdt('03-29 00:04'));
    expect(texts()).toEqual([]);
    await story.bot.restart(() => story.passTo(pdt('03-29 00:06')));
    await story.bot.settle();
    expect(texts()).toEqual([overdue('29 March 2017, 00:05 PDT', '1st')]);
    await story.bot.restart();
    await story.at(pdt('03-29 00:24'));
    expect(texts()).toEqual([]);
  });

  it('after two hours an hour is enough', async () => {
    await story.at(pdt('03-29 00:24'));
    await story.bot.update({ text: 'Nothing new yet; the change is being tried.' }, pipejakob, 1);
    await story.stands({ rev: 3, asOf: '03-29 00:24', state: 'Cause known', next: '03-29 00:44' });
    await story.at(pdt('03-29 00:40'));
    await story.bot.update({ text: 'Waiting for the init to time out is no way around it.' }, pipejakob, 1);
    await story.stands({ rev: 4, asOf: '03-29 00:40', state: 'Cause known', next: '03-29 01:40' });
    story.news();
    await story.at(pdt('03-29 01:39'));
    expect(texts()).toEqual([]);
  });

  it('who needs sleep promises the next update for the afternoon, and is left alone', async () => {
    const due = pdt('03-29 14:00');
    await story.bot.update(
      { text: 'Known and understood; nobody is at it until the morning.', nextUpdateBy: picked(due) },
      pipejakob,
      1,
    );
    await story.stands({ rev: 5, asOf: '03-29 01:39', state: 'Cause known', next: '03-29 14:00' });
    story.news();
    await story.at(pdt('03-29 08:00'));
    expect(texts()).toEqual([]);
  });
}
