/** What becomes of the forms of a waiver when they are sent. */
import type { WaiverDesk } from '../../app/waiver-ports.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { stateOfWaiver } from '../../domain/waivers.js';
import type { SlackDependencies } from '../dependencies.js';
import { type SubmitArgs, submission, submitting } from '../incident/submitting.js';
import type { Submitted } from '../modals/answers.js';
import { messageView } from '../modals/modal.js';
import { giveView, readGate, readGive, readWaiverMetadata, waiverModal } from '../modals/waiver.js';

export const waiverSubmissions = Object.values(waiverModal);

type Asked = { actor: { id: string; name: string }; request: string };

export function waiverSubmission(deps: SlackDependencies) {
  return async (args: SubmitArgs): Promise<void> => {
    const { view, body } = args;
    await submitting(deps, args, async (submitted) => {
      const asked = { actor: { id: body.user.id, name: body.user.name }, request: submission(args) };
      const { release } = readWaiverMetadata(submitted.private_metadata);
      if (release === undefined) throw stale();
      if (view.callback_id !== waiverModal.choose)
        return await given(deps.waivers, asked, release, submitted);
      const gate = readGate(submitted);
      if (gate === null) throw new FormFault({ gate: 'Say what is waived.' });
      const prepared = await deps.waivers.prepare({ actor: asked.actor, release, gate });
      const [choice] = prepared.choices;
      if (!choice) throw stale();
      return { replace: giveView(prepared.release, choice, null) };
    });
  };
}

async function given(waivers: WaiverDesk, asked: Asked, release: string, submitted: Submitted) {
  const { gate } = readWaiverMetadata(submitted.private_metadata);
  if (gate === undefined) throw stale();
  const { chosen, ...form } = readGive(submitted);
  const shown = await waivers.waive({ ...asked, ...form, release, gate, parts: chosen });
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

const stale = () =>
  new UserFault('stale-form', 'That form means nothing any more.', 'Type `/release-signoff waive`');
