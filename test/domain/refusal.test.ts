import { describe, expect, it } from '@jest/globals';
import { refusalInWords } from '../../src/domain/refusal.js';

describe('A refusal', () => {
  it.each([
    ['is_archived', 'archived'],
    ['channel_not_found', 'not found, or Signalman is not invited'],
    ['not_in_channel', 'Signalman is not invited'],
    ['restricted_action_read_only_channel', 'only some people may post there'],
  ])('%s is read as “%s”', (code, words) => {
    expect(refusalInWords(code)).toBe(words);
  });

  it('is put into words where it ends a longer reason', () => {
    const reason = 'not known whether it arrived, and it cannot be read back: is_archived';
    expect(refusalInWords(reason)).toBe('not known whether it arrived, and it cannot be read back: archived');
    expect(refusalInWords('given up: the answer was lost')).toBe('given up: the answer was lost');
  });

  it.each([
    ...['is_inactive', 'message_not_found', 'cant_update_message', 'edit_window_closed'],
    ...['restricted_action_thread_only_channel', 'restricted_action_non_threadable_channel'],
    ...['restricted_action_thread_locked', 'already_pinned', 'too_many_pins', 'msg_too_long'],
    ...['msg_blocks_too_long', 'metadata_too_large', 'ratelimited', 'invalid_blocks', 'user_not_found'],
  ])('%s has words of its own', (code) => {
    expect(refusalInWords(code)).not.toContain('_');
  });

  it.each(['a_word_of_tomorrow', 'constructor', ''])(
    'that is not known, such as %p, stays what it is',
    (code) => {
      expect(refusalInWords(code)).toBe(code);
    },
  );
});
