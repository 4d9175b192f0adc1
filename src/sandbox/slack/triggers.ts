// Trigger ids: the right to open a modal, for three seconds and once.
import { randomBytes } from 'node:crypto';
import { Refusal } from './refusal.js';

const lifetimeMs = 3_000;
const keptMs = 60_000;

interface Trigger {
  user: string;
  /** The modal it was given in, if any. */
  viewId: string | undefined;
  givenAt: number;
  used: boolean;
}

export interface Triggers {
  give(user: string, viewId?: string): string;
  /** @throws Refusal `invalid_trigger_id`, `exchanged_trigger_id`, `expired_trigger_id` */
  take(id: string): { user: string; viewId: string | undefined };
}

/** @param now milliseconds since the epoch */
export function createTriggers(now: () => number): Triggers {
  const triggers = new Map<string, Trigger>();
  function forgetOld(at: number): void {
    for (const [id, trigger] of triggers) {
      if (at - trigger.givenAt < keptMs) return;
      triggers.delete(id);
    }
  }
  return {
    give(user, viewId) {
      const givenAt = now();
      forgetOld(givenAt);
      const id = `${givenAt}.${randomBytes(4).readUInt32BE()}.${randomBytes(16).toString('hex')}`;
      triggers.set(id, { user, viewId, givenAt, used: false });
      return id;
    },
    take(id) {
      const trigger = triggers.get(id);
      if (!trigger) throw new Refusal('invalid_trigger_id');
      if (trigger.used) throw new Refusal('exchanged_trigger_id');
      if (now() - trigger.givenAt > lifetimeMs) throw new Refusal('expired_trigger_id');
      trigger.used = true;
      return { user: trigger.user, viewId: trigger.viewId };
    },
  };
}
