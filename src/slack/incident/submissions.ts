/** What becomes of each form when it is sent. */
import { NewerFault } from '../../app/incident/declare.js';
import type { Incidents } from '../../app/incident/incidents.js';
import { FormFault, UserFault } from '../../domain/fault.js';
import { dueAfter } from '../../domain/incident/cadence.js';
import { latest } from '../../domain/incident/incident.js';
import { StaleFault } from '../../domain/incident/update.js';
import { type Form, forms } from '../commands/parse-incident.js';
import type { SlackDependencies } from '../dependencies.js';
import { type SubmitArgs, submission, submitting, type Then } from '../forms/submitting.js';
import type { Submitted } from '../modals/answers.js';
import { readChoice } from '../modals/incident/choose.js';
import { correctView, readCorrection } from '../modals/incident/correct.js';
import { newerView, readDeclaration } from '../modals/incident/declare.js';
import { overtakenBy } from '../modals/incident/facts.js';
import { readHandOver } from '../modals/incident/hand-over.js';
import { readMerge } from '../modals/incident/merge.js';
import { readMetadata } from '../modals/incident/metadata.js';
import { incidentModal } from '../modals/incident/names.js';
import { readNote, saysOtherwise } from '../modals/incident/note.js';
import { type Packed, unpackInput } from '../modals/incident/packed.js';
import { previewView } from '../modals/incident/preview.js';
import { readReason } from '../modals/incident/reason.js';
import { readResolution, resolveView } from '../modals/incident/resolve.js';
import { readUpdate, updateView } from '../modals/incident/update.js';
import { declaredView, underEmbargoView } from './declared.js';
import { liftPacked, lookedLift } from './embargo.js';
import { incidentForm } from './forms.js';
import { closedDuplicate, linked } from './link-submissions.js';
import { incidentsOf } from './which.js';

export interface Sent {
  incidents: Incidents;
  submitted: Submitted;
  asked: { actor: { id: string; name: string }; request: string };
  /** Of the incident that the form is about. */
  id: number;
}

type Handle = (sent: Sent) => Promise<Then>;

/** By what the form is called towards Slack. */
const handlers: Record<string, Handle> = {
  [incidentModal.declare]: declared,
  [incidentModal.update]: ({ ...sent }) => looked(sent, { input: readUpdate(sent.submitted), of: null }),
  [incidentModal.correct]: async (sent) => {
    const packed = readCorrection(sent.submitted);
    if (!packed.of) throw new FormFault({ of: 'Choose what was wrong.' });
    return await looked(sent, packed);
  },
  [incidentModal.preview]: sendPacked,
  [incidentModal.refuse]: async ({ incidents, submitted, asked, id }) => {
    const { draft = '' } = readMetadata(submitted.private_metadata);
    await incidents.refuse({ ...asked, id, draft, reason: readReason(submitted) });
    return 'all';
  },
  [incidentModal.handOver]: (sent) =>
    unlessOvertaken(sent, 'hand-over', async ({ incidents, submitted, asked, id, base }) => {
      await incidents.handOver({ ...asked, id, ...base, ...readHandOver(submitted) });
      return 'all';
    }),
  [incidentModal.reopen]: (sent) =>
    unlessOvertaken(sent, 'reopen', async ({ incidents, submitted, asked, id, base }) => {
      await incidents.reopen({ ...asked, id, ...base, reason: readReason(submitted) });
      return 'all';
    }),
  [incidentModal.retract]: (sent) =>
    unlessOvertaken(sent, 'retract', async ({ incidents, submitted, asked, id, base }) => {
      await incidents.retract({ ...asked, id, ...base, reason: readReason(submitted) });
      return 'all';
    }),
  [incidentModal.merge]: (sent) =>
    unlessOvertaken(sent, 'merge', async ({ incidents, submitted, asked, id, base }) => {
      const { into, reason } = readMerge(submitted);
      if (into === null) throw new FormFault({ into: 'Choose the incident that goes on.' });
      await incidents.merge({ ...asked, id, ...base, into, reason });
      return 'all';
    }),
  [incidentModal.resolve]: resolved,
  [incidentModal.note]: noted,
  [incidentModal.lift]: lookedLift,
  [incidentModal.liftPreview]: liftPacked,
  [incidentModal.link]: linked,
  [incidentModal.closeDuplicate]: closedDuplicate,
  [incidentModal.choose]: async ({ incidents, submitted, asked }) => {
    const id = readChoice(submitted);
    const { for: wanted, text = '' } = readMetadata(submitted.private_metadata);
    const form = forms.find((one) => one === wanted);
    if (id === null || !form) throw new FormFault({ incident: 'Choose one.' });
    const { actor } = asked;
    return { replace: await incidentForm(incidents, { form, id, actor, text, message: null }) };
  },
};

export const submissions = Object.keys(handlers);

/** Forms that are followed by a preview on top of them. */
const lookedAt: readonly string[] = [incidentModal.update, incidentModal.correct, incidentModal.lift];

/** Handles every form that has something to send. */
export function incidentSubmission(deps: SlackDependencies) {
  return async (args: SubmitArgs): Promise<void> => {
    const { view, body } = args;
    const work = async (submitted: Submitted) => {
      const handle = handlers[view.callback_id];
      if (!handle) throw new Error(`nobody handles the form ${view.callback_id}`);
      return await handle({
        incidents: incidentsOf(deps),
        submitted,
        asked: { actor: { id: body.user.id, name: body.user.name }, request: submission(args) },
        id: readMetadata(view.private_metadata).incident ?? 0,
      });
    };
    await submitting(deps, args, work, { isLookedAt: lookedAt.includes(view.callback_id) });
  };
}

async function declared({ incidents, submitted, asked }: Sent): Promise<Then> {
  const form = readDeclaration(submitted);
  const { known = 0 } = readMetadata(submitted.private_metadata);
  try {
    const { incident, isSeen } = await incidents.declare({ ...asked, form, known });
    if (incident.isEmbargoed) return { replace: underEmbargoView(incident, incidents.settings, isSeen) };
    return { replace: declaredView(incident, incidents.settings, asked.actor.id) };
  } catch (error) {
    if (!(error instanceof NewerFault)) throw error;
    const view = {
      settings: incidents.settings,
      releases: incidents.releases.map(({ name }) => name),
      ...{ open: [], by: asked.actor.id, known, message: null, typed: form },
    };
    return { replace: newerView(view, error.incidents) };
  }
}

/** Shows what would be sent; or, when somebody was quicker, what they sent. */
async function looked({ incidents, submitted, asked, id }: Sent, packed: Packed): Promise<Then> {
  const { draft } = readMetadata(submitted.private_metadata);
  try {
    const preview = await incidents.preview({ actor: asked.actor, id, ...packed });
    return { push: previewView(preview, packed, draft) };
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    return { replace: overtaken(incidents, error, packed, draft) };
  }
}

/** @param draft the one it was made from: it is still dealt with once this is sent */
function overtaken(
  incidents: Incidents,
  { incident }: StaleFault,
  { input, of }: Packed,
  draft: string | undefined,
) {
  const meanwhile = latest(incident);
  const typed = { ...input, base: meanwhile.number };
  const due = dueAfter(incident, incidents.settings, incidents.now());
  const form = { incident, settings: incidents.settings, due, typed, meanwhile };
  if (of) return correctView({ ...form, of });
  return updateView({ ...form, ...(draft === undefined ? {} : { draft }) });
}

async function sendPacked({ incidents, submitted, asked, id }: Sent): Promise<Then> {
  const { packed = '', draft } = readMetadata(submitted.private_metadata);
  const unpacked = unpackInput(packed);
  if (!unpacked)
    throw new UserFault(
      'stale-form',
      'What you looked at cannot be read any more. Nothing was sent.',
      'Type `/incident update` and write it again',
    );
  const { input, of } = unpacked;
  try {
    if (of) await incidents.correct({ ...asked, id, input, of });
    else await incidents.update({ ...asked, id, input, ...(draft === undefined ? {} : { adopts: draft }) });
    return 'all';
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    return { below: overtaken(incidents, error, unpacked, draft) };
  }
}

async function resolved(sent: Sent): Promise<Then> {
  const { incidents, submitted, asked, id } = sent;
  const { on, off, text, lingering } = readResolution(submitted);
  // The form may be sent again after a fault, with other ticks.
  const request = `${asked.request} ticks ${JSON.stringify([on, off])}`;
  return await unlessOvertaken(sent, 'resolve', async ({ base }) => {
    await incidents.tick({ ...asked, request, id, ...base, on, off });
    const { shown, missing } = await incidents.show(id, asked.actor);
    if (missing.criteria.length + missing.confirmations.length > 0 || text.trim() === '')
      return { replace: resolveView({ incident: shown.incident, settings: incidents.settings, missing }) };
    await incidents.resolve({ ...asked, id, ...base, text, lingering });
    return 'all';
  });
}

/** When somebody was quicker the form comes back with their words on top; what was typed stays in it. */
async function unlessOvertaken(
  sent: Sent,
  form: Form,
  work: (sent: Sent & { base: { base?: number } }) => Promise<Then>,
): Promise<Then> {
  const { base } = readMetadata(sent.submitted.private_metadata);
  try {
    return await work({ ...sent, base: base === undefined ? {} : { base } });
  } catch (error) {
    if (!(error instanceof StaleFault)) throw error;
    const { incidents, asked, id } = sent;
    const view = await incidentForm(incidents, { form, id, actor: asked.actor, text: '', message: null });
    return {
      replace: { ...view, blocks: [...overtakenBy(error.incident, incidents.settings), ...view.blocks] },
    };
  }
}

async function noted({ incidents, submitted, asked }: Sent): Promise<Then> {
  const { incident: id, entry, input } = readNote(submitted);
  if (id === null) throw new FormFault({ incident: 'Choose the incident.' });
  if (entry === null) {
    const { source } = input;
    // Nobody puts words into somebody else's mouth.
    const changed = source && saysOtherwise(submitted) ? { ...source, author: null } : source;
    await incidents.addEntry({ ...asked, id, entry: { ...input, source: changed } });
  } else {
    const { text, at, approximate } = input;
    await incidents.editEntry({
      ...asked,
      id,
      entry,
      edit: { text, at, approximate: at !== null && approximate },
    });
  }
  return 'all';
}
