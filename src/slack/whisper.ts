/** Tells one person something where they are: an answer, not a post, so it is sent once and kept nowhere. */
import type { KnownBlock, WebClient } from '@slack/web-api';
import type { Log } from '../app/ports/log.js';
import type { Message } from './blocks/parts/block.js';
import { heard } from './blocks/parts/text.js';
import { troubleOf } from './sending/trouble.js';

export interface Whisper {
  channel: string;
  user: string;
  /** Shown in this thread. */
  threadTs: string | null;
  message: Message;
}

/** Where nothing can be whispered: Signalman or the person is not there, or nobody writes there any more. */
const notHere = ['not_in_channel', 'channel_not_found', 'user_not_in_channel', 'is_archived'];

/** Never throws: whoever is not told can ask, and the log says why. @returns whether they were told */
export function slackWhisper(client: Pick<WebClient, 'chat' | 'conversations'>, log: Log) {
  async function tell({ channel, user, threadTs, message }: Whisper): Promise<void> {
    await client.chat.postEphemeral({
      channel,
      user,
      text: heard(message.text),
      blocks: message.blocks as unknown as KnownBlock[],
      ...(threadTs === null ? {} : { thread_ts: threadTs }),
    });
  }

  /** Where they talk with Signalman alone. */
  async function tellDirectly(whisper: Whisper): Promise<void> {
    const { channel } = await client.conversations.open({ users: whisper.user });
    if (!channel?.id) throw new Error('Slack opened a conversation without an id');
    await tell({ ...whisper, channel: channel.id, threadTs: null });
  }

  return async (whisper: Whisper): Promise<boolean> => {
    try {
      await tell(whisper).catch(async (error: unknown) => {
        const trouble = troubleOf(error);
        if (trouble.kind !== 'answer' || !notHere.includes(trouble.code)) throw error;
        await tellDirectly(whisper);
      });
      return true;
    } catch (error) {
      log.warn({ err: error, channel: whisper.channel }, 'a person could not be told something');
      return false;
    }
  };
}
