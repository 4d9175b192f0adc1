/** One action item: what, of which type, whose, until when, and the issue where it is tracked already. */
import type { Incident } from '../../../domain/incident/incident.js';
import { type ActionType, actionTypes } from '../../../domain/postmortem/event.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import { isoDay } from '../../../domain/time.js';
import { section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, initialsOf, type Submitted } from '../answers.js';
import { dayField, type Modal, modal, personField, selectField, textField } from '../modal.js';
import { longestTyped, postmortemModal, readPostMortemMetadata, writePostMortemMetadata } from './names.js';

const types: Record<ActionType, { text: string; description: string }> = {
  detect: { text: 'detect', description: 'it would be noticed earlier' },
  prevent: { text: 'prevent', description: 'it would not happen again' },
  mitigate: { text: 'mitigate', description: 'it would hurt less' },
};

/** @param item the one that is changed @param text of a new one, typed before the form was opened */
export function actionView(
  { id, facts }: Pick<Incident, 'id' | 'facts'>,
  { item = null, text = '', zone }: { item?: ActionItem | null; text?: string; zone: string },
): Modal {
  const isNew = item === null;
  return modal({
    id: postmortemModal.action,
    title: isNew ? 'Add an action item' : 'Change an action item',
    submit: isNew ? 'Add' : 'Change',
    metadata: writePostMortemMetadata({ incident: id, ...(item ? { action: item.id } : {}) }),
    blocks: [
      section(`*Incident ${id}:* ${typedLine(facts.title, 600)}`),
      textField(
        {
          id: 'text',
          label: 'What is to be done',
          hint: 'One thing, so that everybody can tell when it is done.',
        },
        { most: longestTyped.item, initial: item?.text ?? text, isLong: true },
      ),
      selectField(
        { id: 'type', label: 'Type' },
        actionTypes.map((value) => ({ value, ...types[value] })),
        item?.type ?? null,
        'radio_buttons',
      ),
      personField(
        {
          ...{ id: 'owner', label: 'Owner', optional: true },
          hint: 'Without one the owners of the post-mortem are reminded until somebody takes it.',
        },
        item?.owner?.id ?? '',
      ),
      textField(
        {
          ...{ id: 'login', label: 'Their GitHub login', optional: true },
          hint: 'Its issue is assigned to them. Without one it is assigned to nobody.',
        },
        { most: longestTyped.login, initial: item?.login ?? '', placeholder: 'mei-tanabe' },
      ),
      dayField(
        { id: 'due', label: 'Due', optional: true, hint: `The end of that day in ${zone}.` },
        item?.due ? isoDay(item.due - 1, zone) : '',
      ),
      textField(
        {
          id: 'issue',
          label: 'Issue that exists already',
          optional: true,
          hint: 'It counts as done when that is closed.',
        },
        { most: longestTyped.issue, initial: item?.issue?.name ?? '', placeholder: 'kubernetes/kubeadm#250' },
      ),
    ],
  });
}

export interface ActionSent {
  incident: number | null;
  /** null: it is a new one */
  action: string | null;
  text: string;
  type: ActionType | null;
  /** A Slack id; empty: nobody. */
  owner: string;
  /** Empty: not known. */
  login: string;
  due: string;
  issue: string;
  /** Fields that hold something else than they came with. */
  changed: readonly ('text' | 'type' | 'owner' | 'login' | 'due' | 'issue')[];
}

export function readAction(submitted: Submitted): ActionSent {
  const { incident = null, action = null } = readPostMortemMetadata(submitted.private_metadata);
  const now = fieldsOf(answersOf(submitted));
  const before = fieldsOf(initialsOf(submitted));
  const names = ['text', 'type', 'owner', 'login', 'due', 'issue'] as const;
  return { incident, action, ...now, changed: names.filter((name) => now[name] !== before[name]) };
}

const fieldsOf = ({ text, choice, person, day }: ReturnType<typeof answersOf>) => ({
  text: text('text').replace(/\r\n?/g, '\n').trim(),
  type: actionTypes.find((one) => one === choice('type')) ?? null,
  owner: person('owner'),
  login: text('login').trim().replace(/^@/, ''),
  due: day('due'),
  issue: text('issue').trim(),
});
