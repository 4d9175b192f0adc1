/** The forms that only ask why: an action item is done, dropped, taken out or open again. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import { section } from '../../blocks/parts/block.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import {
  type Ending,
  longestTyped,
  postmortemModal,
  readPostMortemMetadata,
  writePostMortemMetadata,
} from './names.js';

const forms: Record<
  Ending,
  { title: string; submit: string; label: string; optional: boolean; note: string }
> = {
  done: {
    ...{ title: 'Done', submit: 'Done', label: 'Evidence', optional: true },
    note: 'Nobody is reminded of it any more.',
  },
  drop: {
    ...{ title: 'Will not be done', submit: 'Drop it', label: 'Why not', optional: false },
    note: 'The post-mortem keeps it, and shows your reason.',
  },
  remove: {
    ...{ title: 'Take it out', submit: 'Take it out', label: 'Why', optional: false },
    note: 'The post-mortem no longer shows it; the record keeps that it was there. Its issue stays as it is.',
  },
  reopen: {
    ...{ title: 'Open again', submit: 'Open again', label: 'Why', optional: false },
    note: 'It counts as open, and whoever owns it is reminded when it is due.',
  },
};

export function endView({ id }: Pick<Incident, 'id'>, item: ActionItem, ending: Ending): Modal {
  const { title, submit, label, optional, note } = forms[ending];
  return modal({
    id: postmortemModal.end,
    ...{ title, submit },
    metadata: writePostMortemMetadata({ incident: id, action: item.id, ending }),
    blocks: [
      section(`*${typedLine(item.text, 600)}*\n${note}`),
      textField({ id: 'reason', label, optional }, { most: longestTyped.reason, isLong: true }),
    ],
  });
}

export function readEnd(submitted: Submitted): {
  incident: number | null;
  action: string | null;
  ending: Ending | null;
  reason: string;
} {
  const {
    incident = null,
    action = null,
    ending = null,
  } = readPostMortemMetadata(submitted.private_metadata);
  return { incident, action, ending, reason: answersOf(submitted).text('reason').trim() };
}
