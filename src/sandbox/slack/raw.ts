// Requests to the bot by hand, for tests of bad signatures, old timestamps, replays and duplicates.
import type { Core } from './core.js';
import type { EventReport } from './delivery/events.js';
import type { HttpSender, RawAnswer } from './delivery/http.js';
import { type DeliveryKind, encode, type RawRequest, type SignOptions, signed } from './delivery/signing.js';
import type { Fields } from './fields.js';

export interface Raw {
  /** A signed request with this payload. `secret` and `timestamp` may be wrong on purpose. */
  build(kind: DeliveryKind, payload: Fields, options?: Partial<SignOptions>): RawRequest;
  /** The body of an event, with a new event id. */
  event(event: Fields): Fields;
  /** Sends exactly these bytes. @throws Error when there is no answer within ten seconds */
  send(request: RawRequest): Promise<RawAnswer>;
  /** The newest requests that went out over HTTP, byte for byte, oldest first. */
  sent(): RawRequest[];
  /** Sends an event that went out before once more, with the same id. */
  duplicate(eventId: string, asRetry?: boolean): Promise<EventReport>;
}

const longestWaitMs = 10_000;

export function createRaw(core: Core, http: HttpSender): Raw {
  return {
    build(kind, payload, options = {}) {
      const { eventsUrl, signingSecret } = core.settings;
      if (!eventsUrl) throw new Error('No bot is listening: set eventsUrl');
      return signed(eventsUrl, encode(kind, payload), { secret: signingSecret, ...options });
    },
    event: (event) => core.events.wrap(event),
    async send(request) {
      const answer = await http.send(request, longestWaitMs);
      if (typeof answer === 'string') throw new Error(`No answer: ${answer}`);
      return answer;
    },
    sent: () => core.transport.sent.list(),
    duplicate: (eventId, asRetry) => core.events.again(eventId, asRetry),
  };
}
