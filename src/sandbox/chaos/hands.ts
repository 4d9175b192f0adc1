/**
 * People with a bot that may end at any moment: what gets no answer they look up, and do again. What they were told is
 * done, and is not there, is lost.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSlack } from '../slack/index.js';

export interface Person {
  user: string;
  channel: string;
}

/** What was asked, looked up where it is stored. An error: it cannot be looked up now. */
export type Looked = () => Promise<boolean>;

/** Something in a private answer. */
export interface Pressed {
  actionId: string;
  value?: string;
  /** Of several of them: the one in whose block this stands. */
  says?: string;
}

export interface Hands {
  /** Sent again because nothing was heard. */
  unheard: number;
  /** Told that it went wrong, and done again. */
  refused: number;
  /** Types it until it is stored, without a form. */
  type(person: Person, text: string, isStored: Looked): Promise<void>;
  /** Opens a form and sends it until that is stored. @param open types or presses what opens it */
  fill(
    person: Person,
    open: string | (() => Promise<unknown>),
    wanted: string,
    values: Record<string, unknown>,
    isStored: Looked,
  ): Promise<void>;
  /** Presses something in a form until that is stored. @param open types what opens it */
  pressInForm(
    person: Person,
    open: string,
    wanted: string,
    actionId: string,
    isStored: Looked,
  ): Promise<void>;
  /** Presses something in the private answer to what is typed until that is stored, or null: once. */
  press(person: Person, text: string, what: Pressed, isStored: Looked | null): Promise<void>;
  /** Does it until it is stored. @param what in words */
  insist(what: string, isStored: Looked, act: () => Promise<unknown>): Promise<void>;
}

const between = 20;
/** Whoever is told that it went wrong does it again only after so long. ms */
const annoyed = 700;
const patience = 4000;
/** A bot that lives for a second at a time shows a form within a few lives. ms */
const longest = 180_000;
/** A form that says for so long that it is being worked on has lost its bot. ms */
const busyFor = 10_000;
const busy = 'loading';
const message = 'message';
const previews = ['incident_preview', 'incident_lift_preview'];
const wentWrong = /Something went wrong here|⚠️|:warning:/;

/** @param command with its slash */
export function createHands(slack: LocalSlack, command: string): Hands {
  const topOf = (user: string) => slack.state.views(user).at(-1);
  const lastTold = ({ user, channel }: Person) =>
    `told last: ${slack.state.ephemerals(user, channel).at(-1)?.text}; open: ${topOf(user)?.callbackId} ${JSON.stringify(topOf(user)?.blocks ?? '').slice(0, 300)}`;

  const say = ({ user, channel }: Person, text: string) =>
    slack.slashCommand({ command, text, user, channel });

  async function clear(user: string): Promise<void> {
    const top = topOf(user);
    if (top) await slack.closeView({ viewId: top.id, user, all: true });
  }

  /** Opens a form until it is there. */
  async function form(person: Person, open: string | (() => Promise<unknown>), wanted: string) {
    for (const end = Date.now() + longest; Date.now() < end; hands.unheard++) {
      await clear(person.user);
      if (typeof open === 'string') await say(person, open);
      else await open();
      // A fault stands where the form would be.
      const isShown = () => [wanted, message].includes(topOf(person.user)?.callbackId ?? '');
      await slack.waitFor(isShown, { timeoutMs: patience }).catch(() => false);
      if (topOf(person.user)?.callbackId === wanted) return;
      await sleep(annoyed);
    }
    throw new Error(`${person.user} waited in vain for the form ${wanted}; ${lastTold(person)}`);
  }

  /**
   * The very form that is open, again and again until it is answered, and until a busy bot is done with it.
   * @returns what is open then, or that nothing is; `lost`: nobody works on it any more; `refused`: it was told so
   */
  async function send({ user }: Person, values: Record<string, unknown>): Promise<string> {
    for (const end = Date.now() + longest; ; hands.unheard++) {
      const top = topOf(user);
      if (!top || Date.now() > end) return 'lost';
      const { action } = await slack.submitView({ user, viewId: top.id, values });
      if (action === 'errors') return 'refused';
      if (action !== 'failed') break;
      await sleep(between);
    }
    const isDone = () => topOf(user)?.callbackId !== busy;
    await slack.waitFor(isDone, { timeoutMs: busyFor }).catch(() => undefined);
    if (!isDone()) return 'lost';
    const shown = topOf(user);
    if (shown?.callbackId === message && wentWrong.test(JSON.stringify(shown.blocks))) return 'refused';
    return shown?.callbackId ?? 'nothing';
  }

  /** Sends what is open, and what stands in the way of it: the look at what will be sent. */
  async function sendAll(person: Person, values: Record<string, unknown>): Promise<string> {
    const shown = await send(person, values);
    if (!previews.includes(shown)) return shown;
    const then = await send(person, {});
    // It stands there again, with what went wrong.
    return previews.includes(then) ? 'refused' : then;
  }

  /** The private answer to what is typed; null: none came. */
  async function answer(person: Person, text: string) {
    const { user, channel } = person;
    const before = new Set(slack.state.ephemerals(user, channel).map(({ id }) => id));
    await say(person, text);
    return await slack
      .waitFor(() => slack.state.ephemerals(user, channel).find(({ id }) => !before.has(id)), {
        timeoutMs: patience,
      })
      .catch(() => null);
  }

  /** Looks for a while: what was sent may still be worked on. */
  async function comes(isStored: Looked): Promise<boolean> {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(between))
      if (await isStored().catch(() => false)) return true;
    return false;
  }

  async function press(person: Person, text: string, { actionId, value, says }: Pressed): Promise<void> {
    const told = await answer(person, text);
    // It may say that something went wrong.
    if (!told || !JSON.stringify(told.blocks ?? []).includes(`"${actionId}"`)) return;
    const blocks = (told.blocks ?? []) as { block_id?: string }[];
    const block = blocks.find((one) => says !== undefined && JSON.stringify(one).includes(says));
    await slack.click({
      ...{ ...person, ephemeralId: told.id, actionId },
      ...(value === undefined ? {} : { value }),
      ...(block?.block_id === undefined ? {} : { blockId: block.block_id }),
    });
  }

  const hands: Hands = {
    unheard: 0,
    refused: 0,
    async insist(what, isStored, act) {
      for (const end = Date.now() + longest; Date.now() < end; hands.unheard++) {
        await act();
        if (await comes(isStored)) return;
      }
      throw new Error(`${what} came to nothing`);
    },
    type: (person, text, isStored) =>
      hands
        .insist(text, isStored, () => say(person, text))
        .catch((error: Error) => {
          throw new Error(`${error.message}; ${lastTold(person)}`);
        }),
    async fill(person, open, wanted, values, isStored) {
      for (const end = Date.now() + longest; Date.now() < end; ) {
        await form(person, open, wanted);
        const said = await sendAll(person, values);
        if (await surely(isStored)) return;
        if (said === 'refused') {
          hands.refused++;
          await sleep(annoyed);
        } else if (said === 'lost' || said === wanted) hands.unheard++;
        else {
          const shown = JSON.stringify(topOf(person.user)?.blocks ?? '').slice(0, 400);
          throw new Error(`lost: ${wanted} was answered with "${said}", and is not stored: ${shown}`);
        }
      }
      throw new Error(`${wanted} came to nothing; ${lastTold(person)}`);
    },
    pressInForm: (person, open, wanted, actionId, isStored) =>
      hands.insist(actionId, isStored, async () => {
        await form(person, open, wanted);
        const { user } = person;
        await slack.click({ user, viewId: topOf(user)?.id ?? '', actionId }).catch(() => undefined);
      }),
    press: async (person, text, what, isStored) =>
      isStored
        ? await hands.insist(what.actionId, isStored, () => press(person, text, what))
        : await press(person, text, what),
  };
  return hands;
}

/** What cannot be looked up now is looked up later. */
async function surely(isStored: Looked): Promise<boolean> {
  for (const end = Date.now() + longest; ; await sleep(between))
    try {
      return await isStored();
    } catch (error) {
      if (Date.now() > end) throw error;
    }
}
