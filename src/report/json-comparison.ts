/** What the report as JSON says of the report before it, and what is to be expected. */

import { type Flow, type Flows, inOf, netOf, outOf } from '../domain/flow.js';
import type { Forecast } from '../domain/forecast.js';
import { type Report, sinceLast } from '../domain/report.js';
import { iso } from './iso.js';
import type { ReportJson } from './json-schema.js';

type Comparison = NonNullable<ReportJson['comparison']>;

/** null where there is no report before it. */
export function comparisonJson(report: Report): Comparison | null {
  const { baseline, snapshot, flows, flips } = report;
  if (!baseline) return null;
  const deltas = Object.keys(snapshot.figures).flatMap((key) => {
    const change = sinceLast(report, key);
    return change === null ? [] : [[key, change] as const];
  });
  return {
    at: iso(baseline.at),
    snapshot: baseline.id,
    verdict: baseline.state,
    deltas: Object.fromEntries(deltas),
    flows: flows && flowsJson(flows),
    flips,
  };
}

const flowsJson = (flows: Flows): Record<string, Flow & { in: number; out: number; net: number }> =>
  Object.fromEntries(
    [...flows].map(([scope, flow]) => [
      scope,
      { in: inOf(flow), out: outOf(flow), net: netOf(flow), ...flow },
    ]),
  );

export function forecastJson(forecast: Forecast): NonNullable<ReportJson['forecast']> {
  if (forecast.kind !== 'range') return forecast;
  const { earliest, latest, beforeDeadline } = forecast;
  return {
    kind: 'range',
    earliest: iso(earliest),
    latest: latest === null ? null : iso(latest),
    beforeDeadline,
  };
}
