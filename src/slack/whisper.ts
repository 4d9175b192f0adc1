/** Tells one person something where they are: an answer, not a post, so it is sent once and kept nowhere. */
import type { KnownBlock, WebClient } from '@slack/web-api';
import type { Log } from '../app/ports.js';
import type { Message } from './blocks/block.js';

export interface Whisper {
  channel: string;
  user: string;
  /** Shown in this thread. */
  threadTs: string | null;
  message: Message;
}

/** Never throws: whoever is not told can ask, and the log says why. */
export function slackWhisper(client: Pick<WebClient, 'chat'>, log: Log) {
  return async ({ channel, user, threadTs, message }: Whisper): Promise<void> => {
    try {
      await client.chat.postEphemeral({
        channel,
        user,
        text: message.text,
        blocks: message.blocks as unknown as KnownBlock[],
        ...(threadTs === null ? {} : { thread_ts: threadTs }),
      });
    } catch (error) {
      log.warn({ err: error, channel }, 'a person could not be told something');
    }
  };
}
