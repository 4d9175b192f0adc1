/** What becomes of the forms of a waiver when they are sent. */
import type { WaiverDesk } from '../../app/waiver-ports.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { shortHash } from '../../domain/short-hash.js';
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
  const { choices } = await waivers.prepare({ actor: asked.actor, release, gate });
  // The form only knows short names of the parts.
  const parts = (choices[0]?.finding.parts ?? [])
    .filter(({ key }) => chosen.includes(shortHash(key)))
    .map(({ key }) => key);
  if (chosen.length > 0 && parts.length === 0 && !form.isWhole)
    throw new FormFault({ parts: 'None of that holds the release back any more.' });
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

const stale = () =>
  new UserFault('stale-form', 'That form means nothing any more.', 'Type `/release-signoff waive`');
