/** The addresses of messages in Slack: the one place that knows what they look like. */

import type { Address } from '../../app/ports/incident.js';
import type { Permalinks } from '../../app/ports/workspace.js';

const pathOf = ({ channel, ts }: Address): string => `/archives/${channel}/p${ts.replace('.', '')}`;

/** @param workspace its address, as Slack names it */
export function permalinksOf(workspace: string): Permalinks {
  const base = workspace.replace(/\/*$/, '');
  return {
    to: (at) => `${base}${pathOf(at)}`,
    // A workspace that is renamed keeps its messages.
    lead: (url, at) => url.endsWith(pathOf(at)),
  };
}
