/** Answers a form that was sent: closes it, shows what is wrong beside its fields, or goes on to the next. */
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { FormFault, UserFault } from '../../domain/fault.js';
import type { SlackDependencies } from '../dependencies.js';
import { errorsOf, inputsOf, type Submitted } from '../modals/answers.js';
import { faultView, loadingView, type Modal, messageView } from '../modals/modal.js';
import { brokenView } from './opening.js';

export type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What happens to the form: `all` closes those below it too; `below` shows it in the lowest one, and closes this. */
export type Then = 'close' | 'all' | { replace: Modal } | { push: Modal } | { below: Modal };

/** Slack waits three seconds. ms */
const patience = 2300;

/** What tells this sending of this form from all others. */
export const submission = ({ view }: Pick<SubmitArgs, 'view'>): string => `view ${view.id} ${view.hash}`;

/** Never throws: what went wrong is shown, and what is ours is in the log. */
export async function submitting(
  { log, count }: Pick<SlackDependencies, 'log' | 'count'>,
  { ack, view, client }: SubmitArgs,
  work: (submitted: Submitted) => Promise<Then>,
): Promise<void> {
  const title = view.title.text;
  const submitted = view as unknown as Submitted;
  const done = work(submitted).then(
    (next) => ({ next, outcome: 'fine' as const }),
    (error: unknown) => ({
      next: faulty(error),
      outcome: error instanceof UserFault ? ('fault' as const) : ('broken' as const),
    }),
  );
  function faulty(error: unknown): Then | { errors: Record<string, string> } {
    if (error instanceof FormFault) {
      const errors = errorsOf(error, inputsOf(submitted));
      if (errors) return { errors };
    }
    if (error instanceof UserFault) return { push: faultView(title, error) };
    return { push: brokenView(title, error, log) };
  }
  /** Shows what belongs into the lowest form there; where that is gone, in this one. */
  async function lowered(next: Then | { errors: Record<string, string> }) {
    if (typeof next === 'string' || !('below' in next)) return next;
    try {
      await client.views.update({ view_id: view.root_view_id ?? view.id, view: next.below as never });
      return 'close';
    } catch (error) {
      log.warn({ err: error }, 'the form below could not be changed');
      return { replace: next.below };
    }
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(resolve, patience, null);
  });
  const result = await Promise.race([done, late]);
  clearTimeout(timer);
  if (result) {
    count(result.outcome);
    await ack(answerOf(await lowered(result.next)) as never);
    return;
  }
  // It goes on; what comes of it is shown when it is known.
  await ack({ response_action: 'update', view: loadingView(title) } as never);
  const { next, outcome } = await done;
  count(outcome);
  try {
    await client.views.update({ view_id: view.id, view: lateView(next, title) as never });
  } catch (error) {
    log.warn({ err: error }, 'what came of a form could not be shown');
  }
}

function answerOf(
  then: Exclude<Then, { below: Modal }> | { errors: Record<string, string> },
): object | undefined {
  if (then === 'close') return undefined;
  if (then === 'all') return { response_action: 'clear' };
  if ('errors' in then) return { response_action: 'errors', errors: then.errors };
  if ('push' in then) return { response_action: 'push', view: then.push };
  return { response_action: 'update', view: then.replace };
}

function lateView(then: Then | { errors: Record<string, string> }, title: string): Modal {
  if (then === 'close' || then === 'all') return messageView(title, 'Done.');
  if ('errors' in then) return messageView(title, Object.values(then.errors).join(' '));
  if ('below' in then) return then.below;
  return 'push' in then ? then.push : then.replace;
}
