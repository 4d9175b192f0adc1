/** An action item of a meeting in the Home of whoever has it. */
import type { Waiting } from '../../../domain/home/waiting.js';
import { showDay } from '../../../domain/time.js';
import { type Block, section } from '../parts/block.js';
import { link } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';
import { itemMenu } from './deeds.js';
import { nameOf, zoneOf } from './words.js';

export function meetingItem({
  series,
  meeting,
  action,
  isOverdue,
}: Extract<Waiting, { kind: 'meeting-action' }>): Block {
  const { text, due, issue } = action;
  const facts = [
    ...(issue === null ? [] : [link(issue.url, linkText(issue.name, 100))]),
    ...(due === null ? [] : [`${isOverdue ? '*overdue*, ' : ''}due ${showDay(due - 1, zoneOf(series))}`]),
    `from ${typedLine(nameOf(series, meeting, meeting.begins), 150)}`,
  ];
  const sign = isOverdue ? ':hourglass_flowing_sand:' : ':wrench:';
  return {
    ...section(`${sign} *${typedLine(text, 400)}*\n${facts.join(' · ')}`),
    accessory: itemMenu(meeting.id, action),
  };
}
