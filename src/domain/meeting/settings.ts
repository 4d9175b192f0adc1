/** A recurring meeting as it is configured. */
import type { Times } from '../slots.js';

export interface MeetingSeries {
  /** Its key in signalman.yml: `release-team`. */
  name: string;
  /** As people call it: `Release team`. */
  title: string;
  /** Of which release it speaks. */
  release: string;
  /** Where its agenda stands and its thread is written. */
  channel: string;
  /** When it begins. */
  times: Times;
  /** ms */
  length: number;
  /** How long before its beginning the agenda is posted, in ms. */
  agendaAhead: number;
  /** Emoji names without colons that keep a message: as a note, a decision, attention requested, an action item. */
  reactions: { note: string; decision: string; attention: string; action: string };
  /** Where the notes are proposed; null: they are posted as a file only. */
  repository: string | null;
  /** Path in that repository, with `{date}`, `{series}`, `{release}`. */
  path: string;
  /** Where action items are opened as issues; null: the repository of the release. */
  actionsIn: string | null;
  labels: string[];
  /** The first paragraph of the notes; empty: what Signalman says. */
  intro: string;
  /** Front matter of the notes: the address with `{date}`, `{year}`, `{month}` and `{slug}`; empty: none. */
  url: string;
  slug: string;
  /** How long after its end notes are collected from the thread, in ms. */
  collectFor: number;
}
