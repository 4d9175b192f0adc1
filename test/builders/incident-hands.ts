/** What nobody can do in Slack but somebody with its secret could: interactions that are copied and changed. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type IncidentBot, incidents } from './incident-bot.js';

interface Person {
  id: string;
  name: string;
}

type Payload = Record<string, unknown>;

let copies = 0;

/** What was sent to the bot last when somebody pressed, chose or sent something. */
export function lastInteraction({ slack }: Pick<IncidentBot, 'slack'>): Payload {
  const found = slack.raw
    .sent()
    .map(({ body }) => new URLSearchParams(body).get('payload'))
    .findLast((payload) => payload !== null);
  if (!found) throw new Error('nobody has pressed anything yet');
  return JSON.parse(found) as Payload;
}

/** Sends it again as somebody else, signed as Slack would. @returns the body of the answer */
export async function forged(
  { slack }: Pick<IncidentBot, 'slack'>,
  payload: Payload,
  by: Person,
): Promise<string> {
  const user = { ...(payload.user as object), ...by, username: by.name };
  // The very same request would be taken for a replay.
  const copied = { ...payload, user, trigger_id: `${Date.now()}.${++copies}` };
  const { status, body } = await slack.raw.send(slack.raw.build('interactive', copied));
  if (status !== 200) throw new Error(`the bot answered ${status}: ${body}`);
  return body;
}

/** A form of somebody's, with another private metadata, sent by somebody else. */
export function withMetadata(payload: Payload, more: object): Payload {
  const view = payload.view as { id: string; hash: string; private_metadata: string };
  const metadata = { ...JSON.parse(view.private_metadata), ...more };
  return {
    ...payload,
    // A form of its own, so that it is not taken for the same one once more.
    view: { ...view, hash: `${view.hash}.1`, private_metadata: JSON.stringify(metadata) },
  };
}

/** How many events are stored of all incidents. */
export async function recorded({ database }: IncidentBot): Promise<number> {
  const row = await database.read
    .selectFrom('incident_event')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow();
  return Number(row.count);
}

/** How much of it is about entries of the timeline: what looks after messages goes on meanwhile. */
export async function entriesRecorded({ database }: IncidentBot): Promise<number> {
  const rows = await database.read
    .selectFrom('incident_event')
    .select('kind')
    .where('kind', 'in', ['noted', 'entry-changed', 'entry-removed'])
    .execute();
  return rows.length;
}

/** Everything that Signalman says in these channels, for everybody. */
export function saidIn(
  { slack }: Pick<IncidentBot, 'slack'>,
  channels: readonly string[] = [incidents],
): string {
  return channels
    .flatMap((channel) => slack.state.everything(channel))
    .filter((one) => one.user === 'U0BOT')
    .map(({ text, blocks }) => `${text} ${JSON.stringify(blocks)}`)
    .join('\n');
}

/** What is done meanwhile does not reach the bot. @returns the last of it, as it was sent */
export async function unheard(
  bot: Pick<IncidentBot, 'slack'>,
  act: () => Promise<unknown>,
): Promise<Payload> {
  const { slack } = bot;
  const url = slack.eventsUrl;
  slack.eventsUrl = `${url}/nowhere`;
  try {
    await act();
  } finally {
    slack.eventsUrl = url;
  }
  return lastInteraction(bot);
}

/** What the form on top shows. */
export const topOf = ({ slack }: Pick<IncidentBot, 'slack'>, user: string): string =>
  JSON.stringify(slack.state.views(user).at(-1)?.blocks ?? '');

/** Presses a button in the form on top. */
export async function pressInForm(
  { slack }: Pick<IncidentBot, 'slack'>,
  user: string,
  actionId: string,
  blockId?: string,
): Promise<void> {
  const viewId = slack.state.views(user).at(-1)?.id ?? '';
  await slack.click({ user, actionId, viewId, ...(blockId === undefined ? {} : { blockId }) });
}

/** Ticks everything, confirms as the commander, and gives the all-clear; where that is enough. */
export async function allClear(
  bot: IncidentBot,
  id: number,
  by: string,
  criteria: string[],
): Promise<string> {
  await bot.form(`resolve ${id}`, by);
  await bot.send(by, { criteria });
  await pressInForm(bot, by, 'incident_confirm');
  await bot.slack.waitFor(() => topOf(bot, by).includes('white_check_mark'));
  return (await bot.send(by, { text: 'kubeadm 1.6.1 is out.', lingering: 'none' })).action;
}

/** For what is in the store, or can only be asked for. */
export async function eventually(isSo: () => Promise<boolean>, what = 'that'): Promise<void> {
  for (const end = Date.now() + 20_000; Date.now() < end; await sleep(5)) if (await isSo()) return;
  throw new Error(`${what} never came to be`);
}

/** Closes all forms of a person. */
export async function dismiss({ slack }: Pick<IncidentBot, 'slack'>, user: string): Promise<void> {
  const top = slack.state.views(user).at(-1);
  if (top) await slack.closeView({ viewId: top.id, user, all: true });
}

/** Whatever is done, nothing more is stored or posted. */
export async function unchanged(bot: IncidentBot, act: () => Promise<unknown>): Promise<void> {
  const seen = async () => [await recorded(bot), bot.slack.state.everything(incidents).length];
  const before = await seen();
  await act();
  await bot.settle();
  const after = await seen();
  if (String(before) !== String(after)) throw new Error(`there were ${before}, and now there are ${after}`);
}
