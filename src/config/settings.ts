/** The configuration as the rest of the program uses it: complete, checked and frozen. */
import type { CiSettings } from '../domain/ci/settings.js';
import type { DocumentSettings } from '../domain/enhancement/settings.js';
import type { IncidentSettings } from '../domain/incident/settings.js';
import type { MeetingSeries } from '../domain/meeting/settings.js';
import type { Quiet } from '../domain/quiet.js';
import type { Release } from '../domain/release.js';
import type { NotesSettings } from '../domain/release-notes/settings.js';
import type { DigestKind } from '../domain/schedule.js';
import type { Times } from '../domain/slots.js';

/** A digest of signalman.yml. */
export interface DigestSetting {
  name: string;
  release: string;
  channels: string[];
  times: Times;
  kind: DigestKind;
}

export interface Settings {
  /** In the order of the file; the first is the default. */
  releases: Release[];
  zone: string;
  /** GitHub users that are automation. */
  bots: string[];
  /** Slack user and user-group ids by role. */
  roles: { releaseLead: string[]; incidentCommander: string[]; communications: string[] };
  channels: { release: string[] };
  digests: DigestSetting[];
  quiet: Quiet;
  /** null: not set up. */
  incidents: IncidentSettings | null;
  /** The test signal; null: there is none. */
  ci: CiSettings | null;
  /** The documents of enhancements; null: they are not read. */
  keps: DocumentSettings | null;
  /** Release notes; null: not set up. */
  notes: NotesSettings | null;
  /** Recurring meetings, in the order of the file; empty: none are. */
  meetings: MeetingSeries[];
  /** How late a digest may be posted, in ms. */
  grace: number;
  /** The same for the announcement of a phase. */
  announceGrace: number;
  sync: {
    /** ms between two looks for changes */
    every: number;
    /** Minutes after midnight, in `zone`, when everything is read again. */
    fullAt: number;
  };
}
