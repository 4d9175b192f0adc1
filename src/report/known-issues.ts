/** What is known to be broken, for whoever decides whether to use the release: its incidents. */
import { type KnownIncident, lingers } from '../domain/incident/known.js';
import type { Status } from '../domain/status.js';
import { showMoment } from '../domain/time.js';
import { escapeWithLinks, escapeMarkdown as plain, webAddress } from './escape.js';

/** One line for each incident that is open, or of which something remains. */
export function knownIssueLines({ evidence, release }: Status): string[] {
  return evidence.incidents.map((incident) => {
    const severity =
      release.severities.find((one) => one.id === incident.severity)?.title ?? incident.severity;
    const address = incident.url ?? incident.issue?.url ?? null;
    const url = address === null ? null : webAddress(address);
    const name = `Incident ${incident.id}`;
    const what = incident.isOpen
      ? `open, rev ${incident.revision} as of ${showMoment(incident.asOf, release.zone)}`
      : 'resolved';
    const parts = [
      `${url === null ? name : `[${name}](${url})`} (${plain(severity)}, ${what}): ${plain(incident.title)}`,
      `Affected: ${plain(incident.versions)}`,
      ...details(incident),
    ];
    return `- ${parts.map(sentence).join(' ')}`;
  });
}

function details(incident: KnownIncident): string[] {
  if (lingers(incident)) return [`What remains: ${escapeWithLinks(incident.lingering)}`];
  return [
    escapeWithLinks(incident.impact),
    `Workaround: ${incident.workaround === '' ? 'none known' : escapeWithLinks(incident.workaround)}`,
  ];
}

const sentence = (text: string): string => (/[.!?…]$/.test(text) ? text : `${text}.`);
