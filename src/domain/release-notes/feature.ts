/** An enhancement of the release as its notes name it, with the pull request for its documentation. */
import type { Stage } from '../enhancement/enhancement.js';

/** A pull request, or another place, where its documentation is written. */
export interface DocsLink {
  url: string;
  /** As last looked at; null: it is no pull request, or nobody has looked yet. `draft`: open and not ready for review. */
  state: 'draft' | 'open' | 'merged' | 'closed' | null;
  /** Addresses of the pages it has changed, once it is merged and where its paths tell them. */
  pages: string[];
}

export interface Feature {
  /** `owner/name` of its issue. */
  repository: string;
  number: number;
  /** Of its issue. */
  title: string;
  url: string;
  /** What its issue gives as one line for release notes; null: it does not. Of people outside, not escaped. */
  description: string | null;
  /** The owning group's slug, the first where its issue names several; null: none. */
  group: string | null;
  /** What its issue says: by label, or by its target for the release; null: it does not. */
  stage: Stage | null;
  /** What `kep.yaml` says; null: it does not, or is not read. */
  kepStage: Stage | null;
  /** Several where several are named. */
  docs: DocsLink[];
  /** Its issue says that no documentation is needed. */
  needsNoDocs: boolean;
  /** GitHub logins: who answers for it. */
  assignees: string[];
}
