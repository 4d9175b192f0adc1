/** How much a courier does at once and per minute: each messenger has its own limits. */
import type { Timing } from '../domain/delivery-timing.js';

export interface Budget {
  /** Posts, or edits, under way at once. */
  together: number;
  reads: number;
  perMinute: { posts: number; edits: number; reads: number };
  burst: { posts: number; edits: number; reads: number };
  /** Whoever is asked to wait leaves everything alone, not only the place where it was asked. */
  waitsWithAll: boolean;
}

/**
 * Slack's tier 3 is 50 per minute, for edits and for reading; posts have a pace in each channel. As many are under way
 * as Slack's own client allows: a broadcast to 200 channels is then claimed in four pieces, and each is a transaction.
 */
export function slackBudget({ editsPerMinute = 50, readsPerMinute = 40 }: Partial<Timing>): Budget {
  return {
    together: 100,
    reads: 4,
    perMinute: { posts: 18_000, edits: editsPerMinute, reads: readsPerMinute },
    burst: { posts: 300, edits: 20, reads: 10 },
    waitsWithAll: false,
  };
}

/** GitHub's secondary limit is 80 writes per minute and 500 per hour, whatever they are. */
export function githubBudget({ editsPerMinute = 30, readsPerMinute = 40 }: Partial<Timing>): Budget {
  return {
    together: 4,
    reads: 2,
    perMinute: { posts: editsPerMinute, edits: editsPerMinute, reads: readsPerMinute },
    burst: { posts: 10, edits: 10, reads: 10 },
    waitsWithAll: true,
  };
}
