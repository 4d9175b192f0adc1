/** The reminder of action items that nobody owns, or that are overdue, to whoever answers for them. */
import type { Saying } from '../../../domain/delivery.js';
import type { IncidentEvent } from '../../../domain/incident/event.js';
import { plural } from '../../../domain/plural.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import type { Shown } from '../incident/shown.js';
import { type Block, buttons, context, section } from '../parts/block.js';
import { link, mention, ordinal } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';
import { partValue, postmortemAction } from './names.js';
import { itemLine, ownerOf } from './words.js';

type Nagged = Extract<IncidentEvent, { kind: 'actions-nagged' }>;

/** Two blocks each, with room for the longest text. */
const mostItems = 8;

export function nag({ incident, settings, links }: Shown, { actions, to, count }: Nagged): Saying {
  const items = incident.postmortem.actions.filter(({ id }) => actions.includes(id));
  // The record says when it is said.
  const now = Math.max(...items.map(({ naggedAt }) => naggedAt ?? 0));
  const unowned = items.filter((one) => ownerOf(one) === null).length;
  const why = [
    ...(unowned > 0 ? [`${unowned} without an owner`] : []),
    ...(unowned < items.length ? [`${items.length - unowned} overdue`] : []),
  ].join(', ');
  const said = `${plural(items.length, 'action item')} of incident ${incident.id} ${items.length === 1 ? 'waits' : 'wait'}`;
  const title = linkText(incident.facts.title, 160);
  const about = links.head === null ? typedLine(title, 900) : link(links.head, title);
  const people = to.slice(0, 10).map(mention).join(', ');
  const left = items.length - mostItems;
  return {
    text: `${said}: ${why}.`,
    blocks: [
      section(`:alarm_clock: ${people === '' ? '' : `${people}: `}*${said}:* ${why}\n${about}`),
      ...items.slice(0, mostItems).flatMap((one) => itemBlocks(incident.id, one, now, settings.zone)),
      context(
        `${left > 0 ? `and ${left} more: ` : 'All of them: '}\`/incident action ${incident.id} list\` · ${ordinal(count)} reminder`,
      ),
    ],
  };
}

function itemBlocks(incident: number, item: ActionItem, now: number, zone: string): Block[] {
  const value = partValue(incident, item.id);
  const isMine = ownerOf(item) !== null;
  return [
    section(`${typedLine(item.text, 300)}\n${itemLine(item, now, zone)}`),
    buttons([
      ...(isMine ? [] : [{ text: 'Take it', action: postmortemAction.take, value, primary: true }]),
      { text: isMine ? 'Change…' : 'Set an owner…', action: postmortemAction.owner, value },
      { text: 'Done…', action: postmortemAction.done, value },
    ]),
  ];
}
