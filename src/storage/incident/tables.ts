/** The tables of incidents, as rows: the record that is only added to, and what is read from it for quick answers. */
import type { Generated } from 'kysely';
import type { IncidentEvent } from '../../domain/incident/event.js';
import type { IncidentState } from '../../domain/incident/incident.js';

/** Follows from the record, but for `edition`, `receipt` and `is_linked`. */
export interface IncidentTable {
  id: Generated<number>;
  /** The request that declared it. */
  request: string;
  release: string;
  severity: string;
  state: IncidentState;
  is_open: number;
  /** Of the last event. */
  seq: number;
  /** How often the head and the copies were written anew. */
  edition: number;
  /** 1 when the copies carry a link to the head. */
  is_linked: number;
  /** JSON */
  receipt: string | null;
  /** Null when none is owed; before this nobody has to be reminded. */
  next_update_by: number | null;
  /** 1 when it is over and something of it remains. */
  lingers: number;
  /** 1 while nobody outside its private channel may hear of it. */
  embargoed: number;
  /** 1 while its post-mortem waits for signatures. */
  awaits_signatures: number;
  /** `KnownIncident` as JSON, without its address. */
  known: string;
  /** Of the head in Slack. */
  url: string | null;
  /** When the last event was added. */
  updated_at: number;
}

/** The database itself refuses to change these rows or to take them out. */
export interface IncidentEventTable {
  incident_id: number;
  seq: number;
  at: number;
  /** Null: Signalman itself. */
  by_id: string | null;
  by_name: string | null;
  kind: IncidentEvent['kind'];
  /** All else that the event says, as JSON. */
  body: string;
}

/** Changes that were asked for: none is done twice. */
export interface IncidentRequestTable {
  request: string;
  at: number;
}

/** The message that an entry of the timeline came from, as long as the entry stands. */
export interface IncidentSourceTable {
  incident_id: number;
  entry: string;
  channel: string;
  ts: string;
}

/** Events of Slack that were handled: it tells some of them more than once. */
export interface HeardTable {
  key: string;
  at: number;
}

/** What was asked of GitHub last for an incident, by what. */
export interface IncidentWatchTable {
  incident_id: number;
  /** In lower case. */
  key: string;
  etag: string | null;
  tried_at: number | null;
  /** What need not be asked again: JSON list of texts. */
  known: string;
}

/** Follows from the record, but for `etag` and `tried_at`. */
export interface IncidentActionTable {
  incident_id: number;
  /** Its id within the incident. */
  action: string;
  type: string;
  /** 1 as long as it is not done. */
  is_open: number;
  /** 1 while its incident is under embargo. */
  is_hidden: number;
  /** 1 once its incident is over. */
  is_past: number;
  added_at: number;
  done_at: number | null;
  /** `owner/name#12` */
  issue: string | null;
  /** JSON: `ActionBody` */
  body: string;
  etag: string | null;
  tried_at: number | null;
}

export interface IncidentTables {
  incident_action: IncidentActionTable;
  incident: IncidentTable;
  incident_event: IncidentEventTable;
  incident_request: IncidentRequestTable;
  incident_source: IncidentSourceTable;
  heard: HeardTable;
  incident_watch: IncidentWatchTable;
}
