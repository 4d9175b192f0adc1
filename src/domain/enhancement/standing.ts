/** What an enhancement still lacks before it may be in the release: which box, which answer, which approval. */
import type { Box } from '../checklist/checklist.js';
import type { DocumentFault, EnhancementDocuments, KepStatus, Question, Stage } from './enhancement.js';

/** One thing that is missing or does not fit, in words for its owner. */
export interface Lack {
  /** A stable word: `box`, `status`, `stage`, `milestone`, `group`, `prr`, `folder`, `link`, `history`, `answer`, `ticked-unanswered`, `design`, `test-plan`, `graduation`, `file`. */
  code: string;
  /** `(R) Test plan is in place` */
  text: string;
  /** What to do next. */
  todo: string;
  /** Whether it keeps the enhancement from being ready; otherwise it is only told. */
  blocks: boolean;
  url: string | null;
}

/** What the verdict, the digest and lists need: small, and stored. */
export interface EnhancementStanding {
  number: number;
  title: string;
  /** The address. */
  url: string;
  /** The owning group's slug; null: nobody knows. */
  group: string | null;
  stage: Stage | null;
  status: KepStatus | null;
  latestMilestone: string | null;
  folderUrl: string | null;
  lacks: Lack[];
  /** Required boxes that are ticked, of those that are asked for at this stage. */
  boxes: { ticked: number; asked: number };
  questions: { answered: number; asked: number };
  /** Documents that could not be read, each with why: not all of it is known. Left out: all were. */
  unread?: string[];
}

/** A box with what speaks for and against it. */
export interface JudgedBox extends Box {
  /** Asked for at this stage; boxes of later stages are not yet. */
  isAsked: boolean;
  /** Why it does not count although it is ticked; null: nothing speaks against it. */
  contradiction: string | null;
}

/** Everything about one of them, for whoever asks. */
export interface EnhancementDetail {
  standing: EnhancementStanding;
  documents: EnhancementDocuments;
  boxes: JudgedBox[];
  /** Those that are asked for at this stage. */
  questions: Question[];
  faults: DocumentFault[];
}

/** What is known of the enhancements of a release. */
export interface EnhancementsEvidence {
  standings: EnhancementStanding[];
  /** When the repository's documents were last confirmed (ms, UTC); null: never. */
  readAt: number | null;
  problem: string | null;
}
