/** The buttons that only a Home has. */
import { answering } from '../answer.js';
import { statusBlocks } from '../blocks/home/home.js';
import { statusMessage } from '../blocks/status.js';
import { statusHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { modal } from '../modals/modal.js';
import { type ActionArgs, valueIn } from './incident.js';

/** The whole status of a release: in a Home there is no conversation to answer in. */
export function pressRelease(deps: SlackDependencies) {
  return async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
    await ack();
    await answering(deps, respond, statusHelp, async () => {
      const name = valueIn(action);
      const form = { client, log: deps.log, trigger: body.trigger_id ?? '', title: 'May we ship?' };
      await opening(form, async () => {
        const status = await deps.showStatus(name);
        const blocks = statusBlocks(statusMessage(status), status.release.name);
        return modal({ id: 'home_release', title: 'May we ship?', submit: null, close: 'Close', blocks });
      });
      return null;
    });
  };
}
