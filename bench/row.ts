/** One line of the table: what was measured, what it should be, and whether it is. */

export interface Row {
  /** The heading that it stands under. */
  group?: string;
  name: string;
  /** As people read it. */
  measured: string;
  /** null: only shown. */
  target: string | null;
  /** null where there is no target, or nothing could be measured. */
  ok: boolean | null;
  /** The plain number, for `--json`; null when nothing was measured. */
  value: number | null;
  /** Of a curve: what was measured at each size. */
  points?: { size: number; value: number }[];
}

const units = { ms: ' ms', s: ' s', times: '×', requests: '', MB: ' MB', '': '' } as const;
export type Unit = keyof typeof units;

function show(value: number, unit: Unit): string {
  const digits = unit === 'requests' || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)}${units[unit]}`;
}

/** A number that must not be larger than its target. @param detail what it was made from */
export function atMost(name: string, value: number, limit: number, unit: Unit, detail = ''): Row {
  const measured = `${show(value, unit)}${detail === '' ? '' : ` (${detail})`}`;
  return { name, measured, target: `≤ ${limit}${units[unit]}`, ok: value <= limit, value };
}

/** A number without a target. */
export function shown(name: string, value: number, unit: Unit, detail = ''): Row {
  return { ...atMost(name, value, 0, unit, detail), target: null, ok: null };
}

/** What could not be measured here, and why. */
export function skipped(name: string, why: string): Row {
  return { name, measured: `skipped: ${why}`, target: null, ok: null, value: null };
}

/** What should have been measured and was not. @param why its first line is shown */
export function broken(name: string, why: string): Row {
  return {
    ...{ name, measured: `failed: ${why.split('\n', 1)[0]}`, target: 'a figure', ok: false, value: null },
  };
}

export { show };
