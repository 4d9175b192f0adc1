/** An open incident holds its release back, where its severity says so: nobody ships what is known to be broken. */
import type { Evidence } from '../evidence.js';
import type { KnownIncident } from '../incident/known.js';
import type { Release } from '../release.js';
import { showMoment } from '../time.js';
import type { Finding } from './gate.js';

/** A finding for each open incident of the release. */
export function decideIncidents(release: Release, evidence: Evidence): Finding[] {
  return evidence.incidents.filter((one) => one.isOpen).map((one) => finding(one, release));
}

function finding(incident: KnownIncident, { severities, zone }: Release): Finding {
  const { id, title, revision, asOf, url, issue } = incident;
  const severity = severities.find((one) => one.id === incident.severity);
  const name = severity?.title ?? incident.severity;
  return {
    gate: `incident-${id}`,
    type: 'incident',
    state: 'no-go',
    // What is configured no more is not thereby harmless.
    blocks: severity?.blocks ?? true,
    reason: `Incident ${id} (${name}) is open: ${title}`,
    detail: `rev ${revision} as of ${showMoment(asOf, zone)}`,
    rule: severity
      ? `an open incident of severity ${name} ${severity.blocks ? 'holds the release back' : 'is shown'}`
      : `an open incident of a severity that is not configured (${name}) holds the release back`,
    value: 1,
    limit: 0,
    evidence: [
      ...(url === null ? [] : [{ title: `incident ${id}, rev ${revision}`, url }]),
      ...(url === null && issue ? [{ title: issue.name, url: issue.url }] : []),
    ],
    observedAt: asOf,
    actions: [],
    items: [],
    parts: [
      {
        // What was waived as harmless is another finding once it is not.
        ...{ key: `incident:${id}/${incident.severity}`, title: `Incident ${id}: ${title}` },
        url: url ?? issue?.url ?? null,
        ...(incident.declaredBy === undefined ? {} : { raisedBy: [incident.declaredBy] }),
      },
    ],
  };
}
