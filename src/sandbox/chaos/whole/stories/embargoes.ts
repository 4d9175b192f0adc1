/** Incidents under embargo: declared and updated among few, lifted, updated, corrected, and resolved before everybody. */
import type { IncidentEvent } from '../../../../domain/incident/event.js';
import { createHands } from '../../hands.js';
import { checkLifted } from '../../incidents/embargo-check.js';
import * as places from '../../incidents/places.js';
import { declaredAs, eventsOf } from '../../incidents/record.js';
import { counting, type Scene, type Story } from './story.js';

type Kind = IncidentEvent['kind'];

interface Lived {
  id: number;
  title: string;
  round: number;
}

const told = (round: number) => ({
  ...{ lifted: `Valve ${round} leaked`, wrong: `Valve ${round} was shut by hand` },
  ...{ right: `Valve ${round} was shut by a pump`, over: `Valve ${round} is a new one` },
});
/** What nobody outside may ever read. */
const secret = (round: number) => ({ title: `Zqhole ${round}`, update: `Zqupdate ${round}` });

export function embargoStory({ slack, github, database }: Scene): Story & { again(): number } {
  const hands = createHands(slack, '/incident');
  const person = { user: places.warden, channel: places.home };
  const done: Record<string, number> = {};
  const count = counting(done);
  const all: Lived[] = [];

  const has = (id: number, kind: Kind) => async () => (await eventsOf(database, id, kind)).length > 0;

  async function update(id: number, text: string): Promise<void> {
    const isThere = async () => (await eventsOf(database, id, 'updated')).some((one) => one.text === text);
    await hands.fill(person, `update ${id}`, 'incident_update', { text }, isThere);
  }

  async function resolve(id: number, text: string): Promise<void> {
    const form = ['incident_resolve', `resolve ${id}`] as const;
    await hands.fill(person, form[1], form[0], { criteria: [places.criterion] }, has(id, 'ticked'));
    await hands.pressInForm(person, form[1], form[0], 'incident_confirm', has(id, 'confirmed'));
    await hands.fill(person, form[1], form[0], { text, lingering: 'none' }, has(id, 'resolved'));
  }

  async function checkOne({ id, round }: Lived): Promise<string[]> {
    const found: string[] = [];
    for (const kind of ['lifted', 'corrected', 'confirmed', 'resolved'] as const) {
      const times = (await eventsOf(database, id, kind)).length;
      if (times !== 1)
        found.push(`${times === 0 ? 'lost' : 'doubled'}: incident ${id} ${kind} ${times} times`);
    }
    return [...found, ...checkLifted(slack, github, id, { ...told(round), secrets: secret(round) })];
  }

  return {
    name: 'embargoes',
    done,
    again: () => hands.unheard + hands.refused,
    async live(before) {
      const round = before + 1;
      const { title, update: hidden } = secret(round);
      const { lifted, wrong, right, over } = told(round);
      const values = {
        ...{ title, issue: '', severity: 's2', release: 'v1.0', versions: '1.0.0', impact: 'It leaks.' },
        ...{ workaround: 'Shut it.', embargo: ['embargo'] },
      };
      await hands.fill(
        person,
        'declare --embargo',
        'incident_declare',
        values,
        async () => (await declaredAs(database, title)).length > 0,
      );
      const [id = 0] = await declaredAs(database, title);
      all.push({ id, title, round });
      await update(id, hidden);
      const open = { text: lifted, title: `Tank ${round} leaks`, action: '', owner: '', issue: '' };
      await hands.fill(person, `lift ${id}`, 'incident_lift', open, has(id, 'lifted'));
      await update(id, wrong);
      const correction = { reason: 'Nobody was near it.', text: right };
      await hands.fill(person, `correct ${id}`, 'incident_correct', correction, has(id, 'corrected'));
      await resolve(id, over);
      count('declared, lifted, corrected and resolved');
    },
    async check() {
      const found: string[] = [];
      for (const one of all) {
        const times = (await declaredAs(database, one.title)).length;
        if (times !== 1) found.push(`doubled: "${one.title}" was declared ${times} times`);
        found.push(...(await checkOne(one)));
      }
      return found;
    },
  };
}
