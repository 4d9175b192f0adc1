/** The tables of the test signal: jobs as last read, alerts about them, and what people said and tried by hand. */
import type { CreateTableBuilder, Kysely } from 'kysely';
import { type Flavour, identity, integer } from '../dialect.js';

type Schema = Kysely<unknown>;
type Kind = 'text' | 'int';

export async function theTestSignal(db: Schema, flavour: Flavour): Promise<void> {
  const int = integer(flavour);
  /** What may be missing ends with a question mark. */
  const withColumns = <T extends string>(
    table: CreateTableBuilder<T>,
    columns: Record<string, `${Kind}${'' | '?'}`>,
  ) =>
    Object.entries(columns).reduce(
      (built, [name, kind]) =>
        built.addColumn(name, kind.startsWith('int') ? int : 'text', (c) =>
          kind.endsWith('?') ? c : c.notNull(),
        ),
      table as CreateTableBuilder<string>,
    );
  const keyed = (name: string, key: string) =>
    db.schema.createTable(name).addColumn(key, 'text', (c) => c.primaryKey());
  const numbered = (name: string) =>
    db.schema
      .createTable(name)
      .addColumn('id', int, identity(flavour))
      .addColumn('request', 'text', (c) => c.notNull().unique());

  await withColumns(keyed('ci_source', 'key'), {
    ...{ reading: 'int', cursor: 'text?', read_at: 'int?', tried_at: 'int', problem: 'text?' },
  }).execute();
  await withColumns(keyed('ci_job', 'key'), {
    ...{ source: 'text', position: 'int', body: 'text', version: 'int', read_at: 'int?' },
    ...{ problem: 'text?', usual: 'int?', filed: 'text?', gone_at: 'int?' },
  }).execute();
  await db.schema.createIndex('ci_job_by_source').on('ci_job').columns(['source', 'position']).execute();
  await withColumns(keyed('ci_alert', 'id'), {
    ...{ job: 'text', current: 'int', is_open: 'int', waits: 'int', body: 'text', hearing: 'text' },
    ...{ requests: 'text', since: 'int' },
  }).execute();
  // Of each job one alert is the last, also where two processes look at once.
  await db.schema
    .createIndex('ci_alert_current')
    .unique()
    .on('ci_alert')
    .column('job')
    .where('current' as never, '=', 1 as never)
    .execute();
  const person = { author_id: 'text', author_name: 'text' } as const;
  await withColumns(numbered('ci_word'), {
    ...{ release: 'text', job: 'text', owner: 'text', ...person, reason: 'text' },
    ...{ at: 'int', until: 'int', ended_at: 'int?', ended_by: 'text?' },
  }).execute();
  await withColumns(numbered('ci_manual'), {
    ...{ release: 'text', job: 'text', ...person, commit_hash: 'text', what: 'text', result: 'text' },
    ...{ at: 'int', ended_at: 'int?' },
  }).execute();
  for (const table of ['ci_word', 'ci_manual'])
    await db.schema.createIndex(`${table}_by_release`).on(table).columns(['release', 'ended_at']).execute();
  // One issue for an alert, however many want it.
  await withColumns(keyed('ci_filing', 'alert'), {
    ...{ marker: 'text', request: 'text', repository: 'text', by_id: 'text', by_name: 'text' },
    ...{ at: 'int', attempts: 'int', number: 'int?', url: 'text?' },
  }).execute();
}
