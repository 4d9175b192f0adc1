/** What is known of a release, from the store: the figures, and the issues behind them. */
import type { Evidence } from '../../domain/evidence.js';
import type { Issue } from '../../domain/issue.js';
import type { Release } from '../../domain/release.js';

export interface EvidenceStore {
  /** What is known of a release: its counted figures and what people wrote. */
  gather(release: Release): Promise<Evidence>;
  /** The same with every open issue behind the figures, all from one moment. */
  gatherWhole(release: Release): Promise<WholeEvidence>;
}

export interface WholeEvidence {
  evidence: Evidence;
  /** Open issues and pull requests of the milestone. */
  issues: Issue[];
  /** Open issues without a milestone that a gate or a kind counts. */
  withoutMilestone: Issue[];
  /** Open issues of the enhancements repository's milestone. */
  enhancements: Issue[];
}
