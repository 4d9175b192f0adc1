/** What becomes of the forms that lift an embargo. */
import { UserFault } from '../../domain/fault.js';
import type { IncidentSettings } from '../../domain/incident/settings.js';
import { StaleFault } from '../../domain/incident/update.js';
import { overtakenBy } from '../modals/incident/facts.js';
import { liftPreviewView, liftView, readLift, unpackLift } from '../modals/incident/lift.js';
import { readMetadata } from '../modals/incident/metadata.js';
import type { Modal } from '../modals/modal.js';
import type { Sent } from './submissions.js';
import type { Then } from './submitting.js';

/** Shows what everybody would read; or, when somebody was quicker, what they sent. */
export async function lookedLift({ incidents, submitted, asked, id }: Sent): Promise<Then> {
  const input = readLift(submitted);
  try {
    const preview = await incidents.previewLift({ actor: asked.actor, id, input });
    return { push: liftPreviewView(preview, input) };
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    return { replace: overtaken(error, incidents.settings) };
  }
}

export async function liftPacked({ incidents, submitted, asked, id }: Sent): Promise<Then> {
  const input = unpackLift(readMetadata(submitted.private_metadata).packed ?? '');
  if (!input) throw new UserFault('stale-form', 'This form is out of date.', 'Open it again.');
  try {
    await incidents.lift({ ...asked, id, input });
    return 'all';
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    return { below: overtaken(error, incidents.settings) };
  }
}

/** With what holds now: what everybody will read is looked through anew. */
function overtaken({ incident }: StaleFault, settings: IncidentSettings): Modal {
  const view = liftView(incident);
  const yours = 'Yours is not sent. The fields below show what holds now: look through them again.';
  return { ...view, blocks: [...overtakenBy(incident, settings, yours), ...view.blocks] };
}
