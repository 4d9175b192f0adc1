/** What the incident thread asks of Slack: addresses of messages, what they say, people, and pins. */
import type { Person } from '../../domain/person.js';
import type { Address } from './incident.js';

/** Addresses of messages that people can follow. What they look like is the messenger's business. */
export interface Permalinks {
  to(at: Address): string;
  /** Whether an address that was written down leads to that message, whatever the workspace was called then. */
  lead(url: string, at: Address): boolean;
}

/** A message as people read it. */
export interface ReadMessage {
  /** Empty when there is nothing to read in it. */
  text: string;
  author: Person | null;
  /** The parent, of a reply in a thread. */
  threadTs: string | null;
  /** When it was edited last, as Slack names moments; null: never. */
  edited: string | null;
}

/** What is asked of Slack about people and places. */
export interface Workspace {
  permalinks(): Promise<Permalinks>;
  /** @returns null when there is no such person, or they have left */
  person(id: string): Promise<(Person & { isApp: boolean }) | null>;
  /** @returns why not, null when it is pinned */
  pin(at: Address): Promise<string | null>;
  /** @returns why not, null when it is not pinned any more */
  unpin(at: Address): Promise<string | null>;
  /**
   * The message as it stands; null: it is gone.
   * @param threadTs of its parent, where that is known
   * @throws UserFault `not-in-channel`, or `try-later` when it cannot be read now
   */
  read(at: Address, threadTs: string | null): Promise<ReadMessage | null>;
  /**
   * Whether people still read there what was posted.
   * @param text as it was posted
   * @throws Error when it cannot be read now
   */
  compare(at: Address, text: string): Promise<'same' | 'changed' | 'gone'>;
}
