/** People who declare and update incidents with a bot that may end at any moment: what gets no answer, they send again. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { LocalSlack } from '../slack/index.js';
import { commander, comms, home } from './incident-places.js';

export interface Sendings {
  /** Sent again because nothing was heard. */
  unheard: number;
}

export interface People extends Sendings {
  /** Until it was acknowledged. */
  declare(title: string, issue: string): Promise<void>;
  /** Until it was acknowledged; the people take turns. @param which from 0 */
  update(incident: number, which: number, text: string): Promise<void>;
  /** Types `/incident …` until it is stored, without a form. */
  type(text: string, isStored: () => Promise<boolean>): Promise<void>;
  /** Opens a form and sends it until that is stored. @param open types or presses what opens it */
  fill(
    open: string | (() => Promise<void>),
    wanted: string,
    values: Record<string, unknown>,
    isStored: () => Promise<boolean>,
  ): Promise<void>;
  /** Presses something in the private answer to `/incident …` until that is stored, or null: once. */
  press(
    text: string,
    what: { actionId: string; value?: string; says?: string },
    isStored: (() => Promise<boolean>) | null,
  ): Promise<void>;
}

/** What people look up when a form came to nothing before their eyes. */
export interface Records {
  incidents(): Promise<number>;
  /** Of an incident, without its declaration. */
  updates(incident: number): Promise<number>;
}

const between = 20;
const patience = 4000;
/** A bot that lives for a second at a time shows a form within a few lives. ms */
const longest = 60_000;
/** A form that says for so long that it is being worked on has lost its bot. ms */
const busyFor = 10_000;
const busy = 'loading';
const preview = 'incident_preview';

export function createPeople(slack: LocalSlack, records: Records): People {
  const topOf = (user: string) => slack.state.views(user).at(-1);

  const lastTold = () => `told last: ${slack.state.ephemerals(commander, home).at(-1)?.text}`;

  /** Opens a form until it is there and filled. */
  async function form(user: string, open: string | (() => Promise<void>), wanted: string): Promise<void> {
    for (const end = Date.now() + longest; Date.now() < end; ) {
      await clear(user);
      if (typeof open === 'string')
        await slack.slashCommand({ command: '/incident', text: open, user, channel: home });
      else await open();
      const isThere = () => topOf(user)?.callbackId === wanted;
      const found = await slack.waitFor(isThere, { timeoutMs: patience }).catch(() => false);
      if (found) return;
      people.unheard++;
      await sleep(between);
    }
    throw new Error(`${user} waited in vain for the form ${wanted}; ${lastTold()}`);
  }

  async function clear(user: string): Promise<void> {
    const top = topOf(user);
    if (top) await slack.closeView({ viewId: top.id, user, all: true });
  }

  /**
   * The very form that is open, again and again until it is answered, and until a busy bot is done with it.
   * @returns what is open then, or that nothing is; `lost`: nobody works on it any more
   */
  async function send(user: string, values: Record<string, unknown>): Promise<string> {
    for (;;) {
      const top = topOf(user);
      if (!top) throw new Error(`${user} has no form open`);
      const { action, errors } = await slack.submitView({ user, viewId: top.id, values });
      if (action === 'errors') throw new Error(`the form was refused: ${JSON.stringify(errors)}`);
      if (action !== 'failed') break;
      people.unheard++;
      await sleep(between);
    }
    const isDone = () => topOf(user)?.callbackId !== busy;
    await slack.waitFor(isDone, { timeoutMs: busyFor }).catch(() => undefined);
    return isDone() ? (topOf(user)?.callbackId ?? 'nothing') : 'lost';
  }

  /** Tries until it is stored. @throws Error when a bot said that it was done, and it is not */
  async function until(isStored: () => Promise<boolean>, tries: () => Promise<string>): Promise<void> {
    for (;;) {
      const said = await tries();
      if (await isStored()) return;
      if (said !== 'lost') throw new Error(`it was answered with "${said}", and is not stored`);
      people.unheard++;
    }
  }

  /** The private answer to what is typed; null: none came. */
  async function answer(text: string) {
    const before = new Set(slack.state.ephemerals(commander, home).map(({ id }) => id));
    await slack.slashCommand({ command: '/incident', text, user: commander, channel: home });
    return await slack
      .waitFor(() => slack.state.ephemerals(commander, home).find(({ id }) => !before.has(id)), {
        timeoutMs: patience,
      })
      .catch(() => null);
  }

  /** Looks for a while: what was sent may still be worked on. */
  async function comes(isStored: () => Promise<boolean>): Promise<boolean> {
    for (const end = Date.now() + patience; Date.now() < end; await sleep(between))
      if (await isStored()) return true;
    return false;
  }

  /** Does it again and again until it is stored. */
  async function insist(what: string, isStored: () => Promise<boolean>, act: () => Promise<unknown>) {
    for (const end = Date.now() + longest; Date.now() < end; people.unheard++) {
      await act();
      if (await comes(isStored)) return;
    }
    throw new Error(`${what} came to nothing; ${lastTold()}`);
  }

  async function press(
    text: string,
    { actionId, value, says }: { actionId: string; value?: string; says?: string },
  ): Promise<void> {
    const told = await answer(text);
    // It may say that something went wrong.
    if (!told || !JSON.stringify(told.blocks ?? []).includes(`"${actionId}"`)) return;
    const blocks = (told.blocks ?? []) as { block_id?: string }[];
    const block = blocks.find((one) => says !== undefined && JSON.stringify(one).includes(says));
    await slack.click({
      ...{ user: commander, channel: home, ephemeralId: told.id, actionId },
      ...(value === undefined ? {} : { value }),
      ...(block?.block_id === undefined ? {} : { blockId: block.block_id }),
    });
  }

  const people: People = {
    unheard: 0,
    type: (text, isStored) =>
      insist(text, isStored, () =>
        slack.slashCommand({ command: '/incident', text, user: commander, channel: home }),
      ),
    fill: (open, wanted, values, isStored) =>
      insist(wanted, isStored, async () => {
        await form(commander, open, wanted);
        await send(commander, values);
      }),
    press: async (text, what, isStored) =>
      isStored ? await insist(what.actionId, isStored, () => press(text, what)) : await press(text, what),
    async declare(title, issue) {
      const before = await records.incidents();
      const isStored = async () => (await records.incidents()) > before;
      await until(isStored, async () => {
        await form(commander, 'declare', 'incident_declare');
        return await send(commander, {
          ...{ title, issue, severity: 's2', release: 'v1.0', versions: '1.0.0' },
          ...{ impact: 'It hangs.', workaround: 'Stay on 0.9.' },
        });
      });
    },
    async update(incident, which, text) {
      const user = which % 2 === 0 ? commander : comms;
      const isStored = async () => (await records.updates(incident)) > which;
      await until(isStored, async () => {
        await form(user, `update ${incident}`, 'incident_update');
        const shown = await send(user, { text });
        return shown === preview ? await send(user, {}) : shown;
      });
    },
  };
  return people;
}
