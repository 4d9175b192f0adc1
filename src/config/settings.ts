/** The configuration as the rest of the program uses it: complete, checked and frozen. */
import type { Release } from '../domain/release.js';

export interface Settings {
  /** In the order of the file; the first is the default. */
  releases: Release[];
  zone: string;
  /** GitHub users that are automation. */
  bots: string[];
  /** Slack user and user-group ids by role. */
  roles: { releaseLead: string[] };
  channels: { release: string[] };
  sync: {
    /** ms between two looks for changes */
    every: number;
    /** Minutes after midnight, in `zone`, when everything is read again. */
    fullAt: number;
  };
}
