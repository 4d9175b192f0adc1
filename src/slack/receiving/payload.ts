/**
 * What is relied on in anything that Slack sends: a signature says who sent it, not that it is whole. Only what is read
 * is looked at; everything else may be there or not.
 */
import { z } from 'zod';

const text = z.string();
const known = z.looseObject({ id: text.min(1), name: text.nullish(), username: text.nullish() });
const named = z.looseObject({ id: text });

const view = z.looseObject({
  id: text,
  callback_id: text,
  hash: text.nullish(),
  private_metadata: text,
  root_view_id: text.nullish(),
  title: z.looseObject({ text }),
  blocks: z.array(z.looseObject({})),
  state: z.looseObject({ values: z.record(text, z.record(text, z.looseObject({}))) }),
});

/** A form that is pressed in; a Home is one too, and has no title. */
const viewAround = view.extend({ title: z.looseObject({ text: text.nullish() }).nullish() });

const action = z.looseObject({
  action_id: text.min(1),
  block_id: text.nullish(),
  value: text.nullish(),
  action_ts: text.nullish(),
  selected_option: z.looseObject({ value: text.nullish() }).nullish(),
});

const message = z.looseObject({
  ts: text,
  thread_ts: text.nullish(),
  text: text.nullish(),
  user: text.nullish(),
  bot_id: text.nullish(),
  username: text.nullish(),
  subtype: text.nullish(),
  bot_profile: z.looseObject({ name: text.nullish() }).nullish(),
  edited: z.looseObject({ user: text.nullish(), ts: text.nullish() }).nullish(),
});

/** Bolt reads these of whatever comes. */
const origin = {
  team: z.looseObject({ id: text.nullish(), enterprise_id: text.nullish() }).nullish(),
  enterprise: z.looseObject({ id: text.nullish() }).nullish(),
  function_data: z.looseObject({}).optional(),
  trigger_id: text.nullish(),
  response_url: text.nullish(),
  response_urls: z.array(z.looseObject({ response_url: text.nullish() })).optional(),
  // Where Bolt looks to tell what it is.
  event: z.undefined().optional(),
  command: z.undefined().optional(),
  name: z.undefined().optional(),
};

const command = z.looseObject({
  command: text,
  text: text.optional(),
  user_id: text.min(1),
  user_name: text.optional(),
  channel_id: text.min(1),
  trigger_id: text.optional(),
  response_url: text.optional(),
});

const blockActions = z.looseObject({
  ...origin,
  user: known,
  actions: z.array(action).min(1),
  // Bolt takes a channel that is there for one that has an id.
  channel: named.optional(),
  message: z.looseObject({ ts: text.nullish(), thread_ts: text.nullish() }).nullish(),
  container: z.looseObject({}).nullish(),
  view: viewAround.nullish(),
});

const viewSent = z.looseObject({ ...origin, actions: z.undefined().optional(), user: known, view });
const shortcut = z.looseObject({
  ...origin,
  actions: z.undefined().optional(),
  user: known,
  callback_id: text,
  trigger_id: text,
});
const messageAction = shortcut.extend({ channel: named, message });

const events: Record<string, z.ZodType> = {
  message: z.looseObject({
    channel: text,
    ts: text.optional(),
    thread_ts: text.nullish(),
    user: text.nullish(),
    bot_id: text.nullish(),
    text: text.nullish(),
    subtype: text.nullish(),
    deleted_ts: text.nullish(),
    event_ts: text.nullish(),
    edited: message.shape.edited,
    bot_profile: message.shape.bot_profile,
    message: message.nullish(),
    previous_message: message.extend({ ts: text.nullish() }).nullish(),
  }),
  reaction_added: reaction(),
  reaction_removed: reaction(),
  app_home_opened: z.looseObject({ user: text, tab: text.nullish() }),
};

function reaction() {
  return z.looseObject({
    user: text,
    reaction: text,
    item: z.looseObject({ type: text, channel: text.optional(), ts: text.optional() }),
  });
}

const envelope = z.looseObject({
  event_id: text.min(1),
  // Bolt takes what is there for what it should be.
  event: z.looseObject({
    type: text,
    channel: z.union([text, z.looseObject({})]).optional(),
    user: z.union([text, z.looseObject({})]).optional(),
    item: z.looseObject({}).optional(),
    subteam: z.looseObject({}).optional(),
  }),
  authorizations: z.array(z.looseObject({ user_id: text.nullish(), team_id: text.nullish() })).nullish(),
});

const interactions: Record<string, z.ZodType> = {
  block_actions: blockActions,
  view_submission: viewSent,
  view_closed: viewSent,
  shortcut,
  message_action: messageAction,
};

/** Something that Slack does not send: whoever sent it is told so, and nothing comes of it. */
export class PayloadFault extends Error {
  override name = 'PayloadFault';
}

/** @throws PayloadFault that says where it is wrong, and nothing of what stands there */
export function checkPayload(body: unknown): void {
  const fields: Record<string, unknown> = z.looseObject({}).safeParse(body).data ?? {};
  if ('event' in fields) {
    check(envelope, body);
    const { type, ...event } = fields.event as { type: string };
    if (Object.hasOwn(events, type)) check(events[type], event);
  } else if ('command' in fields) check(command, body);
  else {
    const { type } = fields;
    const schema = typeof type === 'string' && Object.hasOwn(interactions, type) ? interactions[type] : null;
    if (!schema) throw new PayloadFault('it is of no kind that is known');
    check(schema, body);
  }
}

function check(schema: z.ZodType | undefined, value: unknown): void {
  const issue = schema?.safeParse(value).error?.issues[0];
  if (issue)
    throw new PayloadFault(`${issue.path.map(String).join('.').slice(0, 100) || 'it'}: ${issue.code}`);
}
