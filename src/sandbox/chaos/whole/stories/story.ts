/** What a part of the product is put through in a whole-product run: people who use it, and a check of what came of it. */
import type { Database } from '../../../../storage/dialect.js';
import type { LocalGitHub } from '../../../github/index.js';
import type { Random } from '../../../seed/random.js';
import type { LocalSlack } from '../../../slack/index.js';
import type { Hours } from '../hours.js';

export interface Scene {
  slack: LocalSlack;
  github: LocalGitHub;
  database: Database;
  hours: Hours;
  /** Repeats itself for each seed. */
  chance: Random;
  /** How often each incident is updated. */
  revisions: number;
}

export interface Story {
  name: string;
  /** What was done, how often. */
  done: Record<string, number>;
  /**
   * One round while things go wrong.
   * @param goesOn for those without an end of their own: as long as the others are at it
   * @throws Error where something that was acknowledged is not there, or cannot be done at all
   */
  live(round: number, goesOn: () => boolean): Promise<void>;
  /** Once all is quiet. @returns what is wrong, in words */
  check(): Promise<string[]>;
}

export const counting = (done: Record<string, number>) => (what: string) => {
  done[what] = (done[what] ?? 0) + 1;
};
