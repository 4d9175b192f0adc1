/** Who the bot is, and which messages are its own. */
import type { WebClient } from '@slack/web-api';

export interface Self {
  botId: string | null;
  userId: string | null;
}

/** What is read of a message. */
export interface Seen {
  ts?: string | undefined;
  user?: string | undefined;
  bot_id?: string | undefined;
  metadata?:
    | { event_type?: string | undefined; event_payload?: object | null | undefined }
    | null
    | undefined;
  files?: { id?: string | undefined }[] | undefined;
}

/** Names our deliveries among the metadata of all apps. */
export const deliveryEvent = 'signalman_delivery';

/** Asks Slack at the first use; a failure is thrown, and asked again by the next one. */
export function askSelf(client: WebClient): () => Promise<Self> {
  let asked: Promise<Self> | undefined;
  const ask = async (): Promise<Self> => {
    const { bot_id: botId = null, user_id: userId = null } = await client.auth.test();
    return { botId, userId };
  };
  return () => {
    asked ??= ask().catch((error: unknown) => {
      asked = undefined;
      throw error;
    });
    return asked;
  };
}

/** Whether a message carries the key, or one of the files, and is our own: any app may copy our metadata. */
export function isWanted(
  message: Seen,
  wanted: { key: string; files: readonly string[] },
  self: Self,
): boolean {
  const isOurs =
    (self.botId !== null && message.bot_id === self.botId) ||
    (self.userId !== null && message.user === self.userId);
  return isOurs && (keyOf(message) === wanted.key || hasOneOf(message, wanted.files));
}

/** Which revision a message of ours shows; undefined where it does not say so, as those of older versions do not. */
export function revisionOf(message: Seen): number | undefined {
  const revision = ofPayload(message, 'revision');
  return typeof revision === 'number' ? revision : undefined;
}

const keyOf = (message: Seen): unknown => ofPayload(message, 'key');

function ofPayload({ metadata }: Seen, name: string): unknown {
  if (metadata?.event_type !== deliveryEvent) return undefined;
  const payload = metadata.event_payload;
  return payload && Object.hasOwn(payload, name) ? (payload as Record<string, unknown>)[name] : undefined;
}

function hasOneOf({ files }: Seen, ids: readonly string[]): boolean {
  return files?.some(({ id }) => id !== undefined && ids.includes(id)) ?? false;
}
