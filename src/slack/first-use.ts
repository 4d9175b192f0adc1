/** Everything that can be typed, pressed or opened while Signalman is not set up has one answer: what is missing. */
import type { App } from '@slack/bolt';
import type { FirstUse } from '../domain/first-use.js';
import { answering } from './answer.js';
import { firstUseMessage } from './blocks/status/first-use.js';
import { statusHelp } from './commands/help.js';
import type { SlackDependencies } from './dependencies.js';
import { opening } from './forms/opening.js';
import { commands } from './listeners.js';
import { type Modal, modal } from './modals/modal.js';

type Dependencies = Pick<SlackDependencies, 'log' | 'count'>;

const title = 'Setting up Signalman';

export function listenFirstUse(app: App, deps: Dependencies, first: FirstUse): void {
  const explained = (user: string): Modal =>
    modal({
      id: 'first_use',
      title,
      submit: null,
      close: 'Close',
      blocks: firstUseMessage(first, user).blocks,
    });
  const anything = /^/;
  for (const command of Object.keys(commands))
    app.command(command, async ({ ack, command: typed, respond }) => {
      await ack();
      await answering(deps, respond, statusHelp, async () => firstUseMessage(first, typed.user_id));
    });
  // Buttons of messages from before the release was taken out of the file.
  app.action(anything, async ({ ack, body, respond }) => {
    await ack();
    if ('response_url' in body)
      await answering(deps, respond, statusHelp, async () => firstUseMessage(first, body.user.id));
  });
  app.view(anything, async ({ ack, body }) => {
    const view = explained(body.user.id);
    await (body.type === 'view_submission' ? ack({ response_action: 'update', view: view as never }) : ack());
  });
  app.shortcut(anything, async ({ ack, body, client }) => {
    await ack();
    const form = { client, log: deps.log, trigger: body.trigger_id, title };
    await opening(form, async () => explained(body.user.id)).catch((error: unknown) =>
      deps.log.warn({ err: error }, 'a form could not be opened'),
    );
  });
  app.event('app_home_opened', async ({ event, client }) => {
    if (event.tab !== 'home') return;
    const { blocks } = firstUseMessage(first, event.user);
    await client.views
      .publish({
        user_id: event.user,
        view: { type: 'home', callback_id: 'home', blocks: blocks as never },
      })
      .catch((error: unknown) => deps.log.warn({ err: error }, 'a Home could not be published'));
  });
}
