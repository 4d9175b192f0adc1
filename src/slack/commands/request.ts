/** Tells one command from all others, so that it is done once however often Slack brings it. */
import { createHash } from 'node:crypto';
import type { SlashCommand } from '@slack/bolt';

/** The same for every delivery of one and the same command. */
export function requestKey({ trigger_id, user_id, command, text }: SlashCommand): string {
  return createHash('sha256')
    .update(JSON.stringify([trigger_id, user_id, command, text]))
    .digest('hex')
    .slice(0, 40);
}
