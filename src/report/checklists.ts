/** The release team's checklists in a report: as Markdown with boxes, and as JSON whose shape is kept stable. */

import { z } from 'zod';
import type { ReleaseChecklist } from '../domain/checklist/checklist.js';
import { progressOf, unknownBecause } from '../domain/checklist/standing.js';
import type { Status } from '../domain/status.js';
import { showMoment } from '../domain/time.js';
import { escapeWithLinks, escapeMarkdown as plain, webAddress } from './escape.js';
import { iso } from './iso.js';

/** Lines below `Checklists`; none where there is no list. */
export function checklistLines({ evidence, release, now }: Status, brief: boolean): string[] {
  return evidence.checklists.flatMap((list) => [
    headline(list, now),
    ...(brief ? [] : list.items.map((item) => itemLine(item, release.zone))),
  ]);
}

function headline(list: ReleaseChecklist, now: number): string {
  const url = list.source === null ? null : webAddress(list.source.url);
  const title = url === null ? plain(list.title) : `[${plain(list.title)}](${url})`;
  const why = unknownBecause(list, now);
  const { done, of } = progressOf(list);
  return `- **${title}**: ${why === null ? `${done} of ${of}` : `not known, ${plain(why)}`}`;
}

function itemLine(
  { text, depth, ticked, isRequired }: ReleaseChecklist['items'][number],
  zone: string,
): string {
  const note = ticked && ticked.note !== '' ? `: ${escapeWithLinks(ticked.note)}` : '';
  const who = ticked ? ` (${plain(ticked.by.name)}, ${showMoment(ticked.at, zone)}${note})` : '';
  return `${'  '.repeat(Math.min(depth, 6) + 1)}- [${ticked ? 'x' : ' '}] ${plain(text)}${isRequired ? '' : ' (not required)'}${who}`;
}

const moment = z.iso.datetime();

export const checklistShape = z.object({
  name: z.string(),
  title: z.string(),
  phase: z.string().nullable(),
  done: z.number().int().min(0).describe('Of the items that have to be ticked.'),
  of: z.number().int().min(0),
  unknown: z.string().nullable().describe('Why nobody can say how it stands; null: it can be said.'),
  source: z.string().nullable().describe('The file; null: signalman.yml.'),
  items: z.array(
    z.object({
      text: z.string(),
      required: z.boolean(),
      depth: z.number().int().min(0),
      ticked: z
        .object({ by: z.object({ id: z.string(), name: z.string() }), at: moment, note: z.string() })
        .nullable(),
    }),
  ),
});

export function checklistJson(list: ReleaseChecklist, now: number): z.infer<typeof checklistShape> {
  const { name, title, phase, source, items } = list;
  return {
    ...{ name, title, phase, ...progressOf(list), unknown: unknownBecause(list, now) },
    source: source?.url ?? null,
    items: items.map(({ text, isRequired, depth, ticked }) => ({
      ...{ text, required: isRequired, depth },
      ticked: ticked && {
        by: { id: ticked.by.id, name: ticked.by.name },
        at: iso(ticked.at),
        note: ticked.note,
      },
    })),
  };
}
