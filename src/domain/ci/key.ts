/** Names jobs the same way everywhere: where they are configured, where they are read, and where they are kept. */
import type { JobKey } from './job.js';

/** @returns e.g. `testgrid:sig-release-master-blocking#kind-master`; a `#` within the dashboard's name is encoded */
export function testgridKey(dashboard: string, tab: string): JobKey {
  return `testgrid:${dashboard.replace(/[%#]/g, encodeURIComponent)}#${tab}`;
}

/** @returns e.g. `actions:kubernetes/kubernetes/e2e.yml@release-1.6` */
export function actionsKey(repository: string, workflow: string, branch: string): JobKey {
  return `actions:${repository}/${workflow}@${branch}`;
}
