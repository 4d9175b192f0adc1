// What a local Slack is started with.
import type { Message } from './model.js';

export interface SeedUser {
  id: string;
  name: string;
  realName: string;
  /** As people are called in messages; their handle unless told, and empty for many. */
  displayName?: string;
  isBot?: boolean;
  email?: string;
  /** An IANA zone, `Etc/UTC` unless told. */
  tz?: string;
  /** Deactivated: still known by name, in no channel, and does nothing any more. */
  deleted?: boolean;
}

interface SeedChannel {
  id: string;
  name: string;
  isPrivate?: boolean;
  isArchived?: boolean;
  members: string[];
  /** Only people may post. */
  readOnly?: boolean;
  topic?: string;
}

interface SeedUserGroup {
  id: string;
  handle: string;
  members: string[];
}

interface Seed {
  users: SeedUser[];
  channels: SeedChannel[];
  userGroups: SeedUserGroup[];
  /** What was said before, oldest first. */
  messages?: Message[];
}

/** Parts of Block Kit that this Slack refuses, as a workspace that a roll-out has not reached. May be changed while running. */
export interface Refused {
  charts: boolean;
  tables: boolean;
}

export interface LocalSlackOptions {
  /** Milliseconds since the epoch, UTC. Timestamps, trigger and response-URL lifetimes and rate limits follow it. */
  now?: () => number;
  /** 0 for any free port; always on 127.0.0.1. */
  port?: number;
  team?: { id: string; name?: string; domain?: string };
  seed: Seed;
  botToken: string;
  botUserId: string;
  botId?: string;
  appId?: string;
  /** With it, Socket Mode can be used. */
  appToken?: string;
  signingSecret: string;
  /** Where the bot listens; can also be set later. */
  eventsUrl?: string;
  /** `slack` (default) applies the published rates; `none` switches rates off and nothing else. */
  limits?: 'slack' | 'none';
  /** Bot scopes. Without it the bot has every scope but `chat:write.public`. */
  scopes?: string[];
  /** Event names the app is subscribed to, as in a manifest (`message.channels`, `reaction_added`); all when left out. */
  events?: string[];
  refuse?: Partial<Refused>;
  /** Milliseconds a bot has to acknowledge; 3,000 as Slack. */
  ackTimeoutMs?: number;
  /** Milliseconds before each new attempt at an event that was not accepted; 0.1 s, 1 min, 5 min. */
  retryDelaysMs?: number[];
  /** How many API calls and deliveries the logs keep; 2,000. */
  logSize?: number;
  /** Milliseconds between pings on a Socket Mode connection; 10,000. */
  pingIntervalMs?: number;
}

/** The options with every default filled in. */
export interface Settings
  extends Required<Omit<LocalSlackOptions, 'appToken' | 'eventsUrl' | 'events' | 'team'>> {
  team: { id: string; name: string; domain: string };
  appToken: string | undefined;
  eventsUrl: string | undefined;
  events: string[] | undefined;
  refuse: Refused;
}
