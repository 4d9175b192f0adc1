/** People who declare and update incidents with a bot that may end at any moment. */
import type { LocalSlack } from '../../slack/index.js';
import { createHands, type Hands, type Looked, type Pressed } from '../hands.js';
import { commander, comms, home } from './places.js';

export interface People {
  hands: Hands;
  /** Until it was acknowledged. */
  declare(title: string, issue: string): Promise<void>;
  /** Until it was acknowledged; the people take turns. @param which from 0 */
  update(incident: number, which: number, text: string): Promise<void>;
  /** Types `/incident …` until it is stored, without a form. */
  type(text: string, isStored: Looked): Promise<void>;
  /** Opens a form and sends it until that is stored. @param open types or presses what opens it */
  fill(
    open: string | (() => Promise<unknown>),
    wanted: string,
    values: Record<string, unknown>,
    isStored: Looked,
  ): Promise<void>;
  /** Presses something in the private answer to `/incident …` until that is stored, or null: once. */
  press(text: string, what: Pressed, isStored: Looked | null): Promise<void>;
}

/** What people look up when a form came to nothing before their eyes. */
export interface Records {
  isDeclared(title: string): Promise<boolean>;
  /** Of an incident, without its declaration. */
  updates(incident: number): Promise<number>;
}

export function createPeople(slack: LocalSlack, records: Records): People {
  const hands = createHands(slack, '/incident');
  const lead = { user: commander, channel: home };
  return {
    hands,
    type: (text, isStored) => hands.type(lead, text, isStored),
    fill: (open, wanted, values, isStored) => hands.fill(lead, open, wanted, values, isStored),
    press: (text, what, isStored) => hands.press(lead, text, what, isStored),
    async declare(title, issue) {
      const values = {
        ...{ title, issue, severity: 's2', release: 'v1.0', versions: '1.0.0' },
        ...{ impact: 'It hangs.', workaround: 'Stay on 0.9.' },
      };
      await hands.fill(lead, 'declare', 'incident_declare', values, () => records.isDeclared(title));
    },
    async update(incident, which, text) {
      const person = { user: which % 2 === 0 ? commander : comms, channel: home };
      const isStored = async () => (await records.updates(incident)) > which;
      await hands.fill(person, `update ${incident}`, 'incident_update', { text }, isStored);
    },
  };
}
