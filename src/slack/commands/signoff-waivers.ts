/** The words `waive`, `waivers` and `checklist` of `/release-signoff`: a form, or a private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import type { Message } from '../blocks/block.js';
import { waiverListMessage } from '../blocks/waivers.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { checklistView } from '../modals/checklist.js';
import type { Modal } from '../modals/modal.js';
import { chooseView, giveView } from '../modals/waiver.js';
import type { WaiverWords } from './parse-waivers.js';

type Args = Pick<SlackCommandMiddlewareArgs & AllMiddlewareArgs, 'command' | 'client'>;

/** @returns null when a form was opened */
export async function waiverWords(
  deps: SlackDependencies,
  { command, client }: Args,
  asked: WaiverWords,
): Promise<Message | null> {
  const actor = { id: command.user_id, name: command.user_name };
  const open = async (title: string, make: () => Promise<Modal>) => {
    await opening({ client, log: deps.log, trigger: command.trigger_id, title }, make);
    return null;
  };
  switch (asked.do) {
    case 'waivers':
      return waiverListMessage(await deps.waivers.list(asked.release));
    case 'waive':
      return await open('Waive a finding', async () => {
        const { release, choices } = await deps.waivers.prepare({ actor, ...asked });
        const [only] = choices;
        // Whoever names the gate has chosen already.
        return only && (asked.gate !== null || choices.length === 1)
          ? giveView(release, only, asked.part)
          : chooseView(release, choices);
      });
    case 'checklist':
      return await open('Checklist', async () =>
        checklistView(await deps.checklists.prepare({ actor, release: asked.release, name: asked.list })),
      );
  }
}
