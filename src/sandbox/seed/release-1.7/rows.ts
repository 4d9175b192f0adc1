/** How a change of 1.7 is written down, and the numbers that the changes have. */
import type { Shape } from './bodies.js';
import type { MergedFor17 } from './pulls.js';

export type Row = readonly [
  groups: string,
  kind: string | null,
  shape: Shape,
  title: string,
  note?: string,
  more?: Pick<MergedFor17, 'picks' | 'reverts'> & { labels?: readonly string[] },
];

const first = 43_301;
const step = 7;
/** The number of the row at this place, from 0. */
export const at = (place: number) => first + place * step;
