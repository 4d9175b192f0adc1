/**
 * What each place has heard of an alert, and what is owed to it now. In a quiet time a new message and news wait for
 * its end, and are said then as things stand: of what was nothing, nothing.
 */
import { type Alert, isOpen, type News, type Tell } from './alert.js';

/** A place as it is configured at this moment. */
export interface HearingPlace {
  channel: string;
  /** It is left in peace now. */
  isHeld: boolean;
}

/** What one place has heard. */
export interface Heard {
  readonly place: string;
  /** The edition of the message that is written there; 0: there is none yet. */
  readonly edition: number;
  /** How many messages were written below it. */
  readonly news: number;
  /** News that waits for the end of the quiet time. */
  readonly waiting: readonly News[];
}

export interface Hearing {
  readonly places: readonly Heard[];
  /** The escalation that the release leads have not heard yet, by its moment; null: there is none. */
  readonly escalation: number | null;
}

export const nothingHeard: Hearing = { places: [], escalation: null };

export type Owed =
  /** The alert's own message: new, or edited. */
  | { kind: 'message'; place: string; edition: number }
  /** The message of that number below it. */
  | { kind: 'news'; place: string; number: number; news: News[] }
  /** To the release leads. */
  | { kind: 'escalation'; at: number };

/**
 * @param alert as it is by now
 * @param tell what is to be told of it, once
 * @param places each once
 * @param areLeadsHeld whether the release leads are left in peace now
 */
export function hear(
  alert: Alert,
  tell: readonly Tell[],
  before: Hearing,
  places: readonly HearingPlace[],
  areLeadsHeld: boolean,
): { hearing: Hearing; owed: Owed[] } {
  const news = tell.flatMap((one) => (one.kind === 'news' ? one.news : []));
  const owed: Owed[] = [];
  const heard = placesNow(alert, before, places).map(({ known, isHeld, isLeft }) => {
    const next = heardAt(alert, isLeft ? [] : news, known, isHeld);
    owed.push(...next.owed);
    return next.heard;
  });
  const escalated = tell.some(({ kind }) => kind === 'escalated') ? alert.escalatedAt : before.escalation;
  // What is over asks nothing of the release lead any more.
  const escalation = isOpen(alert) ? escalated : null;
  if (escalation === null || areLeadsHeld) return { hearing: { places: heard, escalation }, owed };
  return {
    hearing: { places: heard, escalation: null },
    owed: [...owed, { kind: 'escalation', at: escalation }],
  };
}

/** Where something has to be told, or may have to be edited, with what was heard there. */
function placesNow(
  alert: Alert,
  before: Hearing,
  places: readonly HearingPlace[],
): { known: Heard; isHeld: boolean; isLeft: boolean }[] {
  const configured = places.flatMap(({ channel, isHeld }) => {
    const known = before.places.find(({ place }) => place === channel);
    // Of what is over nobody is told who was not to hear of it.
    if (!known && !isOpen(alert)) return [];
    return [{ known: known ?? { place: channel, edition: 0, news: 0, waiting: [] }, isHeld, isLeft: false }];
  });
  const left = before.places.filter(
    ({ place, edition }) => edition > 0 && !places.some(({ channel }) => channel === place),
  );
  // What stands there is kept right, and nothing new is said.
  return [
    ...configured,
    ...left.map((known) => ({ known: { ...known, waiting: [] }, isHeld: false, isLeft: true })),
  ];
}

function heardAt(
  alert: Alert,
  news: readonly News[],
  known: Heard,
  isHeld: boolean,
): { heard: Heard; owed: Owed[] } {
  const { place } = known;
  const message: Owed = { kind: 'message', place, edition: alert.edition };
  if (known.edition === 0) {
    if (isHeld || alert.stage === 'flake') return { heard: known, owed: [] };
    // It says everything as it stands.
    return { heard: { ...known, edition: alert.edition, waiting: [] }, owed: [message] };
  }
  // An edit notifies nobody: it waits for nothing.
  const owed: Owed[] = alert.edition > known.edition ? [message] : [];
  const heard = { ...known, edition: Math.max(known.edition, alert.edition) };
  // Of what is over the message itself says all.
  const waiting = isOpen(alert) ? gathered([...known.waiting, ...news]) : [];
  if (waiting.length === 0 || isHeld) return { heard: { ...heard, waiting }, owed };
  const number = known.news + 1;
  return {
    heard: { ...heard, news: number, waiting: [] },
    owed: [...owed, { kind: 'news', place, number, news: waiting }],
  };
}

/** Several pieces of news as one: each kind once, as it stands in the end. */
function gathered(news: readonly News[]): News[] {
  const kinds = new Map<News['kind'], News>();
  for (const one of news) {
    const known = kinds.get(one.kind);
    if (one.kind === 'tests' && known?.kind === 'tests')
      kinds.set(one.kind, { ...one, names: [...new Set([...known.names, ...one.names])] });
    else if (one.kind === 'issues' && known?.kind === 'issues')
      kinds.set(one.kind, { ...one, urls: [...new Set([...known.urls, ...one.urls])] });
    else kinds.set(one.kind, one);
  }
  return [...kinds.values()];
}

/** Whether something of an alert that is over still waits for the end of a quiet time. */
export function isWaiting({ stage }: Alert, { places, escalation }: Hearing): boolean {
  return (
    escalation !== null ||
    places.some(({ edition, waiting }) => waiting.length > 0 || (edition === 0 && stage !== 'flake'))
  );
}
