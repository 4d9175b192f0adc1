/** An issue in a list: its number as a link, its title, its groups, who has it, and since when it is open. */
import type { ItemRef } from '../../../domain/issue.js';
import { groupName, type Release } from '../../../domain/release.js';
import { isoDay } from '../../../domain/time.js';
import type { Block } from './block.js';
import { clip, plainText } from './text.js';

/** Titles are shown as they are: in rich text nothing of them is read as a command. */
export function itemLine(item: ItemRef, { groups, zone }: Release): object {
  const theirs = item.labels
    .filter((label) => label.toLowerCase().startsWith(groups.prefix.toLowerCase()))
    .map((label) => groupName(groups, label.slice(groups.prefix.length).toLowerCase()));
  const small = [
    theirs.join(', ') || `no ${groups.noun}`,
    item.assignees.slice(0, 3).join(', ') || 'unassigned',
    `since ${isoDay(item.createdAt, zone)}`,
  ];
  return {
    type: 'rich_text_section',
    elements: [
      numberLink(item),
      { type: 'text', text: ` ${clip(plainText(item.title), 110)} ` },
      { type: 'text', text: clip(plainText(`(${small.join(' · ')})`), 120), style: { italic: true } },
    ],
  };
}

/** An issue of which only the number is known. */
export const numberLine = (issue: Pick<ItemRef, 'number' | 'url'>): object => ({
  type: 'rich_text_section',
  elements: [numberLink(issue)],
});

const numberLink = ({ number, url }: Pick<ItemRef, 'number' | 'url'>) =>
  url.length > 500 ? { type: 'text', text: `#${number}` } : { type: 'link', url, text: `#${number}` };

/** @param heading in bold above the bullets; null: none */
export function bullets(heading: string | null, lines: object[]): Block {
  const above =
    heading === null
      ? []
      : [
          {
            type: 'rich_text_section',
            elements: [{ type: 'text', text: plainText(heading), style: { bold: true } }],
          },
        ];
  return {
    type: 'rich_text',
    elements: [...above, { type: 'rich_text_list', style: 'bullet', elements: lines }],
  };
}
