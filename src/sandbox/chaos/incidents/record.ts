/** The record of an incident as a crash run reads it: straight from the table. */
import type { IncidentEvent } from '../../../domain/incident/event.js';
import type { Database } from '../../../storage/dialect.js';

type Of<K extends IncidentEvent['kind']> = Extract<IncidentEvent, { kind: K }>;

/** All of one kind, in their order. */
export async function eventsOf<K extends IncidentEvent['kind']>(
  { read }: Pick<Database, 'read'>,
  incident: number,
  kind: K,
): Promise<Of<K>[]> {
  const rows = await read
    .selectFrom('incident_event')
    .select('body')
    .where('incident_id', '=', incident)
    .where('kind', '=', kind)
    .orderBy('seq')
    .execute();
  return rows.map(({ body }) => ({ ...JSON.parse(body), kind }) as Of<K>);
}

/** The numbers of those that were declared with this title. One may be left out: whoever was killed may have taken it. */
export async function declaredAs({ read }: Pick<Database, 'read'>, title: string): Promise<number[]> {
  const rows = await read
    .selectFrom('incident_event')
    .select(['incident_id', 'body'])
    .where('kind', '=', 'declared')
    .orderBy('incident_id')
    .execute();
  return rows
    .filter(({ body }) => (JSON.parse(body) as Of<'declared'>).facts.title === title)
    .map((row) => row.incident_id);
}
