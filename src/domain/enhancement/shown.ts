/** One enhancement as it is shown to whoever asks for it. */
import type { Release } from '../release.js';
import type { EnhancementDetail } from './standing.js';

export interface ShownEnhancement {
  release: Release;
  detail: EnhancementDetail;
  /** Where its files are looked at, at the branch that is read: `https://github.com/o/r/blob/HEAD`. */
  files: string;
  /** When its documents were last confirmed (ms, UTC); null: not yet. */
  readAt: number | null;
  /** Why the last reading failed; null: it did not. */
  problem: string | null;
}
