/** Linking pull requests and duplicates in a form, and the question before a duplicate is closed at GitHub. */
import type { LinkedItem } from '../../../domain/incident/github-events.js';
import { stateOfLink } from '../../../domain/incident/github-lines.js';
import type { Incident } from '../../../domain/incident/incident.js';
import { kindInWords } from '../../../domain/incident/link.js';
import { shortName } from '../../../domain/incident/sights.js';
import { type Block, section } from '../../blocks/parts/block.js';
import { answersOf, type Submitted } from '../answers.js';
import { boxesField, type Modal, modal, severalField, textField } from '../modal.js';
import { typedLine } from './incidents.js';
import { readMetadata, writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

const mostTyped = 1500;

/** @param fixes typed before the form was opened, or in an earlier round */
export function linkView(incident: Incident, fixes = ''): Modal {
  const { id, facts, github } = incident;
  const linked = github.linked;
  return modal({
    id: incidentModal.link,
    title: 'Fix and duplicates',
    submit: 'Save',
    metadata: writeMetadata({ incident: id }),
    blocks: [
      section(`*Incident ${id}:* ${typedLine(facts.title, 600)}`),
      textField(
        {
          ...{ id: 'fixes', label: 'Pull requests that repair it', optional: true },
          hint: 'owner/name#123, #123 or addresses; several with blanks between them. They are watched.',
        },
        { most: mostTyped, initial: fixes },
      ),
      textField(
        {
          ...{ id: 'duplicates', label: 'Issues that report the same', optional: true },
          hint: 'The same way.',
        },
        { most: mostTyped },
      ),
      ...(linked.length === 0
        ? []
        : [
            severalField(
              { id: 'off', label: 'Take off', optional: true, hint: 'What does not belong to it.' },
              linked.map((one) => ({ value: one.name, text: inWords(one) })),
              [],
            ),
          ]),
    ],
  });
}

const inWords = (item: LinkedItem): string =>
  `${shortName(item.name)} · ${kindInWords(item.as)}, ${stateOfLink(item)}`;

export function readLinks(submitted: Submitted): { fixes: string; duplicates: string; off: string[] } {
  const { text, ticked } = answersOf(submitted);
  return { fixes: text('fixes').trim(), duplicates: text('duplicates').trim(), off: ticked('off') };
}

/** @param lock whether it is locked too, unless whoever confirms says otherwise */
export function closeDuplicateView(incident: Incident, item: LinkedItem, lock: boolean): Modal {
  const title = typedLine(item.title, 600);
  const tracked = incident.facts.issue ? ` of ${typedLine(shortName(incident.facts.issue.name), 150)}` : '';
  return modal({
    id: incidentModal.closeDuplicate,
    title: 'Close a duplicate',
    submit: 'Close it',
    metadata: writeMetadata({ incident: incident.id, item: item.name }),
    blocks: [
      section(
        `*${typedLine(shortName(item.name), 150)}*${title === '' ? '' : `: ${title}`}\nIt will be closed on GitHub as a duplicate${tracked}, where everybody sees it.`,
      ) as Block,
      boxesField(
        { id: 'lock', label: 'Comments', optional: true },
        [{ value: 'lock', text: 'Lock it too: only people with write access can comment there then' }],
        lock ? ['lock'] : [],
      ),
    ],
  });
}

/** @returns `item` empty: the form is not ours */
export function readCloseDuplicate(submitted: Submitted): { item: string; lock: boolean } {
  const { item = '' } = readMetadata(submitted.private_metadata);
  return { item, lock: answersOf(submitted).ticked('lock').length > 0 };
}
