/** By which rules a job is judged; each gate may have its own. */
import { day, minute } from '../time.js';

export interface FlakeRules {
  /** What fails in less than this share of its last runs is a flake, when it was seen to pass again. */
  share: number;
  /**
   * How many of the last runs are looked at. Twenty: TestGrid's own summaries look at ten and lose an hourly flake
   * after about nine greens; what happened longer ago says little about the commit that is to ship.
   */
  window: number;
  /**
   * What failed in so many of the newest runs in a row is failing, whatever the share. Three, as three greens make a
   * green: what fails by chance in a third of its runs does so three times in a row once in 27.
   */
  inRow: number;
}

export interface JobRules {
  /** How many successive green runs make a job green. */
  green: number;
  /** ms after its newest finished run when nothing is known of a job any more. */
  staleAfter: number;
  /** ms after which a reading of the source counts no more. */
  readWithin: number;
  /** A green run that ran less than this share of the usual number of tests is not green; 0: nobody looks. */
  fewerTests: number;
  flake: FlakeRules;
}

export const usualRules: JobRules = {
  green: 3,
  staleAfter: day,
  readWithin: 30 * minute,
  fewerTests: 0.7,
  flake: { share: 1 / 3, window: 20, inRow: 3 },
};

/** Clocks of different machines are so far apart without being wrong. */
export const clockSlack = minute;
