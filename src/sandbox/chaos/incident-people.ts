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
  declare(title: string): Promise<void>;
  /** Until it was acknowledged; the people take turns. @param which from 0 */
  update(incident: number, which: number, text: string): Promise<void>;
}

const between = 20;
const patience = 4000;
/** A bot that lives for a second at a time shows a form within a few lives. ms */
const longest = 60_000;

export function createPeople(slack: LocalSlack): People {
  /** Opens a form until it is there and filled. */
  async function form(user: string, text: string, wanted: string): Promise<void> {
    for (const end = Date.now() + longest; Date.now() < end; ) {
      await clear(user);
      await slack.slashCommand({ command: '/incident', text, user, channel: home });
      const isThere = () => slack.state.views(user).at(-1)?.callbackId === wanted;
      const found = await slack.waitFor(isThere, { timeoutMs: patience }).catch(() => false);
      if (found) return;
      people.unheard++;
      await sleep(between);
    }
    throw new Error(`${user} waited in vain for the form of /incident ${text}`);
  }

  async function clear(user: string): Promise<void> {
    const top = slack.state.views(user).at(-1);
    if (top) await slack.closeView({ viewId: top.id, user, all: true });
  }

  /** The very form that is open, again and again until it is answered. @returns what the bot wanted then */
  async function send(user: string, values: Record<string, unknown>): Promise<string> {
    for (;;) {
      const top = slack.state.views(user).at(-1);
      if (!top) throw new Error(`${user} has no form open`);
      const { action, errors } = await slack.submitView({ user, viewId: top.id, values });
      if (action === 'errors') throw new Error(`the form was refused: ${JSON.stringify(errors)}`);
      if (action !== 'failed') return action;
      people.unheard++;
      await sleep(between);
    }
  }

  const people: People = {
    unheard: 0,
    async declare(title) {
      await form(commander, 'declare', 'incident_declare');
      const action = await send(commander, {
        ...{ title, severity: 's2', release: 'v1.0', versions: '1.0.0' },
        ...{ impact: 'It hangs.', workaround: 'Stay on 0.9.' },
      });
      if (action !== 'update') throw new Error(`a declaration was answered with ${action}`);
    },
    async update(incident, which, text) {
      const user = which % 2 === 0 ? commander : comms;
      await form(user, `update ${incident}`, 'incident_update');
      const looked = await send(user, { text });
      const sent = looked === 'push' ? await send(user, {}) : looked;
      if (sent !== 'clear') throw new Error(`an update was answered with ${sent}`);
    },
  };
  return people;
}
