/** Which of the messages that Slack tells of are worth a look. */
import { describe, expect, it } from '@jest/globals';
import { isHeard } from '../../src/slack/events/heard.js';

const self = 'U0BOT';
const told = (event: object) => ({
  type: 'event_callback',
  event: { type: 'message', channel: 'C1', ts: '1.1', ...event },
  authorizations: [{ user_id: self }],
});

describe('a message is heard', () => {
  it.each([
    ['a reply of a person', { user: 'U1', thread_ts: '1.0' }],
    ['a reply of a person with a file', { user: 'U1', thread_ts: '1.0', subtype: 'file_share' }],
    ['an edit by a person', { subtype: 'message_changed', message: { user: 'U1', edited: { user: 'U1' } } }],
    [
      'an edit by another bot',
      { subtype: 'message_changed', message: { user: 'U2', edited: { user: 'U2' } } },
    ],
    [
      'a change of ours by somebody else',
      { subtype: 'message_changed', message: { user: self, edited: { user: 'U1' } } },
    ],
    [
      'a deletion that left a mark',
      { subtype: 'message_changed', message: { subtype: 'tombstone', user: 'USLACKBOT' } },
    ],
    ['a deletion', { subtype: 'message_deleted', deleted_ts: '1.0' }],
  ])('when it is %s', (_, event) => {
    expect(isHeard(told(event))).toBe(true);
  });

  it('when it is no message at all', () => {
    expect(isHeard({ ...told({}), event: { type: 'reaction_added', user: 'U1' } })).toBe(true);
    expect(isHeard({ type: 'block_actions' })).toBe(true);
    expect(isHeard({})).toBe(true);
  });

  it('when nobody says who we are', () => {
    const { authorizations: _, ...nameless } = told({ subtype: 'message_changed', message: { user: self } });
    expect(isHeard(nameless)).toBe(true);
  });
});

describe('a message is passed over', () => {
  it.each([
    ['outside of threads', { user: 'U1' }],
    ['one of a bot', { user: 'U2', bot_id: 'B2', thread_ts: '1.0' }],
    ['one of ours', { user: self, bot_id: 'B0', thread_ts: '1.0' }],
    ['one of ours without the name of a bot', { user: self, thread_ts: '1.0' }],
    ['an edit by ourselves', { subtype: 'message_changed', message: { user: self, edited: { user: self } } }],
    ['that somebody has joined', { subtype: 'channel_join', user: 'U1', thread_ts: '1.0' }],
  ])('when it is %s', (_, event) => {
    expect(isHeard(told(event))).toBe(false);
  });
});
