// Response URLs as records: for whom and where, how often used, and until when.
import { randomBytes } from 'node:crypto';

const lifetimeMs = 30 * 60_000;
const uses = 5;

/** The message whose button was clicked, if one was. */
export interface Origin {
  messageTs?: string | undefined;
  ephemeralId?: string | undefined;
}

export interface ResponseUrl {
  id: string;
  user: string;
  channel: string;
  threadTs: string | undefined;
  origin: Origin;
  givenAt: number;
  left: number;
}

export interface ResponseUrls {
  give(where: { user: string; channel: string; threadTs?: string | undefined; origin?: Origin }): string;
  find(id: string): ResponseUrl | 'unknown' | 'expired' | 'used';
}

/** @param now milliseconds since the epoch */
export function createResponseUrls(now: () => number): ResponseUrls {
  const urls = new Map<string, ResponseUrl>();
  function forgetOld(at: number): void {
    for (const [id, url] of urls) {
      if (at - url.givenAt < 2 * lifetimeMs) return;
      urls.delete(id);
    }
  }
  return {
    give({ user, channel, threadTs, origin = {} }) {
      const givenAt = now();
      forgetOld(givenAt);
      const id = randomBytes(12).toString('hex');
      urls.set(id, { id, user, channel, threadTs, origin, givenAt, left: uses });
      return id;
    },
    find(id) {
      const url = urls.get(id);
      if (!url) return 'unknown';
      if (now() - url.givenAt > lifetimeMs) return 'expired';
      return url.left > 0 ? url : 'used';
    },
  };
}
