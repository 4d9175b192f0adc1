/** The tables of deliveries, as rows: messages, their contents, and what becomes of each try. */
import type { Generated } from 'kysely';
import type { DeliveryState } from '../../domain/delivery.js';

/** One message in one place: what it was posted as, and which revision of it is shown. */
interface MessageTable {
  id: Generated<number>;
  purpose: string;
  subject: string;
  destination: string;
  /** Where it was posted: a person's direct messages have a channel of their own. */
  channel: string | null;
  /** The message in whose thread it stands. */
  thread_id: number | null;
  ts: string | null;
  shown_revision: number;
  /** Stored with the message in Slack, so that it can be found again. */
  key: string;
}

/** What is said, once for all the places it goes to. */
interface DeliveryContentTable {
  id: Generated<number>;
  body: string;
  created_at: number;
}

/** One revision of a message, owed to its place. Times on the clock of the machine. */
interface DeliveryTable {
  id: Generated<number>;
  message_id: number;
  revision: number;
  destination: string;
  content_id: number;
  state: DeliveryState;
  /** When something has to be done next; null when nothing has. */
  due_at: number | null;
  /** Goes up with each claim: a claim that was lost can be told. */
  version: number;
  attempts: number;
  absences: number;
  rechecks: number;
  reposted: number;
  unclear: number;
  use_plain: number;
  /** Ids of the files that were uploaded for it, as JSON. */
  files: string;
  reason: string | null;
  /** The delivery that has to be settled before. */
  waits_for: number | null;
  /** 0 before 1 */
  priority: number;
  created_at: number;
  started_at: number | null;
  settled_at: number | null;
  give_up_at: number;
}

export interface DeliveryTables {
  message: MessageTable;
  delivery_content: DeliveryContentTable;
  delivery: DeliveryTable;
}
