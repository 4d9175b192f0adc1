/** What was merged for 1.7 before the sandbox opens: invented changes with release notes of every shape, in order. */
import type { Shape } from './bodies.js';
import { at } from './rows.js';
import { rowsOfServers } from './rows-of-servers.js';
import { rowsOfUsers } from './rows-of-users.js';

export interface MergedFor17 {
  readonly number: number;
  readonly title: string;
  /** Slugs. */
  readonly groups: readonly string[];
  /** Of its label; null: it has none. */
  readonly kind: string | null;
  readonly shape: Shape;
  readonly note: string;
  /** More labels. */
  readonly labels: readonly string[];
  /** A number that it was picked from. */
  readonly picks?: number;
  /** A number that it takes back. */
  readonly reverts?: number;
}

export const mergedFor17: readonly MergedFor17[] = [...rowsOfServers, ...rowsOfUsers].map(
  ([groups, kind, shape, title, note = '', more = {}], place) => {
    const { labels = [], ...links } = more;
    return { number: at(place), title, groups: groups.split(','), kind, shape, note, labels, ...links };
  },
);
