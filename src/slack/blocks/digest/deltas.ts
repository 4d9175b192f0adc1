/** The figures of a report with what changed: the total with what came and went, then each kind. */
import { figureOf } from '../../../domain/figures.js';
import type { Flow } from '../../../domain/flow.js';
import { countOfKind, type Kind } from '../../../domain/release.js';
import { isUnread, type Report, sinceLast, sinceWeek } from '../../../domain/report.js';
import { milestoneLink } from '../../../domain/status.js';
import { sideBySide } from '../parts/block.js';
import { nameEarlier } from '../parts/days.js';
import { clipEscaped, escapeText, link as linkTo } from '../parts/text.js';

/** `+7`, `−375` with a minus as wide as the plus, `±0`. */
export const signed = (delta: number): string => (delta > 0 ? `+${delta}` : delta < 0 ? `−${-delta}` : '±0');

const wayInWords: Record<keyof Flow, string> = {
  opened: 'opened',
  reopened: 'reopened',
  movedIn: 'moved in',
  relabelledIn: 'relabelled in',
  closed: 'closed',
  movedOut: 'moved out',
  relabelledOut: 'relabelled out',
};

/** In pairs: what came beside what went. */
export const waysInOrder: (keyof Flow)[] = [
  ...(['opened', 'reopened', 'closed'] as const),
  ...(['movedIn', 'movedOut', 'relabelledIn', 'relabelledOut'] as const),
];

/** `Opened`, as the heading of a list. */
export const wayAsHeading = (way: keyof Flow): string =>
  wayInWords[way].charAt(0).toUpperCase() + wayInWords[way].slice(1);

/** The days that figures are compared with, as `since` says them. */
export function daysCompared({ status, snapshot, baseline, week }: Report) {
  const named = (at: number) => nameEarlier(at, status.release.zone, snapshot.at);
  const isOther = week !== null && week.id !== baseline?.id;
  return {
    last: baseline === null ? null : named(baseline.at),
    week: isOther ? named(week.at) : null,
  };
}

/** How much is shown. */
export interface FiguresSize {
  links: boolean;
  kinds: number;
}

/** Two lines or more; the second has the kinds, each with its changes since the same days as the total. */
export function figureLines(report: Report, { links, kinds }: FiguresSize): string[] {
  const { status, snapshot } = report;
  const { release } = status;
  const total = snapshot.figures[figureOf.total];
  if (total === undefined) {
    const why = status.evidence.issues.problem ?? 'GitHub has not been read yet';
    return [`*No figures*: ${clipEscaped(why, 500)}`];
  }
  const link = (url: string, text: string) => (links ? linkTo(url, text) : escapeText(text));
  const shown = release.kinds.slice(0, kinds);
  const more = release.kinds.length - shown.length;
  return [
    `*${link(milestoneLink(status), `${total} open`)}*${changes(report)}`,
    ...sideBySide([
      ...shown.map(
        (kind) => `${link(milestoneLink(status, kind.filter), counted(report, kind))}${both(report, kind)}`,
      ),
      ...(more > 0 ? [`${more} more kinds in the full report`] : []),
    ]),
  ];
}

/** `36 open (+7), 21 flakes (+4)`: plain words. */
export function figuresBriefly(report: Report, kinds: number): string {
  const total = report.snapshot.figures[figureOf.total];
  if (total === undefined) return 'No figures';
  const last = (key: string) => {
    const delta = sinceLast(report, key);
    return delta === null ? '' : ` (${signed(delta)})`;
  };
  return [
    `${total} open${last(figureOf.total)}`,
    ...report.status.release.kinds
      .slice(0, kinds)
      .map((kind) => `${counted(report, kind)}${last(figureOf.kind(kind))}`),
  ].join(', ');
}

const counted = ({ snapshot }: Report, kind: Kind) =>
  countOfKind(snapshot.figures[figureOf.kind(kind)] ?? 0, kind);

function changes(report: Report): string {
  const days = daysCompared(report);
  const last = sinceLast(report, figureOf.total);
  const week = sinceWeek(report, figureOf.total);
  const said = [
    ...(days.last !== null && last !== null
      ? [`${last === 0 ? 'unchanged' : signed(last)} since ${days.last}`]
      : []),
    ...(days.week !== null && week !== null ? [`${signed(week)} since ${days.week}`] : []),
  ];
  const compared = said.length === 0 ? '' : ` (${said.join(', ')})`;
  if (report.baseline === null)
    return `${compared}: the first report, with nothing before it to compare with`;
  if (isUnread(report)) return `${compared}: not read since ${days.last}, so not compared with it`;
  return `${compared}${flowed(report)}`;
}

function flowed({ flows }: Report): string {
  if (flows === null) return '';
  const flow = flows.get(figureOf.total);
  const found = waysInOrder.flatMap((way) =>
    flow && flow[way].length > 0 ? [`${flow[way].length} ${wayInWords[way]}`] : [],
  );
  return found.length === 0 ? ': nothing came and nothing went' : `: ${found.join(', ')}`;
}

function both(report: Report, kind: Kind): string {
  const days = daysCompared(report);
  const last = sinceLast(report, figureOf.kind(kind));
  const week = days.week === null ? null : sinceWeek(report, figureOf.kind(kind));
  if (last === null && week === null) return '';
  const shown = [
    ...(days.last === null || isUnread(report) ? [] : [last]),
    ...(days.week === null ? [] : [week]),
  ];
  return ` (${shown.map((delta) => (delta === null ? 'not counted then' : signed(delta))).join(', ')})`;
}
