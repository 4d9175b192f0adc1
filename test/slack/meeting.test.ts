/** A meeting in a local Slack: what is kept of its thread by a word, by a reaction and from the menu of a message. */
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { minute } from '../../src/domain/time.js';
import { agendaSaying } from '../../src/slack/blocks/meeting/agenda.js';
import type { MeetingsSide } from '../../src/slack/meeting/desk.js';
import type { Whisper } from '../../src/slack/whisper.js';
import { release as channel, deputy, lead, member } from '../builders/bot.js';
import { meetingAgenda, meetingBegins, meetingFrom, memoryDesk } from '../builders/meeting-desk.js';
import { startSlackSide } from '../builders/slack-side.js';
import { waitFor } from '../builders/wait.js';

const now = meetingBegins + 5 * minute;
let scene: Awaited<ReturnType<typeof startSlackSide>>;
let memory: ReturnType<typeof memoryDesk>;
let whispers: Whisper[];
let agenda: string;

beforeEach(async () => {
  whispers = [];
  memory = memoryDesk({ channel, ts: () => agenda, now: () => now });
  const meetings: MeetingsSide = {
    desk: memory.desk,
    now: () => now,
    async readMessage({ channel: at, ts }) {
      const found = scene.slack.state.everything(at).find((one) => one.ts === ts);
      const author = found?.user ? { id: found.user, name: found.user } : null;
      return {
        text: found?.text ?? '',
        source: { channel: at, ts, author, url: null },
        threadTs: found?.threadTs ?? null,
      };
    },
    fromMessage: async ({ channel: at, ts, text, user }) => ({
      source: { channel: at, ts, author: user ? { id: user, name: user } : null, url: null },
      text,
    }),
  };
  scene = await startSlackSide(
    {
      meetings,
      whisper: async (whisper) => {
        whispers.push(whisper);
        return true;
      },
    },
    { now: () => now, post: agendaSaying(meetingAgenda(meetingFrom([])), { now }) },
  );
  agenda = scene.slack.state.messages(channel).at(-1)?.ts ?? '';
});
afterEach(async () => await scene.close());

const say = (text: string, user = member) => scene.slack.say({ user, channel, text, threadTs: agenda });
const until = (is: () => boolean, what: string) => scene.slack.waitFor(() => is() || undefined, { what });
const points = () => memory.meeting().points.map(({ kind, text }) => `${kind}: ${text}`);

describe('The thread of a meeting', () => {
  it('keeps what begins with a word, and says so to whoever wrote it', async () => {
    await say('I think we are late');
    await say('note: the freeze begins\non Friday\ndecision: only on-call merges');
    await until(() => whispers.length === 1, 'the confirmation');
    expect(points()).toEqual(['note: the freeze begins\non Friday', 'decision: only on-call merges']);
    expect(whispers[0]).toMatchObject({ user: member, threadTs: agenda });
    expect(whispers[0]?.message.text).toBe('Kept: Note, Decision. Edit or delete it, and the notes follow.');
    // Forty people write: one line is enough.
    expect(whispers[0]?.message.blocks).toHaveLength(1);
  });

  it('keeps an action item with its owner and its day', async () => {
    await say(`action <@${deputy}>: look at the logs, due 2017-04-28`);
    await until(() => memory.meeting().actions.length === 1, 'the action item');
    expect(memory.meeting().actions[0]).toMatchObject({
      text: 'look at the logs',
      owner: { id: deputy },
      due: Date.UTC(2017, 3, 29, 6, 59),
    });
  });

  it('opens a topic that is named, and puts under it what comes then', async () => {
    await scene.ask('add Code Freeze', lead, '/release-meeting');
    await say('topic: code freeze');
    await until(() => memory.meeting().open !== null, 'the topic');
    await say('note: begins today');
    await until(() => points().length === 1, 'the note');
    expect(memory.meeting().topics).toHaveLength(1);
    expect(memory.meeting().points[0]?.topic).toBe(memory.meeting().topics[0]?.id);
  });

  it('follows what is edited, and takes out what is deleted', async () => {
    const { ts } = await say('note: begins today\nattention: #8499');
    await until(() => points().length === 2, 'the points');
    await scene.slack.editMessage({ user: member, channel, ts, text: 'decision: begins tomorrow' });
    await until(() => points().join() === 'decision: begins tomorrow', 'the change');
    await scene.slack.deleteMessage({ user: member, channel, ts });
    await until(() => points().length === 0, 'the end of it');
  });

  it('changes only the line that was edited, and takes a topic out with what was said about it', async () => {
    const { ts } = await say('topic: Freeze\nnote: begins\naction: tell everybody');
    await until(() => memory.meeting().actions.length === 1, 'what was kept');
    const ids = () => [...memory.meeting().topics, ...memory.meeting().actions].map(({ id }) => id);
    const before = ids();
    const text = 'topic: Freeze\nnote: begins today\naction: tell everybody';
    await scene.slack.editMessage({ user: member, channel, ts, text });
    await until(() => points().join() === 'note: begins today', 'the change');
    expect(ids()).toEqual(before);
    await scene.slack.deleteMessage({ user: member, channel, ts });
    await until(() => memory.meeting().topics.length === 0, 'the end of it');
    expect([points(), memory.meeting().actions]).toEqual([[], []]);
  });

  it('puts what two people say in one moment under the topic that was opened before', async () => {
    const slow = memory.desk.whoIs;
    memory.desk.whoIs = async (user) => {
      if (user === lead) await new Promise((resolve) => setTimeout(resolve, 50));
      return await slow(user);
    };
    await Promise.all([say('topic: Freeze', lead), say('note: begins', member)]);
    await waitFor(() => points().length === 1 && memory.meeting().open !== null);
    expect(memory.meeting().points[0]?.topic).toBe(memory.meeting().topics[0]?.id);
  });

  it('keeps what somebody marks, follows it, and lets go of it with the mark', async () => {
    const { ts } = await say('we merge only what is approved');
    await scene.slack.react({ user: lead, channel, ts, name: 'ballot_box_with_check' });
    await until(() => points().length === 1, 'the decision');
    expect(points()).toEqual(['decision: we merge only what is approved']);
    await until(() => whispers.length === 1, 'the confirmation');
    expect(JSON.stringify(whispers[0]?.message)).toContain('Take your reaction off');
    await scene.slack.editMessage({ user: member, channel, ts, text: 'we merge nothing' });
    await until(() => points()[0] === 'decision: we merge nothing', 'the change');
    await scene.slack.unreact({ user: lead, channel, ts, name: 'ballot_box_with_check' });
    await until(() => points().length === 0, 'the end of it');
  });

  it('lets nobody take out with a mark what another has marked', async () => {
    const { ts } = await say('we merge nothing');
    await scene.slack.react({ user: lead, channel, ts, name: 'memo' });
    await until(() => points().length === 1, 'the note');
    await scene.slack.react({ user: deputy, channel, ts, name: 'memo' });
    await scene.slack.unreact({ user: deputy, channel, ts, name: 'memo' });
    await say('note: the last');
    await until(() => points().length === 2, 'what came after');
    expect(points()).toEqual(['note: we merge nothing', 'note: the last']);
  });

  it('has nothing to do with marks and words elsewhere', async () => {
    const { ts } = await scene.slack.say({ user: member, channel, text: 'note: above the thread' });
    await scene.slack.react({ user: lead, channel, ts, name: 'memo' });
    await scene.slack.say({ user: member, channel, text: 'note: elsewhere', threadTs: ts });
    await say('note: here');
    await until(() => points().length > 0, 'the note');
    expect(points()).toEqual(['note: here']);
  });

  it('takes a message from its menu, in the words that somebody makes of it', async () => {
    const { ts } = await scene.slack.say({ user: member, channel, text: 'the e2e tests are red again' });
    await scene.slack.messageShortcut({ user: lead, channel, messageTs: ts, callbackId: 'meeting_from' });
    const form = await scene.form(lead);
    expect(JSON.stringify(form.blocks)).toContain('the e2e tests are red again');
    await scene.send(lead, { kind: 'topic', text: 'E2E issues' });
    await until(() => memory.meeting().topics.length === 1, 'the topic');
    expect(memory.meeting().topics[0]).toMatchObject({
      text: 'E2E issues',
      source: { channel, ts, author: { id: member } },
    });
  });
});
