/** The question before an action item is opened as an issue: where, under which title, for whom. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { PostMortemSettings } from '../../../domain/incident/settings.js';
import type { ActionItem } from '../../../domain/postmortem/postmortem.js';
import { context, section } from '../../blocks/parts/block.js';
import { linked, typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import { postmortemModal, readPostMortemMetadata, writePostMortemMetadata } from './names.js';

/** @param repository `owner/name` where it goes unless somebody says otherwise; empty: nobody has configured one */
export function issueView(
  { id }: Pick<Incident, 'id'>,
  item: ActionItem,
  { repository, labels }: { repository: string } & Pick<PostMortemSettings, 'labels'>,
): Modal {
  const shownLabels =
    labels.length === 0
      ? 'none'
      : labels
          .slice(0, 10)
          .map((one) => typedLine(one, 50))
          .join(', ');
  return modal({
    id: postmortemModal.issue,
    title: 'Open as an issue',
    submit: 'Open the issue',
    metadata: writePostMortemMetadata({ incident: id, action: item.id }),
    blocks: [
      section(
        [
          `*Title:* ${typedLine(item.text, 600)}`,
          `*Type:* ${item.type} · *Labels:* ${shownLabels}`,
          `*Assigned to:* ${assigned(item)}`,
        ].join('\n'),
      ),
      textField(
        { id: 'repository', label: 'Repository', hint: 'As owner/name.' },
        { most: 140, initial: repository, placeholder: 'kubernetes/kubeadm' },
      ),
      context('It is opened once, links back to the incident, and counts as done when it is closed.'),
    ],
  });
}

function assigned({ owner, login }: ActionItem): string {
  if (login !== null) return `${typedLine(login, 60)} on GitHub`;
  if (owner === null) return 'nobody, because it has no owner yet';
  return `nobody: no GitHub login is noted for ${linked(owner)}. *Change…* adds one.`;
}

export function readIssue(submitted: Submitted): {
  incident: number | null;
  action: string | null;
  /** Empty: none was typed. */
  repository: string;
} {
  const { incident = null, action = null } = readPostMortemMetadata(submitted.private_metadata);
  return { incident, action, repository: answersOf(submitted).text('repository').trim() };
}
