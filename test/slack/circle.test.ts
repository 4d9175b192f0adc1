/** Who is in the private channel of incidents under embargo: all pages of it, remembered for a minute, and never of a public one. */
import { describe, expect, it } from '@jest/globals';
import { slackCircle } from '../../src/slack/asking/circle.js';

const hidden = 'C0HIDDEN';

/** @param pages of members, or what is thrown */
function world(pages: string[][] | Error, channel: object = { is_private: true, is_member: true }) {
  let now = 0;
  const asked: unknown[] = [];
  const state = { pages, channel };
  const conversations = {
    info: async () => ({ ok: true, channel: state.channel }),
    members: async (given: { cursor?: string }) => {
      asked.push(given.cursor ?? '');
      if (state.pages instanceof Error) throw state.pages;
      const at = Number(given.cursor ?? 0);
      const next = at + 1 < state.pages.length ? String(at + 1) : '';
      return { ok: true, members: state.pages[at], response_metadata: { next_cursor: next } };
    },
  };
  return {
    circle: slackCircle({ conversations } as never, hidden, () => now),
    asked,
    state,
    pass(ms: number) {
      now += ms;
    },
  };
}

describe('the people in the private channel', () => {
  it('are read to the last page, once for all who want to know', async () => {
    const { circle, asked } = world([['U1', 'U2'], ['U3'], ['U4']]);
    const [first, second] = await Promise.all([circle.members(), circle.members()]);
    expect([...first]).toEqual(['U1', 'U2', 'U3', 'U4']);
    expect(second).toBe(first);
    expect(asked).toEqual(['', '1', '2']);
  });

  it('are asked for again after a minute', async () => {
    const { circle, state, pass } = world([['U1']]);
    await circle.members();
    state.pages = [[]];
    pass(59_999);
    expect((await circle.members()).size).toBe(1);
    pass(1);
    expect((await circle.members()).size).toBe(0);
  });

  it('are nobody while Slack does not say it, which is asked for again soon', async () => {
    const { circle, state, pass } = world(new Error('no answer'));
    await expect(circle.members()).rejects.toMatchObject({ code: 'try-later' });
    state.pages = [['U1']];
    pass(5000);
    expect([...(await circle.members())]).toEqual(['U1']);
  });

  it.each([
    ['is public', { is_private: false, is_member: true }, 'is not a private channel'],
    ['is a conversation of several', { is_private: true, is_mpim: true }, 'is not a private channel'],
    ['is archived', { is_private: true, is_member: true, is_archived: true }, 'is archived'],
    ['lacks Signalman', { is_private: true, is_member: false }, 'is not in the private channel'],
  ])('are nobody where the channel %s', async (_, channel, words) => {
    await expect(world([['U1']], channel).circle.members()).rejects.toMatchObject({
      code: 'embargo-channel',
      message: expect.stringContaining(words),
    });
  });
});
