/** The buttons of a status: share it with the channel, or look at another section of it. */
import type { AllMiddlewareArgs, BlockButtonAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { answerAll, answering } from '../answer.js';
import { statusMessage } from '../blocks/status/status.js';
import { statusHelp } from '../commands/help.js';
import { sectionMessage } from '../commands/status.js';
import type { SlackDependencies } from '../dependencies.js';

type Args = SlackActionMiddlewareArgs<BlockButtonAction> & AllMiddlewareArgs;

/** `status_share`: the same verdict, for everybody in the channel, with the name of who shared it. */
export function shareStatus(deps: SlackDependencies) {
  return async ({ ack, action, body, respond }: Args): Promise<void> => {
    await ack();
    await answering(deps, respond, statusHelp, async () => {
      const message = statusMessage(await deps.showStatus(action.value ?? null), body.user.id);
      await answerAll(respond, message);
      return null;
    });
  };
}

/** `status_section:<section>` */
export function showSection(deps: SlackDependencies) {
  return async ({ ack, action, respond }: Args): Promise<void> => {
    await ack();
    const section = action.action_id.slice(action.action_id.indexOf(':') + 1);
    await answering(deps, respond, statusHelp, async () =>
      sectionMessage(deps, await deps.showStatus(action.value ?? null), section),
    );
  };
}
