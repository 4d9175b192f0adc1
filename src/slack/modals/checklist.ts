/** The form in which a checklist is ticked: boxes in groups of ten, because Slack takes no more in one. */
import { z } from 'zod';
import type { ShownChecklist } from '../../app/ports/checklist.js';
import type { ChecklistItem } from '../../domain/checklist/checklist.js';
import { context, section } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { answersOf, initialsOf, inputsOf, type Submitted } from './answers.js';
import { boxesField, type Choice, longChoice, type Modal, modal, textField } from './modal.js';

export const checklistModal = { tick: 'checklist_form' } as const;

/** Boxes of one group, as Slack has them. */
const group = 10;

const metadata = z.object({ release: z.string().max(100), list: z.string().max(100) });

export function readChecklistMetadata(text: string): z.infer<typeof metadata> | null {
  try {
    return metadata.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

export function checklistView({ release, list }: ShownChecklist): Modal {
  const isMarked = list.items.some(({ isRequired }) => !isRequired);
  const groups = Array.from({ length: Math.ceil(list.items.length / group) }, (_, at) =>
    list.items.slice(at * group, (at + 1) * group),
  );
  return modal({
    id: checklistModal.tick,
    title: 'Checklist',
    submit: 'Save',
    metadata: JSON.stringify({ release: release.name, list: list.name }),
    blocks: [
      section(`*${typedLine(list.title, 150)}* for *${typedLine(release.name, 100)}*`),
      ...groups.map((items, at) =>
        boxesField(
          {
            id: `items_${at + 1}`,
            label: groups.length === 1 ? 'What is done' : `${at * group + 1} to ${at * group + items.length}`,
            optional: true,
          },
          items.map((item) => choiceOf(item, isMarked)),
          items.filter(({ ticked }) => ticked !== null).map(({ key }) => key),
        ),
      ),
      textField(
        { id: 'note', label: 'Note', optional: true, hint: 'Stands beside what you tick now.' },
        { most: 500 },
      ),
      ...(isMarked ? [context('What is marked (R) has to be ticked.')] : []),
    ],
  });
}

function choiceOf({ key, text, depth, isRequired }: ChecklistItem, isMarked: boolean): Choice {
  const indent = '\u2003'.repeat(Math.min(depth, 6));
  return longChoice(key, `${indent}${isMarked && isRequired ? '(R) ' : ''}${text}`);
}

/** What the boxes held when the form was made, and hold now; keys of items. */
export function readChecklist(submitted: Submitted): { shown: string[]; sent: string[]; note: string } {
  const groups = inputsOf(submitted).filter((id) => id.startsWith('items_'));
  const answers = answersOf(submitted);
  const initials = initialsOf(submitted);
  return {
    shown: groups.flatMap((id) => initials.ticked(id)),
    sent: groups.flatMap((id) => answers.ticked(id)),
    note: answers.text('note'),
  };
}
