/** What a trouble means for a message: the closed lists of what is definite. Everything else may have been done. */
import type { SendResult } from '../../domain/delivery.js';
import type { Trouble } from './trouble.js';

/** A reason for which a message was not even tried. */
export type Obstacle = Extract<SendResult, { kind: 'refused' | 'wait' | 'not-sent' }>;

/** Slack's documented refusals of a message. A code may join them only when it can mean nothing but "not done". */
const refusals = new Set([
  'not_in_channel',
  'channel_not_found',
  'is_archived',
  'is_inactive',
  'message_not_found',
  'cant_update_message',
  'edit_window_closed',
  'restricted_action_read_only_channel',
  'restricted_action_thread_only_channel',
  'restricted_action_non_threadable_channel',
  'restricted_action_thread_locked',
  'metadata_too_large',
]);

/** Refusals of the layout or the length: the same without charts and tables may pass. */
const tooRich = new Set([
  'invalid_blocks',
  'invalid_blocks_format',
  'invalid_attachments',
  'only_one_table_allowed',
  'msg_blocks_too_long',
  'msg_too_long',
]);

/** What became of a post or of the sharing of a file. */
export function afterPost(trouble: Trouble): SendResult {
  switch (trouble.kind) {
    case 'wait':
      return trouble;
    case 'unreached':
      return { kind: 'not-sent', why: trouble.why };
    case 'lost':
      return { kind: 'unclear', why: trouble.why };
    case 'answer': {
      const { code } = trouble;
      if (refusals.has(code)) return { kind: 'refused', reason: code };
      if (tooRich.has(code) || code.startsWith('unsupported_block'))
        return { kind: 'too-rich', reason: code };
      return { kind: 'unclear', why: code };
    }
  }
}

/** What became of an edit: one more answer is definite. */
export function afterEdit(trouble: Trouble): SendResult {
  if (trouble.kind === 'answer' && trouble.code === 'message_not_found') return { kind: 'gone' };
  return afterPost(trouble);
}

/** What a step before the message ends with: nothing was posted, whatever went wrong. */
export function beforePost(trouble: Trouble, final: (code: string) => boolean): Obstacle {
  if (trouble.kind === 'wait') return trouble;
  if (trouble.kind !== 'answer') return { kind: 'not-sent', why: trouble.why };
  if (final(trouble.code)) return { kind: 'refused', reason: trouble.code };
  return { kind: 'not-sent', why: trouble.code };
}
