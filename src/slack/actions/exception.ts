/** The buttons of an exception: asking for one, approving it, and refusing it with a reason. */
import { said } from '../blocks/parts/block.js';
import { signoffHelp } from '../commands/help.js';
import { askView, refuseExceptionView } from '../modals/exception.js';
import { numberIn, staleFaults } from '../stale.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(signoffHelp, ({ exceptions }) => ({ exceptions }));
const { staleButton } = staleFaults('Type `/release-status calendar`');

export const pressAsk = button(({ exceptions, value, open }) =>
  open('Ask for an exception', async () => askView(exceptions.release(value))),
);

export const pressApprove = button(async ({ exceptions, value, asked }) => {
  const id = numberIn(value, staleButton);
  const { by } = await exceptions.decide({ ...asked, id, isApproved: true, reason: '' });
  return said(`Exception ${id} is approved, and <@${by.id}> is told.`);
});

export const pressRefuse = button(({ exceptions, value, asked, open }) =>
  open('Refuse an exception', async () =>
    refuseExceptionView(await exceptions.mayDecide({ actor: asked.actor, id: numberIn(value, staleButton) })),
  ),
);
