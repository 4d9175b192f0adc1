/** The form for each thing that can be done with an incident, filled with what holds. */
import type { Incidents } from '../../app/incident/incidents.js';
import type { Deed } from '../../app/incident/who.js';
import type { Actor } from '../../app/permission.js';
import { dueAfter } from '../../domain/incident/cadence.js';
import { requireOver } from '../../domain/incident/end.js';
import type { Source } from '../../domain/incident/event.js';
import { type Incident, isOpen, latest } from '../../domain/incident/incident.js';
import { requireStanding } from '../../domain/incident/link.js';
import { draftNamed, requireOpen } from '../../domain/incident/update.js';
import { longest } from '../../domain/incident/words.js';
import { outsideText } from '../blocks/incident/outside.js';
import { clip } from '../blocks/parts/text.js';
import type { Form } from '../commands/parse-incident.js';
import { chooseView } from '../modals/incident/choose.js';
import { correctView } from '../modals/incident/correct.js';
import { declareView } from '../modals/incident/declare.js';
import { entriesView } from '../modals/incident/entries.js';
import { handOverView } from '../modals/incident/hand-over.js';
import { liftView } from '../modals/incident/lift.js';
import { closeDuplicateView, linkView } from '../modals/incident/links.js';
import { mergeView } from '../modals/incident/merge.js';
import { noteView } from '../modals/incident/note.js';
import { outsideView } from '../modals/incident/outside.js';
import { refuseView, reopenView, retractView } from '../modals/incident/reason.js';
import { resolveView } from '../modals/incident/resolve.js';
import { draftAsUpdate, updateView } from '../modals/incident/update.js';
import type { Modal } from '../modals/modal.js';
import { meant } from './which.js';

/** A message that a form is opened from. */
export interface FromMessage {
  source: Source;
  /** As people read it. */
  text: string;
  /** ms, UTC */
  at: number;
}

export const formTitles: Record<Form, string> = {
  update: 'Update an incident',
  correct: 'Correct an update',
  'hand-over': 'Hand over command',
  resolve: 'All-clear',
  reopen: 'Reopen an incident',
  retract: 'Retract an incident',
  merge: 'Merge incidents',
  note: 'Add to the timeline',
  entries: 'Timeline',
  text: 'Text for outside',
  lift: 'Lift the embargo',
  link: 'Fix and duplicates',
  duplicate: 'Fix and duplicates',
  'close-duplicate': 'Close a duplicate',
};

/** What asks for a role before it is even shown. */
const deeds: Partial<Record<Form, Deed>> = {
  update: 'update',
  correct: 'update',
  resolve: 'update',
  'hand-over': 'end',
  reopen: 'end',
  retract: 'end',
  merge: 'end',
  link: 'update',
  duplicate: 'update',
};

/** What people do after the end too. */
const afterEnd: readonly Form[] = ['note', 'entries', 'lift', 'link', 'duplicate', 'close-duplicate'];

/** @throws UserFault `not-allowed` */
export async function declareForm(
  incidents: Incidents,
  actor: Actor,
  title: string,
  message: FromMessage | null,
  embargo = false,
): Promise<Modal> {
  await incidents.mayDeclare(actor);
  const known = await incidents.newest();
  return declareView({
    settings: incidents.settings,
    releases: incidents.releases.map(({ name }) => name),
    open: await incidents.open(),
    by: actor.id,
    known,
    message,
    typed: title === '' && !embargo ? null : { ...nothingTyped(incidents, actor), title, embargo },
  });
}

const nothingTyped = ({ releases }: Incidents, actor: Actor) => ({
  ...{ title: '', severity: '', release: releases[0]?.name ?? '', versions: '', impact: '' },
  ...{ workaround: '', noWorkaround: false, issue: '', commander: actor.id },
  nextUpdateBy: null,
  source: null,
});

export interface Wanted {
  form: Form;
  id: number | null;
  actor: Actor;
  /** Typed after the command, or said in a message. */
  text: string;
  message: FromMessage | null;
}

/**
 * The form, or the question which incident is meant.
 * @throws UserFault `not-allowed` | `none-open` | `unknown-incident` | `incident-over`
 */
export async function incidentForm(incidents: Incidents, wanted: Wanted): Promise<Modal> {
  const found = await meant(incidents, wanted.id, afterEnd.includes(wanted.form), wanted.actor);
  if (wanted.form === 'note') return await noteForm(incidents, found, wanted);
  if (typeof found !== 'number')
    return chooseView(found, incidents.settings, {
      for: wanted.form,
      text: clip(wanted.text, longest.text),
    });
  const deed = deeds[wanted.form];
  if (deed) await incidents.require(deed, found, wanted.actor);
  if (wanted.form === 'lift') return liftView(await incidents.mayLift({ actor: wanted.actor, id: found }));
  const view = await incidents.show(found, wanted.actor);
  const { incident } = view.shown;
  switch (wanted.form) {
    case 'update': {
      requireOpen(incident);
      const due = dueAfter(incident, incidents.settings, view.now);
      const base = latest(incident).number;
      const typed = wanted.text === '' ? null : { text: wanted.text, base, nextUpdateBy: due };
      return updateView({ incident, settings: incidents.settings, due, typed, meanwhile: null });
    }
    case 'correct':
      return correctView({
        ...{ incident, settings: incidents.settings, typed: null, meanwhile: null, of: null },
        due: isOpen(incident) ? promised(incident, incidents.settings, view.now) : null,
      });
    case 'hand-over':
      requireOpen(incident);
      return handOverView(incident);
    case 'resolve':
      requireOpen(incident);
      return resolveView({ incident, settings: incidents.settings, missing: view.missing });
    case 'reopen':
      requireOver(incident);
      return reopenView(incident);
    case 'retract':
      requireOpen(incident);
      return retractView(incident);
    case 'merge':
      requireOpen(incident);
      return mergeView(incident, await mergeable(incidents, incident, wanted.actor), incidents.settings);
    case 'entries':
      return entriesView(incident, incidents.settings.zone);
    case 'link':
    case 'duplicate':
      requireStanding(incident);
      return linkView(incident);
    case 'close-duplicate': {
      const { item } = await incidents.duplicateToClose({
        actor: wanted.actor,
        id: found,
        item: wanted.text,
      });
      return closeDuplicateView(incident, item, incidents.settings.mirror?.lock ?? false);
    }
    case 'text': {
      const { statusPage, mail, releasePage } = outsideText(view.shown);
      return outsideView(incident, {
        statusPage,
        mail: `Subject: ${mail.subject}\n\n${mail.body}`,
        releasePage,
      });
    }
  }
}

/** Of the same circle: otherwise the one would tell of the other. */
async function mergeable(incidents: Incidents, { isEmbargoed }: Incident, actor: Actor): Promise<Incident[]> {
  return (await incidents.open(actor)).filter((one) => one.isEmbargoed === isEmbargoed);
}

/** The promise stands; one that is over already is none. */
function promised(incident: Incident, settings: Incidents['settings'], now: number): number {
  const due = incident.facts.nextUpdateBy;
  return due !== null && due > now ? due : dueAfter(incident, settings, now);
}

async function noteForm(
  incidents: Incidents,
  found: number | [Incident, ...Incident[]],
  { message, text, actor }: Wanted,
): Promise<Modal> {
  const all: [Incident, ...Incident[]] =
    typeof found === 'number' ? [(await incidents.show(found, actor)).shown.incident] : found;
  return noteView({ incidents: all, settings: incidents.settings, message, text });
}

/** A draft that is turned down, or taken over and worded anew. @throws UserFault `not-allowed` | `no-draft` */
export async function draftForm(
  incidents: Incidents,
  what: 'refuse' | 'adopt',
  { id, draft, actor }: { id: number; draft: string; actor: Actor },
): Promise<Modal> {
  await incidents.require(what === 'refuse' ? 'approve' : 'update', id, actor);
  const { shown, now } = await incidents.show(id, actor);
  const { incident } = shown;
  const worded = draftNamed(incident, draft);
  if (what === 'refuse') return refuseView(incident, worded);
  const due = dueAfter(incident, incidents.settings, now);
  const typed = { ...draftAsUpdate(worded, due), base: latest(incident).number };
  return updateView({ incident, settings: incidents.settings, due, typed, meanwhile: null, draft });
}
