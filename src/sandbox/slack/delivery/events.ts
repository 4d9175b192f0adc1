// Events for the bot: wrapped, sent, and sent again when they are not accepted.
import type { Fields } from '../fields.js';
import { textOf } from '../fields.js';
import type { Settings } from '../options.js';
import { mayHear } from '../scopes.js';
import type { DeliveryKind } from './signing.js';
import type { Ack, Retry, Transport } from './transport.js';

const remembered = 1_000;

/** What became of an event's first attempt; more attempts follow by themselves. */
export interface EventReport {
  /** False when the app is not subscribed or lacks the scope, is not in the channel, or no bot is listening. */
  sent: boolean;
  eventId?: string;
  ack?: Ack;
}

export interface Events {
  /** @param name the subscription, such as `message.channels` or `reaction_added` */
  wants(name: string): boolean;
  /** Never rejects. Resolves after the first attempt. */
  send(name: string, event: Fields): Promise<EventReport>;
  /** Sends an event that went out before once more: same id, same content, marked as a retry unless told otherwise. */
  again(eventId: string, asRetry?: boolean): Promise<EventReport>;
  /** The body in which an event travels. */
  wrap(event: Fields): Fields;
  close(): void;
}

type Log = (
  kind: DeliveryKind,
  name: string,
  eventId: string | undefined,
  retryNum: number,
  ack: Ack,
) => void;

export function createEvents(
  settings: Settings,
  transport: Transport,
  newId: () => string,
  log: Log,
): Events {
  const bodies = new Map<string, Fields>();
  const timers = new Set<NodeJS.Timeout>();
  let closed = false;

  function remember(body: Fields): string {
    const id = textOf(body.event_id);
    bodies.set(id, body);
    for (const old of bodies.keys()) {
      if (bodies.size <= remembered) break;
      bodies.delete(old);
    }
    return id;
  }

  async function attempt(name: string, body: Fields, retry?: Retry): Promise<Ack> {
    const ack = await transport.deliver('events_api', body, retry);
    log('events_api', name, textOf(body.event_id), retry?.num ?? 0, ack);
    return ack;
  }

  function later(name: string, body: Fields, failed: Ack, num: number): void {
    const delay = settings.retryDelaysMs[num - 1];
    if (closed || delay === undefined || failed.noRetry || (failed.status >= 200 && failed.status < 300))
      return;
    const timer = setTimeout(async () => {
      timers.delete(timer);
      if (!transport.listening()) return later(name, body, failed, num + 1);
      later(name, body, await attempt(name, body, { num, reason: reasonOf(failed) }), num + 1);
    }, delay);
    timer.unref();
    timers.add(timer);
  }

  function wrap(event: Fields): Fields {
    const { team, appId, botUserId } = settings;
    const who = {
      enterprise_id: null,
      team_id: team.id,
      user_id: botUserId,
      is_bot: true,
      is_enterprise_install: false,
    };
    return {
      token: 'local-verification-token',
      team_id: team.id,
      api_app_id: appId,
      event,
      type: 'event_callback',
      event_id: newId(),
      event_time: Math.floor(settings.now() / 1000),
      authorizations: [who],
      is_ext_shared_channel: false,
    };
  }

  return {
    wrap,
    wants: (name) =>
      transport.listening() &&
      mayHear(settings.scopes, name) &&
      (settings.events === undefined || settings.events.includes(name)),
    async send(name, event) {
      if (!this.wants(name)) return { sent: false };
      const body = wrap(event);
      const eventId = remember(body);
      const ack = await attempt(name, body);
      later(name, body, ack, 1);
      return { sent: true, eventId, ack };
    },
    async again(eventId, asRetry = true) {
      const body = bodies.get(eventId);
      if (!body) throw new Error(`No event ${eventId} was sent`);
      const retry = asRetry ? { num: 1, reason: 'http_timeout' } : undefined;
      return { sent: true, eventId, ack: await attempt('again', body, retry) };
    },
    close() {
      closed = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
}

function reasonOf(ack: Ack): string {
  if (ack.via === 'socket') return 'timeout';
  if (ack.error === 'operation_timeout') return 'http_timeout';
  return ack.error ?? 'http_error';
}
