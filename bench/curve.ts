/** Cost against size: what was measured at several sizes, and how fast it grows beside them. */
import { type Row, show, type Unit } from './row.js';

export interface Point {
  size: number;
  /** Above 0. */
  value: number;
}

/** Twice the work may cost a little more than twice as much: sorted lists do, and so do caches that overflow. */
export const linear = 1.1;

/** Below a tenth of the largest size, what each question costs anyway hides what grows. */
const counted = 10;

/**
 * The slope of the logarithms by least squares: cost grows as size to that power. Of the sizes within a factor of ten
 * of the largest one, of the last two at least.
 */
export function exponentOf(points: readonly Point[]): number {
  const sorted = [...points].sort((a, b) => a.size - b.size);
  const largest = sorted.at(-1)?.size ?? 0;
  const near = sorted.filter(({ size }, at) => size * counted >= largest || at >= sorted.length - 2);
  const logs = near.map(({ size, value }) => [Math.log(size), Math.log(value)] as const);
  const middle = (which: 0 | 1) => logs.reduce((sum, pair) => sum + pair[which], 0) / logs.length;
  const [x, y] = [middle(0), middle(1)];
  const [both, own] = logs.reduce(
    ([sum, squares], [a, b]) => [sum + (a - x) * (b - y), squares + (a - x) ** 2],
    [0, 0] as [number, number],
  );
  return both / own;
}

/** @param of what the sizes are, such as `issues` */
export function grows(
  name: string,
  points: readonly Point[],
  { of, unit, limit = linear }: { of: string; unit: Unit; limit?: number },
): Row {
  const exponent = exponentOf(points);
  const sizes = points.map(({ size, value }) => `${size.toLocaleString('en')}: ${show(value, unit)}`);
  return {
    name,
    measured: `n^${exponent.toFixed(2)} (${of} ${sizes.join(', ')})`,
    target: `≤ n^${limit}`,
    ok: exponent <= limit,
    value: exponent,
    points: [...points],
  };
}
