// files.*: the three steps of an upload, and what becomes of the file.
import { post, remove } from '../acts.js';
import type { Core } from '../core.js';
import type { Fields } from '../fields.js';
import { listOf, parseJson, textOf } from '../fields.js';
import type { StoredFile } from '../model.js';
import { Refusal } from '../refusal.js';
import { renderFile } from '../render.js';
import { type Call, type Method, ownChannel, tier3, tier4 } from './call.js';

function getUploadUrl({ core, args }: Call): Fields {
  const name = textOf(args.filename);
  const size = Number(args.length);
  if (name === '' || !Number.isInteger(size) || size <= 0) throw new Refusal('invalid_arguments');
  const id = core.world.newId('F');
  const created = Math.floor(core.settings.now() / 1000);
  core.world.files.set(id, {
    id,
    name,
    title: name,
    size,
    content: undefined,
    state: 'waiting',
    shares: [],
    created,
  });
  return { upload_url: `${core.url}/upload/v1/${id}`, file_id: id };
}

/** Takes the bytes that were sent to an upload URL. @returns HTTP status and the plain answer */
export function receiveUpload(core: Core, id: string, content: Buffer): { status: number; body: string } {
  const file = core.world.files.get(id);
  if (file?.state !== 'waiting') return { status: 404, body: 'file_not_found' };
  if (content.length !== file.size) return { status: 400, body: 'file_upload_size_restricted' };
  file.content = content;
  file.state = 'uploaded';
  return { status: 200, body: `OK - ${content.length}` };
}

function completeUpload(call: Call): Fields {
  const { core, args } = call;
  const asked = listOf(typeof args.files === 'string' ? parseJson(args.files) : args.files);
  if (asked.length === 0) throw new Refusal('invalid_arguments');
  const files = asked.map((entry) => {
    const file = core.world.files.get(textOf(entry.id));
    if (file?.state !== 'uploaded') throw new Refusal('file_not_found');
    return { file, title: textOf(entry.title) };
  });
  const reference = textOf(args.channel_id);
  const channel = reference === '' ? undefined : ownChannel(call, reference);
  if (channel?.archived) throw new Refusal('is_archived');
  for (const { file, title } of files) Object.assign(file, { state: 'shared', title: title || file.name });
  if (channel) {
    const ids = files.map(({ file }) => file.id);
    const threadTs = textOf(args.thread_ts) || undefined;
    const who = { user: core.settings.botUserId, botId: core.settings.botId };
    const { value } = post(core, channel, {
      ...who,
      text: textOf(args.initial_comment),
      files: ids,
      threadTs,
    });
    for (const { file } of files) file.shares.push({ channel: channel.id, ts: value.ts, threadTs });
  }
  for (const { file } of files) core.changes.tell({ kind: 'file', id: file.id });
  // Where it was shared is not in the answer: Slack documents the id and the title, and shares a moment later.
  return { files: files.map(({ file }) => ({ id: file.id, title: file.title })) };
}

function find({ core, args }: Call): StoredFile {
  const file = core.world.files.get(textOf(args.file));
  if (file?.state !== 'shared') throw new Refusal('file_not_found');
  return file;
}

function removeFile(call: Call): Fields {
  const { world } = call.core;
  const file = find(call);
  world.files.delete(file.id);
  for (const share of file.shares) {
    const channel = world.channels.get(share.channel);
    const message = channel?.find(share.ts);
    if (!channel || !message) continue;
    message.files = message.files?.filter((id) => id !== file.id);
    if (message.files?.length === 0 && message.text === '') remove(call.core, channel, message);
  }
  call.core.changes.tell({ kind: 'file', id: file.id });
  return {};
}

export const fileMethods: Record<string, Method> = {
  'files.getUploadURLExternal': { scopes: ['files:write'], perMinute: tier4, run: getUploadUrl },
  'files.completeUploadExternal': { scopes: ['files:write'], perMinute: tier4, run: completeUpload },
  'files.info': {
    scopes: ['files:read'],
    perMinute: tier4,
    run: (call) => ({ file: renderFile(call.core, find(call)), comments: [] }),
  },
  'files.delete': { scopes: ['files:write'], perMinute: tier3, run: removeFile },
};
