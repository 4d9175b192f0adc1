/** `/incident stats`: figures of the incidents of a time, of one release or of all. */
import { type Course, courseOf } from '../../domain/incident/course.js';
import { fold } from '../../domain/incident/fold.js';
import type { IncidentHistory } from '../../domain/incident/month.js';
import { type Period, spanOf } from '../../domain/incident/period.js';
import { type ShownStats, statsOf } from '../../domain/incident/stats.js';
import { findRelease, type Release } from '../../domain/release.js';
import type { Clock } from '../ports/clock.js';

export interface StatsDependencies {
  releases: readonly Release[];
  /** Incidents that were declared in the span. @param release null: of every release */
  histories(asked: { from: number; until: number; release: string | null }): AsyncIterable<IncidentHistory>;
  /** IANA: in which days and months begin. */
  zone: string;
  clock: Clock;
}

/** Those under embargo are counted nowhere. @throws UserFault `unknown-release` */
export async function incidentStats(
  { releases, histories, zone, clock }: StatsDependencies,
  { period, release: name }: { period: Period; release: string | null },
): Promise<ShownStats> {
  const now = clock();
  const span = spanOf(period, now, zone);
  const release = name === null ? null : findRelease(releases, name).name;
  const courses: Course[] = [];
  for await (const { id, record, announced } of histories({ ...span, release })) {
    const incident = fold(id, record);
    if (!incident.isEmbargoed) courses.push(courseOf(incident, announced, now));
  }
  return { stats: statsOf(courses), span, release };
}
