/** Waivers in a report: beside the reasons as Markdown, and with each finding as JSON whose shape is kept stable. */

import { z } from 'zod';
import type { Status } from '../domain/status.js';
import { showMoment } from '../domain/time.js';
import { stateOfWaiver, waiversOf } from '../domain/waiver/cover.js';
import type { Waiver, Waiving } from '../domain/waiver/waiver.js';
import { escapeWithLinks, escapeMarkdown as plain } from './escape.js';
import { iso } from './iso.js';

/** Lines of a list below `Waivers`; none where nothing is waived. */
export function waiverLines({ verdict, release, now }: Status): string[] {
  return waiversOf(verdict.findings).map((one) => {
    const isWaiting = stateOfWaiver(one, release.waiving, now) === 'waiting';
    const who = [one.by, ...(one.second ? [one.second.by] : [])].map(({ name }) => plain(name)).join(' and ');
    const state = isWaiting ? ' (waits for a second person, and does not count yet)' : '';
    return `- ${plain(one.about)}: waived by ${who} until ${showMoment(one.until, release.zone)}${state}. ${escapeWithLinks(one.reason)}`;
  });
}

const moment = z.iso.datetime();
const person = z.object({ id: z.string(), name: z.string() });

export const waiverShape = z.object({
  id: z.number().int(),
  state: z.enum(['in-force', 'waiting']).describe('waiting: for a second person; it does not count yet'),
  about: z.string().describe('What it is about, as it was then.'),
  parts: z.array(z.string()).nullable().describe('Keys of what it covers; null: the finding as a whole.'),
  reason: z.string(),
  by: person,
  at: moment,
  until: moment,
  second: person.nullable(),
});

export function waiverJson(waiver: Waiver, waiving: Waiving, now: number): z.infer<typeof waiverShape> {
  const { id, covers, about, reason, by, at, until, second } = waiver;
  return {
    ...{ id, about, reason, by: { id: by.id, name: by.name }, at: iso(at), until: iso(until) },
    state: stateOfWaiver(waiver, waiving, now) === 'waiting' ? 'waiting' : 'in-force',
    parts: 'parts' in covers ? covers.parts : null,
    second: second && { id: second.by.id, name: second.by.name },
  };
}
