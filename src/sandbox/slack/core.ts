// Everything one local Slack is made of; its parts are handed this instead of each other.
import type { Changes } from './changes.js';
import type { Events } from './delivery/events.js';
import type { Sockets } from './delivery/sockets.js';
import type { DeliveryLog, Transport } from './delivery/transport.js';
import type { Faults } from './faults.js';
import type { Fields } from './fields.js';
import type { Limits } from './limits.js';
import type { Settings } from './options.js';
import type { ResponseUrls } from './response-urls.js';
import type { Ring } from './ring.js';
import type { Timestamps } from './timestamps.js';
import type { Triggers } from './triggers.js';
import type { World } from './world.js';

/** One call of the Web API, as it was understood and answered. */
export interface LoggedCall {
  method: string;
  /** Without the token. Not a copy: do not change it. */
  args: Fields;
  answer: Fields;
  status: number;
  /** Milliseconds since the epoch by the server's clock. */
  at: number;
}

/** One use of a response URL. */
export interface LoggedResponse {
  id: string;
  body: Fields;
  status: number;
  answer: string;
  /** Milliseconds since the epoch by the server's clock. */
  at: number;
}

export interface Core {
  settings: Settings;
  world: World;
  timestamps: Timestamps;
  changes: Changes;
  triggers: Triggers;
  responses: ResponseUrls;
  limits: Limits;
  faults: Faults;
  transport: Transport;
  sockets: Sockets;
  events: Events;
  calls: Ring<LoggedCall>;
  responseLog: Ring<LoggedResponse>;
  deliveries: Ring<DeliveryLog>;
  /** Where this server is reached, without a slash at the end. Known once it listens. */
  url: string;
}
