/**
 * Waivers: a finding that the release ships with all the same. Who decided it, why, and until when is shown beside the
 * reasons; what was not there when it was decided is not covered by it.
 */
import type { Person } from '../person.js';

/** A single thing that keeps a gate from holding, with a key that stays the same as long as the thing does. */
export interface Part {
  /**
   * `issue:kubernetes/kubernetes#12`, `job:<key>`, `group:node/<poll>/<what it said>`, `incident:12/<severity>`,
   * `item:<checklist>/<key>`, `kep:1234`, `release-note:kubernetes/kubernetes#12/no-note`
   */
  key: string;
  title: string;
  url: string | null;
  /** Slack ids of those whose finding it is: they do not waive it where two persons are asked for. */
  raisedBy?: string[];
}

export interface Waiver {
  id: number;
  release: string;
  /** Id of the gate, as findings carry it. */
  gate: string;
  /**
   * What it covers: these parts; or the finding as a whole, which then must not get worse than this value (null: it has
   * none).
   */
  covers: { parts: string[] } | { whole: number | null };
  /** What it is about, in words, as it was then. */
  about: string;
  reason: string;
  by: Person;
  /** ms, UTC */
  at: number;
  /** It counts until then, without that moment. */
  until: number;
  /** Where two persons are asked for: it counts from then on. */
  second: { by: Person; at: number } | null;
  needsSecond: boolean;
  /** Slack ids of those whose finding it was then: where two persons are asked for they are neither of the two. */
  raisedBy: string[];
  ended: { by: Person; at: number } | null;
}

/** Who may waive a finding, and whether somebody else has to agree. */
export interface WaiveRule {
  /** Slack user and user-group ids. */
  by: string[];
  /** What people call them: `release lead`. */
  role: string;
  twoPersons: boolean;
}

/** The rules of a release. */
export interface Waiving {
  usual: WaiveRule;
  /** By id of the gate; false: nobody may waive it. */
  byGate: Record<string, WaiveRule | false>;
  /** No waiver lasts longer than so many ms. */
  longest: number;
}
