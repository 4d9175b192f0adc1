/** What one person sees of the local Slack at this moment, for the page. */
import * as help from '../slack/commands/help.js';
import { type Days, titleOf } from './days.js';
import type {
  WireBlock,
  WireChannel,
  WireDays,
  WireMessage,
  WirePerson,
  WireState,
  WireView,
} from './page-wire.js';
import type { LocalSlack } from './slack/index.js';
import { botUserId, releaseTeam, slackSeed, team } from './workspace.js';
import { people } from './workspace-people.js';

/** The first one is what the page proposes to somebody who has just come. */
const commands = [help.statusHelp, ...Object.values(help).filter((one) => one !== help.statusHelp)];
type Seen = ReturnType<LocalSlack['state']['messages']>[number];
type View = NonNullable<ReturnType<LocalSlack['state']['home']>>;

export function isCommand(name: string): boolean {
  return commands.some((one) => one.command === name);
}

/** Where in the days of 1.6 the sandbox stands. */
export function daysFor(days: Days): WireDays {
  const tomorrow = days.tomorrow();
  return { today: titleOf(days.today()), tomorrow: tomorrow && titleOf(tomorrow) };
}

/** The person with this id; the first one when there is no such person. */
export function personNamed(slack: LocalSlack, user: string): WirePerson {
  const people = slack.state
    .users()
    .map(personOf)
    .filter((one) => !one.isBot && !one.isGone);
  const found = people.find((one) => one.id === user) ?? people[0];
  if (!found) throw new Error('The workspace has nobody in it');
  return found;
}

/**
 * @param user id; the first person unless known
 * @param channel id; the first channel unless the person sees it
 */
export function stateFor(
  slack: LocalSlack,
  now: number,
  user: string,
  channel: string,
): Omit<WireState, keyof WireDays | 'shortcuts' | 'github'> {
  const { state } = slack;
  const everybody = state.users().map(personOf);
  const me = personNamed(slack, user);
  const bot = everybody.find((one) => one.id === botUserId);
  if (!bot) throw new Error('The workspace has no bot');
  const appChannel = slack.direct(me.id);
  const channels = state
    .channels()
    .filter((one) => one.kind === 'public' || one.members.includes(me.id))
    .map((one) => channelOf(slack, one, me.id));
  const here = channels.find((one) => one.id === channel) ?? channels[0];
  if (!here) throw new Error(`${me.name} sees no channel`);
  const home = state.home(me.id);
  return {
    workspace: team.name,
    now,
    me,
    bot,
    people: everybody.filter((one) => !one.isBot),
    groups: [{ id: releaseTeam.id, handle: releaseTeam.handle }],
    channels,
    appChannel,
    channel: here,
    messages: messagesOf(slack, here.id),
    privates: state.ephemerals(me.id, here.id).map((one) => ({
      id: one.id,
      channel: one.channel,
      text: one.text,
      blocks: blocksOf(one.blocks),
      at: one.at,
      threadTs: one.threadTs ?? null,
      bySlack: one.source === 'system',
    })),
    views: state.views(me.id).map(viewOf),
    home: home ? viewOf(home) : null,
    commands,
  };
}

function personOf(user: ReturnType<LocalSlack['state']['users']>[number]): WirePerson {
  return {
    id: user.id,
    name: user.name,
    realName: user.realName,
    role: people.find((one) => one.id === user.id)?.role ?? '',
    zone: user.tz ?? 'Etc/UTC',
    isBot: user.isBot ?? false,
    isGone: user.deleted ?? false,
  };
}

function channelOf(
  { state }: LocalSlack,
  { id, name, kind, archived, readOnly, members }: ReturnType<LocalSlack['state']['channels']>[number],
  me: string,
): WireChannel {
  return {
    ...{ id, name, kind, archived, readOnly },
    topic: slackSeed.channels.find((one) => one.id === id)?.topic ?? '',
    isMember: members.includes(me),
    members: members.length,
    latest:
      state
        .everything(id)
        .filter((one) => one.user !== me)
        .at(-1)?.ts ?? '',
  };
}

function messagesOf(slack: LocalSlack, channel: string): WireMessage[] {
  const pins = new Set(slack.state.pins(channel));
  const files = new Map(slack.state.files().map((file) => [file.id, file]));
  const one = (message: Omit<Seen, 'replies'>, replies: WireMessage[]): WireMessage => ({
    ts: message.ts,
    user: message.user,
    text: message.text,
    blocks: blocksOf(message.blocks),
    at: message.postedAt,
    edited: message.edited !== undefined && message.subtype !== 'tombstone',
    pinned: pins.has(message.ts),
    deleted: message.subtype === 'tombstone',
    reactions: message.reactions,
    files: (message.files ?? []).flatMap((id) => {
      const file = files.get(id);
      if (!file) return [];
      return [{ name: file.title || file.name, url: `/files/${file.id}` }];
    }),
    link: slack.state.permalink(channel, message.ts),
    threadTs: message.threadTs ?? null,
    replies,
  });
  return slack.state.messages(channel).map((message) =>
    one(
      message,
      message.replies.map((reply) => one(reply, [])),
    ),
  );
}

function viewOf({ id, title, submit, close, blocks, errors, state }: View): WireView {
  const text = (object: typeof title) => (typeof object?.text === 'string' ? object.text : '');
  return {
    ...{ id, errors, state },
    title: text(title),
    submit: text(submit),
    close: text(close),
    blocks: blocksOf(blocks) ?? [],
  };
}

/** The local Slack has checked them when they were posted. */
function blocksOf(blocks: readonly Record<string, unknown>[] | undefined): WireBlock[] | null {
  return blocks && blocks.length > 0 ? (blocks as WireBlock[]) : null;
}
