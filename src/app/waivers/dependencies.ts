/** What the use cases of waivers work with. */
import type { Release } from '../../domain/release.js';
import type { People } from '../permission.js';
import type { Clock } from '../ports/clock.js';
import type { EvidenceStore } from '../ports/evidence.js';
import type { WaiverRenderer, WaiverStore } from '../ports/waiver.js';

export interface WaiverDependencies {
  releases: readonly Release[];
  evidence: Pick<EvidenceStore, 'gather'>;
  store: WaiverStore;
  renderer: WaiverRenderer;
  people: People & { among(ids: readonly string[]): Promise<string[]> };
  /** Where the release is talked about. */
  channels: readonly string[];
  clock: Clock;
  nudge(): void;
}
