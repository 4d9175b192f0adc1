/** Tells the release lead where a report did not arrive. */

import type { Release } from '../domain/release.js';
import { digestSubject } from '../domain/schedule.js';
import { type PostReportDependencies, tell } from './post-report.js';

/** Looks at every report whose messages are all settled. @returns how many were told of */
export async function sendReceipts({
  reports,
  renderer,
  releaseLeads,
  releases,
}: Pick<PostReportDependencies, 'reports' | 'renderer' | 'releaseLeads'> & {
  releases: readonly Release[];
}): Promise<number> {
  let told = 0;
  for (const { id, schedule, slot, receipt } of await reports.toReceipt()) {
    const release = releases.find((one) => one.name === schedule.release);
    const deliveries =
      receipt.failed.length === 0 || !release
        ? []
        : tell(
            await releaseLeads(),
            { purpose: 'receipt', subject: `${digestSubject(schedule.id, slot)}, report ${id}`, revision: 1 },
            renderer.receipt(release, slot, receipt),
          );
    await reports.receipted(id, deliveries);
    told += deliveries.length;
  }
  return told;
}
