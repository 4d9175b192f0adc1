// One conversation: its members, its messages in order, its threads and its pins.
import type { Bookmark, ChannelKind, Message, Pin } from './model.js';
import { compareTs } from './timestamps.js';

export class Channel {
  readonly id: string;
  name: string;
  readonly kind: ChannelKind;
  archived = false;
  readOnly = false;
  topic = '';
  readonly members = new Set<string>();
  readonly pins: Pin[] = [];
  readonly bookmarks: Bookmark[] = [];
  /** What the channel shows, oldest first: everything but replies that were not broadcast. */
  readonly shown: Message[] = [];
  /** Parent timestamp → replies, oldest first. */
  readonly threads = new Map<string, Message[]>();
  private readonly byTs = new Map<string, Message>();

  constructor(id: string, name: string, kind: ChannelKind) {
    this.id = id;
    this.name = name;
    this.kind = kind;
  }

  find(ts: string): Message | undefined {
    return this.byTs.get(ts);
  }

  /** Every message with its replies, in the order of posting. */
  all(): IterableIterator<Message> {
    return this.byTs.values();
  }

  get size(): number {
    return this.byTs.size;
  }

  add(message: Message): void {
    this.byTs.set(message.ts, message);
    if (message.threadTs === undefined || message.broadcast) this.shown.push(message);
    if (message.threadTs === undefined) return;
    const replies = this.threads.get(message.threadTs);
    if (replies) replies.push(message);
    else this.threads.set(message.threadTs, [message]);
  }

  /**
   * Takes a message away; a parent that has replies stays as a tombstone, as in Slack.
   * @returns true when a tombstone stays
   */
  remove(message: Message): boolean {
    if (this.threads.has(message.ts)) {
      Object.assign(message, { subtype: 'tombstone', text: 'This message was deleted.', user: 'USLACKBOT' });
      Object.assign(message, { blocks: undefined, metadata: undefined, botId: undefined, files: undefined });
      Object.assign(message, { attachments: undefined, edited: undefined, reactions: [] });
      return true;
    }
    this.byTs.delete(message.ts);
    takeOut(this.shown, message);
    const replies = this.threads.get(message.threadTs ?? '');
    if (message.threadTs === undefined || !replies) return false;
    takeOut(replies, message);
    if (replies.length === 0) this.threads.delete(message.threadTs);
    return false;
  }
}

/** The first place in an ordered list whose message is not older than `ts`. */
export function placeOf(messages: readonly Message[], ts: string): number {
  let low = 0;
  let high = messages.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const message = messages[middle];
    if (message && compareTs(message.ts, ts) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function takeOut(messages: Message[], message: Message): void {
  const place = placeOf(messages, message.ts);
  if (messages[place] === message) messages.splice(place, 1);
}
