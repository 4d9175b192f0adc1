/** The count gate: at most so many open issues that match a filter. */
import { showFilter } from '../filter.js';
import { fill } from '../release.js';
import { searchLink } from '../search-link.js';
import type { CountGate, Decide, EnhancementsGate } from './gate.js';
import { knowledge } from './knowledge.js';
import { issueParts } from './parts.js';
import { notKnown } from './unknown.js';

export const decideCount: Decide<CountGate | EnhancementsGate> = (gate, release, evidence, now) => {
  const inEnhancements = gate.type === 'enhancements';
  const source = inEnhancements ? evidence.enhancements : evidence.issues;
  const wanted = inEnhancements ? release.enhancements : release.issues;
  const of = inEnhancements ? 'issues' : gate.of;
  const place = !inEnhancements && gate.in === 'no-milestone' ? null : (wanted?.milestone ?? '');
  const what = {
    issues: 'open issues',
    'pull-requests': 'open pull requests',
    all: 'open issues and pull requests',
  }[of];
  const matching = gate.filter.is === 'every' ? '' : ` matching ${showFilter(gate.filter)}`;
  const where = place === null ? 'without a milestone' : `in milestone ${place}`;
  const base = {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    rule: `at most ${gate.atMost} ${what}${matching} ${where} of ${wanted?.repository ?? '(no repository configured)'}`,
    limit: gate.atMost,
    actions: gate.actions.map((action) => fill(action, release)),
  };
  if (!source) {
    return notKnown(base, 'no enhancements repository is configured', null);
  }
  const known = knowledge(source, release.staleAfter, now);
  if (!known.known) {
    const last = known.lastCensus?.measures[gate.id];
    const detail = last ? `${last.count} when last read; ${known.why}` : known.why;
    return notKnown(base, detail, source.observedAt);
  }
  const tally = known.census.measures[gate.id];
  if (!tally) {
    // The gate is newer than the count: the next reading has it.
    return notKnown(base, 'not counted yet', null);
  }
  const scope = {
    web: source.web,
    repository: source.repository,
    of,
    milestone: place === null ? null : known.milestone.title,
  };
  const seen = { labels: Object.keys(known.census.labels), bots: known.census.bots };
  return {
    ...base,
    state: tally.count <= gate.atMost ? 'go' : 'no-go',
    detail: `${tally.count} open, ${gate.atMost} allowed`,
    value: tally.count,
    evidence: [{ title: `${tally.count} open`, url: searchLink(scope, gate.filter, seen) }],
    observedAt: known.observedAt,
    items: tally.items,
    ...(tally.count > gate.atMost ? { parts: issueParts(source.repository, tally.items) } : {}),
  };
};
