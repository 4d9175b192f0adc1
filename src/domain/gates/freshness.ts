/** The gate that every release has: its figures were read, and recently enough to be believed. */
import type { Evidence } from '../evidence.js';
import type { Release } from '../release.js';
import { showDuration } from '../time.js';
import type { Finding } from './gate.js';
import { knowledge } from './knowledge.js';

export function decideFreshness(release: Release, evidence: Evidence, now: number): Finding {
  const sources = [evidence.issues, ...(evidence.enhancements ? [evidence.enhancements] : [])];
  const unknown = sources.flatMap((source) => {
    const found = knowledge(source, release.staleAfter, now);
    return found.known ? [] : [`${source.repository}: ${found.why}`];
  });
  const times = sources.map((source) => source.observedAt);
  const oldest = times.includes(null) ? null : Math.min(...times.filter((at) => at !== null));
  return {
    gate: 'freshness',
    type: 'freshness',
    state: unknown.length === 0 ? 'go' : 'unknown',
    blocks: true,
    reason: 'The figures are missing or too old to decide on',
    detail: unknown.length === 0 ? `read ${showDuration(now - (oldest ?? now))} ago` : unknown.join('; '),
    rule: `every repository was read within ${showDuration(release.staleAfter)}`,
    value: oldest === null ? null : now - oldest,
    limit: release.staleAfter,
    evidence: [],
    observedAt: oldest,
    actions:
      unknown.length === 0 ? [] : ['See what stopped the reading, and repair it; the log has the details'],
    items: [],
  };
}
