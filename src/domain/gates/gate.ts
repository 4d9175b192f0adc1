/** What a gate is, and what it finds. Every type of gate has a file beside this one. */
import type { CountedJob } from '../ci/board.js';
import type { Evidence } from '../evidence.js';
import type { Filter } from '../filter.js';
import type { ItemRef } from '../issue.js';
import type { ActionType } from '../postmortem/event.js';
import type { Release } from '../release.js';
import type { Part, Waiver } from '../waiver/waiver.js';

interface GateBase {
  id: string;
  /** The sentence that is the reason when the gate does not hold; `{milestone}` and the like are filled in. */
  reason: string;
  /** What has to be done then. */
  actions: string[];
  /** A gate that does not block is shown with its figure and its actions, and never decides. */
  blocks: boolean;
}

/** At most so many open issues that match. */
export interface CountGate extends GateBase {
  type: 'count';
  filter: Filter;
  of: 'issues' | 'pull-requests' | 'all';
  in: 'milestone' | 'no-milestone';
  atMost: number;
}

/** Every issue of the milestone carries what it must: each check names the issues that do not. */
export interface HygieneGate extends GateBase {
  type: 'hygiene';
  checks: { id: string; title: string; lacking: Filter }[];
}

/** At most so many open issues that match in the enhancements repository's milestone. */
export interface EnhancementsGate extends GateBase {
  type: 'enhancements';
  filter: Filter;
  atMost: number;
}

/** Every CI job that matches is green, or somebody answers for it. */
export interface JobsGate extends GateBase {
  type: 'jobs';
  /** Patterns of `board/name` or of a name, with `*`; texts are filled in. Each has to match a job. */
  jobs: string[];
  /** How many successive green runs each job needs. */
  green: number;
  /** A green run with less than this share of the usual number of tests is not green; 0: nobody looks. */
  fewerTests: number;
  /** What fails in less than this share of its runs is a flake. */
  flakeShare: number;
  /** ms after its last run when a job is not known any more; null: as it is configured with the job. */
  staleAfter: number | null;
  /** Whether a test by hand of the commit that is to ship can stand in for a job. */
  manual: boolean;
  /** What its figure counts: failing tests, or jobs. */
  kind: 'tests' | 'suites';
}

/** Every group that is asked said GO for the candidate's very commit. */
export interface SignOffGate extends GateBase {
  type: 'sign-off';
}

/** Every box of a checklist of the release team is ticked. */
export interface ChecklistGate extends GateBase {
  type: 'checklist';
  /** Names of the lists in signalman.yml. */
  checklists: string[];
}

/** The documents of every enhancement in the milestone are complete for its stage. */
export interface EnhancementSignOffGate extends GateBase {
  type: 'enhancement-sign-off';
}

/** What was to be done after past incidents is done. */
export interface ActionItemsGate extends GateBase {
  type: 'action-items';
  types: ActionType[];
  /** Whether the incidents of this very release, and of later ones, count too. */
  incidents: 'before' | 'all';
}

/** Every merged pull request of the release has a note, or says that it needs none. */
export interface ReleaseNotesGate extends GateBase {
  type: 'release-notes';
}

/** So much of what needs documentation has a pull request for it: shares from 0 to 1. */
export interface DocsGate extends GateBase {
  type: 'docs';
  /** Have one, whatever its state. */
  open: number;
  /** Have one that is ready for review or merged; null: as near as the docs freeze of the calendar is. */
  ready: number | null;
  /** Have one that is merged. */
  merged: number;
}

export type Gate =
  | CountGate
  | HygieneGate
  | EnhancementsGate
  | JobsGate
  | SignOffGate
  | ChecklistGate
  | EnhancementSignOffGate
  | ActionItemsGate
  | ReleaseNotesGate
  | DocsGate;

/** Green, red, or not known. */
export type GateState = 'go' | 'no-go' | 'unknown';

/** What a gate found: its state and all that is needed to check it. */
export interface Finding {
  gate: string;
  type: Gate['type'] | 'freshness' | 'hand-written' | 'incident' | 'calendar';
  state: GateState;
  blocks: boolean;
  /** The reason as one sentence. */
  reason: string;
  /** The figure in words: "6 open, 0 allowed". */
  detail: string;
  /** The rule in words, so that anybody can check it. */
  rule: string;
  value: number | null;
  limit: number | null;
  evidence: { title: string; url: string }[];
  /** When the evidence was read (ms, UTC); null when it never was. */
  observedAt: number | null;
  actions: string[];
  items: ItemRef[];
  /** Set on a finding about jobs: the worst first. */
  jobs?: CountedJob[];
  /** Set with them: patterns that no job matches. */
  missing?: string[];
  /** What keeps it from holding, one by one; left out where it cannot be told apart. */
  parts?: Part[];
  /**
   * Set where something beside these parts is not known: without them it is UNKNOWN then, and not GO, because no waiver
   * makes known what is not.
   */
  besides?: 'unknown';
  /** Waivers that are about it and in force, those that wait for a second person included. */
  waivers?: Waiver[];
  /** How much of it is waived, in words: `3 waived`. */
  waived?: string;
  /** Set on a hand-written finding. */
  author?: { id: string; name: string };
  /** When it stops counting by itself (ms, UTC). */
  until?: number;
}

/** A gate's decision: pure, from the release, the evidence and the moment. */
export type Decide<G> = (gate: G, release: Release, evidence: Evidence, now: number) => Finding;
