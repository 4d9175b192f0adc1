/** What delivery needs of the outside: the rows of what is owed, and a sender that says what became of each try. */
import type {
  Attempted,
  Change,
  Content,
  DeliveryState,
  Found,
  Saying,
  SendResult,
} from '../../domain/delivery.js';

/** Where a message goes or stands. */
export interface Place {
  /** A channel, or a person for a direct message. */
  destination: string;
  /** The channel where it was posted before, when that is known: a person's is another one. */
  channel: string | null;
  /** The message in whose thread it stands. */
  threadTs: string | null;
}

/** Asked on the way, by whoever has a claim. */
export interface Guard {
  /** Asked right before what is not harmless when it is done twice: false means that it must not be done any more. */
  inTime(): boolean;
  /** Remembers a file before it is shared. @returns false when the claim is lost */
  uploaded(id: string): Promise<boolean>;
}

/** Brings a claimed delivery to its place: what the courier needs of a messenger. Retries nothing by itself. */
export interface Carrier {
  /** One try. */
  send(claimed: Claimed, guard: Guard): Promise<SendResult>;
  /**
   * Reads the place back and looks for everything of ours with the key of the delivery.
   * @param elapsed how long ago it was written, in ms: no copy of it is older
   */
  find(claimed: Claimed, elapsed: number): Promise<Found>;
  /** Takes away a copy, because another one is kept. @returns whether it is gone */
  remove(claimed: Claimed, copy: { channel: string; ts: string; kept: string }): Promise<boolean>;
}

/** What a message of ours carries unseen. */
export interface Mark {
  /** Which message it is, so that it can be found again. */
  key: string;
  /** Which revision of it: what is found says what it shows. */
  revision: number;
}

/** Knows a messenger of messages and files; retries nothing by itself. */
export interface Sender {
  /**
   * @param inTime asked right before the message itself goes: false means that it must not any more
   */
  post(to: Place, saying: Saying, mark: Mark, inTime: () => boolean): Promise<SendResult>;
  edit(channel: string, ts: string, saying: Saying, mark: Mark): Promise<SendResult>;
  /**
   * Uploads and shares a file.
   * @param uploaded is awaited with the file's id after the upload and before it is shared: from then on the
   * try may have been done. When it says false the file must not be shared any more.
   */
  share(
    to: Place,
    file: Extract<Content, { kind: 'file' }>,
    uploaded: (id: string) => Promise<boolean>,
  ): Promise<SendResult>;
  /**
   * Reads the place back and looks for every message of ours with the key, or with one of the files.
   * @param wanted.known looked at alone, however old it is; null: all copies are looked for
   * @param elapsed how long ago it was written, in ms: no copy of it is older
   */
  find(
    at: Place,
    wanted: { key: string; files: readonly string[]; known: string | null },
    elapsed: number,
  ): Promise<Found>;
  /** Deletes one of our own messages. @returns whether it is gone */
  remove(channel: string, ts: string): Promise<boolean>;
}

/** A delivery that this process may now work on; nobody else does until the lease is over. */
export interface Claimed extends Attempted {
  id: number;
  /** Tells this claim from all others. */
  version: number;
  /** `expired`: whoever was sending it was not heard of again. */
  step: 'send' | 'expired' | 'read' | 'recheck';
  /** It, or the first that it stands for and that may have arrived; ms. */
  writtenAt: number;
  purpose: string;
  subject: string;
  place: Place;
  key: string;
  files: string[];
  content: Content;
  usePlain: boolean;
}

export interface Wanted {
  posts: number;
  edits: number;
  reads: number;
  /** Destinations that must not be posted to now. */
  notTo: string[];
}

/** Whose deliveries a courier works on: GitHub's, those of the messenger, or all. */
export type Share = 'github' | 'messages' | 'all';

export interface DeliveryStore {
  /** Claims what is due: the first of each destination, at most one post per destination and pace. */
  claim(wanted: Wanted, now: number): Promise<Claimed[]>;
  /** Remembers a file before it is shared. @returns false when the claim is lost */
  uploaded(claim: Pick<Claimed, 'id' | 'version'>, fileId: string, now: number): Promise<boolean>;
  /** Stores what became of a claim, and wakes what waited for it. @returns false when the claim is lost */
  settle(claim: Pick<Claimed, 'id' | 'version'>, change: Change, now: number): Promise<boolean>;
  /** When something is due next (ms); null when nothing is. */
  nextDue(): Promise<number | null>;
  /** Counts by state, and when the oldest of those that are not settled was written (ms). */
  stats(): Promise<DeliveryStats>;
}

export interface DeliveryStats {
  states: Partial<Record<DeliveryState, number>>;
  oldest: number | null;
}

/** One delivery as an operator sees it. */
export interface DeliveryRow {
  id: number;
  purpose: string;
  subject: string;
  revision: number;
  destination: string;
  state: DeliveryState;
  reason: string | null;
  attempts: number;
  createdAt: number;
  settledAt: number | null;
}

export interface DeliveryDesk {
  list(filter: { states: DeliveryState[] | null; most: number }): Promise<DeliveryRow[]>;
  /**
   * A failed one is tried again; one that may have arrived is looked for first.
   * @returns null when there is none, or a later revision has taken its place
   */
  retry(id: number, now: number): Promise<DeliveryRow | null>;
  /** It is not sent any more. @returns null when there is none that is not settled */
  drop(id: number, now: number): Promise<DeliveryRow | null>;
}
