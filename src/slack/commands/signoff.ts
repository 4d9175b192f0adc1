/** `/release-signoff`: acknowledged at once; then a form, or a private answer. */
import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { answering } from '../answer.js';
import { helpMessage } from '../blocks/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { askView } from '../modals/exception.js';
import { signoffHelp } from './help.js';
import { parseSignoff } from './parse-signoff.js';
import { waiverWords } from './signoff-waivers.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

export function signoffCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond, client }: Args): Promise<void> => {
    await ack();
    await answering(deps, respond, signoffHelp, async () => {
      const asked = parseSignoff(command.text ?? '', deps.releases);
      if (asked.do === 'help') return helpMessage(signoffHelp);
      if (asked.do !== 'exception') return await waiverWords(deps, { command, client }, asked);
      // Told here rather than in a form that can only be closed.
      const release = deps.exceptions.release(asked.release);
      const form = { client, log: deps.log, trigger: command.trigger_id, title: 'Ask for an exception' };
      await opening(form, async () => askView(release));
      return null;
    });
  };
}
