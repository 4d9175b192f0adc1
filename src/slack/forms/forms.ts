/** The forms of one part of Signalman: what becomes of each when it is sent, by what it is called towards Slack. */
import type { Actor } from '../../app/permission.js';
import type { SlackDependencies } from '../dependencies.js';
import type { Submitted } from '../modals/answers.js';
import { type SubmitArgs, submission, submitting, type Then } from './submitting.js';

/** What a form is handled with, beside what its part needs. */
export interface Sent {
  submitted: Submitted;
  /** `request`: tells this sending of this form from all others. */
  asked: { actor: Actor; request: string };
}

export interface Forms {
  /** What they are called towards Slack. */
  ids: string[];
  /** Answers any of them. Never throws. */
  sent(deps: SlackDependencies): (args: SubmitArgs) => Promise<void>;
}

/** @param find what the part needs; its faults are the person's to read */
export function formsOf<D extends object>(
  handlers: Readonly<Record<string, (sent: Sent & D) => Promise<Then>>>,
  find: (deps: SlackDependencies) => D,
): Forms {
  return {
    ids: Object.keys(handlers),
    sent: (deps) => async (args) => {
      const { view, body } = args;
      await submitting(deps, args, async (submitted) => {
        const handle = handlers[view.callback_id];
        if (!handle) throw new Error(`nobody handles the form ${view.callback_id}`);
        const actor = { id: body.user.id, name: body.user.name };
        const asked = { actor, request: submission(args) };
        return await handle({ ...find(deps), submitted, asked });
      });
    },
  };
}
