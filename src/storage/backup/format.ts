/**
 * The file of a backup: JSON, one value a line, gzipped. A header, for each table its columns and then its rows, and
 * at the end how many rows there were and a checksum over every line before. It says nothing of the database that
 * wrote it, so that the other one can read it.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';

/** Goes up when an older Signalman could not read the file any more. */
const formatVersion = 1;

export type Cell = string | number | null;

const header = z.object({
  signalman: z.literal('backup'),
  format: z.number(),
  /** Of the product that wrote it. */
  version: z.string(),
  /** The steps that its tables had taken. */
  schema: z.array(z.string()),
  /** When it was taken: what was written later is not in it. ms, UTC */
  at: z.number(),
});
const table = z.object({
  table: z.string(),
  columns: z.array(z.string()).min(1),
  /** The last number that the database gave out in it; null where it gives none. */
  last: z.number().nullable(),
});
const row = z.array(z.union([z.string(), z.number(), z.null()]));
const footer = z.object({ rows: z.record(z.string(), z.number()), sha256: z.string() });

export type BackupHeader = Omit<z.infer<typeof header>, 'signalman' | 'format'>;
export type BackupTable = z.infer<typeof table>;

export type BackupPart =
  | { kind: 'header'; header: BackupHeader }
  | { kind: 'table'; table: BackupTable }
  | { kind: 'row'; row: Cell[] }
  /** The file is whole. */
  | { kind: 'end'; rows: Record<string, number> };

/** Why a file cannot be restored, in words for people. */
export class BackupFault extends Error {}

const notOne = () => new BackupFault('It is not a backup of Signalman.');
const damaged = (how: string) =>
  new BackupFault(`The backup is damaged: ${how}. Nothing was restored; take an older one.`);

/** Makes the lines of a backup, each with its end of line. @param parts in their order, without the end */
export async function* linesOf(
  parts: AsyncIterable<Exclude<BackupPart, { kind: 'end' }>>,
): AsyncGenerator<string> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let current = '';
  for await (const part of parts) {
    if (part.kind === 'table') {
      current = part.table.table;
      rows[current] = 0;
    }
    if (part.kind === 'row') rows[current] = (rows[current] ?? 0) + 1;
    const line = `${JSON.stringify(writtenAs(part))}\n`;
    hash.update(line);
    yield line;
  }
  yield `${JSON.stringify({ rows, sha256: hash.digest('hex') })}\n`;
}

function writtenAs(part: Exclude<BackupPart, { kind: 'end' }>): unknown {
  switch (part.kind) {
    case 'header':
      return { signalman: 'backup', format: formatVersion, ...part.header };
    case 'table':
      return part.table;
    case 'row':
      return part.row;
  }
}

/**
 * Reads them again. The last part is `end`; without having seen it nothing that was read may be believed.
 * @param lines without their ends
 * @throws BackupFault
 */
export async function* partsOf(lines: AsyncIterable<string>): AsyncGenerator<BackupPart> {
  const hash = createHash('sha256');
  const rows: Record<string, number> = {};
  let current: BackupTable | null = null;
  let place: 'beginning' | 'middle' | 'end' = 'beginning';
  let number = 0;
  for await (const line of lines) {
    number++;
    if (place === 'end') throw damaged(`line ${number} follows its end`);
    const value = jsonOf(line);
    if (place === 'beginning') {
      yield { kind: 'header', header: headerOf(value) };
      place = 'middle';
    } else if (Array.isArray(value)) {
      const cells = row.safeParse(value);
      if (!current || !cells.success || cells.data.length !== current.columns.length)
        throw damaged(`line ${number} is not a row of ${current?.table ?? 'any table'}`);
      rows[current.table] = (rows[current.table] ?? 0) + 1;
      yield { kind: 'row', row: cells.data };
    } else if (table.safeParse(value).success) {
      current = table.parse(value);
      if (current.table in rows) throw damaged(`the table ${current.table} comes twice`);
      rows[current.table] = 0;
      yield { kind: 'table', table: current };
    } else {
      const last = footer.safeParse(value);
      if (!last.success) throw damaged(`line ${number} cannot be read`);
      if (last.data.sha256 !== hash.digest('hex')) throw damaged('its checksum says that it was changed');
      if (!sameCounts(last.data.rows, rows)) throw damaged('it has not as many rows as it says');
      place = 'end';
      yield { kind: 'end', rows };
      continue;
    }
    hash.update(`${line}\n`);
  }
  if (place === 'beginning') throw notOne();
  if (place === 'middle') throw damaged('its end is missing');
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function headerOf(value: unknown): BackupHeader {
  const known = z.object({ signalman: z.literal('backup'), format: z.number() }).safeParse(value);
  if (!known.success) throw notOne();
  if (known.data.format > formatVersion)
    throw new BackupFault('It was written by a newer version of Signalman: restore it with that version.');
  const read = header.safeParse(value);
  if (!read.success) throw damaged('its first line cannot be read');
  const { version, schema, at } = read.data;
  return { version, schema, at };
}

const sameCounts = (said: Record<string, number>, found: Record<string, number>) =>
  Object.keys({ ...said, ...found }).every((name) => said[name] === found[name]);
