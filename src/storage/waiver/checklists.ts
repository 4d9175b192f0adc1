/** Checklists: files as they were last read, and who ticked what; of ticks nothing is changed, only added. */
import type { Kysely } from 'kysely';
import type { ChecklistStore, FilePlace } from '../../app/ports/checklist.js';
import type { Box, ReleaseChecklist } from '../../domain/checklist/checklist.js';
import { type ChecklistFile, checklistOf, type Tick } from '../../domain/checklist/standing.js';
import type { Release } from '../../domain/release.js';
import type { Database } from '../dialect.js';
import { askAll } from '../questions.js';
import type { Tables } from '../tables.js';
import type { ChecklistTickTable } from './tables.js';

type Db = Kysely<Tables>;

const keyOf = ({ repository, path, ref }: FilePlace) => ({
  ...{ repository: repository.toLowerCase(), path, ref: ref ?? '' },
});

export function checklistStore({ read, write }: Database): ChecklistStore {
  return {
    async file(place) {
      const row = await rowOf(read, place);
      return row ? { etag: row.etag, readAt: row.read_at, triedAt: row.tried_at } : null;
    },

    async saveFile(place, at, found) {
      const stand = { read_at: at, tried_at: at, problem: null };
      const fresh = found === null ? {} : { etag: found.etag, boxes: JSON.stringify(found.boxes) };
      await write
        .insertInto('checklist_file')
        .values({ ...keyOf(place), etag: null, boxes: '[]', ...stand, ...fresh })
        .onConflict((conflict) =>
          conflict.columns(['repository', 'path', 'ref']).doUpdateSet({ ...stand, ...fresh }),
        )
        .execute();
    },

    async failFile(place, at, problem, passes) {
      // Without the tag the next reading asks in full.
      const stand = { etag: null, tried_at: at, ...(passes ? {} : { problem }) };
      await write
        .insertInto('checklist_file')
        .values({ ...keyOf(place), boxes: '[]', read_at: null, ...stand, problem })
        .onConflict((conflict) => conflict.columns(['repository', 'path', 'ref']).doUpdateSet(stand))
        .execute();
    },

    async tick({ release, checklist, by, at, note, request, changes }) {
      if (changes.length === 0) return;
      await write
        .insertInto('checklist_tick')
        .values(
          changes.map(({ item, text, isTicked }) => ({
            ...{ request: `${request} ${item}`, release, checklist, item, text, at, note },
            ...{ ticked: isTicked ? 1 : 0, by_id: by.id, by_name: by.name },
          })),
        )
        .onConflict((conflict) => conflict.column('request').doNothing())
        .execute();
    },

    ticks: (release) => ticksOfRelease(read, release),
  };
}

const rowOf = (db: Db, place: FilePlace) => {
  const { repository, path, ref } = keyOf(place);
  return db
    .selectFrom('checklist_file')
    .selectAll()
    .where('repository', '=', repository)
    .where('path', '=', path)
    .where('ref', '=', ref)
    .executeTakeFirst();
};

async function ticksOfRelease(db: Db, release: string): Promise<Tick[]> {
  return (await tickRows(db, release)).map(({ checklist, item, ticked, by_id, by_name, at, note }) => ({
    ...{ checklist, item, isTicked: ticked === 1, by: { id: by_id, name: by_name }, at, note },
  }));
}

/** In the order in which they were made. */
export async function tickRows(
  db: Db,
  release: string,
): Promise<(Omit<ChecklistTickTable, 'id'> & { id: number })[]> {
  return await db
    .selectFrom('checklist_tick')
    .selectAll()
    .where('release', '=', release)
    .orderBy('id')
    .execute();
}

/** The lists of a release as they stand. @param web where repositories are looked at */
export async function checklistsOfRelease(
  db: Db,
  { name, checklists }: Release,
  web: string,
): Promise<ReleaseChecklist[]> {
  if (checklists.length === 0) return [];
  const readings = checklists.map(
    ({ from }) =>
      () =>
        'items' in from ? null : fileOf(db, from),
  );
  const [ticks, files] = await askAll(db, [() => ticksOfRelease(db, name), () => askAll(db, readings)]);
  return checklists.map((setting, at) => checklistOf(setting, files[at] ?? null, ticks, web));
}

async function fileOf(db: Db, place: FilePlace): Promise<ChecklistFile | null> {
  const row = await rowOf(db, place);
  return row ? { boxes: JSON.parse(row.boxes) as Box[], readAt: row.read_at, problem: row.problem } : null;
}
