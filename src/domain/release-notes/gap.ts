/** What the release notes lack, each with whose it is and what to do. */

/**
 * `no-note`: neither a note nor NONE. `none-on-deprecation`: NONE, and its label says that it deprecates something.
 * `repeats-title`: the note says no more than the title. `not-in-draft`: missing in a draft that is kept by hand.
 * `no-pull`: an entry of such a draft names no pull request that is merged in this release. The rest is about
 * enhancements: no pull request for documentation, nothing to say in the notes, no stage, no group, and a stage that is
 * another one in `kep.yaml`.
 */
export type GapCode =
  | 'no-note'
  | 'none-on-deprecation'
  | 'repeats-title'
  | 'not-in-draft'
  | 'no-pull'
  | 'feature-docs'
  | 'feature-note'
  | 'feature-stage-unknown'
  | 'feature-group-unknown'
  | 'feature-stage';

export interface Gap {
  code: GapCode;
  /** `owner/name`; null: it is about a line of a draft. */
  repository: string | null;
  number: number | null;
  /** Of the pull request or issue, or the line. Of people outside, not escaped. */
  title: string;
  url: string | null;
  /** GitHub logins; empty: nobody is known. */
  owners: string[];
  /** Slugs; empty: none. */
  groups: string[];
  /** What is wrong, as one sentence without a full stop at its end. */
  text: string;
  /** What to do next. */
  todo: string;
  /** Whether the gate `release-notes` counts it; otherwise it is only told. */
  blocks: boolean;
}
