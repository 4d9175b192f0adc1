/** Slack's words for "no", as people read them in a receipt. */

const words = new Map([
  ['is_archived', 'archived'],
  ['is_inactive', 'archived'],
  ['channel_not_found', 'not found, or Signalman is not invited'],
  ['not_in_channel', 'Signalman is not invited'],
  ['restricted_action_read_only_channel', 'only some people may post there'],
  ['restricted_action_thread_only_channel', 'only replies in threads are allowed there'],
  ['restricted_action_non_threadable_channel', 'replies in threads are not allowed there'],
  ['restricted_action_thread_locked', 'the thread is locked'],
  ['thread_not_found', 'the thread was deleted'],
  ['message_not_found', 'the message was deleted'],
  ['cant_update_message', 'Signalman may not change that message'],
  ['edit_window_closed', 'the workspace does not allow editing a message this old'],
  ['already_pinned', 'it is pinned already'],
  ['too_many_pins', 'there are too many pins already'],
  ['msg_too_long', 'the message is too long'],
  ['msg_blocks_too_long', 'the message is too long'],
  ['metadata_too_large', 'what is stored with the message is too large'],
  ['ratelimited', 'Slack asked to wait'],
  ['invalid_blocks', 'Slack does not accept how the message is laid out'],
  ['invalid_blocks_format', 'Slack does not accept how the message is laid out'],
  ['invalid_attachments', 'Slack does not accept how the message is laid out'],
  ['only_one_table_allowed', 'Slack allows one table in a message'],
  ['user_not_found', 'there is no such person'],
  ['user_not_visible', 'Signalman cannot see that person'],
  ['user_disabled', 'the person’s account is switched off'],
  ['cannot_dm_bot', 'that is a bot, and bots take no direct messages'],
  ['file_uploads_disabled', 'the workspace does not allow uploads'],
  ['file_uploads_except_images_disabled', 'the workspace allows uploads of images only'],
  ['file_type_not_allowed', 'the workspace does not allow this type of file'],
  ['file_upload_size_restricted', 'the file is larger than the workspace allows'],
]);

/** What a person reads for a reason that is, or ends with, a code of Slack's such as `is_archived`; others as they are. */
export function refusalInWords(reason: string): string {
  const at = reason.lastIndexOf(': ') + 1;
  const [before, code] = [reason.slice(0, at), reason.slice(at).trim()];
  const known = words.get(code);
  if (known === undefined) return reason;
  return before === '' ? known : `${before} ${known}`;
}

/** Slack's own trouble, and that of the installation as a whole: both pass, or nothing goes at all. */
const passing = new Set([
  ...['internal_error', 'fatal_error', 'service_unavailable', 'request_timeout', 'team_added_to_org'],
  ...[
    'invalid_auth',
    'not_authed',
    'account_inactive',
    'token_revoked',
    'token_expired',
    'ekm_access_denied',
  ],
]);

/** Why a place cannot be read back far enough: later there is only more to read. */
export const tooMuchSaid = 'too much was said there since';

/** Whether asking again will be answered in the same way. */
export const isLasting = (code: string): boolean => /^[a-z_]+$/.test(code) && !passing.has(code);
