/** The buttons of an exception: asking for one, approving it, and refusing it with a reason. */
import { UserFault } from '../../domain/fault.js';
import { answering } from '../answer.js';
import { type Message, section } from '../blocks/block.js';
import { signoffHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { askView, refuseExceptionView } from '../modals/exception.js';
import type { Modal } from '../modals/modal.js';
import { type ActionArgs, askedBy, valueIn } from './incident.js';

interface Pressed {
  deps: SlackDependencies;
  value: string;
  asked: ReturnType<typeof askedBy>;
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

function button(work: (pressed: Pressed) => Promise<Message | null>) {
  return (deps: SlackDependencies) =>
    async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
      await ack();
      await answering(deps, respond, signoffHelp, () =>
        work({
          ...{ deps, value: valueIn(action), asked: askedBy(body, action) },
          async open(title, make) {
            await opening({ client, log: deps.log, trigger: body.trigger_id ?? '', title }, make);
            return null;
          },
        }),
      );
    };
}

/** @throws UserFault `stale-button` */
function numberIn(value: string): number {
  if (/^\d{1,9}$/.test(value)) return Number(value);
  throw new UserFault('stale-button', 'This button is out of date.', 'Type `/release-status calendar`');
}

export const pressAsk = button(({ deps, value, open }) =>
  open('Ask for an exception', async () => askView(deps.exceptions.release(value))),
);

export const pressApprove = button(async ({ deps, value, asked }) => {
  const id = numberIn(value);
  const { by } = await deps.exceptions.decide({ ...asked, id, isApproved: true, reason: '' });
  const text = `Exception ${id} is approved, and <@${by.id}> is told.`;
  return { text, blocks: [section(text)] };
});

export const pressRefuse = button(({ deps, value, asked, open }) =>
  open('Refuse an exception', async () =>
    refuseExceptionView(await deps.exceptions.mayDecide({ actor: asked.actor, id: numberIn(value) })),
  ),
);
