/** Answers a form that was sent: closes it, shows what is wrong beside its fields, or goes on to the next. */
import { randomUUID } from 'node:crypto';
import type { AllMiddlewareArgs, SlackViewMiddlewareArgs, ViewSubmitAction } from '@slack/bolt';
import { inTime } from '../../app/in-time.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { section } from '../blocks/parts/block.js';
import type { SlackDependencies } from '../dependencies.js';
import { errorsOf, inputsOf, type Submitted } from '../modals/answers.js';
import { againView, backView, busyView, doneView, faultBlocks, type SentForm } from '../modals/late.js';
import { faultView, loadingView, type Modal } from '../modals/modal.js';
import { brokenView } from './opening.js';

export type SubmitArgs = SlackViewMiddlewareArgs<ViewSubmitAction> & AllMiddlewareArgs;

/** What happens to the form: `all` closes those below it too; `below` shows it in the lowest one, and closes this. */
export type Then = 'close' | 'all' | { replace: Modal } | { push: Modal } | { below: Modal };

/** Or what is wrong: beside its fields, or in a word of its own. */
type Outcome = Then | { errors: Record<string, string> } | { trouble: Modal };

/** Slack waits three seconds. ms */
const patience = 2300;

/** What tells this sending of this form from all others. */
export const submission = ({ view }: Pick<SubmitArgs, 'view'>): string => `view ${view.id} ${view.hash}`;

/**
 * Never throws: what went wrong is shown, and what is ours is in the log.
 * @param isLookedAt what comes of it usually stands on top of the form, which has to stay below it
 */
export async function submitting(
  { log, count }: Pick<SlackDependencies, 'log' | 'count'>,
  { ack, view, client }: SubmitArgs,
  work: (submitted: Submitted) => Promise<Then>,
  { isLookedAt = false } = {},
): Promise<void> {
  const title = view.title.text;
  const submitted = view as unknown as Submitted;
  const form = view as unknown as SentForm;
  const done = work(submitted).then(
    (next): { next: Outcome; outcome: 'fine' } => ({ next, outcome: 'fine' }),
    (error: unknown) => ({
      next: faulty(error),
      outcome: error instanceof UserFault ? ('fault' as const) : ('broken' as const),
    }),
  );
  function faulty(error: unknown): Outcome {
    if (error instanceof FormFault) {
      const errors = errorsOf(error, inputsOf(submitted));
      if (errors) return { errors };
    }
    if (error instanceof UserFault) return { trouble: faultView(title, error) };
    return { trouble: brokenView(title, error, log) };
  }
  const shown = (id: { view_id: string } | { external_id: string }, next: Modal) =>
    client.views.update({ ...id, view: next as never });

  /** Shows what belongs into the lowest form there. @returns false where that is gone */
  async function lowered(next: Modal): Promise<boolean> {
    try {
      await shown({ view_id: view.root_view_id ?? view.id }, next);
      return true;
    } catch (error) {
      log.warn({ err: error }, 'the form below could not be changed');
      return false;
    }
  }
  const result = await inTime(done, patience, () => null);
  if (result) {
    count(result.outcome);
    const { next } = result;
    const isBelow = typeof next !== 'string' && 'below' in next;
    await ack(answerOf(isBelow && (await lowered(next.below)) ? 'close' : next) as never);
    return;
  }
  // It goes on; what comes of it is shown when it is known. What was typed stays until then, and after.
  const cover = isLookedAt ? { ...loadingView(title), external_id: randomUUID() } : null;
  await ack(
    (cover
      ? { response_action: 'push', view: cover }
      : { response_action: 'update', view: busyView(form) }) as never,
  );
  const { next, outcome } = await done;
  count(outcome);
  try {
    const here = { view_id: view.id };
    const { form: then, top } = await lateViews(next);
    if (then) await shown(here, then);
    if (top) await shown(cover ?? here, top);
  } catch (error) {
    log.warn({ err: error }, 'what came of a form could not be shown');
  }

  /** What the form shows then, and what stands on top of it, or in its place. */
  async function lateViews(next: Outcome): Promise<{ form?: Modal; top?: Modal }> {
    const wrong = (blocks: Modal['blocks']) => ({
      form: againView(form, blocks),
      ...(cover ? { top: backView(title, blocks) } : {}),
    });
    if (next === 'close' || next === 'all') return { top: doneView(title) };
    if ('errors' in next) return wrong(faultBlocks(next.errors, form));
    if ('trouble' in next) return wrong(next.trouble.blocks);
    if ('push' in next) return { top: next.push };
    const goBack = {
      top: backView(title, [section('Somebody else sent an update first. Your form shows it.')]),
    };
    if ('below' in next) return (await lowered(next.below)) ? goBack : { top: next.below };
    return cover ? { form: next.replace, ...goBack } : { top: next.replace };
  }
}

/** A form that is being worked on was sent once more. */
export async function busy({ ack, view }: SubmitArgs): Promise<void> {
  const [first] = inputsOf(view as unknown as Submitted);
  const errors = first === undefined ? {} : { [first]: 'It is being worked on already. One moment…' };
  await ack({ response_action: 'errors', errors } as never);
}

function answerOf(then: Outcome): object | undefined {
  if (then === 'close') return undefined;
  if (then === 'all') return { response_action: 'clear' };
  if ('errors' in then) return { response_action: 'errors', errors: then.errors };
  if ('trouble' in then) return { response_action: 'push', view: then.trouble };
  if ('push' in then) return { response_action: 'push', view: then.push };
  return { response_action: 'update', view: 'below' in then ? then.below : then.replace };
}
