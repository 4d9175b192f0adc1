/** What has to be counted for a release: its gates, kinds and phrases as one census plan per source. */
import type { CensusPlan } from './census.js';
import { both } from './filter.js';
import { checkId, lackingAny } from './gates/hygiene.js';
import type { Release } from './release.js';

/** Under which id the open issues of a kind that have no milestone are kept. */
export const withoutMilestone = (kind: { id: string }) => `${kind.id}.without-milestone`;

/** The census of the release's own milestone. */
export function issuesPlan(release: Release): CensusPlan {
  const measures: CensusPlan['measures'] = [];
  for (const gate of release.gates) {
    if (gate.type === 'count') measures.push({ id: gate.id, filter: gate.filter, of: gate.of, in: gate.in });
    if (gate.type === 'hygiene') {
      measures.push({ id: gate.id, filter: lackingAny(gate), of: 'issues', in: 'milestone' });
      for (const check of gate.checks) {
        measures.push({ id: checkId(gate, check), filter: check.lacking, of: 'issues', in: 'milestone' });
      }
    }
  }
  for (const kind of release.kinds.filter((one) => one.withoutMilestone)) {
    measures.push({ id: withoutMilestone(kind), filter: kind.filter, of: 'issues', in: 'no-milestone' });
  }
  return {
    groupPrefix: release.groups.prefix,
    groupRows: release.groups.rows,
    kinds: release.kinds.map(({ id, filter }) => ({ id, filter })),
    phrases: release.phrases.map(({ id, phrase, filter }) => ({
      id,
      filter: both(filter, { is: 'text', phrase }),
    })),
    measures,
  };
}

/** The census of the enhancements repository's milestone: what its gates count, by group. */
export function enhancementsPlan(release: Release): CensusPlan {
  const measures: CensusPlan['measures'] = [];
  for (const gate of release.gates) {
    if (gate.type === 'enhancements') {
      measures.push({ id: gate.id, filter: gate.filter, of: 'issues', in: 'milestone' });
    }
  }
  return { groupPrefix: release.groups.prefix, groupRows: null, kinds: [], phrases: [], measures };
}
