/** Text about an incident for places outside Slack, to be copied. */
import type { Incident } from '../../../domain/incident/incident.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { plainText } from '../../blocks/parts/text.js';
import { type Modal, modal } from '../modal.js';
import { writeMetadata } from './metadata.js';
import { incidentModal } from './names.js';

export interface OutsideTexts {
  statusPage: string;
  mail: string;
  releasePage: string;
}

export function outsideView({ id }: Pick<Incident, 'id'>, texts: OutsideTexts): Modal {
  return modal({
    id: incidentModal.text,
    title: 'Text for outside',
    submit: null,
    close: 'Close',
    metadata: writeMetadata({ incident: id }),
    blocks: [
      context(`About incident ${id}, as of now. Read it before you publish it.`),
      ...toCopy('Status page', texts.statusPage),
      ...toCopy('Mail', texts.mail),
      ...toCopy('Release page', texts.releasePage),
    ],
  });
}

/** Nothing in it is a mark, and it is copied as it stands. */
function toCopy(title: string, text: string): Block[] {
  const element = { type: 'text', text: plainText(text) || '–' };
  return [
    section(`*${title}*`),
    { type: 'rich_text', elements: [{ type: 'rich_text_preformatted', elements: [element] }] },
  ];
}
