/** The burndown as a native chart, or as lines of figures where charts are refused. */
import type { Curve } from '../../../domain/curve.js';
import { plural } from '../../../domain/plural.js';
import type { Report } from '../../../domain/report.js';
import { type Block, context, limits, section } from '../parts/block.js';
import { deadlineOf, shortDay } from '../parts/days.js';
import { clip, escapeText, plainText, unformatted } from '../parts/text.js';

/** Limits of Slack's charts. */
const longestLabel = 20;
const longestTitle = 50;
const longestAxis = 50;
const mostSeries = 12;
/** So many long labels stand beside each other without touching. */
const roomForLong = 7;

/** @param most so many series at most; the first is all open issues */
export function chart(report: Report, most: number): Block[] {
  const { curve } = report;
  if (curve === null) return [];
  const labels = curve.points.length > roomForLong ? shortLabels(report, curve) : longLabels(report, curve);
  const label = axis(report, curve, curve.points.length <= roomForLong);
  const series = seriesOf(curve, most).map((name, index) => ({
    name,
    data: labels.map((label, at) => ({ label, value: curve.points[at]?.values[index] ?? 0 })),
  }));
  return [
    {
      type: 'data_visualization',
      title: title(report),
      chart: {
        type: 'line',
        series,
        axis_config: {
          categories: labels,
          ...(label === '' ? {} : { x_label: clip(label, longestAxis) }),
          y_label: 'open',
        },
      },
    },
    ...notes(curve, ''),
  ];
}

/** The same figures below each other. */
export function chartAsText(report: Report, most: number): Block[] {
  const { curve } = report;
  if (curve === null) return [];
  const heading = `*${escapeText(unformatted(title(report)))}*`;
  let text = '';
  for (let count = Math.max(1, most); count > 0; count--) {
    text = `${heading}\n\`\`\`${columns(report, curve, count)}\`\`\``;
    if (text.length <= limits.section) break;
  }
  return [section(text), ...notes(curve, axis(report, curve, true))];
}

function columns(report: Report, curve: Curve, most: number): string {
  const names = seriesOf(curve, most);
  const labels = longLabels(report, curve);
  const rows = [
    ['Day', ...names],
    ...curve.points.map((point, at) => [
      labels[at] ?? '',
      ...names.map((_, index) => String(point.values[index] ?? 0)),
    ]),
  ];
  const widths = [0, ...names].map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join('  '),
  );
  // A grave accent in a name would end the block, and a line break its line.
  return escapeText(lines.map((line) => line.replaceAll('`', 'ˋ').replace(/[\r\n]/g, ' ')).join('\n'));
}

const title = ({ status }: Report): string =>
  clip(plainText(`Open in the ${clip(status.release.issues.milestone, 28)} milestone`), longestTitle);

/** Marks a day that was worked out later. */
const reconstructed = '≈';

/** `16 Mar · 12 d`: the day, and the days to the deadline; `≈` where it is reconstructed. No day is there twice. */
function longLabels({ status }: Report, { points }: Curve): string[] {
  const deadline = deadlineOf(status);
  return points.map((point) => {
    const named = `${point.origin === 'reconstructed' ? reconstructed : ''}${shortDay(point.at, status.release.zone)}`;
    if (deadline === null) return named;
    const days = deadline.daysFrom(point.at);
    const label = `${named} · ${days === 0 ? 'due' : days > 0 ? `${days} d` : `${-days} d over`}`;
    return label.length > longestLabel ? named : label;
  });
}

/** `14 Mar`, `15`, `16`: where there are many, a month only where it begins, and where its day was there before. */
function shortLabels({ status }: Report, { points }: Curve): string[] {
  const days = points.map((point) => shortDay(point.at, status.release.zone).split(' '));
  const labels: string[] = [];
  for (const [at, [date = '', month = '']] of days.entries()) {
    const bare = `${points[at]?.origin === 'reconstructed' ? reconstructed : ''}${date}`;
    // Two months beside each other would touch.
    const begins = at === 0 ? days[1]?.[1] === month : days[at - 1]?.[1] !== month;
    labels.push(begins || labels.includes(bare) ? `${bare} ${month}` : bare);
  }
  return labels;
}

/** Slack wants names that differ. */
function seriesOf({ series }: Curve, most: number): string[] {
  const names: string[] = [];
  for (const one of series.slice(0, Math.min(most, mostSeries))) {
    const name = clip(plainText(one).trim(), longestLabel) || 'unnamed';
    let free = name;
    for (let at = 2; names.includes(free); at++) free = `${clip(name, longestLabel - 4)} ${at}`;
    names.push(free);
  }
  return names;
}

/** What the labels mean and how far apart the points are: a curve must not look steadier than it was. */
function axis({ status }: Report, curve: Curve, hasLongLabels: boolean): string {
  const days = deadlineOf(status)?.daysFrom(status.now);
  const left =
    days === undefined || (!hasLongLabels && days < 0)
      ? []
      : [hasLongLabels ? 'd: days to the deadline' : `${plural(days, 'day')} to the deadline`];
  const all = [spacing(curve), ...left].filter((one) => one !== '').join(' · ');
  return all.length > longestAxis ? spacing(curve) : all;
}

function spacing({ points, days, even }: Curve): string {
  if (days <= points.length) return even ? '' : 'days not evenly spaced';
  return `${points.length} of ${days} days${even ? '' : ', not evenly spaced'}`;
}

function notes({ points }: Curve, first: string): Block[] {
  const said = [
    ...(first === '' ? [] : [first]),
    ...(points.some(({ origin }) => origin === 'reconstructed')
      ? [
          `${reconstructed}: reconstructed from what GitHub still knew, without the issues that left the milestone since`,
        ]
      : []),
  ];
  return said.length === 0 ? [] : [context(said.join(' · '))];
}
