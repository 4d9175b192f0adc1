/** What is known to be broken: a release's incidents, in an answer and below a report. */
import { type KnownIncident, lingers } from '../../../domain/incident/known.js';
import type { Status } from '../../../domain/status.js';
import { type Block, sections } from '../parts/block.js';
import { clipEscaped, link, unformatted } from '../parts/text.js';

/** So many of them are shown. */
const most = 10;

/** @param isOpenToo whether those are named as well that stand among the reasons */
export function knownIssues(status: Status, isOpenToo: boolean): Block[] {
  const { evidence, release, verdict } = status;
  const named = new Set(verdict.reasons.map(({ gate }) => gate));
  const all = evidence.incidents.filter((one) => isOpenToo || !named.has(`incident-${one.id}`));
  if (all.length === 0) return [];
  const lines = all.slice(0, most).map((incident) => {
    const { id, severity, title } = incident;
    const name = `Incident ${id}`;
    const shown = incident.url === null ? name : link(incident.url, name);
    const grave = release.severities.find((one) => one.id === severity)?.title ?? severity;
    return `• ${shown} · ${typed(grave, 60)} · ${incident.isOpen ? 'open' : 'resolved'} · *${typed(title, 200)}*\n${typed(rest(incident), 400)}`;
  });
  const more = all.length - lines.length;
  return sections('*Known issues*', more > 0 ? [...lines, `and ${more} more in the full report`] : lines);
}

function rest(incident: KnownIncident): string {
  if (lingers(incident)) return `What remains: ${incident.lingering}`;
  return `${incident.impact} Workaround: ${incident.workaround === '' ? 'none known' : incident.workaround}`;
}

const typed = (text: string, length: number): string =>
  clipEscaped(unformatted(text.replace(/\s+/g, ' ').trim()), length);
