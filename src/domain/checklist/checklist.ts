/** Checklists: boxes as people write them in Markdown or in the configuration, and the release team's own with who ticked them. */
import type { Person } from '../person.js';

/** One box of a list. */
export interface Box {
  /** Made from its text: stays the same as long as that does. */
  key: string;
  /** Plain, in one line, without the mark of what is required. */
  text: string;
  isTicked: boolean;
  /** Marked with (R). */
  isRequired: boolean;
  /** 0 at the top; below another box one more. */
  depth: number;
  /** From 1. */
  line: number;
}

/** A list of the release team, for one release. */
export interface ReleaseChecklist {
  /** Its name in signalman.yml. */
  name: string;
  title: string;
  /** Name of the calendar's phase it belongs to; null: to none. */
  phase: string | null;
  items: ChecklistItem[];
  /** Where it is written; null: in signalman.yml. */
  source: { repository: string; path: string; url: string } | null;
  /** When the file was read (ms, UTC); null: never, or it is no file. */
  readAt: number | null;
  /** Why it cannot be used, in words for people; null: it can. */
  problem: string | null;
}

export interface ChecklistItem {
  key: string;
  text: string;
  isRequired: boolean;
  depth: number;
  /** null: it is not ticked. */
  ticked: { by: Person; at: number; note: string } | null;
}

/** A list as it is configured: its items, or where its file is. */
export interface ChecklistSetting {
  name: string;
  title: string;
  phase: string | null;
  /** Slack user and user-group ids of those who may tick it, and what people call them. */
  by: string[];
  role: string;
  from: { items: string[] } | { repository: string; path: string; ref: string | null };
}
