/** What a year of use leaves in a store: a reading every five minutes, and notes that were written and ended. */
import type { Database } from '../../src/storage/dialect.js';

const [minute, day] = [60_000, 86_400_000];
const notes = 600;
const portion = 500;

/** @param now ms since the epoch */
export async function prefillHistory(
  { write }: Database,
  now: number,
): Promise<{ runs: number; notes: number }> {
  const { id } = await write.selectFrom('repository').select('id').executeTakeFirstOrThrow();
  const times: number[] = [];
  for (let at = now - 365 * day; at < now; at += 5 * minute) times.push(at);
  await write.transaction().execute(async (tx) => {
    for (let at = 0; at < times.length; at += portion) {
      const rows = times.slice(at, at + portion).map((time) => ({
        repository_id: id,
        kind: 'refresh' as const,
        started_at: time,
        finished_at: time + 200,
        outcome: 'done' as const,
        problem: null,
        requests: 2,
        quota: 1,
        changed: 0,
      }));
      await tx.insertInto('sync_run').values(rows).execute();
    }
    for (let at = 0; at < notes; at++) {
      await tx
        .insertInto('note')
        .values(endedNote(at, now - (at % 365) * day))
        .execute();
    }
  });
  return { runs: times.length, notes };
}

function endedNote(which: number, at: number) {
  return {
    release: 'r1',
    type: (['reason', 'action', 'taken'] as const)[which % 3] ?? 'taken',
    heading: which % 3 === 0 ? `Reason ${which}` : null,
    text: `What was written on that day, number ${which}, in a sentence of the usual length.`,
    state: which % 3 === 0 ? ('no-go' as const) : null,
    author_id: 'U0LEAD',
    author_name: 'lead',
    at,
    until: null,
    ended_at: at + day,
    ended_by: 'U0LEAD',
    request: `bench-${which}`,
  };
}
