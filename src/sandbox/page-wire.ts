/** What goes between the page and its server. Times are ms, UTC. Imports nothing: the page reads it too. */

export type WireBlock = { type: string; block_id?: string } & Record<string, unknown>;

export interface WirePerson {
  id: string;
  name: string;
  realName: string;
  /** What the person does; empty for apps. */
  role: string;
  /** IANA zone */
  zone: string;
  isBot: boolean;
  /** Deactivated: only a name on old messages. */
  isGone: boolean;
}

export interface WireChannel {
  id: string;
  /** Empty for the conversation with the app. */
  name: string;
  kind: 'public' | 'private' | 'im';
  topic: string;
  isMember: boolean;
  archived: boolean;
  readOnly: boolean;
  members: number;
  /** Timestamp of the newest message by somebody else, replies included; empty when there is none. */
  latest: string;
}

export interface WireMessage {
  ts: string;
  /** Who wrote it; the bot's user for the bot. */
  user: string;
  text: string;
  blocks: WireBlock[] | null;
  at: number;
  edited: boolean;
  pinned: boolean;
  deleted: boolean;
  reactions: { name: string; users: string[] }[];
  files: { name: string; url: string }[];
  /** As `chat.getPermalink` gives it. */
  link: string;
  /** The parent, for a reply that is shown in the channel too. */
  threadTs: string | null;
  replies: WireMessage[];
}

/** What only this person sees. */
export interface WirePrivate {
  id: string;
  channel: string;
  text: string;
  blocks: WireBlock[] | null;
  at: number;
  threadTs: string | null;
  /** True for what Slack itself says. */
  bySlack: boolean;
}

export interface WireView {
  id: string;
  title: string;
  submit: string;
  close: string;
  blocks: WireBlock[];
  /** Block id → message */
  errors: Record<string, string>;
  /** Block id → action id → what is chosen, as Slack reports it. */
  state: Record<string, Record<string, Record<string, unknown>>>;
}

export interface WireCommand {
  command: string;
  purpose: string;
  lines: { usage: string; does: string }[];
}

/** What the app's manifest offers from anywhere, or on a message. */
export interface WireShortcut {
  name: string;
  type: 'global' | 'message';
  callbackId: string;
  description: string;
}

/** Where in the days of 1.6 the sandbox stands. */
export interface WireDays {
  today: string;
  /** null after the last one. */
  tomorrow: string | null;
}

/** An issue or a pull request of the local GitHub, in a list. */
export interface WireListed {
  /** Such as `kubernetes/kubeadm#212`. */
  name: string;
  title: string;
  kind: 'issue' | 'pull request';
  /** open, merged, closed, or closed with its reason. */
  state: string;
}

/** All that stands in it. */
export interface WireItem extends WireListed {
  author: string;
  at: number;
  /** Made of Markdown without HTML of its own. */
  html: string;
  labels: string[];
  assignees: string[];
  isLocked: boolean;
  comments: { id: number; author: string; at: number; html: string; isEdited: boolean; isPinned: boolean }[];
  /** What a pull request writes. */
  files: { path: string; text: string }[];
}

export interface WireGitHub {
  items: WireListed[];
  /** What happens there next; null once everything has happened. */
  next: string | null;
}

/** What the page's server asks of the local GitHub. */
export interface AtGitHub {
  seen(): WireGitHub;
  item(name: string): WireItem | null;
  /** Lets the next thing happen; resolves when Signalman has seen it. */
  go(): Promise<void>;
}

export interface WireState extends WireDays {
  workspace: string;
  /** The sandbox's clock when this was answered. */
  now: number;
  me: WirePerson;
  bot: WirePerson;
  people: WirePerson[];
  groups: { id: string; handle: string }[];
  channels: WireChannel[];
  /** The conversation with the app; it is among `channels` too. */
  appChannel: string;
  channel: WireChannel;
  messages: WireMessage[];
  privates: WirePrivate[];
  /** Open modals, the one on top last. */
  views: WireView[];
  home: WireView | null;
  commands: WireCommand[];
  shortcuts: WireShortcut[];
  github: WireGitHub;
}
