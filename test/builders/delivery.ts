/** Deliveries with everything filled in, and the timing of a test that does not want to wait. */

import { aDay, type NewDelivery } from '../../src/domain/delivery.js';
import type { Timing } from '../../src/domain/delivery-timing.js';

export function delivery(given: Partial<NewDelivery> & { text?: string } = {}): NewDelivery {
  const { text = 'hello', ...rest } = given;
  return {
    purpose: 'digest',
    subject: 'report 1',
    revision: 1,
    destination: 'C0RELEASE',
    content: { kind: 'message', rich: { text, blocks: [] }, plain: null },
    thread: null,
    urgent: false,
    worthFor: aDay,
    ...rest,
  };
}

/** The same order of things as for Slack, a hundred times as fast. */
export const fastTiming: Timing = {
  request: 400,
  lease: 600,
  reconcile: 800,
  secondLook: 150,
  rechecks: [300, 900],
  pace: 0,
  pause: 20,
  longestPause: 200,
};

/** A try on GitHub is several requests. */
export const atGitHubTiming: Timing = {
  ...fastTiming,
  lease: 1300,
  reconcile: 1400,
  editsPerMinute: 60_000,
  readsPerMinute: 60_000,
};
