// Reads the view that a client wants to show, with Slack's limits for modals and Home tabs.

import { checkOptional, checkText, collector } from '../blocks/problems.js';
import { viewBlockProblems, withIds } from '../blocks/validate.js';
import type { Fields } from '../fields.js';
import { isFields, listOf, textOf } from '../fields.js';
import type { View } from '../model.js';
import { refusalWithProblems } from '../refusal.js';

export type ViewDraft = Omit<View, 'id' | 'user' | 'hash' | 'rootId' | 'previousId' | 'state' | 'errors'>;

/** @throws Refusal `invalid_arguments`, naming every wrong place */
export function readView(view: Fields | undefined, type: 'modal' | 'home'): ViewDraft {
  const problems = view ? problemsOf(view, type) : ['missing required field: view [json-pointer:/view]'];
  if (!view || problems.length > 0) throw refusalWithProblems('invalid_arguments', problems);
  return {
    type,
    callbackId: textOf(view.callback_id),
    externalId: textOf(view.external_id),
    privateMetadata: textOf(view.private_metadata),
    title: isFields(view.title) ? view.title : undefined,
    submit: isFields(view.submit) ? view.submit : undefined,
    close: isFields(view.close) ? view.close : undefined,
    blocks: withIds(listOf(view.blocks)),
    clearOnClose: view.clear_on_close === true,
    notifyOnClose: view.notify_on_close === true,
  };
}

function problemsOf(view: Fields, type: 'modal' | 'home'): string[] {
  const { report, problems } = collector();
  if (view.type !== type) report('/view/type', `unsupported type: ${String(view.type)}`);
  if (type === 'modal') {
    checkText(report, '/view/title', view.title, { most: 24, only: 'plain_text' });
    checkText(report, '/view/submit', view.submit, { most: 24, only: 'plain_text', optional: true });
    checkText(report, '/view/close', view.close, { most: 24, only: 'plain_text', optional: true });
    const hasInput = listOf(view.blocks).some((block) => block.type === 'input');
    if (hasInput && view.submit === undefined)
      report('/view/submit', 'missing required field: submit with input blocks');
  }
  checkOptional(report, '/view/private_metadata', view.private_metadata, 3000);
  checkOptional(report, '/view/callback_id', view.callback_id, 255);
  checkOptional(report, '/view/external_id', view.external_id, 255);
  return [...problems, ...viewBlockProblems(view.blocks, type)];
}
