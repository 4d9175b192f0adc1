/** The table that a person reads, and what `--json` writes. */
import { arch, cpus, platform, release, totalmem } from 'node:os';
import type { Row } from './row.js';

export interface Machine {
  date: string;
  node: string;
  system: string;
  cpu: string;
  cores: number;
  memoryGB: number;
}

/** @param now ms since the epoch */
export function machine(now: number): Machine {
  return {
    date: new Date(now).toISOString(),
    node: process.version,
    system: `${platform()} ${release()} ${arch()}`,
    cpu: cpus()[0]?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memoryGB: Math.round(totalmem() / 2 ** 30),
  };
}

const verdict = (row: Row) => (row.ok === null ? '' : row.ok ? 'ok' : 'missed');

/** Columns as wide as what stands in them. */
export function renderTable(
  rows: readonly Row[],
  { date, node, system, cpu, cores, memoryGB }: Machine,
): string {
  const lines = [
    ['what', 'measured', 'target', ''],
    ...rows.map((row) => [row.name, row.measured, row.target ?? '', verdict(row)]),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const text = lines.map((line) =>
    line
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const rule = '-'.repeat(widths.reduce((sum, width) => sum + width + 2, -2));
  const where = `${date} · Node ${node} · ${cpu} · ${cores} cores · ${memoryGB} GB · ${system}`;
  const grouped = text.slice(1).flatMap((line, at) => {
    const { group } = rows[at] ?? {};
    return group === undefined || group === rows[at - 1]?.group ? [line] : ['', group, line];
  });
  return [where, '', text[0], rule, ...grouped].join('\n');
}
