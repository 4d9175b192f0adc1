/** Somebody who presses everything that can be pressed, and fills in and sends every form that opens, each kind once. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSlack } from '../../src/sandbox/slack/index.js';
import type { RunningBot } from './bot.js';

type Fields = Record<string, unknown>;

export interface Crawler {
  /**
   * Presses what stands in messages, private answers, the Home and forms, as long as there is something new.
   * @param patience 0: nothing that ends something
   */
  crawl(patience?: 0 | 1 | 2): Promise<void>;
  /** Types a command; a form that opens is filled in and sent. */
  type(command: string, text: string, channel: string): Promise<void>;
  /** Fills in the form on top and sends it, and those that follow from it. */
  finish(): Promise<void>;
  /** `action what` of everything that was pressed, and names of the forms that were sent. */
  pressed: ReadonlySet<string>;
  sent: ReadonlySet<string>;
}

export interface CrawlOptions {
  user: string;
  /** What is typed into a field. @param isRefused whether what was typed first was not taken */
  word(field: string, most: number, isRefused: boolean): string;
  /** For fields that take a moment to come, in s. */
  at(): number;
  /** Runs beside everything that is done: `act` does it, and may be done more than once. */
  beside?(what: string, act: () => Promise<unknown>): Promise<void>;
}

/** What ends things comes last: until then the rest can be tried. */
const ranks = [
  /^(signoff_more|incident_more|meeting_end|waiver_end|postmortem_sign)|refuse|withdraw/,
  /retract|merge|remove|drop|close|cancel|reopen|meeting_more/,
];
const rank = (key: string): number => ranks.reduce((found, one, at) => (one.test(key) ? at + 1 : found), 0);
const mostRounds = 300;

export function crawler(bot: RunningBot, options: CrawlOptions): Crawler {
  const { slack } = bot;
  const { user, at, beside = async () => {} } = options;
  const pressed = new Set<string>();
  const sent = new Set<string>();
  const top = () => slack.state.views(user).at(-1);

  async function until(isSo: () => boolean, ms: number): Promise<void> {
    for (const end = Date.now() + ms; Date.now() < end && !isSo(); ) await sleep(5);
  }
  const loaded = () => until(() => top()?.callbackId !== 'loading', 2000);

  async function finish(): Promise<void> {
    await loaded();
    for (let steps = 0; steps < 5; steps++) {
      const form = top();
      if (!form) return;
      const { hash } = form;
      if (await pressIn(form.blocks, { viewId: form.id })) await until(() => top()?.hash !== hash, 300);
      await loaded();
      const again = top();
      if (!again?.submit || (await send(again.callbackId, again.id, again.blocks)) === 'stuck') break;
      await loaded();
    }
    const form = top();
    if (form) await slack.closeView({ viewId: form.id, user, all: true });
  }

  /** Once more where something was not taken. */
  async function send(name: string, viewId: string, blocks: readonly unknown[]): Promise<string> {
    let refused: Readonly<Record<string, string>> = {};
    for (const _ of [1, 2]) {
      const values = valuesOf(blocks, options, at(), refused);
      const submit = () => slack.submitView({ user, viewId, values });
      if (!sent.has(name)) await beside(`form ${name}`, submit);
      sent.add(name);
      const outcome = await submit().catch(() => null);
      if (outcome?.action !== 'errors')
        return outcome === null || outcome.action === 'failed' ? 'stuck' : outcome.action;
      refused = outcome.errors;
    }
    return 'stuck';
  }

  async function press({ key, actionId, blockId, value }: Pressable, place: Fields): Promise<void> {
    pressed.add(key);
    const click = () =>
      slack.click({ user, actionId, blockId, ...(value === undefined ? {} : { value }), ...place });
    // It may be gone meanwhile.
    await beside(`action ${key}`, click).catch(() => {});
    await click().catch(() => {});
    await sleep(15);
  }

  /** Presses one new thing among these blocks. */
  async function pressIn(blocks: readonly unknown[], place: Fields): Promise<boolean> {
    const next = pressable(blocks).find(({ key }) => !pressed.has(key));
    if (next) await press(next, place);
    return next !== undefined;
  }

  async function crawl(patience: 0 | 1 | 2 = 2): Promise<void> {
    for (let round = 0; round < mostRounds; round++) {
      const [next] = places(slack, user)
        .flatMap(({ blocks, ...place }) => pressable(blocks).map((one) => ({ one, place })))
        .filter(({ one }) => !pressed.has(one.key) && rank(one.key) <= patience)
        .sort((a, b) => rank(a.one.key) - rank(b.one.key));
      if (!next) return;
      await press(next.one, next.place);
      await finish();
      if (round % 10 === 9 || rank(next.one.key) > 0) await bot.wake();
    }
  }

  return {
    ...{ crawl, finish, pressed, sent },
    async type(command, text, channel) {
      const before = slack.state.responses().length;
      await slack.slashCommand({ command, text, user, channel });
      // Either an answer or a form.
      await until(() => top() !== undefined || slack.state.responses().length > before, 3000);
      await finish();
    },
  };
}

interface Pressable {
  key: string;
  actionId: string;
  blockId: string;
  value?: unknown;
}

/** Buttons and menus with each of their options; `what` of a value tells two deeds of one menu apart. */
function pressable(blocks: readonly unknown[]): Pressable[] {
  return (blocks as Fields[]).flatMap((block) => {
    const elements = block.type === 'actions' ? (block.elements as Fields[]) : [block.accessory as Fields];
    return elements.filter(Boolean).flatMap((element): Pressable[] => {
      const [actionId, blockId] = [String(element.action_id), String(block.block_id)];
      if (element.type === 'button') return [{ key: actionId, actionId, blockId }];
      const options = (element.options ?? []) as { value: string }[];
      return options.map(({ value }) => ({
        key: `${actionId} ${/^[a-z-]+(?=:|$)/.exec(value)?.[0] ?? ''}`.trim(),
        ...{ actionId, blockId, value },
      }));
    });
  });
}

/** Everything with something to press, the newest first. */
function places(slack: LocalSlack, user: string) {
  const { state } = slack;
  const mine = state.channels().filter(({ members }) => members.includes(user));
  const home = state.home(user);
  return [
    ...state
      .ephemerals(user)
      .slice(-40)
      .reverse()
      .map(({ id, channel, blocks }) => ({ ephemeralId: id, channel, blocks: blocks ?? [] })),
    ...mine.flatMap(({ id }) =>
      state
        .everything(id)
        .slice(-200)
        .reverse()
        .filter((one) => one.subtype !== 'tombstone')
        .map(({ ts, blocks }) => ({ messageTs: ts, channel: id, blocks: blocks ?? [] })),
    ),
    ...(home ? [{ viewId: home.id, blocks: home.blocks }] : []),
  ];
}

/** Something for every field: what is typed, the first option, a moment to come. What is suggested is sent as it is. */
function valuesOf(
  blocks: readonly unknown[],
  { word }: Pick<CrawlOptions, 'word'>,
  at: number,
  refused: Readonly<Record<string, string>>,
): Record<string, unknown> {
  const values: Record<string, unknown> = {};
  for (const { block_id, element, type: kind, optional } of blocks as Fields[]) {
    if (kind !== 'input' || !element) continue;
    const name = String(block_id);
    const given = element as Fields & {
      options?: { value: string }[];
      option_groups?: { options: { value: string }[] }[];
    };
    const isSuggested = Object.keys(given).some((key) => /^initial_/.test(key));
    if (isSuggested && !(name in refused)) continue;
    const options = [
      ...(given.options ?? []),
      ...(given.option_groups ?? []).flatMap((one) => one.options),
    ].map(({ value }) => value);
    const value = valueFor(String(given.type), name, { options, at, isRefused: name in refused });
    if (given.type === 'plain_text_input')
      values[name] = word(name, Number(given.max_length ?? 3000), name in refused);
    // A single box to tick says that something else does not hold.
    else if (
      value !== undefined &&
      !(given.type === 'checkboxes' && options.length === 1 && optional === true)
    )
      values[name] = value;
  }
  return values;
}

function valueFor(
  type: string,
  name: string,
  { options, at, isRefused }: { options: string[]; at: number; isRefused: boolean },
): unknown {
  const isBefore = /^(from|begins|start)/.test(name) || isRefused;
  if (type === 'checkboxes' || type.startsWith('multi_static')) return options.slice(0, isRefused ? 1 : 10);
  if (type === 'datetimepicker') return isBefore ? at - 2.5 * 86_400 : at;
  if (type === 'datepicker') return new Date(at * 1000).toISOString().slice(0, 10);
  if (type === 'timepicker') return '11:00';
  if (/users_select/.test(type)) return type.startsWith('multi') ? ['U0LEAD'] : 'U0LEAD';
  return options[0];
}
