/** What is to be said, and where: what a use case asks of delivery. */
import type { GitHubContent } from './github-content.js';

/** A message as it is sent. */
export interface Saying {
  /** Makes sense alone: notifications and screen readers use it. */
  text: string;
  /** Block Kit */
  blocks: readonly object[];
}

export type Content =
  /** `plain` says the same without native charts and tables, for when those are refused. */
  | { kind: 'message'; rich: Saying; plain: Saying | null }
  | { kind: 'file'; name: string; title: string; text: string }
  | GitHubContent;

/** What a use case wants to be said. Unique by purpose, subject, revision and destination. */
export interface NewDelivery {
  /** Why, e.g. `digest`. */
  purpose: string;
  /** About what, e.g. `report 12`: with the purpose it names one message in each destination. */
  subject: string;
  /** From 1. A later one replaces the content of the message. */
  revision: number;
  /** A channel, or a person for a direct message. */
  destination: string;
  content: Content;
  /** The message, in the same destination, in whose thread it stands. */
  thread: { purpose: string; subject: string } | null;
  /** The message, in the same destination, that it must not stand above: until that one stands or was given up, it waits. */
  after?: { purpose: string; subject: string };
  /** Goes before what is not. */
  urgent: boolean;
  /** Later than this many ms after it was written it is worth nothing any more. */
  worthFor: number;
}
