/** What corrections and retractions took back: of each revision, and of what every place shows now. */
import { type Fact, factsIn, isSame } from './changes.js';
import type { FactsChange } from './event.js';
import type { Incident, Revision } from './incident.js';

/** What of a revision does not hold any more. */
export interface TakenBack {
  words: boolean;
  facts: Fact[];
  /** All of it: there was no incident. */
  isWhole: boolean;
}

export function takenBack({ revisions }: Incident, revision: Revision): TakenBack {
  const { struck, changed, kind, text } = revision;
  if (!struck) return { words: false, facts: [], isWhole: false };
  const by = revisions.find((one) => one.number === struck.by);
  if (by?.kind !== 'corrected') return { words: true, facts: factsIn(changed), isWhole: true };
  const facts = factsIn(changed).filter(
    (fact) => isCorrectable(fact) && isWrong(changed.after[fact], by.changed.after[fact]),
  );
  // What a declaration says in words is the impact, which holds as long as nobody corrects that.
  const words = kind === 'declared' ? facts.includes('impact') : text.trim() !== by.text.trim();
  return { words, facts, isWhole: false };
}

/** A promise is renewed with every revision: that does not make the one before a wrong one. */
const isCorrectable = (fact: Fact): boolean => fact !== 'nextUpdateBy';

const isWrong = (said: unknown, instead: unknown): boolean => instead !== undefined && !isSame(said, instead);

/** The revision that this one corrects. */
export const correctedBy = (
  { revisions }: Pick<Incident, 'revisions'>,
  { number }: Revision,
): Revision | undefined => revisions.find((one) => one.struck?.by === number);

const telling: Revision['kind'][] = ['updated', 'corrected', 'lifted', 'resolved', 'reopened'];

/** The place in the story: a correction stands where the revision stood that it corrects. */
function placeOf(incident: Incident, revision: Revision): number {
  const of = revision.kind === 'corrected' ? correctedBy(incident, revision) : undefined;
  return of ? placeOf(incident, of) : revision.number;
}

/**
 * The last words that still hold; null: nothing but the declaration. Whoever corrects something earlier, such as the
 * title, does not take the news away.
 */
export function newsOf(incident: Incident): Revision | null {
  const held = incident.revisions.filter((one) => telling.includes(one.kind) && !one.struck);
  const news = held.reduce<Revision | null>(
    (last, one) => (last && placeOf(incident, last) > placeOf(incident, one) ? last : one),
    null,
  );
  return news?.text === '' ? null : news;
}

export interface Correction {
  by: Revision;
  of: Revision;
  reason: string;
  /** Words as they stood before; null: they held, or were a fact. */
  words: string | null;
  /** Values as they stood before. */
  before: FactsChange;
}

/**
 * What every place has to show as wrong, beside what holds now; the newest first. Corrections stand until the next
 * news: whoever saw what was wrong sees that it was, and no place carries them for ever. Another commander is no news
 * about what is broken.
 */
export function standingCorrections(incident: Incident): Correction[] {
  const { revisions } = incident;
  const news = revisions.findLastIndex(({ kind }) => kind !== 'corrected' && kind !== 'handed-over');
  return revisions
    .slice(news + 1)
    .flatMap((by): Correction[] => {
      const of = correctedBy(incident, by);
      if (by.kind !== 'corrected' || !of?.struck) return [];
      const facts = factsIn(by.changed).filter(isCorrectable);
      return [
        {
          ...{ by, of, reason: of.struck.reason },
          words: of.kind !== 'declared' && takenBack(incident, of).words ? of.text : null,
          before: Object.fromEntries(facts.map((fact) => [fact, by.changed.before[fact]])),
        },
      ];
    })
    .reverse();
}

/** All values that were wrong, each as it stood last. */
export const wrongFacts = (corrections: readonly Correction[]): FactsChange =>
  Object.assign({}, ...corrections.map(({ before }) => before).reverse());

/** What stood where the news stand now; null: it was not wrong. */
export function wrongNews(incident: Incident): string | null {
  const news = newsOf(incident);
  if (!news) return null;
  const place = placeOf(incident, news);
  const corrections = standingCorrections(incident);
  return (
    corrections.find(({ by, words }) => words !== null && placeOf(incident, by) === place)?.words ?? null
  );
}
