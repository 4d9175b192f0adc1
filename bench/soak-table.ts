/** What a crash and fault run says while it goes on, and in the end. */
import type { PartOutcome } from './soak-parts.js';

const sum = (counts: Record<string, number> = {}) => Object.values(counts).reduce((all, one) => all + one, 0);
const list = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');

export function progressLine({ ms, deliveries, counts, violations }: PartOutcome): string {
  const faults = Object.entries(counts).filter(([heading]) => heading.startsWith('faults'));
  return [
    `${(ms / 60_000).toFixed(1)} min, ${deliveries} deliveries`,
    `${faults.reduce((all, [, of]) => all + sum(of), 0)} faults`,
    list({ ...counts.processes, ...counts.store }),
    `${violations.length} violations`,
  ].join('; ');
}

/** Markdown. */
export function tableOf(outcomes: readonly PartOutcome[]): string[] {
  return outcomes.flatMap(({ title, ms, deliveries, counts, violations }) => [
    `### ${title}: ${(ms / 60_000).toFixed(1)} min, ${deliveries} deliveries, ${violations.length} violations`,
    '| | |',
    '|---|---|',
    ...Object.entries(counts)
      .filter(([, of]) => sum(of) > 0)
      .map(([heading, of]) => `| ${heading} | ${list(of)} |`),
    '',
  ]);
}
