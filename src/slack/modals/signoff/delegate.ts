/** The form in which a lead who is away names somebody who answers for them. */
import { FormFault } from '../../../domain/fault.js';
import type { Release } from '../../../domain/release.js';
import { context, section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { nameOfGroup } from '../../blocks/signoff/lines.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField, personField } from '../modal.js';
import { groupsField, readGroups } from './groups.js';
import { readSignoffMetadata, signoffModal, writeSignoffMetadata } from './names.js';

/** @param groups that the person leads, at least one */
export function delegateView(release: Release, groups: readonly string[]): Modal {
  const [only] = groups;
  const isOne = groups.length === 1 && only !== undefined;
  const shown = { release };
  return modal({
    id: signoffModal.delegate,
    title: 'Name a delegate',
    submit: 'Name',
    metadata: writeSignoffMetadata({ release: release.name, ...(isOne ? { group: only } : {}) }),
    blocks: [
      section(
        `For the sign-off of *${typedLine(release.name, 90)}*${isOne ? ` by *${nameOfGroup(shown, only)}*` : ''}`,
      ),
      ...(isOne ? [] : [groupsField(shown, groups, { label: 'For whom', isOneOnly: true })]),
      personField({ id: 'delegate', label: 'Who answers' }, ''),
      momentField({ id: 'from', label: 'From', optional: true, hint: 'Empty: from now on.' }, null),
      momentField({ id: 'until', label: 'Until', hint: 'It is over then by itself.' }, null),
      context('You can still answer yourself. The poll says for whom a delegate answered.'),
    ],
  });
}

export interface DelegateSent {
  release: string | null;
  group: string;
  delegate: string;
  from: number | null;
  until: number;
}

/** @throws FormFault with all that is missing */
export function readDelegate(submitted: Submitted): DelegateSent {
  const { person, moment } = answersOf(submitted);
  const { release = null, group = readGroups(submitted)[0] ?? '' } = readSignoffMetadata(
    submitted.private_metadata,
  );
  const delegate = person('delegate');
  const until = moment('until');
  const faults = {
    ...(group === '' ? { groups: 'Choose one.' } : {}),
    ...(delegate === '' ? { delegate: 'Choose a person.' } : {}),
    ...(until === null ? { until: 'Say until when.' } : {}),
  };
  if (until === null || Object.keys(faults).length > 0) throw new FormFault(faults);
  return { release, group, delegate, from: moment('from'), until };
}
