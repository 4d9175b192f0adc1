/** How a button in a message is answered: privately, or by a form. What it needs is found when it is pressed. */
import type { AllMiddlewareArgs, BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import type { Actor } from '../../app/permission.js';
import { second } from '../../domain/time.js';
import { answering } from '../answer.js';
import type { Message } from '../blocks/parts/block.js';
import type { HelpText } from '../blocks/parts/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import type { Modal } from '../modals/modal.js';

export type ActionArgs = SlackActionMiddlewareArgs<BlockAction> & AllMiddlewareArgs;

export interface Pressed {
  /** Of the button, or of the option that was chosen. */
  value: string;
  /** Of the block that it stands in. */
  block: string;
  /** `request`: tells this press from all others. */
  asked: { actor: Actor; request: string };
  /** When it was pressed, as Slack says: ms, UTC. */
  at: number;
  /** Where it was pressed; empty: in a Home. */
  channel: string;
  /** For what everybody in the channel may see. */
  respond: ActionArgs['respond'];
  /** Opens a form. */
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

/** @param find what the work needs; its faults are the person's to read */
export const buttonWith =
  <D extends object>(help: HelpText, find: (deps: SlackDependencies) => D) =>
  (work: (pressed: Pressed & D) => Promise<Message | null>) =>
  (deps: SlackDependencies) =>
  async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
    await ack();
    const press = () =>
      work({
        ...find(deps),
        ...{ value: valueIn(action), asked: askedBy(body, action), respond },
        block: 'block_id' in action ? action.block_id : '',
        at: Number('action_ts' in action ? action.action_ts : Number.NaN) * second,
        channel: body.channel?.id ?? '',
        async open(title, make) {
          await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title }, make);
          return null;
        },
      });
    // Most buttons open forms, and nobody presses hundreds in a second.
    await answering(deps, respond, help, press, () => true);
  };

export function valueIn(action: ActionArgs['action']): string {
  if ('selected_option' in action && action.selected_option) return action.selected_option.value ?? '';
  return 'value' in action && typeof action.value === 'string' ? action.value : '';
}

export function askedBy(body: ActionArgs['body'], action: ActionArgs['action']): Pressed['asked'] {
  const { id, name, username } = body.user as { id: string; name?: string; username?: string };
  const at = 'action_ts' in action ? action.action_ts : '';
  return { actor: { id, name: name ?? username ?? id }, request: `action ${at} ${id} ${action.action_id}` };
}
