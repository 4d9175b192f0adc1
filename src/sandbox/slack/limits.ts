// The published rates: so many calls of a method in a minute, and one message per second and channel.
import { Refusal } from './refusal.js';

const minuteMs = 60_000;
/** Messages that may arrive at once in a channel before the pace of one per second holds. */
const burst = 3;

export interface Limits {
  /** Counts a call of a method that allows `perMinute`. @throws Refusal `ratelimited` (429) */
  call(method: string, perMinute: number): void;
  /** Counts a message to a channel. @throws Refusal `ratelimited` (429) */
  post(channel: string): void;
}

/** @param now milliseconds since the epoch: with a clock that stands still, nothing ever becomes free again */
export function createLimits(now: () => number): Limits {
  const calls = new Map<string, number[]>();
  const buckets = new Map<string, { level: number; at: number }>();
  return {
    call(method, perMinute) {
      const at = now();
      const recent = (calls.get(method) ?? []).filter((time) => time > at - minuteMs);
      calls.set(method, recent);
      const oldest = recent[0];
      if (recent.length >= perMinute && oldest !== undefined) throw tooMany(oldest + minuteMs - at);
      recent.push(at);
    },
    post(channel) {
      const at = now();
      const bucket = buckets.get(channel) ?? { level: 0, at };
      bucket.level = Math.max(0, bucket.level - (at - bucket.at) / 1000);
      bucket.at = at;
      buckets.set(channel, bucket);
      if (bucket.level + 1 > burst) throw tooMany((bucket.level + 1 - burst) * 1000);
      bucket.level += 1;
    },
  };
}

export function createNoLimits(): Limits {
  return { call() {}, post() {} };
}

function tooMany(waitMs: number): Refusal {
  return new Refusal('ratelimited', { status: 429, retryAfter: Math.max(1, Math.ceil(waitMs / 1000)) });
}
