/** What is worded but not sent: who worded it, what it would change, and later what became of it. */
import type { Saying } from '../../../domain/delivery.js';
import { changeBetween, factsIn } from '../../../domain/incident/changes.js';
import type { Draft, FactsChange, IncidentEvent } from '../../../domain/incident/event.js';
import { shownBy } from '../../../domain/incident/fix.js';
import { latest } from '../../../domain/incident/incident.js';
import type { Person } from '../../../domain/person.js';
import { type Block, buttons, context, firstThatFits, section, sections } from '../parts/block.js';
import { sentence } from '../parts/text.js';
import { linked, named, quote, tidy, typed, typedLine } from '../parts/typed.js';
import { changeLine } from './changes.js';
import { incidentButton } from './deeds.js';
import { itemLink } from './links.js';
import type { Shown } from './shown.js';
import { type Room, rooms } from './wording.js';

type Closed = Extract<IncidentEvent, { kind: 'draft-closed' }>;

/** A draft with its buttons, or what became of it. @param by who closed it; null: Signalman itself */
export function draft(shown: Shown, worded: Draft, closed: Closed | null, by: Person | null): Saying {
  const { incident } = shown;
  const id = `Incident ${incident.id}`;
  const kind = worded.why === 'approval' ? 'an update' : 'a proposed update';
  const state = closed
    ? sentence(`${id}: ${kind} by ${named(worded.by)} was ${outcomes[closed.outcome]}`)
    : `${id}: ${kind} by ${named(worded.by)} waits for the commander.`;
  return {
    text: `${state} ${typedLine(worded.text, 700)}`,
    blocks: firstThatFits(
      rooms.map((room) => () => [
        section(closed ? became(worded, closed, by, room) : asked(shown, worded)),
        // Sent as it was, it stands below as a revision.
        ...(closed?.outcome === 'approved' && tidy(closed.reason) === ''
          ? []
          : [quote(worded.text, room('text'))]),
        ...(closed ? [] : changes(shown, worded.facts, room)),
        ...(closed ? [] : [...outdated(shown, worded), deeds(shown, worded)]),
      ]),
    ),
  };
}

const outcomes: Record<Closed['outcome'], string> = {
  approved: 'approved and sent',
  refused: 'refused',
  outdated: 'overtaken by a later update',
};

function asked({ incident }: Shown, { id, by, why }: Draft): string {
  const who = linked(incident.facts.commander);
  if (why === 'seen') {
    const item = shownBy(incident, id);
    const from = item ? `, from what became of ${itemLink(item)}` : '';
    return `:memo: ${who}: *Signalman* proposes this as an update${from}. Nothing is sent before somebody approves it.`;
  }
  return why === 'approval'
    ? `:memo: ${who}: this update by *${named(by)}* waits for your approval. Nobody has seen it outside this thread.`
    : `:memo: ${who}: *${named(by)}* proposes this as an update.`;
}

function became(
  { by: author, why }: Draft,
  { outcome, reason }: Closed,
  by: Person | null,
  room: Room,
): string {
  const sign = outcome === 'approved' ? ':white_check_mark:' : ':heavy_multiplication_x:';
  const whose = `The ${why === 'approval' ? 'update' : 'proposal'} by *${named(author)}*`;
  const who = by === null ? '' : ` by ${named(by)}`;
  const because = tidy(reason) === '' ? '' : ` ${sentence(typed(reason, room('reason')))}`;
  return `${sign} ${whose} was *${outcomes[outcome]}*${who}.${because}`;
}

/** What else it would change, so that nobody approves it unseen. */
function changes({ incident, settings }: Shown, facts: FactsChange, room: Room): Block[] {
  const change = changeBetween(incident.facts, { ...incident.facts, ...facts });
  const lines = factsIn(change)
    .filter((fact) => fact !== 'nextUpdateBy' || facts.nextUpdateBy)
    .map((fact) => `• ${changeLine(fact, change, settings, room)}`);
  return lines.length === 0 ? [] : sections('*It also changes*', lines);
}

/** Nobody approves it unseen beside what was sent since. */
const isOutdated = ({ incident }: Pick<Shown, 'incident'>, { base }: Draft): boolean =>
  latest(incident).number !== base;

function outdated(shown: Shown, draft: Draft): Block[] {
  if (!isOutdated(shown, draft)) return [];
  const { number } = latest(shown.incident);
  const { base } = draft;
  return [
    context(`:warning: Rev ${number} was sent after this was written on rev ${base}: it has to be reworded`),
  ];
}

/** What can be done about it, wherever it is shown. */
export function deeds(shown: Pick<Shown, 'incident'>, draft: Draft): Block {
  const value = `${shown.incident.id}:${draft.id}`;
  const isLate = isOutdated(shown, draft);
  return buttons([
    ...(isLate ? [] : [{ text: 'Approve and send', action: incidentButton.approve, value, primary: true }]),
    ...(isLate || draft.why !== 'approval' ? [{ text: 'Reword…', action: incidentButton.adopt, value }] : []),
    { text: 'Refuse…', action: incidentButton.refuse, value },
  ]);
}
