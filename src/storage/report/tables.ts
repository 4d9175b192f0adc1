/** The tables of reports, as rows: snapshots, schedules, their slots, and what was posted. */
import type { Generated } from 'kysely';
import type { DigestKind, SlotState } from '../../domain/schedule.js';
import type { VerdictState } from '../../domain/verdict.js';

/** What stood in a release at a moment. It is never changed. Lists and records are JSON. */
export interface SnapshotTable {
  id: Generated<number>;
  release: string;
  at: number;
  read_at: number;
  origin: 'observed' | 'reconstructed';
  state: VerdictState | null;
  figures: string;
  gates: string;
  members: string | null;
  closed: string;
  came_in: number | null;
  went_out: number | null;
}

export interface ScheduleTable {
  id: Generated<number>;
  origin: 'config' | 'slack';
  name: string;
  release: string;
  channels: string;
  /** cron */
  line: string;
  zone: string;
  weekdays: string | null;
  kind: DigestKind;
  since: number;
  created_by: string | null;
  ended_at: number | null;
}

/** A moment of a schedule that has come, with what became of it. */
interface SlotTable {
  schedule_id: number;
  slot: number;
  state: SlotState;
  at: number;
  note: string | null;
}

interface ReportTable {
  id: Generated<number>;
  schedule_id: number;
  slot: number;
  /** Above 1 when the slot was issued again. */
  revision: number;
  at: number;
  snapshot_id: number;
  /** What its deltas are against: the previous slot's last report. */
  baseline_id: number | null;
  /** 1 when it was told what could not be delivered, or all of it was. */
  receipted: number;
}

export interface ReportTables {
  snapshot: SnapshotTable;
  schedule: ScheduleTable;
  slot: SlotTable;
  report: ReportTable;
}
