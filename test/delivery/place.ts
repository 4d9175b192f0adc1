/** A place in memory where messages stand, and a sender into it that fails as it is told. */
import type { Place, Sender } from '../../src/app/ports/delivery.js';
import type { Saying, SendResult } from '../../src/domain/delivery.js';

export interface Standing {
  channel: string;
  ts: string;
  text: string;
  key: string;
  revision: number;
  threadTs: string | null;
  file: string | null;
}

/** One try, with what it would do: an answer may do it, or not, before it says what it says. */
export interface Try {
  act: 'post' | 'edit' | 'share' | 'find';
  channel: string;
  text: string;
  /** Does it. @returns what an answer that arrives says */
  done(): SendResult;
}

type Answer = (one: Try) => SendResult | Promise<SendResult>;

export interface MemoryPlace {
  sender: Sender;
  messages: Standing[];
  /** Every try in its order, as `post C1 hello`. */
  tries: string[];
  /** The next try of this kind is answered so. */
  next(act: Try['act'], answer: Answer): void;
  /** Every try that nothing else was ordered for. */
  always(answer: Answer | null): void;
  /** Uploads take so long from now on, in ms. */
  uploadsIn(ms: number): void;
  /** What stands there does not say which revision it shows, as what older versions have posted. */
  untold(): void;
  /** The next look at it does not succeed. */
  unreadable(): void;
  /** The next deletion does not succeed. */
  undeletable(): void;
  texts(channel?: string): string[];
}

export const lost: SendResult = { kind: 'unclear', why: 'the answer was lost' };

/** It is done, and nobody hears of it. */
export const doneButLost: Answer = (one) => {
  one.done();
  return lost;
};

export function memoryPlace(): MemoryPlace {
  const messages: Standing[] = [];
  const tries: string[] = [];
  const ordered: { act: Try['act']; answer: Answer }[] = [];
  let uploadTime = 0;
  let tells = true;
  const failing = { reads: 0, removals: 0 };
  let usual: Answer | null = null;
  let stamps = 0;
  let files = 0;
  const stamp = () => `${1000 + ++stamps}.000100`;
  const channelOf = ({ destination, channel }: Place) =>
    channel ?? (destination.startsWith('U') ? `D${destination.slice(1)}` : destination);

  async function attempt(one: Try): Promise<SendResult> {
    tries.push(`${one.act} ${one.channel} ${one.text}`);
    const at = ordered.findIndex((order) => order.act === one.act);
    const [order] = at < 0 ? [] : ordered.splice(at, 1);
    const answer = order?.answer ?? usual;
    return answer ? await answer(one) : one.done();
  }

  function put(to: Place, message: Pick<Standing, 'text' | 'key' | 'revision' | 'file'>): SendResult {
    const channel = channelOf(to);
    const ts = stamp();
    messages.push({ ...message, channel, ts, threadTs: to.threadTs });
    return { kind: 'sent', ts, channel };
  }

  const sender: Sender = {
    async post(to, saying, mark, inTime) {
      if (!inTime()) return { kind: 'not-sent', why: 'too late' };
      const done = () => put(to, { text: saying.text, ...mark, file: null });
      return await attempt({ act: 'post', channel: channelOf(to), text: saying.text, done });
    },
    async edit(channel, ts, saying, { revision }) {
      const done = () => edit(channel, ts, saying, revision);
      return await attempt({ act: 'edit', channel, text: saying.text, done });
    },
    async share(to, file, uploaded) {
      const id = `F${++files}`;
      await new Promise((resolve) => setTimeout(resolve, uploadTime));
      if (!(await uploaded(id))) return { kind: 'not-sent', why: 'the claim is lost' };
      const done = () => put(to, { text: file.text, key: '', revision: 1, file: id });
      return await attempt({ act: 'share', channel: channelOf(to), text: file.text, done });
    },
    async find(at, wanted) {
      const channel = channelOf(at);
      tries.push(`find ${channel}`);
      if (failing.reads-- > 0) return { kind: 'unreadable', reason: 'no answer', final: false };
      const copies = messages
        .filter((one) => one.channel === channel && one.threadTs === at.threadTs)
        .filter((one) => one.key === wanted.key || (one.file !== null && wanted.files.includes(one.file)))
        .filter((one) => wanted.known === null || one.ts === wanted.known);
      if (copies.length === 0) return { kind: 'absent' };
      const shown = new Map(copies.map((one) => [one.ts, tells ? one.revision : undefined]));
      return { kind: 'found', copies: copies.map((one) => one.ts), shown, channel };
    },
    async remove(channel, ts) {
      tries.push(`remove ${channel} ${ts}`);
      if (failing.removals-- > 0) return false;
      const at = messages.findIndex((one) => one.channel === channel && one.ts === ts);
      if (at >= 0) messages.splice(at, 1);
      return true;
    },
  };

  function edit(channel: string, ts: string, saying: Saying, revision: number): SendResult {
    const message = messages.find((one) => one.channel === channel && one.ts === ts);
    if (!message) return { kind: 'gone' };
    message.text = saying.text;
    message.revision = revision;
    return { kind: 'sent', ts, channel };
  }

  return {
    sender,
    messages,
    tries,
    next: (act, answer) => void ordered.push({ act, answer }),
    always: (answer) => {
      usual = answer;
    },
    uploadsIn: (ms) => {
      uploadTime = ms;
    },
    untold: () => {
      tells = false;
    },
    unreadable: () => {
      failing.reads = Math.max(0, failing.reads) + 1;
    },
    undeletable: () => {
      failing.removals = Math.max(0, failing.removals) + 1;
    },
    texts: (channel) =>
      messages.filter((one) => channel === undefined || one.channel === channel).map((one) => one.text),
  };
}
