/** What reports and their schedules need of the outside. */
import type { NewDelivery, Saying } from '../../domain/delivery.js';
import type { Evidence } from '../../domain/evidence.js';
import type { Issue } from '../../domain/issue.js';
import type { Receipt, ScheduleView } from '../../domain/receipt.js';
import type { Release } from '../../domain/release.js';
import type { Past, Report } from '../../domain/report.js';
import type { DigestKind, Schedule, SlotState } from '../../domain/schedule.js';
import type { Snapshot } from '../../domain/snapshot.js';

/** Everything a report is made of, all from one moment. Bodies are only there where a filter looks into them. */
export interface Gathered extends Past {
  evidence: Evidence;
  /** The milestone's open issues and pull requests. */
  open: Issue[];
  /** Its closed ones: all of them where there is no history yet, otherwise those of the last 30 days. */
  closed: Issue[];
  /** What was in the report before and is not open in the milestone now, and what was closed in it since. */
  left: Issue[];
}

export interface NewReport {
  schedule: Schedule;
  slot: number;
  /** Above 1 for a slot that was issued before. */
  revision: number;
  /** Asked for by somebody: then a slot that was missed or refused is posted after all. */
  again: boolean;
  snapshot: Snapshot;
  baselineId: number | null;
  /** The curve before the first snapshot; stored with the first report of a release. */
  reconstructed: Snapshot[];
}

export interface ReportStore {
  /** @param series null: compared with the release's last report, whichever schedule it was of */
  gather(
    release: Release,
    series: { scheduleId: number; slot: number } | null,
    now: number,
  ): Promise<Gathered>;
  /**
   * The slot, its snapshot and what follows from them, all or nothing.
   * @param write is given the snapshot's number, and the last slot before it of which a report was posted
   * @returns null when somebody else did it before
   */
  save(
    report: NewReport,
    write: (snapshotId: number, slotBefore: number | null) => NewDelivery[],
  ): Promise<number | null>;
  /** The slot has come and no report was posted. @returns false when it was worked off before */
  note(
    slot: { schedule: Schedule; slot: number; state: SlotState; note: string | null; at: number },
    deliveries: NewDelivery[],
  ): Promise<boolean>;
  /** Only something to be said. */
  tell(deliveries: NewDelivery[]): Promise<void>;
  /** The last slot that has come, with how often it was issued: 0 when it was missed or refused. */
  lastIssued(scheduleId: number, now: number): Promise<{ slot: number; revision: number } | null>;
  /** Reports of which nobody was told yet what became of them, all of whose messages are settled. */
  toReceipt(): Promise<{ id: number; schedule: Schedule; slot: number; receipt: Receipt }[]>;
  /** Marks it as told, together with the telling. */
  receipted(reportId: number, deliveries: NewDelivery[]): Promise<void>;
}

export interface ScheduleStore {
  /** Those that were not ended. */
  list(): Promise<Schedule[]>;
  /** Makes those of signalman.yml what the file says: new ones begin now, changed ones go on from now. */
  adopt(wanted: Omit<Schedule, 'id' | 'since' | 'origin' | 'createdBy'>[], now: number): Promise<void>;
  /** @param request the same request twice makes one schedule */
  add(
    schedule: Omit<Schedule, 'id' | 'origin' | 'name'>,
    request: string,
    confirm: (added: Schedule) => NewDelivery[],
  ): Promise<Schedule>;
  /** @returns false when it has ended already */
  end(id: number, at: number, confirm: NewDelivery[]): Promise<boolean>;
  /** The newest slot that was worked off and is not in the future. */
  lastSlot(id: number, now: number): Promise<number | null>;
  /** What became of its last slot, with the receipt when it was posted. */
  last(id: number): Promise<ScheduleView['last']>;
}

/** Turns values into messages. */
export interface DigestRenderer {
  digest(report: Report, kind: DigestKind): { head: Both; details: Both[] };
  /** The whole report as a file. */
  file(report: Report): { name: string; title: string; text: string };
  refused(release: Release, slot: number, contradictions: string[]): Saying;
  receipt(release: Release, slot: number, receipt: Receipt): Saying;
}

interface Both {
  rich: Saying;
  plain: Saying;
}
