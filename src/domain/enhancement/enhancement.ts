/** An enhancement as its documents say: `kep.yaml`, README, and the approval of production readiness. */
import type { Box } from '../checklist/checklist.js';

/** Something that is wrong with a document: told with file, field and what is wrong, never guessed at. */
export interface DocumentFault {
  /** Path in the repository. */
  file: string;
  /** `latest-milestone`, `creation-date`, a heading; null: the whole file. */
  field: string | null;
  /** From 1; null: not known. */
  line: number | null;
  problem: string;
}

export const stages = ['alpha', 'beta', 'stable'] as const;
/** `deprecated`, `disabled`, `removed`: the stages of a feature that goes. */
export type Stage = (typeof stages)[number] | 'deprecated' | 'disabled' | 'removed';

export type KepStatus =
  | 'provisional'
  | 'implementable'
  | 'implemented'
  | 'deferred'
  | 'rejected'
  | 'withdrawn'
  | 'replaced';

/** What `kep.yaml` says. What is missing or cannot be read is null or empty, and has a fault. */
export interface KepYaml {
  title: string | null;
  number: number | null;
  /** The group's slug without a prefix: `node` for `sig-node`. */
  owner: string | null;
  status: KepStatus | null;
  stage: Stage | null;
  /** With a v: `v1.37`. */
  latestMilestone: string | null;
  /** Milestones by stage, with a v. */
  milestones: Partial<Record<string, string>>;
  /** GitHub logins without @, or what was written instead. */
  authors: string[];
  reviewers: string[];
  approvers: string[];
  featureGates: string[];
  /** Lines of the fields that were found, from 1. */
  lines?: Partial<Record<string, number>>;
}

/** answered; empty: nothing stands below the heading; template: only the template's own text does. */
export type Answered = 'answered' | 'empty' | 'template';

export interface Question {
  /** The part of the questionnaire: `Feature Enablement and Rollback`. */
  section: string;
  question: string;
  answered: Answered;
  line: number;
}

/** What a README says. */
export interface KepReadme {
  title: string | null;
  /** The release sign-off checklist; empty: it has none. */
  boxes: Box[];
  questions: Question[];
  /** null: there is no such heading. */
  testPlan: Answered | null;
  graduation: Answered | null;
  designDetails: Answered | null;
  /** null: there is no such heading; otherwise its text in plain lines. */
  history: string[] | null;
  lines: number;
  /** Lines of the headings that were found, from 1. */
  places?: Partial<
    Record<'checklist' | 'testPlan' | 'graduation' | 'designDetails' | 'history' | 'questionnaire', number>
  >;
}

/** `keps/prod-readiness/<group>/<number>.yaml`: who approved which stage. */
export interface PrrApproval {
  /** Logins without @, by stage. */
  approvers: Partial<Record<string, string>>;
}

/** A document after parsing: the value, and everything that is wrong with it. */
export interface Parsed<T> {
  value: T;
  faults: DocumentFault[];
}

/** Everything that is known of one enhancement of a milestone. */
export interface EnhancementDocuments {
  number: number;
  /** `keps/sig-node/1234-name` in the repository; null: none was found for the number. */
  folder: string | null;
  kep: Parsed<KepYaml> | null;
  readme: Parsed<KepReadme> | null;
  prr: Parsed<PrrApproval> | null;
  /** Where the approval lies; left out: where it is expected. */
  prrFile?: string;
}
