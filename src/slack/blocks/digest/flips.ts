/** What changed the verdict: the gates that say something else than in the report before, by name. */
import type { GateFlip, Report } from '../../../domain/report.js';
import { clipEscaped } from '../parts/text.js';
import { daysCompared } from './deltas.js';

const titles: { title: string; is: (flip: GateFlip) => boolean }[] = [
  { title: 'Now NO GO', is: ({ to }) => to === 'no-go' },
  { title: 'Now UNKNOWN', is: ({ to }) => to === 'unknown' },
  { title: 'Now GO', is: ({ to }) => to === 'go' },
  { title: 'Ended', is: ({ to }) => to === null },
];

/** @param most so many names for each change */
export function flipLines(report: Report, { most, length }: { most: number; length: number }): string[] {
  const { last } = daysCompared(report);
  if (last === null) return [];
  if (report.flips.length === 0) return [`Every gate says the same as on ${last}`];
  const written = report.status.verdict.findings.filter(
    ({ type }) => type === 'hand-written' || type === 'incident',
  );
  const isNewGate = ({ gate, from }: GateFlip) => from === null && !written.some((one) => one.gate === gate);
  return titles.flatMap(({ title, is }) => {
    const flips = report.flips.filter(is);
    if (flips.length === 0) return [];
    const names = flips
      .slice(0, most)
      .map((flip) => `${clipEscaped(flip.reason, length)}${isNewGate(flip) ? ' (a new gate)' : ''}`);
    const more = flips.length > names.length ? [`and ${flips.length - names.length} more`] : [];
    return [`*${title}:* ${[...names, ...more].join(' · ')}`];
  });
}
