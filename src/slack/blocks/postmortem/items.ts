/** The action items of an incident, each with what can be done with it; a page of them at a time. */

import { plural } from '../../../domain/plural.js';
import { type Block, context, header, type Message, section } from '../parts/block.js';
import { typedLine } from '../parts/typed.js';
import { addItemDeed, itemMenu, pageDeeds } from './deeds.js';
import type { Around, ShownPostMortem } from './shown.js';
import { isOverdue, itemLine, ownerOf } from './words.js';

/** So that the longest texts of all of them fit into a message. */
export const itemsPerPage = 10;

/** @param from how many are left out before it; beyond the last page the last page is shown */
export function itemsMessage(
  { incident, postmortem }: Pick<ShownPostMortem, 'incident' | 'postmortem'>,
  { zone, now }: Around,
  from = 0,
): Message {
  const { actions } = postmortem;
  const isOpen = ({ done }: (typeof actions)[number]) => done === null;
  const ordered = [...actions.filter(isOpen), ...actions.filter((one) => !isOpen(one))];
  const open = actions.filter(isOpen);
  const last = Math.max(0, Math.ceil(ordered.length / itemsPerPage) - 1) * itemsPerPage;
  const start = Math.min(Math.floor(from / itemsPerPage) * itemsPerPage, last);
  const title = `Action items of incident ${incident.id}`;
  const counts = [
    `${open.length} of ${actions.length} open`,
    `${open.filter((one) => ownerOf(one) === null).length} without an owner`,
    `${open.filter((one) => isOverdue(one, now)).length} overdue`,
  ];
  const shown = ordered.slice(start, start + itemsPerPage);
  const blocks: Block[] = [
    header(title),
    context(
      [
        typedLine(incident.facts.title, 200),
        ...(actions.length === 0 ? ['none yet'] : counts),
        ...(shown.length < actions.length ? [`${start + 1} to ${start + shown.length} here`] : []),
      ].join(' · '),
    ),
    ...shown.map((one) => ({
      ...section(
        `${one.done ? ':white_check_mark: ' : ''}*${typedLine(one.text, 300)}*\n${itemLine(one, now, zone)}`,
      ),
      accessory: itemMenu(incident.id, one),
    })),
    addItemDeed(incident.id, pageDeeds(incident.id, start, itemsPerPage, ordered.length)),
  ];
  return {
    text: `${title}: ${actions.length === 0 ? 'none yet' : `${plural(open.length, 'item')} open`}.`,
    blocks,
  };
}
