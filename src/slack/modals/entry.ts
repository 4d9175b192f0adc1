/** An entry in a list that is a form: what it says, with a way to change it or to take it out. */
import { type Block, section } from '../blocks/parts/block.js';
import { plain } from './modal.js';

export interface Listed {
  /** mrkdwn, harmless already */
  text: string;
  /** Of both buttons. */
  value: string;
  /** Action ids. */
  change: string;
  remove: string;
  /** Asked before it is taken out. */
  question: string;
}

/** Two blocks of the hundred that a form may have. */
export function entryBlocks({ text, value, change, remove, question }: Listed): Block[] {
  const confirm = {
    title: plain('Take it out?', 100),
    text: plain(question, 300),
    confirm: plain('Take out', 30),
    deny: plain('Keep', 30),
  };
  const button = (label: string, action: string, more: object = {}) => ({
    ...{ type: 'button', text: plain(label, 75), action_id: action, value },
    ...more,
  });
  return [
    section(text),
    {
      type: 'actions',
      elements: [button('Change', change), button('Take out', remove, { style: 'danger', confirm })],
    },
  ];
}

/** So many entries fit into a form, with what stands above and below them. */
export const mostEntries = 45;
