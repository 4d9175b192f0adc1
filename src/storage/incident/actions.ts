/** Action items as rows beside the record: written with each step, so that nobody has to fold all incidents. */
import type { Kysely, Selectable } from 'kysely';
import type { ActionStore, KeptAction } from '../../app/postmortem/dependencies.js';
import type { KnownAction } from '../../domain/gates/action-items.js';
import { type Incident, isOpen } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import type { ActionItem } from '../../domain/postmortem/postmortem.js';
import type { Database } from '../dialect.js';
import type { Tables } from '../tables.js';
import type { IncidentActionTable } from './tables.js';

type Db = Kysely<Tables>;

interface ActionBody {
  title: string;
  release: string;
  commander: Person;
  owners: Person[];
  action: ActionItem;
}

/** @param before null: it is new */
export async function keepActions(tx: Db, before: Incident | null, after: Incident): Promise<void> {
  const was = new Map(before ? rowsOf(before).map((row) => [row.action, row]) : []);
  const rows = rowsOf(after);
  const changed = rows.filter((row) => JSON.stringify(was.get(row.action)) !== JSON.stringify(row));
  for (const row of changed)
    await tx
      .insertInto('incident_action')
      .values({ ...row, etag: null, tried_at: null })
      .onConflict((conflict) =>
        conflict.columns(['incident_id', 'action']).doUpdateSet({
          ...row,
          // Of another issue nothing is known.
          ...(was.get(row.action)?.issue === row.issue ? {} : { etag: null, tried_at: null }),
        }),
      )
      .execute();
  const gone = [...was.keys()].filter((id) => !rows.some((row) => row.action === id));
  if (gone.length > 0)
    await tx
      .deleteFrom('incident_action')
      .where('incident_id', '=', after.id)
      .where('action', 'in', gone)
      .execute();
}

function rowsOf(incident: Incident): Omit<Selectable<IncidentActionTable>, 'etag' | 'tried_at'>[] {
  const { id, facts, isEmbargoed, postmortem, state } = incident;
  // What never was an incident, or goes on as another one, has nothing to do left.
  const counts = state !== 'retracted' && state !== 'merged';
  return postmortem.actions.map((action) => {
    const body: ActionBody = {
      ...{ title: facts.title, release: facts.release, commander: facts.commander },
      ...{ owners: ownersOf(incident), action },
    };
    return {
      ...{ incident_id: id, action: action.id, type: action.type, body: JSON.stringify(body) },
      is_open: action.done === null && counts ? 1 : 0,
      is_hidden: isEmbargoed ? 1 : 0,
      is_past: counts && !isOpen(incident) ? 1 : 0,
      ...{ added_at: action.addedAt, done_at: action.done?.at ?? null, issue: action.issue?.name ?? null },
    };
  });
}

export function actionStore({ read, write }: Database): ActionStore {
  return {
    async open() {
      return await openOnes(read);
    },

    async followed(doneSince) {
      const rows = await read
        .selectFrom('incident_action')
        .select(['incident_id', 'action', 'issue', 'etag', 'tried_at', 'is_open'])
        .where('issue', 'is not', null)
        // GitHub is not asked about what is kept among few: that would name it there, and in the log.
        .where('is_hidden', '=', 0)
        .where((is) => is.or([is('is_open', '=', 1), is('done_at', '>=', doneSince)]))
        .orderBy('incident_id')
        .orderBy('added_at')
        .execute();
      return rows.map((row) => ({
        ...{ incident: row.incident_id, action: row.action, issue: row.issue ?? '', etag: row.etag },
        ...{ triedAt: row.tried_at, isDone: row.is_open === 0 },
      }));
    },

    async looked({ incident, action, etag, triedAt }) {
      await write
        .updateTable('incident_action')
        .set({ etag, tried_at: triedAt })
        .where('incident_id', '=', incident)
        .where('action', '=', action)
        .execute();
    },
  };
}

async function openOnes(db: Db): Promise<KeptAction[]> {
  const rows = await db
    .selectFrom('incident_action as a')
    .innerJoin('incident as i', 'i.id', 'a.incident_id')
    .select(['a.incident_id', 'a.body', 'i.url'])
    .where('a.is_open', '=', 1)
    .where('a.is_hidden', '=', 0)
    .orderBy('a.added_at')
    .orderBy('a.incident_id')
    .orderBy('a.action')
    .execute();
  return rows.map(({ incident_id, body, url }) => ({
    ...{ incident: incident_id, url },
    ...(JSON.parse(body) as ActionBody),
  }));
}

/** Of incidents that are over, for a gate; the oldest first. */
export async function openActionsOfPast(db: Db, types: readonly string[]): Promise<KnownAction[]> {
  if (types.length === 0) return [];
  const rows = await db
    .selectFrom('incident_action as a')
    .innerJoin('incident as i', 'i.id', 'a.incident_id')
    .select(['a.incident_id', 'a.body', 'i.url'])
    .where('a.is_open', '=', 1)
    .where('a.is_hidden', '=', 0)
    .where('a.is_past', '=', 1)
    .where('a.type', 'in', [...types])
    .orderBy('a.added_at')
    .orderBy('a.incident_id')
    .orderBy('a.action')
    .execute();
  return rows.map(({ incident_id, body, url }) => {
    const { title, release, action } = JSON.parse(body) as ActionBody;
    const { id, text, type, owner, login, due, issue, addedBy } = action;
    return {
      ...{ incident: incident_id, title, release, url, id, text, type, due, issue },
      owner: owner?.name ?? login,
      raisedBy: [...new Set([owner?.id, addedBy?.id])].filter((one) => one !== undefined),
    };
  });
}
