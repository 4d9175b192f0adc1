/** Opens a form within the three seconds that Slack allows, and fills it when what it shows is known. */
import type { WebClient } from '@slack/web-api';
import type { Log } from '../../app/ports/log.js';
import { UserFault } from '../../domain/fault.js';
import { reference } from '../answer.js';
import { faultView, loadingView, type Modal, messageView } from '../modals/modal.js';
import { troubleOf } from '../sending/trouble.js';

type Views = Pick<WebClient, 'views'>;

/** What Slack says when a trigger is of no use any more. */
const spent = ['expired_trigger_id', 'exchanged_trigger_id', 'invalid_trigger_id', 'trigger_expired'];

/**
 * @param make what the form shows; a fault of the person is shown in its place
 * @throws UserFault `too-late` when the three seconds were over
 */
export async function opening(
  {
    client,
    log,
    trigger,
    title,
    isOnTop = false,
  }: { client: Views; log: Log; trigger: string; title: string; isOnTop?: boolean },
  make: () => Promise<Modal>,
): Promise<void> {
  const view = loadingView(title) as never;
  let id: string | undefined;
  try {
    const asked = { trigger_id: trigger, view };
    const answer = isOnTop ? await client.views.push(asked) : await client.views.open(asked);
    id = answer.view?.id;
  } catch (error) {
    const trouble = troubleOf(error);
    if (trouble.kind === 'answer' && spent.includes(trouble.code))
      throw new UserFault(
        'too-late',
        'Slack allows three seconds to open a form, and it took longer.',
        'Nothing was changed. Please try again.',
      );
    throw error;
  }
  if (id === undefined) throw new Error('Slack opened a form without an id');
  const made = (await shown(make, title, log)) as never;
  try {
    await client.views.update({ view_id: id, view: made });
  } catch (error) {
    const trouble = troubleOf(error);
    // Whoever has closed it meanwhile does not want it any more.
    if (trouble.kind !== 'answer' || trouble.code !== 'not_found') throw error;
  }
}

/** What a form shows: the fault of the person, or a reference to ours, where it cannot be made. */
export async function shown(make: () => Promise<Modal>, title: string, log: Log): Promise<Modal> {
  try {
    return await make();
  } catch (error) {
    if (error instanceof UserFault) return faultView(title, error);
    return brokenView(title, error, log);
  }
}

export function brokenView(title: string, error: unknown, log: Log): Modal {
  const number = reference();
  log.error({ err: error, reference: number }, 'a form could not be handled');
  return messageView(
    title,
    `Something went wrong here. Nothing was changed. Try again; if it goes wrong again, tell whoever runs Signalman this reference: ${number}`,
  );
}
