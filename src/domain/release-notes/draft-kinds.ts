/** Changes by kind, in the order in which release notes list them. */
import type { NotedPull } from './pull.js';

const order = [
  'deprecation',
  'api-change',
  'feature',
  'design',
  'documentation',
  'failing-test',
  'bug',
  'other',
  'uncategorized',
] as const;
export type NoteKind = (typeof order)[number];

const titles: Record<NoteKind, string> = {
  deprecation: 'Deprecation',
  'api-change': 'API Change',
  feature: 'Feature',
  design: 'Design',
  documentation: 'Documentation',
  'failing-test': 'Failing Test',
  bug: 'Bug or Regression',
  other: 'Other (Cleanup or Flake)',
  uncategorized: 'Uncategorized',
};

/** Labels of the same section. */
const same: Readonly<Record<string, NoteKind>> = { regression: 'bug', cleanup: 'other', flake: 'other' };

export const kindTitle = (kind: NoteKind): string => titles[kind];

/** Of several the highest; what has no kind that is known here is uncategorized. */
export function noteKind(kinds: readonly string[]): NoteKind {
  const own = kinds.map((kind) => (Object.hasOwn(same, kind) ? same[kind] : kind));
  return order.find((kind) => own.includes(kind)) ?? 'uncategorized';
}

/** Only kinds that occur. */
export function changesByKind(pulls: readonly NotedPull[]): [NoteKind, NotedPull[]][] {
  const byKind = new Map<NoteKind, NotedPull[]>();
  for (const pull of pulls) {
    const kind = noteKind(pull.kinds);
    const some = byKind.get(kind);
    if (some) some.push(pull);
    else byKind.set(kind, [pull]);
  }
  return order.flatMap((kind): [NoteKind, NotedPull[]][] => {
    const some = byKind.get(kind);
    return some ? [[kind, some]] : [];
  });
}
