/** Makes every bound value one that both databases take. A boolean would end the process in libsql. */
import type { CompiledQuery, DatabaseConnection, Driver, QueryResult, TransactionSettings } from 'kysely';

/** boolean → 0/1, Date → ms, undefined → null, list or object → JSON text. */
export function portable(value: unknown): unknown {
  if (value === undefined) return null;
  if (typeof value === 'boolean') return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (typeof value === 'number' && !Number.isFinite(value))
    throw new TypeError(`cannot store the number ${value}`);
  if (typeof value === 'object' && value !== null && !(value instanceof Uint8Array))
    return JSON.stringify(value);
  return value;
}

const guarded = (query: CompiledQuery): CompiledQuery => ({
  ...query,
  parameters: query.parameters.map(portable),
});

class PortableConnection implements DatabaseConnection {
  constructor(readonly inner: DatabaseConnection) {}

  executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
    return this.inner.executeQuery<R>(guarded(query));
  }

  streamQuery<R>(query: CompiledQuery, chunkSize?: number): AsyncIterableIterator<QueryResult<R>> {
    return this.inner.streamQuery<R>(guarded(query), chunkSize);
  }
}

/** Puts the guard before any driver. */
export function portableDriver(driver: Driver): Driver {
  const inner = (connection: DatabaseConnection) => (connection as PortableConnection).inner;
  return {
    init: () => driver.init(),
    acquireConnection: async () => new PortableConnection(await driver.acquireConnection()),
    beginTransaction: (connection, settings: TransactionSettings) =>
      driver.beginTransaction(inner(connection), settings),
    commitTransaction: (connection) => driver.commitTransaction(inner(connection)),
    rollbackTransaction: (connection) => driver.rollbackTransaction(inner(connection)),
    releaseConnection: (connection) => driver.releaseConnection(inner(connection)),
    destroy: () => driver.destroy(),
  };
}
