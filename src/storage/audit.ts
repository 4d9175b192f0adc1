/** Reads everything that was decided about a release, for the audit. Nothing is written. */
import { type Decision, inOrder } from '../domain/audit/decision.js';
import {
  type IncidentStep,
  ofExceptions,
  ofIncidents,
  ofManualTests,
  ofReasons,
  ofTicks,
  ofWaivers,
  ofWords,
} from '../domain/audit/records.js';
import { ofDelegations, ofPolls } from '../domain/audit/sign-off.js';
import type { Release } from '../domain/release.js';
import { everyException } from './calendar/exceptions.js';
import { manualOf, wordOf } from './ci/rows.js';
import type { Database } from './dialect.js';
import { noteOf } from './hand-written.js';
import { allDelegationsOf, pollsOfRelease } from './signoff/rows.js';
import { tickRows } from './waiver/checklists.js';
import { everyWaiver } from './waiver/waivers.js';

/** @param now ms, UTC: what has become of each by then. @returns all decisions in the order of time */
export async function decisionsAbout(
  { read }: Pick<Database, 'read'>,
  { name, waiving, groups }: Release,
  now: number,
): Promise<Decision[]> {
  const words = await read
    .selectFrom('ci_word')
    .selectAll()
    .where('release', '=', name)
    .orderBy('id')
    .execute();
  const manual = await read
    .selectFrom('ci_manual')
    .selectAll()
    .where('release', '=', name)
    .orderBy('id')
    .execute();
  const notes = await read.selectFrom('note').selectAll().where('release', '=', name).orderBy('id').execute();
  const ticks = await tickRows(read, name);
  return inOrder([
    ...ofPolls(await pollsOfRelease(read, name), groups),
    ...ofDelegations(await allDelegationsOf(read, name), await delegationsEndedBy(read, name), groups, now),
    ...ofWaivers(await everyWaiver(read, name), waiving, now),
    ...ofExceptions(await everyException(read, name), now),
    ...ofWords(
      words.map((row) => ({ ...wordOf(row), endedBy: row.ended_by })),
      now,
    ),
    ...ofReasons(
      notes.map((row) => ({ ...noteOf(row), endedBy: row.ended_by })),
      now,
    ),
    ...ofManualTests(manual.map(manualOf)),
    ...ofTicks(
      ticks.map(({ checklist, item, text, ticked, by_id, by_name, at, note }) => ({
        ...{ checklist, item, text, isTicked: ticked === 1, at, note },
        by: { id: by_id, name: by_name },
      })),
    ),
    ...ofIncidents(await incidentSteps(read, name)),
  ]);
}

async function delegationsEndedBy(read: Database['read'], release: string): Promise<Map<number, string>> {
  const rows = await read
    .selectFrom('delegation')
    .select(['id', 'ended_by'])
    .where('release', '=', release)
    .where('ended_by', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, ended_by }) => [id, ended_by ?? '']));
}

async function incidentSteps(read: Database['read'], release: string): Promise<IncidentStep[]> {
  const rows = await read
    .selectFrom('incident_event')
    .innerJoin('incident', 'incident.id', 'incident_event.incident_id')
    .select(['incident.id', 'incident.known', 'incident_event.kind', 'body', 'at', 'by_id', 'by_name'])
    .where('incident.release', '=', release)
    // What is kept among few stands in no list; nor does what was said before it was lifted.
    .where('incident.embargoed', '=', 0)
    .where(({ not, exists, selectFrom }) =>
      not(
        exists(
          selectFrom('incident_event as later')
            .select('later.seq')
            .whereRef('later.incident_id', '=', 'incident_event.incident_id')
            .whereRef('later.seq', '>', 'incident_event.seq')
            .where('later.kind', '=', 'lifted'),
        ),
      ),
    )
    .where('incident_event.kind', 'in', ['resolved', 'retracted', 'merged'])
    .orderBy('at')
    .execute();
  return rows.map(({ id, known, kind, body, at, by_id, by_name }) => {
    const said = JSON.parse(body) as { reason?: string; text?: string };
    return {
      ...{ id, at, title: (JSON.parse(known) as { title: string }).title },
      what: kind as IncidentStep['what'],
      reason: said.reason ?? said.text ?? '',
      by: { id: by_id ?? '', name: by_name ?? 'Signalman' },
    };
  });
}
