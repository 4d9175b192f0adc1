/** The incidents of the month before, in a line at the head of the first digest of a month. */
import { statsBriefly } from '../../../domain/incident/stats-words.js';
import type { Report } from '../../../domain/report.js';
import { type Block, section } from '../parts/block.js';
import { typedLine } from '../parts/typed.js';

/** Nothing in any other digest. */
export function incidentMonthLine({ month, status }: Report): Block[] {
  if (!month) return [];
  const { severities } = status.release;
  const named = (id: string) => severities.find((one) => one.id === id)?.title ?? id.toUpperCase();
  return [section(`:calendar: *${month.name}*: ${typedLine(statsBriefly(month.stats, named), 700)}`)];
}
