/**
 * The last line of an embargo: whatever a use case wants to be said of an incident under embargo is written down only
 * where it goes to its private channel or to a person who is in it.
 */
import type { Kysely } from 'kysely';
import type { NewDelivery } from '../../domain/delivery.js';
import type { Tables } from '../tables.js';

/** What was refused, without a word of what it says. */
export interface Refused {
  incident: number;
  purpose: string;
}

/** Every subject about an incident begins with its number, also those about what belongs to it. */
export function incidentIn(subject: string): number | null {
  const digits = /^(?:incident|post-?mortem|action item)s? (\d{1,9})(?=[ /:]|$)/.exec(subject)?.[1];
  return digits === undefined ? null : Number(digits);
}

/**
 * What may be said of these.
 * @param known where deliveries of an incident may go; null: anywhere. One that is not named is looked up, and of one
 * under embargo nothing is said
 */
export async function withoutEmbargoed(
  tx: Kysely<Tables>,
  deliveries: readonly NewDelivery[],
  known: ReadonlyMap<number, ReadonlySet<string> | null> = new Map(),
): Promise<{ allowed: NewDelivery[]; refused: Refused[] }> {
  const about = deliveries.map(({ subject }) => incidentIn(subject));
  const asked = [...new Set(about.flatMap((id) => (id === null || known.has(id) ? [] : [id])))];
  const rows =
    asked.length === 0
      ? []
      : await tx
          .selectFrom('incident')
          .select('id')
          .where('id', 'in', asked)
          .where('embargoed', '=', 1)
          .execute();
  const hidden = new Set(rows.map(({ id }) => id));
  const allowed: NewDelivery[] = [];
  const refused: Refused[] = [];
  for (const [at, delivery] of deliveries.entries()) {
    const id = about[at] ?? null;
    const circle = id === null ? null : known.get(id);
    const isSecret = id !== null && (circle === undefined ? hidden.has(id) : circle !== null);
    if (!isSecret || circle?.has(delivery.destination)) allowed.push(delivery);
    else refused.push({ incident: id, purpose: delivery.purpose });
  }
  return { allowed, refused };
}
