/** What the Slack side needs from the inside: the use cases, and where to put what goes wrong. */
import type { Act } from '../app/act.js';
import type { askForException, decideOnException } from '../app/calendar/exceptions.js';
import type { Incidents } from '../app/incident/incidents.js';
import type { Actor } from '../app/permission.js';
import type { ChecklistDesk } from '../app/ports/checklist.js';
import type { CiDesk } from '../app/ports/ci.js';
import type { Log } from '../app/ports/log.js';
import type { PostMortemDesk } from '../app/ports/postmortem.js';
import type { ReleaseNotesDesk } from '../app/ports/release-notes.js';
import type { SignoffDesk } from '../app/ports/signoff.js';
import type { WaiverDesk } from '../app/ports/waiver.js';
import type { ScheduleAct, ScheduleResult } from '../app/schedules.js';
import type { Exception } from '../domain/calendar/exception.js';
import type { ShownEnhancement } from '../domain/enhancement/shown.js';
import type { ActResult } from '../domain/hand-written.js';
import type { Period } from '../domain/incident/period.js';
import type { ShownStats } from '../domain/incident/stats.js';
import type { Release } from '../domain/release.js';
import type { Status } from '../domain/status.js';
import type { HomeDesk } from './home/desk.js';
import type { MeetingsSide } from './meeting/desk.js';
import type { Whisper } from './whisper.js';

export interface SlackDependencies {
  releases: readonly Release[];
  /** Whether somebody may change things. */
  hasLead: boolean;
  showStatus(name: string | null): Promise<Status>;
  /** The report as Markdown, short enough for a message where that is possible. */
  renderReport(status: Status): string;
  /** @throws UserFault `no-documents`, `unknown-enhancement` */
  showEnhancement(asked: { name: string | null; number: number }): Promise<ShownEnhancement>;
  act(input: { name: string | null; actor: Actor; request: string; act: Act }): Promise<ActResult>;
  manageSchedules(input: {
    name: string | null;
    act: ScheduleAct;
    actor: Actor;
    channel: string;
    request: string;
  }): Promise<ScheduleResult>;
  exceptions: {
    /** The one that is named, or the first; it has a calendar. @throws UserFault */
    release(name: string | null): Release;
    ask(asked: Parameters<typeof askForException>[1]): Promise<Exception>;
    /** @throws UserFault `not-allowed` | `unknown-exception` */
    mayDecide(asked: { actor: Actor; id: number }): Promise<Exception>;
    decide(asked: Parameters<typeof decideOnException>[1]): Promise<Exception>;
  };
  waivers: WaiverDesk;
  checklists: ChecklistDesk;
  /** null: no test signal is configured. */
  ci: CiDesk | null;
  /** null: no release asks its groups. */
  signoff: SignoffDesk | null;
  /** null: signalman.yml has none. */
  incidents: Incidents | null;
  /** Of one release or of all. @throws UserFault `unknown-release` */
  incidentStats(asked: { period: Period; release: string | null }): Promise<ShownStats>;
  /** null: there is none. */
  home: HomeDesk | null;
  /** null: signalman.yml has no incidents. */
  postmortem: PostMortemDesk | null;
  /** null: signalman.yml has none. */
  releaseNotes: ReleaseNotesDesk | null;
  /** Whether Signalman can post in a channel; null: it can, otherwise why not and what to do. */
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
  /** null: signalman.yml has no meetings. */
  meetings: MeetingsSide | null;
  /** Privately, and where they are. @returns whether they were told */
  whisper(whisper: Whisper): Promise<boolean>;
  log: Log;
  /** Counts what was answered: `fine`, `fault` (the person's), `broken` (ours), `undelivered`. */
  count(outcome: 'fine' | 'fault' | 'broken' | 'undelivered'): void;
}
