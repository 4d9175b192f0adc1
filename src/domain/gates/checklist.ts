/** The checklist gate: every box that has to be ticked is, by somebody, with their name. */
import type { ReleaseChecklist } from '../checklist/checklist.js';
import { progressOf, unknownBecause } from '../checklist/standing.js';
import { fill } from '../release.js';
import type { ChecklistGate, Decide } from './gate.js';

export const decideChecklist: Decide<ChecklistGate> = (gate, release, evidence, now) => {
  const lists = gate.checklists.map(
    (name) => evidence.checklists.find((one) => one.name === name) ?? missing(name),
  );
  const unknown = lists.flatMap((list) => {
    const why = unknownBecause(list, now);
    return why === null ? [] : [{ list, why }];
  });
  const known = lists.filter((list) => !unknown.some((one) => one.list === list));
  const open = known.flatMap((list) =>
    list.items
      .filter(({ isRequired, ticked }) => isRequired && ticked === null)
      .map((item) => ({ list, item })),
  );
  const nothing = known.every((list) => progressOf(list).of === 0);
  const parts = open.map(({ list, item }) => ({
    ...{ key: `item:${list.name}/${item.key}`, title: item.text, url: list.source?.url ?? null },
  }));
  const isUnknown = unknown.length > 0 || nothing;
  return {
    gate: gate.id,
    type: gate.type,
    blocks: gate.blocks,
    reason: fill(gate.reason, release),
    state: open.length > 0 ? 'no-go' : isUnknown ? 'unknown' : 'go',
    detail: [
      ...known.map((list) => {
        const { done, of } = progressOf(list);
        return `${list.title}: ${done} of ${of}`;
      }),
      ...unknown.map(({ list, why }) => `${list.title}: not known, ${why}`),
    ].join('; '),
    rule: `every box of ${lists.map(({ title }) => title).join(', ')} is ticked`,
    value: known.length === 0 ? null : open.length,
    limit: 0,
    evidence: lists.flatMap(({ title, source }) => (source ? [{ title, url: source.url }] : [])),
    observedAt: observedAt(lists, now),
    actions: gate.actions.map((action) => fill(action, release)),
    items: [],
    ...(parts.length > 0 ? { parts, ...(isUnknown ? { besides: 'unknown' as const } : {}) } : {}),
  };
};

/** What is written in signalman.yml is read all the time. */
const observedAt = (lists: readonly ReleaseChecklist[], now: number): number | null =>
  lists.reduce<number | null>((oldest, { source, readAt }) => {
    const at = source ? readAt : now;
    return oldest === null || at === null ? null : Math.min(oldest, at);
  }, now);

const missing = (name: string): ReleaseChecklist => ({
  ...{ name, title: name, phase: null, items: [], source: null, readAt: null },
  problem: 'it is not configured',
});
