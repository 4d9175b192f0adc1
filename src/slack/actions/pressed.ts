/** How a button in a message is answered: privately, or by a form. What it needs is found when it is pressed. */
import { answering } from '../answer.js';
import type { Message } from '../blocks/block.js';
import type { HelpText } from '../blocks/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import type { Modal } from '../modals/modal.js';
import { type ActionArgs, askedBy, valueIn } from './incident.js';

export interface Press {
  /** Of the button, or of the option that was chosen. */
  value: string;
  asked: ReturnType<typeof askedBy>;
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
  (work: (pressed: Press & D) => Promise<Message | null>) =>
  (deps: SlackDependencies) =>
  async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
    await ack();
    await answering(deps, respond, help, () =>
      work({
        ...find(deps),
        ...{ value: valueIn(action), asked: askedBy(body, action), respond },
        channel: body.channel?.id ?? '',
        async open(title, make) {
          await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title }, make);
          return null;
        },
      }),
    );
  };
