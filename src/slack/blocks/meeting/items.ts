/** The action items of a meeting and of those before it, each with what can be done with it. */
import type { KeptAction } from '../../../domain/meeting/meeting.js';
import type { MeetingSeries } from '../../../domain/meeting/settings.js';
import { plural } from '../../../domain/plural.js';
import { type Block, context, firstThatFits, header, type Message, section } from '../parts/block.js';
import { clip, clipEscaped } from '../parts/text.js';
import { tidy, typedLine } from '../parts/typed.js';
import { itemMenu, itemsDeeds } from './deeds.js';
import { itemWords, zoneOf } from './words.js';

export interface ListedItem {
  /** Of which meeting it is. */
  meeting: number;
  action: KeptAction;
}

const versions = [
  { items: 20, length: 300 },
  { items: 12, length: 120 },
  { items: 6, length: 60 },
];

/** @param meeting to which more are added @param now ms, UTC */
export function itemsMessage(
  series: MeetingSeries,
  meeting: number,
  items: readonly ListedItem[],
  now: number,
): Message {
  const isOpen = ({ action }: ListedItem) => action.done === null;
  const ordered = [...items.filter(isOpen), ...items.filter((one) => !isOpen(one))];
  const open = items.filter(isOpen).length;
  const title = `Action items: ${clip(tidy(series.title), 110)}`;
  const count = items.length === 0 ? 'none yet' : `${open} of ${items.length} open`;
  return {
    text: clipEscaped(`${title}: ${items.length === 0 ? 'none yet' : `${plural(open, 'item')} open`}.`, 500),
    blocks: firstThatFits(
      versions.map(({ items: most, length }) => (): Block[] => {
        const shown = ordered.slice(0, most);
        const more = ordered.length - shown.length;
        return [
          header(title),
          context(count),
          ...shown.map(({ meeting: its, action }) => ({
            ...section(
              `${action.done ? ':white_check_mark: ' : ''}*${typedLine(action.text, length)}*\n${itemWords(action, now, zoneOf(series), true)}`,
            ),
            accessory: itemMenu(its, action),
          })),
          ...(more > 0 ? [context(`and ${more} more`)] : []),
          itemsDeeds(meeting),
        ];
      }),
    ),
  };
}
