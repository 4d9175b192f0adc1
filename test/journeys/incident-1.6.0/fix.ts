/** The days of the fix: a duplicate, two pull requests, an approval, a mistake that is corrected, and the wait for a release. */
import { expect, it } from '@jest/globals';
import { member } from '../../builders/bot.js';
import { incidents } from '../../builders/incident-bot.js';
import {
  kensimon,
  kubeadm,
  mikedanese,
  pdt,
  picked,
  pipejakob,
  roberthbailey,
  type Story,
  whole,
} from './story.js';

export function theFix(story: Story): void {
  const texts = () => story.news().map((one) => one.text);

  it('the same is declared by somebody else, and goes on as the first one', async () => {
    await story.at(pdt('03-29 08:30'));
    const { slack } = story.bot;
    await story.bot.form('declare', member);
    expect(JSON.stringify(slack.state.views(member).at(-1)?.blocks)).toContain('Already open');
    await story.bot.send(member, {
      ...{ title: 'v1.6.0 cluster cannot be set up', severity: 's1', release: 'v1.6', versions: 'v1.6.0' },
      ...{ impact: 'kubeadm hangs on a new master', noWorkaround: ['none'], issue: '#43815' },
    });
    await story.bot.settle();
    expect(story.bot.head(2).text).toMatch(/^Incident 2, S1, rev 1 /);
    await story.bot.form('merge 2', pipejakob);
    const sent = await story.bot.send(pipejakob, {
      into: '1',
      reason: 'Both are the init that waits for a network',
    });
    expect(sent.action).toBe('clear');
    await story.bot.settle();
    const survivor = slack.state.permalink(incidents, story.bot.head(1).ts);
    for (const other of [story.bot.head(2), story.bot.copy(kubeadm, 2)]) {
      expect(other?.text).toMatch(/^Incident 2, S1, rev 2 as of 08:30 PDT: .*\. Merged into incident 1\.$/);
      expect(whole(other as never)).toContain(survivor);
      expect(whole(other as never)).toContain('Both are the init that waits for a network');
    }
    await story.stands({ rev: 5, asOf: '03-29 01:39', state: 'Cause known', next: '03-29 14:00' });
    expect(whole(story.bot.head(1))).toMatch(/Goes on for incident 2/);
    expect(texts()).toEqual([
      'Incident 1: Incident 2 was merged into this one: v1.6.0 cluster cannot be set up',
    ]);
  });

  it('13:04: a reply that is marked becomes an entry, and follows its author', async () => {
    await story.at(pdt('03-29 13:04'));
    const { slack } = story.bot;
    const [report] = slack.state.messages(kubeadm);
    const at = { channel: kubeadm, user: kensimon };
    const first = 'kubernetes#43824 lets init tolerate a network that is not ready';
    await slack.say({ ...at, threadTs: report?.ts as string, text: 'I have reproduced it too' });
    const { ts } = await slack.say({ ...at, threadTs: report?.ts as string, text: first });
    story.passTo(pdt('03-29 13:06'));
    await slack.react({ user: pipejakob, channel: kubeadm, ts, name: 'round_pushpin' });
    await story.until('the answer', () =>
      story.bot.told(pipejakob, kubeadm).includes('It is in the timeline of incident 1'),
    );
    expect(texts()).toEqual([]);
    await slack.editMessage({ ...at, ts, text: `PR for master: ${first}` });
    const shown = async () => (await story.bot.incident('timeline 1')).all;
    for (let tries = 0; tries < 50 && !(await shown()).includes('PR for master'); tries++);
    expect(await shown()).toMatch(/\*13:04\* {2}PR for master: kubernetes#43824 .*_kensimon_/);
    expect(await shown()).not.toContain('reproduced it too');
  });

  it('18:29: a second fix is proposed, and the next update promised for the next evening', async () => {
    await story.at(pdt('03-29 13:50'));
    await story.bot.update({ text: 'A fix is up for review.', fix: 'proposed' }, pipejakob, 1);
    await story.stands({ rev: 6, asOf: '03-29 13:50', state: 'Fix proposed', next: '03-29 14:50' });
    await story.at(pdt('03-29 14:49'));
    await story.bot.update(
      { text: 'Reviews go on.', nextUpdateBy: picked(pdt('03-29 19:00')) },
      pipejakob,
      1,
    );
    await story.at(pdt('03-29 18:29'));
    story.news();
    await story.bot.update(
      {
        text: 'There is another fix: #43835 does not wait for the first node at all. It is being tested by hand.',
        ...{ owner: mikedanese, action: 'Testing #43835', nextUpdateBy: picked(pdt('03-30 18:00')) },
      },
      pipejakob,
      1,
    );
    await story.stands({
      ...{ rev: 8, asOf: '03-29 18:29', state: 'Fix proposed', next: '03-30 18:00' },
      says: 'There is another fix: #43835',
    });
    expect(whole(story.bot.head(1))).toContain(`<@${mikedanese}>`);
    expect(texts()).toEqual([expect.stringMatching(/^Incident 1, rev 8 at 18:29 PDT: There is another fix/)]);
    await story.at(pdt('03-29 18:51'));
    await story.bot.form('note 1 Cherry-pick to release-1.6: #43837', mikedanese);
    expect((await story.bot.send(mikedanese, { at: picked(pdt('03-29 18:51')) })).action).toBe('clear');
    await story.at(pdt('03-30 09:00'));
    await story.bot.restart(() => story.passTo(pdt('03-30 16:00')));
    await story.bot.settle();
    expect(texts()).toEqual([]);
    expect((await story.bot.incident('timeline 1')).all).toMatch(
      /\*18:51\* {2}Cherry-pick to release-1.6: #43837 · _mikedanese_/,
    );
  });

  it('30 March 16:57: what communications words waits for the commander', async () => {
    await story.at(pdt('03-30 16:57'));
    const { slack } = story.bot;
    await story.bot.form('update 1', roberthbailey);
    const looked = await story.bot.send(roberthbailey, {
      ...{ text: 'The fix is merged to master: #43824.', fix: 'merged', action: 'Merging the cherry-pick' },
    });
    expect(looked.action).toBe('push');
    expect(JSON.stringify(slack.state.views(roberthbailey).at(-1)?.blocks)).toContain(
      `*It goes to <@${pipejakob}> for approval first.*`,
    );
    await story.bot.send(roberthbailey, {});
    await story.stands({ rev: 8, asOf: '03-29 18:29', state: 'Fix proposed', next: '03-30 18:00' });
    expect(whole(story.bot.head(1))).toContain('1 update waits for the commander’s approval');
    const [draft, ...others] = story.news();
    expect(others).toEqual([]);
    expect(draft?.text).toMatch(/^Incident 1: an update by roberthbailey waits for the commander\. /);
    expect(whole(draft as never)).toContain(`<@${pipejakob}>`);
    const before = slack.state.ephemerals(roberthbailey).length;
    const messageTs = draft?.ts as string;
    await story.bot.press(roberthbailey, 'incident_approve', { messageTs });
    await story.until('a refusal', () => slack.state.ephemerals(roberthbailey).length > before);
    expect(slack.state.ephemerals(roberthbailey).at(-1)?.text).toContain('may do that');
    await story.bot.press(pipejakob, 'incident_approve', { messageTs });
    await story.until('rev 9', () => story.bot.head(1).text.includes('rev 9'));
    await story.stands({
      ...{ rev: 9, asOf: '03-30 16:57', state: 'Fix merged', next: '03-30 17:57' },
      says: 'The fix is merged to master: #43824.',
    });
    expect(whole(story.bot.head(1))).not.toContain('waits for');
    expect(story.reply('Incident 1: an update by roberthbailey').text).toContain('was approved and sent');
  });

  it('17:03: it was the other pull request, and every place says so', async () => {
    await story.at(pdt('03-30 17:03'));
    story.news();
    await story.bot.form('correct 1', pipejakob);
    const looked = await story.bot.send(pipejakob, {
      ...{
        of: '9',
        reason: 'The wrong number',
        text: 'Merged to master is #43835; #43824 was closed for it.',
      },
    });
    expect([looked.action, looked.errors]).toEqual(['push', {}]);
    await story.bot.send(pipejakob, {});
    const says = 'Merged to master is #43835';
    await story.stands({ rev: 10, asOf: '03-30 17:03', state: 'Fix merged', next: '03-30 17:57', says });
    for (const place of [story.bot.head(1), story.bot.copy(kubeadm, 1)]) {
      expect(whole(place as never)).toContain('~The fix is merged to master: #43824.~');
      expect(whole(place as never)).toMatch(/Correction\* of rev 9 by pipejakob, .*: The wrong number/);
    }
    const wrong = story.reply('Incident 1, rev 9 ');
    expect(wrong.text).toContain('taken back by rev 10');
    expect(whole(wrong)).toContain('~The fix is merged to master: #43824.~');
    expect(whole(wrong)).toContain('The wrong number');
    const ping = story.pings().find((one) => one.text.includes('rev 9 '));
    expect(whole(ping as never)).toMatch(/~The fix is merged to master: #43824\.~.*The wrong number/s);
    expect(texts()).toEqual([expect.stringMatching(/^Incident 1, rev 10 at 17:03 PDT: correction: Merged/)]);
  });

  it('21:57: a message about a package to test becomes an entry', async () => {
    await story.at(pdt('03-30 17:50'));
    const nextUpdateBy = picked(pdt('03-31 00:30'));
    await story.bot.update({ text: 'The cherry-pick waits for its tests.', nextUpdateBy }, pipejakob, 1);
    // What was wrong stands there until the next news.
    const isRight = (place: unknown) => !whole(place as never).includes('#43824');
    await story.until('rev 11', () => isRight(story.bot.head(1)) && isRight(story.bot.copy(kubeadm, 1)));
    await story.at(pdt('03-30 21:57'));
    const { slack } = story.bot;
    const text = 'There is a .deb to try in kubernetes-xenial-unstable';
    const { ts: messageTs } = await slack.say({ user: mikedanese, channel: kubeadm, text });
    story.passTo(pdt('03-30 22:10'));
    story.news();
    await slack.messageShortcut({
      callbackId: 'incident_note_from',
      user: mikedanese,
      channel: kubeadm,
      messageTs,
    });
    await story.bot.filled(mikedanese);
    expect((await story.bot.send(mikedanese, {})).action).toBe('clear');
    await story.bot.settle();
    expect(texts()).toEqual([]);
    expect((await story.bot.incident('timeline 1')).all).toContain(`*21:57*  ${text}`);
  });
}
