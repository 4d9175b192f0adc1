/** The hygiene gate: every issue of the milestone has a group, a kind, a priority and, where a person opened it, an assignee. */
import type { Filter } from '../filter.js';
import { fill } from '../release.js';
import { searchLink } from '../search-link.js';
import type { Decide, HygieneGate } from './gate.js';
import { knowledge } from './knowledge.js';
import { issueParts } from './parts.js';
import { notKnown } from './unknown.js';

/** Under which id a check's count is kept in the census. */
export const checkId = (gate: HygieneGate, check: { id: string }) => `${gate.id}.${check.id}`;

/** The issues that fail at least one check. */
export function lackingAny(gate: HygieneGate): Filter {
  return { is: 'or', of: gate.checks.map((check) => check.lacking) };
}

export const decideHygiene: Decide<HygieneGate> = (gate, release, evidence, now) => {
  const base = {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    rule: `each open issue in milestone ${release.issues.milestone} has: ${gate.checks.map((check) => check.title).join(', ')}`,
    limit: 0,
    actions: gate.actions.map((action) => fill(action, release)),
  };
  const source = evidence.issues;
  const known = knowledge(source, release.staleAfter, now);
  if (!known.known) {
    return notKnown(base, known.why, source.observedAt);
  }
  const { census, milestone, observedAt } = known;
  const whole = census.measures[gate.id];
  if (!whole) {
    return notKnown(base, 'not counted yet', null);
  }
  const scope = {
    web: source.web,
    repository: source.repository,
    of: 'issues' as const,
    milestone: milestone.title,
  };
  const seen = { labels: Object.keys(census.labels), bots: census.bots };
  const lacking = gate.checks
    .map((check) => ({ check, count: census.measures[checkId(gate, check)]?.count ?? 0 }))
    .filter(({ count }) => count > 0);
  return {
    ...base,
    state: whole.count === 0 ? 'go' : 'no-go',
    detail:
      whole.count === 0
        ? `all ${census.total.count} are complete`
        : `${whole.count} of ${census.total.count}: ${lacking.map(({ check, count }) => `${count} without ${check.title}`).join(', ')}`,
    value: whole.count,
    evidence: lacking.map(({ check, count }) => ({
      title: `${count} without ${check.title}`,
      url: searchLink(scope, check.lacking, seen),
    })),
    observedAt,
    items: whole.items,
    ...(whole.count > 0 ? { parts: issueParts(source.repository, whole.items) } : {}),
  };
};
