/** May the release ship? GO, NO GO or UNKNOWN, decided from the evidence alone. */
import type { Evidence } from './evidence.js';
import { decideActionItems } from './gates/action-items.js';
import { decideCalendar } from './gates/calendar.js';
import { decideChecklist } from './gates/checklist.js';
import { decideCount } from './gates/count.js';
import { decideDocs } from './gates/docs.js';
import { decideEnhancementSignOff } from './gates/enhancement-sign-off.js';
import { decideFreshness } from './gates/freshness.js';
import type { Finding, Gate } from './gates/gate.js';
import { decideHandWritten } from './gates/hand-written.js';
import { decideHygiene } from './gates/hygiene.js';
import { decideIncidents } from './gates/incidents.js';
import { decideJobs } from './gates/jobs.js';
import { decideReleaseNotes } from './gates/release-notes.js';
import { decideSignOff } from './gates/sign-off.js';
import type { Release } from './release.js';
import { applyWaivers } from './waiver/cover.js';

export type VerdictState = 'GO' | 'NO GO' | 'UNKNOWN';

export interface Verdict {
  state: VerdictState;
  /** ms, UTC */
  decidedAt: number;
  /** Why it is not GO, in the order of the gates. */
  reasons: Finding[];
  /** Every gate's finding, those that hold and those that do not block included. */
  findings: Finding[];
}

/** The one place that knows which type of gate is decided by whom. */
function decideGate(gate: Gate, release: Release, evidence: Evidence, now: number): Finding {
  switch (gate.type) {
    case 'count':
    case 'enhancements':
      return decideCount(gate, release, evidence, now);
    case 'hygiene':
      return decideHygiene(gate, release, evidence, now);
    case 'jobs':
      return decideJobs(gate, release, evidence, now);
    case 'checklist':
      return decideChecklist(gate, release, evidence, now);
    case 'enhancement-sign-off':
      return decideEnhancementSignOff(gate, release, evidence, now);
    case 'action-items':
      return decideActionItems(gate, release, evidence, now);
    case 'release-notes':
      return decideReleaseNotes(gate, release, evidence, now);
    case 'docs':
      return decideDocs(gate, release, evidence, now);
    case 'sign-off':
      return decideSignOff(gate, release, evidence, now);
  }
}

/**
 * Waivers are laid over what the gates have found. Any red gate then makes it NO GO; otherwise anything not known makes
 * it UNKNOWN; only when every blocking gate is green is it GO. A release without a blocking gate is UNKNOWN: no evidence
 * is never GO.
 */
export function decideVerdict(release: Release, evidence: Evidence, now: number): Verdict {
  const gates = release.gates.map((gate) => decideGate(gate, release, evidence, now));
  const found = [
    // What is broken for users now comes before what is left to do.
    ...decideIncidents(release, evidence),
    ...gates,
    ...decideCalendar(release, now),
    ...decideHandWritten(evidence, now),
    decideFreshness(release, evidence, now),
  ];
  const findings = applyWaivers(found, evidence.waivers, release.waiving, now);
  const reasons = findings.filter((finding) => finding.blocks && finding.state !== 'go');
  const guarded = gates.some((finding) => finding.blocks);
  if (!guarded) reasons.push(noGates(now));
  const state = reasons.some((reason) => reason.state === 'no-go')
    ? 'NO GO'
    : reasons.length > 0
      ? 'UNKNOWN'
      : 'GO';
  return { state, decidedAt: now, reasons, findings };
}

function noGates(now: number): Finding {
  return {
    gate: 'gates',
    type: 'freshness',
    state: 'unknown',
    blocks: true,
    reason: 'No gate is configured that could hold this release back',
    detail: 'nothing is checked, so nothing is known',
    rule: 'at least one gate blocks',
    value: 0,
    limit: null,
    evidence: [],
    observedAt: now,
    actions: ['Add gates to the configuration, or name a preset'],
    items: [],
  };
}
