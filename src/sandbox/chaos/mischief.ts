/** Decides what goes wrong with each call between the couriers and Slack: every kind of fault, by chance that repeats itself. */
import type { ProxyFault } from '../fault-proxy.js';
import type { Random } from '../seed/random.js';
import { hasty } from './couriers/writer.js';

interface Call {
  method: string;
  path: string;
  headers: Record<string, unknown>;
  body: Buffer;
}

export interface MischiefOptions {
  random: Random;
  /** The Slack behind the proxy: what was held back arrives there by itself. */
  target: string;
  /** The couriers' time-out, in ms. */
  request: number;
  /** The longest that a post may be held back, in ms: after this it is never looked for again. */
  longestDelay: number;
  /** Whether it stands before GitHub, which says in its own way that it is too much. */
  isGitHub?: boolean;
  /** Whether somebody believes that it is later than it is: looks for what arrives late come too early then. */
  isAhead?: () => boolean;
}

export interface Mischief {
  decide(call: Call): ProxyFault | undefined;
  /** By kind. */
  done: Record<string, number>;
  /** No fault any more. */
  end(): void;
  /** No 429 without `Retry-After` any more: it means half a minute. */
  endLongWaits(): void;
  /** Whether something is held back. */
  isHolding(): boolean;
  /** Until nothing is held back any more. */
  settled(): Promise<void>;
}

/** A late edit would overtake a newer one, so only what can be found again is held back. */
const canBeLate = ['/api/chat.postMessage', '/api/files.completeUploadExternal'];
const share = 0.25;
/** Reading a place back takes several pages: with more faults a late copy would always be there before. */
const shareOfReading = 0.08;
const reading = ['/api/conversations.history', '/api/conversations.replies'];

type Kind = [string, (call: Call) => ProxyFault];
const secondaryLimit: Kind = ['secondary limit', () => ({ kind: 'secondaryLimit', retryAfterS: 1 })];
const longWait: Kind = ['tooMany without delay', () => ({ kind: 'tooMany' })];

export function createMischief({
  random,
  target,
  request,
  longestDelay,
  isGitHub = false,
  isAhead = () => false,
}: MischiefOptions): Mischief {
  const done: Record<string, number> = {};
  const held = new Set<Promise<void>>();
  let over = false;
  let longWaits = true;

  const after = () => random.next() < 0.5;
  const kinds: Kind[] = [
    ['dropBefore', () => ({ kind: 'dropBefore' })],
    ['dropAfter', () => ({ kind: 'dropAfter' })],
    ['truncate', () => ({ kind: 'truncate' })],
    ['tooMany', () => ({ kind: 'tooMany', retryAfterS: 1 })],
    ['status 500', () => ({ kind: 'status', status: 500, after: after() })],
    ['status 503', () => ({ kind: 'status', status: 503, after: after() })],
    ['html', () => ({ kind: 'html', after: after() })],
    ['empty', () => ({ kind: 'empty', after: after() })],
    ['slow', () => ({ kind: 'none', latencyMs: request * (0.5 + random.next()) })],
    ['late', holdBack],
    ...(isGitHub ? [secondaryLimit] : []),
  ];

  /** The couriers see a broken connection; what they sent arrives all the same, when nobody thinks of it any more. */
  function holdBack(call: Call): ProxyFault {
    // What is given up early is never looked for again.
    if (!canBeLate.includes(call.path) || call.body.includes(hasty) || isAhead())
      return { kind: 'dropBefore' };
    const delay = random.next() * longestDelay;
    const { host: _, connection: __, 'content-length': ___, ...headers } = call.headers;
    const arrival = new Promise<void>((resolve) => setTimeout(resolve, delay)).then(async () => {
      const body = new Uint8Array(call.body);
      const sent = { method: call.method, headers: headers as Record<string, string>, body };
      await fetch(target + call.path, sent).then(
        (answer) => answer.text(),
        () => undefined,
      );
      held.delete(arrival);
    });
    held.add(arrival);
    return { kind: 'dropBefore' };
  }

  return {
    done,
    decide(call) {
      if (over || random.next() >= (reading.includes(call.path) ? shareOfReading : share)) return undefined;
      // Rare, since it stops a place for half a minute.
      const [name, make] = longWaits && random.next() < 0.003 ? longWait : random.pick(kinds);
      done[name] = (done[name] ?? 0) + 1;
      return make(call);
    },
    end() {
      over = true;
    },
    endLongWaits() {
      longWaits = false;
    },
    isHolding: () => held.size > 0,
    async settled() {
      await Promise.all(held);
    },
  };
}
