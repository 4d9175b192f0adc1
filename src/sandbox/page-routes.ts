/** What the page can ask and do, as a table: each request's body is checked before the local Slack hears of it. */
import { z } from 'zod';
import type { Days } from './days.js';
import { isCommand } from './page-state.js';
import type { AtGitHub, WireShortcut } from './page-wire.js';
import type { LocalSlack } from './slack/index.js';

const id = z.string().min(1).max(80);
const who = { user: id };
const at = { user: id, channel: id, ts: id };
const text = z.string().trim().min(1).max(12_000);
const callback = z.string().min(1).max(255);
const choice = z.union([
  z.string().max(3_000),
  z.number(),
  z.array(z.string().max(3_000)).max(100),
  z.null(),
]);

/** A request that makes no sense, in words for the person. */
export class BadRequest extends Error {}

/** What the page acts on. */
interface Place {
  slack: LocalSlack;
  days: Days;
  /** Lets a commit land on the branch of the release; resolves when Signalman has seen it. */
  land(): Promise<void>;
  github: AtGitHub;
  shortcuts: readonly WireShortcut[];
}

type Run = (place: Place, body: unknown) => Promise<unknown>;

function route<S extends z.ZodType>(
  schema: S,
  run: (slack: LocalSlack, body: z.infer<S>, place: Place) => Promise<unknown>,
): Run {
  return async (place, body) => {
    const parsed = schema.safeParse(body);
    if (parsed.success) return run(place.slack, parsed.data, place);
    throw new BadRequest(z.prettifyError(parsed.error));
  };
}

/** What Slack shows when the app did not take it. */
function mustBeTaken(error: string | undefined): void {
  if (error === undefined) return;
  throw new BadRequest(
    error === 'operation_timeout'
      ? 'Signalman did not answer in time.'
      : `Signalman could not take it (${error}).`,
  );
}

/** Slack offers people only what the manifest announces. */
function mustBeOffered(
  shortcuts: readonly WireShortcut[],
  type: WireShortcut['type'],
  callbackId: string,
): void {
  if (shortcuts.some((one) => one.type === type && one.callbackId === callbackId)) return;
  throw new BadRequest(`The manifest has no ${type} shortcut ${callbackId.slice(0, 40)}.`);
}

/** By path, all POST. What a handler returns is the answer's JSON. */
export const routes: Readonly<Record<string, Run>> = {
  '/api/command': route(z.strictObject({ ...who, channel: id, text }), async (slack, body) => {
    const [, command = '', rest = ''] = /^(\/\S+)\s*([\s\S]*)$/.exec(body.text) ?? [];
    if (!isCommand(command))
      throw new BadRequest(`There is no command ${command || body.text.slice(0, 40)} here.`);
    const { user, channel } = body;
    // When it fails, the local Slack has told the person already.
    await slack.slashCommand({ user, channel, command, text: rest.trim() });
    return {};
  }),
  '/api/click': route(
    z.strictObject({
      ...who,
      actionId: id.max(255),
      blockId: id.max(255),
      value: choice.optional(),
      channel: id.optional(),
      messageTs: id.optional(),
      ephemeralId: id.optional(),
      viewId: id.optional(),
    }),
    async (slack, body) => {
      mustBeTaken((await slack.click(body)).error);
      return {};
    },
  ),
  '/api/say': route(
    z.strictObject({ ...who, channel: id, text, threadTs: id.optional(), broadcast: z.boolean().optional() }),
    async (slack, body) => ({ ts: (await slack.say(body)).ts }),
  ),
  '/api/submit': route(
    z.strictObject({ ...who, viewId: id, values: z.record(z.string().max(255), choice) }),
    async (slack, body) => {
      const { action, errors, error } = await slack.submitView(body);
      mustBeTaken(error);
      return { action, errors };
    },
  ),
  '/api/close-view': route(
    z.strictObject({ ...who, viewId: id, all: z.boolean().optional() }),
    (slack, body) => slack.closeView(body),
  ),
  '/api/shortcut': route(
    z.strictObject({ ...who, callbackId: callback }),
    async (slack, body, { shortcuts }) => {
      mustBeOffered(shortcuts, 'global', body.callbackId);
      mustBeTaken((await slack.shortcut(body)).error);
    },
  ),
  '/api/message-shortcut': route(
    z.strictObject({ ...at, callbackId: callback }),
    async (slack, { ts: messageTs, ...body }, { shortcuts }) => {
      mustBeOffered(shortcuts, 'message', body.callbackId);
      mustBeTaken((await slack.messageShortcut({ ...body, messageTs })).error);
    },
  ),
  '/api/edit': route(z.strictObject({ ...at, text }), async (slack, body) => {
    await slack.editMessage(body);
  }),
  '/api/delete': route(z.strictObject({ ...at, asAdmin: z.boolean().optional() }), async (slack, body) => {
    await slack.deleteMessage(body);
  }),
  '/api/home': route(z.strictObject({ ...who, tab: z.enum(['home', 'messages']) }), (slack, { user, tab }) =>
    slack.openHome(user, tab),
  ),
  '/api/next-day': route(z.strictObject({}), async (_, __, { days }) => ({ date: (await days.next()).date })),
  '/api/land': route(z.strictObject({}), (_, __, { land }) => land()),
  '/api/go-on': route(z.strictObject({}), (_, __, { github }) => github.go()),
  '/api/join': route(z.strictObject({ ...who, channel: id }), (slack, body) => slack.join(body)),
  '/api/react': route(
    z.strictObject({ ...at, name: z.string().regex(/^[a-z0-9_+-]{1,80}$/), on: z.boolean() }),
    (slack, { on, ...what }) => (on ? slack.react(what) : slack.unreact(what)),
  ),
  '/api/pin': route(z.strictObject({ ...at, on: z.boolean() }), (slack, { on, ...what }) =>
    on ? slack.pin(what) : slack.unpin(what),
  ),
};
