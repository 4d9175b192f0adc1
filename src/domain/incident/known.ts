/** What a release's verdict and reports say of an incident, without its whole record. */
import type { Facts } from './event.js';
import { type Incident, type IncidentState, isOpen, latest } from './incident.js';

export interface KnownIncident
  extends Pick<Facts, 'title' | 'severity' | 'versions' | 'impact' | 'workaround' | 'issue'> {
  id: number;
  state: IncidentState;
  isOpen: boolean;
  /** The last revision, and when it was sent: ms, UTC. */
  revision: number;
  asOf: number;
  /** What remains after the all-clear; empty: it was not said yet. */
  lingering: string;
  /** Of the head in Slack; null until it is delivered. */
  url: string | null;
  /** Slack id of whoever declared it; left out where it was noted before that was asked for. */
  declaredBy?: string;
}

export function knownOf(incident: Incident, url: string | null): KnownIncident {
  const { title, severity, versions, impact, workaround, issue } = incident.facts;
  const { number, at } = latest(incident);
  return {
    ...{ id: incident.id, title, severity, versions, impact, workaround, issue, url },
    ...{ state: incident.state, declaredBy: incident.declaredBy.id },
    isOpen: isOpen(incident),
    revision: number,
    asOf: at,
    lingering: incident.lingering,
  };
}

/** People write "none" where nothing lingers. */
export const lingersAfter = (text: string): boolean => !/^\s*(none|nothing|no)?[\s.!]*$/i.test(text);

export const lingers = ({ isOpen: open, lingering }: KnownIncident): boolean =>
  !open && lingersAfter(lingering);
