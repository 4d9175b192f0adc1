/** A revision as a line of the timeline: what was said and which facts changed with it, in pieces that can be struck through. */
import { showClock, showDay } from '../time.js';
import { type Change, emptyFact, type Fact, factNames, factsIn, fixInWords } from './changes.js';
import { correctedBy, type TakenBack, takenBack } from './correction.js';
import { isWithheld } from './embargo.js';
import type { FactsChange } from './event.js';
import type { Incident, Revision } from './incident.js';

/** A piece of a line. */
export interface Part {
  text: string;
  /** It does not hold any more. */
  isWrong: boolean;
  /** Stands at the end of the text: whoever does it, as it was typed, and by name where the record knows the id. */
  owner?: { typed: string; name: string };
}

/** @param zone IANA, for the promise of the next update */
export function revisionParts(incident: Incident, revision: Revision, zone: string): Part[] {
  const wrong = takenBack(incident, revision);
  return [
    { text: revisionInWords(incident, revision), isWrong: wrong.words },
    ...factsOf(revision, wrong).map((fact) => ({
      ...factPart(incident, fact, revision, zone),
      isWrong: wrong.facts.includes(fact),
    })),
  ];
}

/** Everything of a declaration is new: only what was wrong with it is named. The impact stands in its words. */
function factsOf({ kind, changed, struck }: Revision, { facts, isWhole }: TakenBack): Fact[] {
  if (kind === 'declared') return isWhole ? [] : facts.filter((fact) => fact !== 'impact');
  // A promise that was replaced, or ended with the incident, tells nobody anything.
  const isPromise = !struck && typeof changed.after.nextUpdateBy === 'number';
  return factsIn(changed).filter((fact) => fact !== 'nextUpdateBy' || isPromise);
}

function factPart(
  incident: Incident,
  fact: Fact,
  { changed, at }: Revision,
  zone: string,
): Omit<Part, 'isWrong'> {
  const name = factNames[fact];
  if (fact === 'nextUpdateBy') {
    const due = changed.after.nextUpdateBy ?? at;
    const day = showDay(due, zone) === showDay(at, zone) ? '' : `${showDay(due, zone)}, `;
    return { text: `${name} ${day}${showClock(due, zone)}` };
  }
  const { owner } = changed.after;
  if (fact === 'owner' && owner)
    return { text: `${name}: `, owner: { typed: owner, name: nameOf(incident, owner) } };
  return { text: `${name}: ${arrow(fact, changed)}` };
}

function nameOf({ declaredBy, facts, revisions }: Incident, owner: string): string {
  const people = [
    facts.commander,
    declaredBy,
    ...revisions.flatMap(({ by, draftedBy, to }) => [by, draftedBy, to]),
  ];
  return people.find((one) => one?.id === owner.trim())?.name ?? owner;
}

/** Of what has few values, the one before too: a fall is another thing than a rise. */
function arrow(fact: Fact, { before, after }: Change): string {
  const was = fact === 'severity' || fact === 'fix' ? plainValue(fact, before) : '';
  return was === '' ? plainValue(fact, after) || emptyFact(fact) : `${was} → ${plainValue(fact, after)}`;
}

function plainValue(fact: Fact, facts: FactsChange): string {
  switch (fact) {
    case 'severity':
      return (facts.severity ?? '').toUpperCase();
    case 'fix':
      return facts.fix === undefined ? '' : fixInWords(facts.fix);
    case 'issue':
      return facts.issue?.name ?? '';
    case 'nextUpdateBy':
      return '';
    default:
      return (facts[fact] ?? '').trim();
  }
}

function revisionInWords(incident: Incident, revision: Revision): string {
  const { kind, number, text, to } = revision;
  const rev = `rev ${number}`;
  switch (kind) {
    case 'declared':
      if (isWithheld(revision, incident)) return `Incident ${incident.id} declared under embargo (${rev})`;
      return `Incident ${incident.id} declared (${rev}): ${text}`;
    case 'lifted':
      return `Embargo lifted (${rev}): ${text}`;
    case 'handed-over':
      return `Command handed over to ${to?.name ?? 'somebody'} (${rev})${text === '' ? '' : `: ${text}`}`;
    case 'resolved':
      return `Resolved (${rev}): ${text}`;
    case 'reopened':
      return `Reopened (${rev}): ${text}`;
    case 'retracted':
      return `Retracted (${rev}): ${text}`;
    case 'merged':
      return `Merged into incident ${intoWhich(incident)} (${rev}): ${text}`;
    case 'corrected':
      return `Correction of rev ${correctedBy(incident, revision)?.number ?? '?'} (${rev}): ${text}`;
    default:
      return `Update (${rev}): ${text}`;
  }
}

function intoWhich({ mergedInto }: Incident): string {
  if (!mergedInto) return '?';
  const { id, first } = mergedInto;
  return first === undefined ? `${id}` : `${first}, which goes on as incident ${id}`;
}
