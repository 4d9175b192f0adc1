/** Who owns a post-mortem, and how far it is. */

import type { Incident } from '../../../domain/incident/incident.js';
import type { Person } from '../../../domain/person.js';
import { type Status, statuses } from '../../../domain/postmortem/event.js';
import type { PostMortem } from '../../../domain/postmortem/postmortem.js';
import { section, sections } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { statusNames } from '../../blocks/postmortem/words.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, peopleField, selectField, textField } from '../modal.js';
import { longestTyped, postmortemModal, readPostMortemMetadata, writePostMortemMetadata } from './names.js';

type Named = Pick<Incident, 'id' | 'facts'>;
const about = ({ id, facts }: Named) => section(`*Incident ${id}:* ${typedLine(facts.title, 600)}`);

/** So that all of them can still sign. */
const mostOwners = 10;

export function ownersView(incident: Named, owners: readonly Person[]): Modal {
  return modal({
    id: postmortemModal.owners,
    title: 'Owners',
    submit: 'Save',
    metadata: writePostMortemMetadata({ incident: incident.id }),
    blocks: [
      about(incident),
      peopleField(
        {
          ...{ id: 'owners', label: 'Who answers for the post-mortem' },
          hint: 'They sign it, and are reminded of action items without an owner.',
        },
        owners.map(({ id }) => id),
        mostOwners,
      ),
    ],
  });
}

export function readOwners(submitted: Submitted): { incident: number | null; owners: string[] } {
  const { incident = null } = readPostMortemMetadata(submitted.private_metadata);
  return { incident, owners: answersOf(submitted).people('owners').slice(0, mostOwners) };
}

const meanings: Record<Status, string> = {
  draft: 'still being written',
  pending: 'everybody may comment; the owners sign',
  final: 'all owners have signed it',
};

export function statusView(
  incident: Named,
  { status }: Pick<PostMortem, 'status'>,
  missing: readonly string[],
): Modal {
  const lines = missing.slice(0, 12).map((one) => `• ${typedLine(one, 200)}`);
  return modal({
    id: postmortemModal.status,
    title: 'Status',
    submit: 'Save',
    metadata: writePostMortemMetadata({ incident: incident.id }),
    blocks: [
      about(incident),
      ...(missing.length === 0
        ? []
        : sections('*Missing before it can be final*', [
            ...lines,
            ...(missing.length > lines.length ? [`and ${missing.length - lines.length} more`] : []),
          ])),
      selectField(
        { id: 'status', label: 'Status' },
        statuses.map((value) => ({ value, text: statusNames[value], description: meanings[value] })),
        status,
        'radio_buttons',
      ),
      textField(
        {
          id: 'reason',
          label: 'Why',
          optional: true,
          hint: 'Needed on the way back to draft, and from final.',
        },
        { most: longestTyped.reason, isLong: true },
      ),
    ],
  });
}

export function readStatus(submitted: Submitted): {
  incident: number | null;
  status: Status | null;
  reason: string;
} {
  const { incident = null } = readPostMortemMetadata(submitted.private_metadata);
  const { choice, text } = answersOf(submitted);
  return {
    incident,
    status: statuses.find((one) => one === choice('status')) ?? null,
    reason: text('reason').trim(),
  };
}
