/** What became different since the last report: verdict, gates, and every issue that came, went or was relabelled. */
import { figureOf, isRow, rowOf, rowsOf } from '../domain/figures.js';
import { type Flow, type Flows, inOf, outOf, ways } from '../domain/flow.js';
import { describeForecast } from '../domain/forecast.js';
import type { GateState } from '../domain/gates/gate.js';
import { groupName, type Release } from '../domain/release.js';
import { type GateFlip, goalOf, type Report } from '../domain/report.js';
import { onTime } from '../domain/schedule.js';
import type { StoredSnapshot } from '../domain/snapshot.js';
import { showDuration, showMoment } from '../domain/time.js';
import { escapeMarkdown as plain, webAddress } from './escape.js';
import type { Section } from './sections.js';

const words: Record<keyof Flow, string> = {
  opened: 'Opened',
  reopened: 'Reopened',
  movedIn: 'Moved In',
  relabelledIn: 'Relabelled In',
  closed: 'Closed',
  movedOut: 'Moved Out',
  relabelledOut: 'Relabelled Out',
};

/** The ways into and out of the milestone; who is relabelled stays in it. */
const moves = ways.filter((way) => way !== 'relabelledIn' && way !== 'relabelledOut');

/**
 * @param brief only what can be said in some lines, without the issues
 * @returns nothing where there is no last report
 */
export function changesSections(report: Report | null, brief: boolean): Section[] {
  if (!report?.baseline) return [];
  const { flows, flips, status } = report;
  const relabelled = flows ? relabelledLines(report, flows) : [];
  const sections = [
    section('Changes Since Last Report', 2, summary(report, report.baseline, relabelled.length)),
    section('Gates That Changed', 3, flips.map(flipLine)),
  ];
  if (!brief && flows) {
    const total = flows.get(figureOf.total);
    for (const way of moves)
      sections.push(
        section(
          words[way],
          3,
          (total?.[way] ?? []).map((number) => `- ${issueLink(report, number)}`),
        ),
      );
    sections.push(section('Relabelled', 3, relabelled));
    sections.push(section(`Flow By ${plain(status.release.groups.noun)}`, 3, flowLines(report, flows)));
  }
  return sections.filter(({ lines }) => lines.length > 0);
}

const section = (title: string, level: number, lines: string[]): Section => ({ title, level, lines });

function summary(report: Report, baseline: StoredSnapshot, relabelled: number): string[] {
  const { status, flows, forecast, edition } = report;
  const { release, verdict, evidence } = status;
  const moment = (at: number) => showMoment(at, release.zone);
  const total = flows?.get(figureOf.total);
  const counts = moves.map((way) => `${words[way].toLowerCase()} ${total?.[way].length ?? 0}`);
  const due = evidence.issues.milestone?.dueOn ?? null;
  const sentence = describeForecast(
    forecast,
    release.zone,
    goalOf(release),
    due === null ? null : { at: due, name: 'deadline' },
  );
  const before = baseline.state ?? 'not known';
  return [
    `- Last report: ${moment(baseline.at)}`,
    ...(edition && edition.revision > 1
      ? [`- Issued again: revision ${edition.revision} of the report for ${moment(edition.slot)}`]
      : []),
    ...(edition && edition.late > onTime
      ? [`- Late: due ${moment(edition.slot)}, written ${showDuration(edition.late)} after it`]
      : []),
    `- Verdict: ${before === verdict.state ? `${before} (unchanged)` : `${before} → ${verdict.state}`}`,
    flows
      ? `- Issues: ${counts.join(', ')}, relabelled ${relabelled}`
      : '- Issues: which of them came and went is not known, because of the last report only the counts are',
    `- Outlook for open issues: ${plain(sentence)}`,
  ];
}

const states: Record<GateState, string> = { go: 'GO', 'no-go': 'NO GO', unknown: 'UNKNOWN' };

function flipLine({ gate, reason, from, to }: GateFlip): string {
  // A hand-written reason has a number for a name.
  const name = /^reason-\d+$/.test(gate) ? plain(reason) : `${plain(reason)} (${plain(gate)})`;
  return `- ${name}: ${from ? states[from] : 'not there'} → ${to ? states[to] : 'gone'}`;
}

function issueLink({ names, status }: Report, number: number): string {
  const { web, repository } = status.evidence.issues;
  const item = names.get(number);
  const url = webAddress(item?.url ?? '') ?? `${web}/${repository}/issues/${number}`;
  return `[${plain(`#${number} ${item?.title ?? ''}`)}](${url})`;
}

/** One line for each issue that counts elsewhere now: where it does, and where it does no longer. */
function relabelledLines(report: Report, flows: Flows): string[] {
  const { release } = report.status;
  const now = new Map<number, string[]>();
  const gone = new Map<number, string[]>();
  for (const [scope, flow] of flows) {
    const name = scopeName(scope, release);
    if (name === null) continue;
    for (const number of flow.relabelledIn) now.set(number, [...(now.get(number) ?? []), name]);
    for (const number of flow.relabelledOut) gone.set(number, [...(gone.get(number) ?? []), name]);
  }
  const numbers = [...new Set([...now.keys(), ...gone.keys()])].sort((a, b) => a - b);
  return numbers.map((number) => {
    const is = now.get(number) ?? [];
    const was = gone.get(number) ?? [];
    const parts = [
      ...(is.length > 0 ? [`now ${is.join(', ')}`] : []),
      ...(was.length > 0 ? [`no longer ${was.join(', ')}`] : []),
    ];
    return `- ${issueLink(report, number)}: ${parts.join('; ')}`;
  });
}

/** The groups in the order of the table, then those that have no row any more. */
function flowLines({ status }: Report, flows: Flows): string[] {
  const { census } = status.evidence.issues;
  const shown = census ? rowsOf(census).map(({ id }) => id as string) : [];
  const gone = [...flows.keys()].filter((key) => isRow(key) && !shown.includes(key)).sort();
  return [...shown, ...gone].flatMap((row) => {
    const flow = flows.get(row);
    if (!flow) return [];
    const counts = ways
      .filter((way) => flow[way].length > 0)
      .map((way) => `${words[way].toLowerCase()} ${flow[way].length}`);
    const name = scopeName(row, status.release);
    return [`- ${name}: +${inOf(flow)} −${outOf(flow)} (${counts.join(', ')})`];
  });
}

/** A kind or a row as people call it; null for the total and for a kind within a row, which say nothing more. */
function scopeName(scope: string, { kinds, groups }: Release): string | null {
  const kind = kinds.find((one) => figureOf.kind(one) === scope);
  if (kind) return plain(kind.title);
  if (!isRow(scope)) return null;
  if (scope === 'none') return `no ${plain(groups.noun)}`;
  if (scope === 'others') return `other ${plain(groups.noun)}s`;
  return plain(groupName(groups, scope.slice(rowOf('').length)));
}
