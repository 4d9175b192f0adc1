/**
 * Buttons in a Home are those of messages, and Slack gives no address there to answer to: what would be a private answer
 * stands at the top of the Home. And whoever does something anywhere sees in their Home what became of it.
 */
import type { AnyMiddlewareArgs, Middleware, RespondArguments } from '@slack/bolt';
import type { ActionArgs } from '../actions/pressed.js';
import type { Message } from '../blocks/parts/block.js';
import type { HomeDesk } from './desk.js';

type Handler = (args: ActionArgs) => Promise<void>;

export function answeredInHome(home: HomeDesk | null, handler: Handler): Handler {
  return async (args) => {
    const { view, user } = args.body as { view?: { type?: string }; user: { id: string } };
    if (home === null || view?.type !== 'home') return await handler(args);
    const respond = async (message: string | RespondArguments) => await home.say(user.id, message as Message);
    await handler({ ...args, respond: respond as never });
  };
}

/** It never throws and nobody waits for it: whether somebody listens at all is known before. */
export function seenInHome(home: HomeDesk | null): Middleware<AnyMiddlewareArgs> {
  return async ({ body, next }) => {
    await next();
    const { type, user } = body as { type?: string; user?: { id?: string } };
    const id = user?.id;
    if (home && id !== undefined && (type === 'block_actions' || type === 'view_submission'))
      void home.did(id);
  };
}
