/** The wiring of what is only asked: answered from what is stored. */
import { askedTogether } from '../app/asked-together.js';
import { showReport, showStatus, showWholeStatus } from '../app/show-status.js';
import type { Parts } from '../compose.js';
import { evidenceStore } from '../storage/evidence.js';
import { reportStore } from '../storage/report/reports.js';

/** Asks what a release's state is, from what is stored. */
export function composeQuestions({ settings, database, clock }: Omit<Parts, 'log'>) {
  const reports = reportStore(database, Date.now);
  const deps = { releases: settings.releases, evidence: evidenceStore(database), reports, clock };
  return {
    showStatus: askedTogether((name: string | null) => showStatus(deps, name)),
    showReport: (name: string | null) => showReport(deps, name),
    showWholeStatus: (name: string | null) => showWholeStatus(deps, name),
  };
}
