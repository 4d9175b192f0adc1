/** The incidents of a month as the first digest after it tells of them: as they stood when the month was over. */
import { courseOf } from './course.js';
import type { Recorded } from './event.js';
import { fold } from './fold.js';
import type { Span } from './period.js';
import { type IncidentStats, statsOf } from './stats.js';

export interface IncidentMonth {
  /** ms, UTC */
  from: number;
  until: number;
  /** `October 2026` */
  name: string;
  stats: IncidentStats;
}

/** The record of an incident, with when it was announced. */
export interface IncidentHistory {
  id: number;
  record: readonly Recorded[];
  /** ms from its declaration to the first message that was delivered; null: none was. */
  announced: number | null;
}

/**
 * What came after the month is left out: whenever the digest is issued again it says the same. So an incident that was
 * under embargo at its end is not counted either.
 */
export function incidentMonth(
  { from, until, words }: Span,
  histories: readonly IncidentHistory[],
): IncidentMonth {
  const courses = histories.flatMap(({ id, record, announced }) => {
    const then = record.filter(({ at }) => at < until);
    const [declared] = then;
    if (!declared || declared.at < from) return [];
    const incident = fold(id, then);
    if (incident.isEmbargoed) return [];
    const inTime = announced !== null && declared.at + announced < until ? announced : null;
    return courseOf(incident, inTime, until);
  });
  return { from, until, name: words.replace(/^in /, ''), stats: statsOf(courses) };
}
