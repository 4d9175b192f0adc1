/** The button that opens the form of a checklist. */
import { z } from 'zod';
import { UserFault } from '../../domain/fault.js';
import { answering } from '../answer.js';
import { signoffHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../incident/opening.js';
import { checklistView } from '../modals/checklist.js';
import { type ActionArgs, askedBy, valueIn } from './incident.js';

const value = z.tuple([z.string().max(100), z.string().max(100)]);

export function pressTick(deps: SlackDependencies) {
  return async ({ ack, action, body, respond, client }: ActionArgs): Promise<void> => {
    await ack();
    await answering(deps, respond, signoffHelp, async () => {
      const [release, name] = read(valueIn(action));
      const { actor } = askedBy(body, action);
      const form = { client, log: deps.log, trigger: body.trigger_id ?? '', title: 'Checklist' };
      await opening(form, async () => checklistView(await deps.checklists.prepare({ actor, release, name })));
      return null;
    });
  };
}

function read(text: string): z.infer<typeof value> {
  try {
    return value.parse(JSON.parse(text));
  } catch {
    throw new UserFault('stale-button', 'This button is out of date.', 'Type `/release-status checklist`');
  }
}
