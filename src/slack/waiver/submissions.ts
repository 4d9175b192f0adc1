/** What becomes of the forms of a waiver when they are sent. */
import type { WaiverDesk } from '../../app/ports/waiver.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { stateOfWaiver } from '../../domain/waivers.js';
import { formsOf, type Sent } from '../forms.js';
import type { Then } from '../incident/submitting.js';
import { messageView } from '../modals/modal.js';
import { giveView, readGate, readGive, readWaiverMetadata, waiverModal } from '../modals/waiver.js';

type WaiverSent = Sent & { waivers: WaiverDesk };

export const waiverForms = formsOf(
  { [waiverModal.choose]: chosen, [waiverModal.give]: given },
  ({ waivers }) => ({ waivers }),
);

async function chosen({ waivers, submitted, asked: { actor } }: WaiverSent): Promise<Then> {
  const { release } = readWaiverMetadata(submitted.private_metadata);
  if (release === undefined) throw stale();
  const gate = readGate(submitted);
  if (gate === null) throw new FormFault({ gate: 'Say what is waived.' });
  const prepared = await waivers.prepare({ actor, release, gate });
  const [choice] = prepared.choices;
  if (!choice) throw stale();
  return { replace: giveView(prepared.release, choice, null) };
}

async function given({ waivers, submitted, asked }: WaiverSent): Promise<Then> {
  const { release, gate } = readWaiverMetadata(submitted.private_metadata);
  if (release === undefined || gate === undefined) throw stale();
  const { chosen: parts, ...form } = readGive(submitted);
  const shown = await waivers.waive({ ...asked, ...form, release, gate, parts });
  const { waiver, now } = shown;
  const isWaiting = stateOfWaiver(waiver, shown.release.waiving, now) === 'waiting';
  return {
    replace: messageView(
      isWaiting ? 'Asked' : 'Waived',
      isWaiting
        ? `Waiver ${waiver.id} of ${shown.release.name} counts once a second person agrees. You are told directly.`
        : `Waiver ${waiver.id} of ${shown.release.name} counts from now on, and stands beside the verdict.`,
    ),
  };
}

const stale = () => new UserFault('stale-form', 'This form is out of date.', 'Type `/release-signoff waive`');
