/** The form in which an issue about an alert is looked over before it is filed. */
import type { IssueDraft } from '../../../app/ports/ci.js';
import { FormFault } from '../../../domain/fault.js';
import { commandFault, robotCommand } from '../../../domain/robot-command.js';
import { context, section } from '../../blocks/parts/block.js';
import { clip } from '../../blocks/parts/text.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import { ciModal, longestCi, writeCiMetadata } from './names.js';

export function fileView(alert: string, { repository, title, body, labels }: IssueDraft): Modal {
  return modal({
    id: ciModal.file,
    title: 'File an issue',
    submit: 'File',
    metadata: writeCiMetadata({ alert }),
    blocks: [
      section(`In *${typedLine(repository, 200)}*`),
      textField(
        { id: 'title', label: 'Title' },
        { most: longestCi.title, initial: clip(title, longestCi.title) },
      ),
      textField(
        { id: 'body', label: 'Text', hint: 'Markdown. It is public where the repository is.' },
        { most: longestCi.body, initial: fitting(body), isLong: true },
      ),
      ...(labels.length === 0
        ? []
        : [
            context(
              `Labels: ${labels
                .slice(0, 20)
                .map((label) => typedLine(label, 60))
                .join(', ')}`,
            ),
          ]),
    ],
  });
}

/** Cut to what a field holds; a block of code that was torn is closed again, so that it takes in nothing below it. */
function fitting(body: string): string {
  const close = '\n```';
  if (body.length <= longestCi.body) return body;
  const cut = clip(body, longestCi.body - close.length);
  return (cut.match(/^```/gm) ?? []).length % 2 === 0 ? cut : `${cut}${close}`;
}

/** @throws FormFault with all that is missing */
export function readIssue(submitted: Submitted): { title: string; body: string } {
  const { text } = answersOf(submitted);
  const title = text('title').replace(/\s+/g, ' ').trim();
  const body = text('body').trim();
  const command = robotCommand(body);
  const faults = {
    ...(command === null ? {} : { body: commandFault(command) }),
    ...(title === '' ? { title: 'An issue needs a title.' } : {}),
    ...(body === '' ? { body: 'Say what fails.' } : {}),
  };
  if (Object.keys(faults).length > 0) throw new FormFault(faults);
  return { title, body };
}
