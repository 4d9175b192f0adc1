/** The tables of the verdict: what was read from GitHub, how it was counted, and what people wrote. */
import type { CreateTableBuilder, Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';

type Schema = Kysely<unknown>;

/** The columns an issue has in `issue` and in `issue_stage`. */
function issueColumns<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  int: 'bigint' | 'integer',
) {
  return table
    .addColumn('number', int, (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('body', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('is_pull_request', int, (c) => c.notNull())
    .addColumn('labels', 'text', (c) => c.notNull())
    .addColumn('assignees', 'text', (c) => c.notNull())
    .addColumn('author', 'text', (c) => c.notNull())
    .addColumn('author_is_bot', int, (c) => c.notNull())
    .addColumn('milestone', int)
    .addColumn('created_at', int, (c) => c.notNull())
    .addColumn('updated_at', int, (c) => c.notNull())
    .addColumn('closed_at', int)
    .addColumn('merged_at', int)
    .addColumn('url', 'text', (c) => c.notNull());
}

export async function theVerdict(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  await db.schema
    .createTable('repository')
    .addColumn('id', int, identity(flavour))
    .addColumn('full_name', 'text', (c) => c.notNull().unique())
    .addColumn('web', 'text', (c) => c.notNull())
    .addColumn('since', int)
    .addColumn('since_etag', 'text')
    .addColumn('milestones_etag', 'text')
    .addColumn('tracked', 'text')
    .addColumn('full_at', int)
    .addColumn('observed_at', int)
    .addColumn('problem', 'text')
    .addColumn('notice', 'text')
    .addColumn('drift', 'text')
    .execute();
  await db.schema
    .createTable('milestone')
    .addColumn('repository_id', int, (c) => c.notNull().references('repository.id'))
    .addColumn('number', int, (c) => c.notNull())
    .addColumn('title', 'text', (c) => c.notNull())
    .addColumn('url', 'text', (c) => c.notNull())
    .addColumn('state', 'text', (c) => c.notNull())
    .addColumn('due_on', int)
    .addPrimaryKeyConstraint('milestone_pk', ['repository_id', 'number'])
    .execute();
  await issueColumns(db.schema.createTable('issue'), int)
    .addColumn('repository_id', int, (c) => c.notNull().references('repository.id'))
    .addColumn('gone_at', int)
    .addPrimaryKeyConstraint('issue_pk', ['repository_id', 'number'])
    .execute();
  await db.schema
    .createIndex('issue_by_milestone')
    .on('issue')
    .columns(['repository_id', 'milestone', 'state', 'number'])
    .execute();
  await issueColumns(db.schema.createTable('issue_stage'), int)
    .addColumn('sync_id', int, (c) => c.notNull())
    .addColumn('keep', int, (c) => c.notNull())
    .addPrimaryKeyConstraint('issue_stage_pk', ['sync_id', 'number'])
    .execute();
  await db.schema
    .createTable('sync_run')
    .addColumn('id', int, identity(flavour))
    .addColumn('repository_id', int, (c) => c.notNull().references('repository.id'))
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('started_at', int, (c) => c.notNull())
    .addColumn('finished_at', int)
    .addColumn('outcome', 'text', (c) => c.notNull())
    .addColumn('problem', 'text')
    .addColumn('requests', int, (c) => c.notNull().defaultTo(0))
    .addColumn('quota', int, (c) => c.notNull().defaultTo(0))
    .addColumn('changed', int, (c) => c.notNull().defaultTo(0))
    .execute();
  await db.schema
    .createIndex('sync_run_by_repository')
    .on('sync_run')
    .columns(['repository_id', 'id'])
    .execute();
  await db.schema
    .createTable('census')
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('repository_id', int, (c) => c.notNull().references('repository.id'))
    .addColumn('milestone', int)
    .addColumn('wanted', 'text')
    .addColumn('plan', 'text')
    .addColumn('data', 'text')
    .addColumn('problem', 'text')
    .addPrimaryKeyConstraint('census_pk', ['release', 'source'])
    .execute();
  await db.schema
    .createTable('note')
    .addColumn('id', int, identity(flavour))
    .addColumn('release', 'text', (c) => c.notNull())
    .addColumn('type', 'text', (c) => c.notNull())
    .addColumn('heading', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('state', 'text')
    .addColumn('author_id', 'text', (c) => c.notNull())
    .addColumn('author_name', 'text', (c) => c.notNull())
    .addColumn('at', int, (c) => c.notNull())
    .addColumn('until', int)
    .addColumn('ended_at', int)
    .addColumn('ended_by', 'text')
    .addColumn('request', 'text', (c) => c.notNull().unique())
    .execute();
  await db.schema.createIndex('note_by_release').on('note').columns(['release', 'ended_at']).execute();
  await db.schema
    .createTable('lease')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('until', int, (c) => c.notNull())
    .execute();
}
