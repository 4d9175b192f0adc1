/** The one table of everything Signalman listens to in Slack. The manifest is checked against it. */
import type { App, BlockButtonAction } from '@slack/bolt';
import { shareStatus, showSection } from './actions/status.js';
import { statusCommand } from './commands/status.js';
import type { SlackDependencies } from './dependencies.js';

export const commands = { '/release-status': statusCommand } as const;

export const actions = [
  { id: 'status_share', handler: shareStatus },
  { id: /^status_section:/, handler: showSection },
] as const;

/** Events the manifest subscribes to. None yet: nothing posts, so nothing has to be heard. */
export const events: readonly string[] = [];

export function listen(app: App, deps: SlackDependencies): void {
  for (const [command, handler] of Object.entries(commands)) app.command(command, handler(deps));
  for (const { id, handler } of actions) {
    app.action<BlockButtonAction>({ type: 'block_actions', action_id: id }, handler(deps) as never);
  }
}
