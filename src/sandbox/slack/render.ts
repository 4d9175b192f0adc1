// The workspace's things in the shape in which Slack's API gives them out.
import type { Channel } from './channel.js';
import type { Core } from './core.js';
import type { Fields } from './fields.js';
import type { Message, StoredFile, User, View } from './model.js';

/** @param withMetadata as `include_all_metadata` */
export function renderMessage(core: Core, channel: Channel, message: Message, withMetadata: boolean): Fields {
  const { settings } = core;
  const out: Fields = { type: 'message', user: message.user, text: message.text, ts: message.ts };
  if (message.subtype) out.subtype = message.subtype;
  if (message.subtype === 'tombstone') out.hidden = true;
  if (message.botId)
    Object.assign(out, { bot_id: message.botId, app_id: settings.appId, team: settings.team.id });
  if (message.blocks) out.blocks = message.blocks;
  if (message.attachments) out.attachments = message.attachments;
  if (message.edited) out.edited = message.edited;
  if (withMetadata && message.metadata) out.metadata = message.metadata;
  if (message.files) out.files = message.files.flatMap((id) => renderFileById(core, id));
  if (message.reactions.length > 0) {
    out.reactions = message.reactions.map(({ name, users }) => ({ name, users, count: users.length }));
  }
  if (channel.pins.some((pin) => pin.ts === message.ts)) out.pinned_to = [channel.id];
  if (message.threadTs) {
    out.thread_ts = message.threadTs;
    out.parent_user_id = channel.find(message.threadTs)?.user;
    if (message.broadcast) out.subtype = 'thread_broadcast';
    return out;
  }
  const replies = channel.threads.get(message.ts);
  if (replies && replies.length > 0) Object.assign(out, threadSummary(message, replies));
  return out;
}

function threadSummary(parent: Message, replies: Message[]): Fields {
  const users = [...new Set(replies.map((reply) => reply.user))];
  return {
    thread_ts: parent.ts,
    reply_count: replies.length,
    reply_users_count: users.length,
    latest_reply: replies.at(-1)?.ts,
    reply_users: users.slice(0, 5),
    is_locked: false,
    subscribed: true,
  };
}

export function renderChannel(core: Core, channel: Channel): Fields {
  const { botUserId } = core.settings;
  const base = { id: channel.id, created: 1_600_000_000, is_archived: channel.archived };
  if (channel.kind === 'im') {
    const user = [...channel.members].find((member) => member !== botUserId) ?? botUserId;
    return { ...base, is_im: true, is_channel: false, is_group: false, is_private: true, user };
  }
  const isPrivate = channel.kind === 'private';
  return {
    ...base,
    name: channel.name,
    name_normalized: channel.name,
    is_channel: !isPrivate,
    is_group: isPrivate,
    is_im: false,
    is_mpim: false,
    is_private: isPrivate,
    is_member: channel.members.has(botUserId),
    is_general: false,
    num_members: channel.members.size,
    topic: { value: channel.topic, creator: '', last_set: 0 },
    purpose: { value: '', creator: '', last_set: 0 },
  };
}

export function renderUser(core: Core, user: User, withEmail: boolean): Fields {
  const profile: Fields = { real_name: user.realName, display_name: user.displayName ?? user.name };
  if (withEmail && user.email) profile.email = user.email;
  const known = { id: user.id, team_id: core.settings.team.id, name: user.name, real_name: user.realName };
  // Of people who are deactivated Slack tells neither zone nor role.
  if (user.deleted) return { ...known, deleted: true, is_bot: user.isBot ?? false, profile };
  return {
    ...known,
    deleted: false,
    is_bot: user.isBot ?? false,
    is_admin: false,
    is_app_user: false,
    tz: user.tz ?? 'Etc/UTC',
    tz_offset: 0,
    profile,
  };
}

export function renderView(core: Core, view: View): Fields {
  const { settings } = core;
  return {
    id: view.id,
    team_id: settings.team.id,
    type: view.type,
    blocks: view.blocks,
    private_metadata: view.privateMetadata,
    callback_id: view.callbackId,
    state: { values: view.state },
    hash: view.hash,
    title: view.title ?? { type: 'plain_text', text: 'View Title', emoji: true },
    clear_on_close: view.clearOnClose,
    notify_on_close: view.notifyOnClose,
    close: view.close ?? null,
    submit: view.submit ?? null,
    previous_view_id: view.previousId,
    root_view_id: view.rootId,
    app_id: settings.appId,
    external_id: view.externalId,
    app_installed_team_id: settings.team.id,
    bot_id: settings.botId,
  };
}

function renderFileById(core: Core, id: string): Fields[] {
  const file = core.world.files.get(id);
  return file ? [renderFile(core, file)] : [];
}

export function renderFile(core: Core, file: StoredFile): Fields {
  const shares: Record<'public' | 'private', Record<string, Fields[]>> = { public: {}, private: {} };
  for (const share of file.shares) {
    const group = core.world.channels.get(share.channel)?.kind === 'public' ? shares.public : shares.private;
    const entries = group[share.channel] ?? [];
    entries.push(share.threadTs ? { ts: share.ts, thread_ts: share.threadTs } : { ts: share.ts });
    group[share.channel] = entries;
  }
  return {
    id: file.id,
    created: file.created,
    name: file.name,
    title: file.title,
    filetype: file.name.split('.').at(-1) ?? '',
    user: core.settings.botUserId,
    size: file.size,
    url_private: `${core.url}/files/${file.id}/${encodeURIComponent(file.name)}`,
    permalink: `${core.url}/files/${file.id}/${encodeURIComponent(file.name)}`,
    channels: file.shares.map((share) => share.channel),
    shares,
  };
}
