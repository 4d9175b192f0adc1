/**
 * Finds who handles what came in. Bolt asks each listener about each request, and copies the request for it: with a
 * hundred and thirty of them that took longer than everything else until the acknowledgement.
 */
import type { App, BlockButtonAction } from '@slack/bolt';

/** Takes what Bolt gives a listener; which of its kinds, the id says. */
// biome-ignore lint/suspicious/noExplicitAny: Bolt's arguments differ with the kind, and each handler names its own
export type Handler = (args: any) => Promise<void>;

export interface Handled {
  /** Of a command with its slash, a button, a shortcut or a form. */
  id: string | RegExp;
  handler: Handler;
}

/** @throws Error when two handle the same */
export function handlerTable(all: readonly Handled[]): (id: string) => Handler | undefined {
  const exact = new Map<string, Handler>();
  const patterns: { id: RegExp; handler: Handler }[] = [];
  for (const { id, handler } of all) {
    if (typeof id !== 'string') patterns.push({ id, handler });
    else if (exact.has(id)) throw new Error(`two handlers for ${id}`);
    else exact.set(id, handler);
  }
  return (id) => exact.get(id) ?? patterns.find((one) => one.id.test(id))?.handler;
}

export interface Handlers {
  commands: readonly Handled[];
  actions: readonly Handled[];
  forms: readonly Handled[];
  /** Of the whole workspace, and of one message. */
  shortcuts: Record<'shortcut' | 'message_action', readonly Handled[]>;
}

const anything = /^/;

/** What nobody handles is not acknowledged: whoever sent it is told so. */
export function dispatch(app: App, { commands, actions, forms, shortcuts }: Handlers): void {
  const command = handlerTable(commands);
  app.command(anything, async (args) => await command(args.command.command)?.(args));
  const action = handlerTable(actions);
  app.action<BlockButtonAction>(
    { type: 'block_actions', action_id: anything },
    async (args) => await action(args.action.action_id)?.(args),
  );
  const form = handlerTable(forms);
  app.view(
    { type: 'view_submission', callback_id: anything },
    async (args) => await form(args.view.callback_id)?.(args),
  );
  for (const type of ['shortcut', 'message_action'] as const) {
    const shortcut = handlerTable(shortcuts[type]);
    app.shortcut(
      { type, callback_id: anything },
      async (args) => await shortcut(args.shortcut.callback_id)?.(args),
    );
  }
}
