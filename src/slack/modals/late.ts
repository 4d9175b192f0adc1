/** A form whose work takes longer than Slack waits: it stays as it was filled in, whatever comes of it. */
import { type Block, section } from '../blocks/parts/block.js';
import { clipEscaped } from '../blocks/parts/text.js';
import { type Modal, messageView, plain } from './modal.js';

/** What is read of a form that was sent. */
export interface SentForm {
  callback_id: string;
  title: Modal['title'];
  submit?: Modal['title'] | null;
  close?: Modal['title'] | null;
  private_metadata: string;
  blocks: readonly Block[];
}

/** What a form is called that can do nothing for the moment. */
export const busyForm = 'loading';

/** Names the blocks that were put on top, so that they do not pile up. */
const onTop = 'on_top_';

/**
 * The form as it was sent, with something on top. Its fields come with what they held at first, and Slack keeps in them
 * what was typed: whoever reads it can still tell what was changed.
 */
export function againView(form: SentForm, above: readonly Block[]): Modal {
  const { callback_id, title, submit, close, private_metadata, blocks } = form;
  return {
    type: 'modal',
    callback_id,
    title: plain(title.text, 24),
    ...(submit ? { submit: plain(submit.text, 24) } : {}),
    close: plain(close?.text ?? 'Cancel', 24),
    private_metadata,
    blocks: [
      ...above.map((block, at) => ({ ...block, block_id: `${onTop}${at}` })),
      ...blocks.filter(({ block_id: id }) => !(typeof id === 'string' && id.startsWith(onTop))),
    ],
  };
}

/** The same while the work goes on. Where there are fields Slack wants a button, which has nothing to do. */
export function busyView(form: SentForm): Modal {
  const hasFields = form.blocks.some(({ type }) => type === 'input');
  const { submit: _, ...view } = againView(form, [section(':hourglass_flowing_sand: One moment…')]);
  return { ...view, callback_id: busyForm, ...(hasFields ? { submit: plain('One moment…', 24) } : {}) };
}

/** What is wrong, field by field, for the top of the form: beside them Slack shows it only at once. */
export function faultBlocks(errors: Readonly<Record<string, string>>, { blocks }: SentForm): Block[] {
  return Object.entries(errors).map(([field, message]) => {
    const found = blocks.find((one) => one.type === 'input' && one.block_id === field);
    const label = (found?.label as { text?: string } | undefined)?.text;
    const named = label === undefined ? '' : `*${clipEscaped(label, 300)}:* `;
    return section(`:warning: ${named}${clipEscaped(message, 2000)}`);
  });
}

/** Stands where the form was. Closing it uncovers no form that was sent already. */
export const doneView = (title: string): Modal => ({ ...messageView(title, 'Done.'), clear_on_close: true });

/** Stands on top of the form that is shown again. */
export function backView(title: string, blocks: readonly Block[]): Modal {
  return { ...messageView(title, ''), close: plain('Back', 24), blocks: [...blocks] };
}
