// The things that exist in a workspace.
import type { Fields } from './fields.js';
import type { SeedUser } from './options.js';

export type ChannelKind = 'public' | 'private' | 'im';

export interface Metadata {
  event_type: string;
  event_payload: Fields;
}

interface Reaction {
  name: string;
  users: string[];
}

export interface Message {
  readonly channel: string;
  readonly ts: string;
  /** Who wrote it; the bot's user for the bot's own. */
  user: string;
  botId?: string | undefined;
  text: string;
  blocks?: Fields[] | undefined;
  attachments?: Fields[] | undefined;
  metadata?: Metadata | undefined;
  /** The parent's timestamp, on replies only. */
  threadTs?: string | undefined;
  /** A reply that is also shown in the channel. */
  broadcast?: boolean | undefined;
  subtype?: string | undefined;
  edited?: { user: string; ts: string } | undefined;
  reactions: Reaction[];
  /** Ids of shared files. */
  files?: string[] | undefined;
  /** Milliseconds since the epoch, UTC. */
  postedAt: number;
}

/** What only one person sees. */
export interface Ephemeral {
  readonly id: string;
  readonly channel: string;
  readonly user: string;
  text: string;
  blocks?: Fields[] | undefined;
  threadTs?: string | undefined;
  source: 'ack' | 'response_url' | 'chat.postEphemeral' | 'system';
  /** Milliseconds since the epoch, UTC. */
  at: number;
}

export interface Pin {
  ts: string;
  by: string;
  /** Seconds since the epoch. */
  created: number;
}

export interface Bookmark {
  id: string;
  channel: string;
  title: string;
  link: string;
  emoji?: string | undefined;
}

export interface StoredFile {
  id: string;
  name: string;
  title: string;
  size: number;
  content: Buffer | undefined;
  state: 'waiting' | 'uploaded' | 'shared';
  shares: { channel: string; ts: string; threadTs?: string | undefined }[];
  /** Seconds since the epoch. */
  created: number;
}

export interface View {
  id: string;
  type: 'modal' | 'home';
  user: string;
  hash: string;
  callbackId: string;
  externalId: string;
  privateMetadata: string;
  title?: Fields | undefined;
  submit?: Fields | undefined;
  close?: Fields | undefined;
  blocks: Fields[];
  clearOnClose: boolean;
  notifyOnClose: boolean;
  rootId: string;
  previousId: string | null;
  /** What people chose in it: block id → action id → state. */
  state: Record<string, Record<string, Fields>>;
  /** What the last submission was answered with: block id → message. */
  errors: Record<string, string>;
}

export interface UserGroup {
  id: string;
  handle: string;
  members: string[];
}

export type User = SeedUser;
