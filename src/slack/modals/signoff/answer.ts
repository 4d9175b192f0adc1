/** The form for the answer of a group: for which of them, under which conditions, or why not. */
import { FormFault } from '../../../domain/fault.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import { candidateName } from '../../../domain/signoff/tally.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { commitLink, nameOfGroup } from '../../blocks/signoff/lines.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import { groupsField, readGroups } from './groups.js';
import {
  type AnswerForm,
  longestSignoff,
  readSignoffMetadata,
  signoffModal,
  writeSignoffMetadata,
} from './names.js';

export const answerTitles: Record<AnswerForm, string> = {
  go: 'Say GO',
  'go-if': 'GO with conditions',
  'no-go': 'Say NO GO',
};

/** What is filled in already. */
export interface Prefilled {
  reason?: string;
  conditions?: string;
}

/** @param groups that the person may answer for, at least one */
export function answerView(
  shown: ShownPoll,
  groups: readonly string[],
  answer: AnswerForm,
  { reason = '', conditions = '' }: Prefilled = {},
): Modal {
  const [only] = groups;
  const isOne = groups.length === 1 && only !== undefined;
  const who = isOne ? ` for *${nameOfGroup(shown, only)}*` : '';
  return modal({
    id: signoffModal.answer,
    title: answerTitles[answer],
    submit: answer === 'no-go' ? 'NO GO' : 'GO',
    metadata: writeSignoffMetadata({ poll: shown.poll.id, answer, ...(isOne ? { group: only } : {}) }),
    blocks: [
      section(
        `On *${typedLine(candidateName(shown.poll), 150)}* at ${commitLink(shown.poll.candidate.commit, shown)}${who}`,
      ),
      ...(isOne ? [] : [groupsField(shown, groups, { label: 'For whom' })]),
      ...fields(answer, reason, conditions),
    ],
  });
}

function fields(answer: AnswerForm, reason: string, conditions: string): Block[] {
  switch (answer) {
    case 'go':
      return [];
    case 'go-if':
      return [
        textField(
          {
            id: 'conditions',
            label: 'GO as soon as',
            hint: 'Pull requests that have to be merged and issues that have to be closed: #123, owner/name#123, or addresses.',
          },
          { most: longestSignoff.conditions, initial: conditions, placeholder: '#123, #124' },
        ),
        context('They are watched. Nobody has to come back once the last one is done.'),
      ];
    case 'no-go':
      return [
        textField(
          {
            id: 'reason',
            label: 'Why not',
            hint: 'It stands in the poll and in every report, with your name.',
          },
          { most: longestSignoff.reason, initial: reason, isLong: true },
        ),
        textField(
          {
            id: 'issue',
            label: 'Issue or pull request',
            hint: '#123, owner/name#123, or its address.',
            optional: true,
          },
          { most: longestSignoff.issue },
        ),
      ];
  }
}

export interface AnswerSent {
  poll: number | null;
  groups: string[];
  answer: AnswerForm | null;
  reason: string;
  issue: string;
  conditions: string;
}

/** @throws FormFault with all that is missing */
export function readAnswer(submitted: Submitted): AnswerSent {
  const { text } = answersOf(submitted);
  const { poll = null, group, answer = null } = readSignoffMetadata(submitted.private_metadata);
  const groups = group === undefined ? readGroups(submitted) : [group];
  const sent = {
    ...{ reason: text('reason').trim(), issue: text('issue').trim(), conditions: text('conditions').trim() },
  };
  const faults = {
    ...(groups.length === 0 ? { groups: 'Choose at least one.' } : {}),
    ...(answer === 'no-go' && sent.reason === '' ? { reason: 'A NO GO needs a reason.' } : {}),
    ...(answer === 'go-if' && sent.conditions === ''
      ? { conditions: 'Name what has to be merged or closed first.' }
      : {}),
  };
  if (Object.keys(faults).length > 0) throw new FormFault(faults);
  return { poll, groups, answer, ...sent };
}
