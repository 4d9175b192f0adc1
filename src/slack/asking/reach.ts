/** Whether Signalman can post in a channel, asked before somebody relies on it. */
import type { WebClient } from '@slack/web-api';
import { refusalInWords } from '../../domain/refusal.js';

/** @returns null when it can; otherwise why not and what to do */
export function slackReach(client: Pick<WebClient, 'conversations'>) {
  return async (channel: string): Promise<{ why: string; hint: string } | null> => {
    const invite = 'Invite Signalman first: `/invite @Signalman`';
    try {
      const { channel: found } = await client.conversations.info({ channel });
      if (found?.is_archived) return { why: 'This channel is archived.', hint: 'Unarchive it first.' };
      if (found?.is_member) return null;
      if (found?.is_private || found?.is_im || found?.is_mpim)
        return { why: 'Signalman is not in this conversation.', hint: invite };
      await client.conversations.join({ channel });
      return null;
    } catch (error) {
      const code = (error as { data?: { error?: string } }).data?.error;
      // Anything but an answer is our trouble, not the person's.
      if (code === undefined) throw error;
      if (code === 'channel_not_found' || code === 'not_in_channel')
        return { why: 'Signalman cannot see this channel.', hint: invite };
      return { why: `Signalman cannot post here: ${refusalInWords(code)}.`, hint: invite };
    }
  };
}
