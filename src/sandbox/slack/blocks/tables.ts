// Native tables: `table` and `data_table`.
import type { Fields } from '../fields.js';
import { isFields, listOf } from '../fields.js';
import { checkLength, type Report } from './problems.js';

const mostCells = 20;
/** Characters in all cells of one message together. */
const mostCharacters = 10_000;

/** A plain table: up to 100 rows. */
export function checkTable(report: Report, place: string, block: Fields): void {
  checkRows(report, place, block, [1, 100]);
  if (listOf(block.column_settings).length > mostCells)
    report(`${place}/column_settings`, 'no more than 20 items allowed');
}

/** A data table: a heading row and up to 100 more. */
export function checkDataTable(report: Report, place: string, block: Fields): void {
  checkLength(report, `${place}/caption`, block.caption, 255, 1);
  checkRows(report, place, block, [2, 101]);
  const widths = new Set(rowsOf(block).map((row) => row.length));
  if (widths.size > 1) report(`${place}/rows`, 'all rows must have the same number of cells');
  rowsOf(block)[0]?.forEach((cell, index) => {
    if (isFields(cell) && cell.type === 'rich_text')
      report(`${place}/rows/0/${index}/type`, 'unsupported type: rich_text');
  });
}

function checkRows(
  report: Report,
  place: string,
  block: Fields,
  [least, most]: readonly [number, number],
): void {
  const rows = rowsOf(block);
  if (rows.length < least) report(`${place}/rows`, `no fewer than ${least} items allowed`);
  if (rows.length > most) report(`${place}/rows`, `no more than ${most} items allowed`);
  rows.forEach((row, index) => {
    const at = `${place}/rows/${index}`;
    if (row.length === 0) report(at, 'no fewer than 1 items allowed');
    if (row.length > mostCells) report(at, `no more than ${mostCells} items allowed`);
    row.forEach((cell, column) => {
      checkCell(report, `${at}/${column}`, cell);
    });
  });
}

function checkCell(report: Report, place: string, cell: unknown): void {
  if (!isFields(cell)) {
    report(place, 'must be an object');
    return;
  }
  if (cell.type === 'raw_text') {
    checkLength(report, `${place}/text`, cell.text, mostCharacters, 1);
    return;
  }
  if (cell.type === 'raw_number') {
    if (typeof cell.value !== 'number') report(`${place}/value`, 'must be a number');
    return;
  }
  if (cell.type !== 'rich_text') {
    report(`${place}/type`, `unsupported type: ${String(cell.type)}`);
    return;
  }
  if (!Array.isArray(cell.elements)) report(`${place}/elements`, 'missing required field');
}

function rowsOf(block: Fields): unknown[][] {
  return Array.isArray(block.rows) ? block.rows.map((row) => (Array.isArray(row) ? row : [])) : [];
}

/** True when the cells of these tables hold more text than a message may carry. */
export function isOverfull(tables: readonly Fields[]): boolean {
  let characters = 0;
  for (const cell of tables.flatMap(rowsOf).flat()) characters += textLength(cell);
  return characters > mostCharacters;
}

function textLength(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + textLength(entry), 0);
  if (!isFields(value)) return 0;
  const own = typeof value.text === 'string' ? value.text.length : 0;
  return own + textLength(value.elements);
}
