/** The private line to whoever wrote lessons or action items in the discussion: what was kept, and where it stands. */
import type { Prefixed } from '../../../domain/postmortem/prefixed.js';
import { buttons, context, type Message, section } from '../parts/block.js';
import { postmortemAction } from './names.js';
import { listNames } from './words.js';

export function lessonsKept(incident: number, parts: readonly Prefixed[]): Message {
  const lists = parts.flatMap((one) => (one.kind === 'lesson' ? [listNames[one.list]] : []));
  const actions = parts.flatMap((one) => (one.kind === 'action' ? [one] : []));
  const lines = [
    ...(lists.length === 0 ? [] : [`Kept under ${[...new Set(lists)].map((one) => `*${one}*`).join(', ')}.`]),
    ...(actions.length === 0
      ? []
      : [
          `Kept as ${actions.length === 1 ? 'an action item' : `${actions.length} action items`} without an owner.`,
        ]),
    ...(actions.some((one) => !one.isTypeSaid)
      ? ['No type was given, so it is *prevent*: change it if that is wrong.']
      : []),
  ];
  const text = `Incident ${incident}: ${lines.join(' ').replaceAll('*', '')}`;
  return {
    text,
    blocks: [
      section(lines.join(' ')),
      ...(actions.length === 0
        ? []
        : [buttons([{ text: 'Action items', action: postmortemAction.list, value: String(incident) }])]),
      context(
        `In the post-mortem of incident ${incident}.${lists.length === 0 ? '' : ' Edit or delete your message, and it follows.'}`,
      ),
    ],
  };
}
