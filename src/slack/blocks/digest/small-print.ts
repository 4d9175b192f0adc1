/** The last line of a report: where the rest is, what it cost, when GitHub was read, and what was not as it should be. */
import type { SourceEvidence } from '../../../domain/evidence.js';
import { plural } from '../../../domain/plural.js';
import type { Report } from '../../../domain/report.js';
import { onTime } from '../../../domain/schedule.js';
import { showDuration, showMoment } from '../../../domain/time.js';
import { type Block, context } from '../parts/block.js';
import { clipEscaped, when } from '../parts/text.js';

/** @param hasThread whether details and the file follow in the thread */
export function smallPrint(
  { status, snapshotId, edition, curve, baseline }: Report,
  hasThread: boolean,
): Block {
  const { issues, enhancements } = status.evidence;
  const sources = enhancements ? [issues, enhancements] : [issues];
  const requests = spent(sources);
  const facts = [
    ...(hasThread ? ['Details and the full report in the thread'] : []),
    ...(requests === null ? [] : [plural(requests, 'GitHub request')]),
    ...(snapshotId === null ? [] : [`snapshot #${snapshotId}`]),
    ...(issues.observedAt === null
      ? []
      : [`read ${when(issues.observedAt, showMoment(issues.observedAt, status.release.zone))}`]),
    ...(hasThread && curve === null && baseline === null ? ['the curve begins with the second report'] : []),
    ...(edition && edition.late > onTime ? [`posted ${showDuration(edition.late)} late`] : []),
    ...(edition && edition.revision > 1 ? [`issued again (revision ${edition.revision})`] : []),
  ];
  const troubles = sources.flatMap(({ repository, problem, notice }) => [
    ...(problem ? [`:warning: ${clipEscaped(`${repository}: ${problem}`, 500)}`] : []),
    ...(notice ? [clipEscaped(notice, 500)] : []),
  ]);
  const lines = [...(facts.length === 0 ? [] : [facts.join(' · ')]), ...troubles];
  return context(...(lines.length === 0 ? ['Nothing was read from GitHub'] : lines));
}

/** A repository that two sources share was read once. */
function spent(sources: SourceEvidence[]): number | null {
  const byRepository = new Map(
    sources.flatMap(({ repository, spent: cost }) => (cost === null ? [] : [[repository, cost.requests]])),
  );
  return byRepository.size === 0 ? null : [...byRepository.values()].reduce((sum, one) => sum + one, 0);
}
