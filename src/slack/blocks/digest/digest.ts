/**
 * A report as a digest: the head, which is edited when the report is issued again, and what stands in its thread. Each
 * message in two forms: `plain` says the same without native chart and table, for where Slack refuses those.
 */

import type { Saying } from '../../../domain/delivery.js';
import { saysNotes } from '../../../domain/release-notes/line.js';
import type { Report } from '../../../domain/report.js';
import type { DigestKind } from '../../../domain/schedule.js';
import { calendarLine } from '../calendar/line.js';
import { enhancementsLine } from '../enhancements/line.js';
import { type Block, firstThatFits, header, section, sections } from '../parts/block.js';
import { nameDay } from '../parts/days.js';
import { clip, clipEscaped } from '../parts/text.js';
import { notesLine } from '../release-notes/line.js';
import { signOffLine } from '../signoff/digest-line.js';
import { actionsRequired } from '../status/actions.js';
import { reasonsBlocks } from '../status/reasons.js';
import { sign } from '../status/status.js';
import { checklistLines } from '../waivers/checklists.js';
import { waiversBlocks } from '../waivers/waivers.js';
import { asks, type Owners, ownerOfHeading } from './asks.js';
import { chart, chartAsText } from './chart.js';
import { deltaLines, deltaTable } from './delta-table.js';
import { figureLines, figuresBriefly } from './deltas.js';
import { detailMessages } from './details.js';
import { flipLines } from './flips.js';
import { incidentMonthLine } from './incident-month.js';
import { outlook, outlookBriefly } from './outlook.js';
import { smallPrint } from './small-print.js';

export interface DigestOptions {
  kind: DigestKind;
  owners: Owners;
}

/** The same said with Slack's newer blocks, and without. */
export interface TwoForms {
  rich: Saying;
  plain: Saying;
}

export interface DigestMessages {
  head: TwoForms;
  /** Replies in its thread, in this order. */
  details: TwoForms[];
}

/** How much a head shows. */
interface Size {
  links: boolean;
  /** Kinds beside the total. */
  kinds: number;
  reasons: number;
  /** Characters of a reason or an action. */
  length: number;
  flips: number;
  /** Lines of the chart; 0: no chart. */
  series: number;
  /** Rows of the table; 0: no table. */
  rows: number;
  columns: number;
  /** Whether the names in the table are links. */
  rowLinks: boolean;
  actions: number;
  asks: number;
}

/** From the fullest version to the barest. */
const fullest: Size = {
  ...{ links: true, kinds: 8, reasons: 10, length: 300, flips: 8 },
  ...{ series: 6, rows: 15, columns: 5, rowLinks: true, actions: 6, asks: 5 },
};
const linkless: Size = { ...fullest, links: false, rowLinks: false };
const sizes: Size[] = [
  fullest,
  { ...fullest, rowLinks: false },
  { ...fullest, rowLinks: false, reasons: 8, length: 200, series: 4, rows: 12, columns: 4, actions: 5 },
  { ...linkless, reasons: 8, length: 200, series: 4, rows: 12, columns: 4, actions: 5 },
  { ...linkless, reasons: 6, length: 150, flips: 4, series: 3, rows: 8, columns: 3, actions: 4, asks: 3 },
  { ...linkless, kinds: 4, reasons: 5, length: 100, flips: 2, series: 1, rows: 0, actions: 3, asks: 3 },
  { ...linkless, kinds: 2, reasons: 3, length: 80, flips: 1, series: 0, rows: 0, actions: 2, asks: 0 },
];

/** A message that is edited later takes 4,000 characters of text; nobody reads so many in a notification. */
const longestText = 1000;

/** `on-change` is a full digest; whether something changed is decided before. */
export function digestMessages(report: Report, options: DigestOptions): DigestMessages {
  const text = notification(report);
  const form = (isRich: boolean): Saying => ({
    text,
    blocks: firstThatFits(sizes.map((size) => () => head(report, options, size, isRich))),
  });
  const details = options.kind === 'short' ? [] : detailMessages(report);
  return {
    head: { rich: form(true), plain: form(false) },
    // There is no native chart or table in them.
    details: details.map((saying) => ({ rich: saying, plain: saying })),
  };
}

/** The day the report is for, on the release's calendar. */
/** What was issued again on a later day has the figures of that day. */
function dayOf({ status, edition }: Report): string {
  const named = (at: number) => nameDay(at, status.release.zone, status.now);
  const day = named(edition?.slot ?? status.now);
  const isLater = edition !== null && edition.revision > 1 && named(status.now) !== day;
  return isLater ? `${day}, figures of ${named(status.now)}` : day;
}

/** One line that makes sense alone. */
function notification(report: Report): string {
  const { release, verdict } = report.status;
  const parts = [
    `${clip(release.name, 90)} on ${dayOf(report)}: ${verdict.state}.`,
    `${figuresBriefly(report, 6)}.`,
    outlookBriefly(report),
  ];
  return clipEscaped(parts.filter((part) => part !== '').join(' '), longestText);
}

function head(report: Report, { kind, owners }: DigestOptions, size: Size, isRich: boolean): Block[] {
  const { status } = report;
  const { release, verdict } = status;
  const title = `${sign[verdict.state]} ${clip(release.name, 90)} · ${dayOf(report)} · ${verdict.state}`;
  const figures = sections('', [
    ...figureLines(report, size),
    ...flipLines(report, { most: size.flips, length: size.length }),
  ]);
  const isShort = kind === 'short';
  const shownChart = isRich ? chart : chartAsText;
  const shownTable = isRich ? deltaTable : deltaLines;
  return [
    header(title),
    ...figures,
    // An edit pings nobody, and must not look as if it did.
    ...calendarLine(status.calendar, (report.edition?.revision ?? 1) === 1),
    ...signOffLine(status),
    ...(isShort ? [] : reasonsBlocks(status, { ...size, quiet: true })),
    ...waiversBlocks(status, { length: size.length, waivers: size.reasons, quiet: true }),
    ...(isShort || !saysEnhancements(status, size.reasons) ? enhancementsLine(status, 12) : []),
    ...(isShort || !saysNotes(verdict.reasons, size.reasons) ? notesLine(status) : []),
    ...checklistLines(status),
    ...incidentMonthLine(report),
    ...(isShort || size.series === 0 ? [] : shownChart(report, size.series)),
    section(outlook(report)),
    ...(isShort || size.rows === 0 ? [] : shownTable(report, { ...size, links: size.rowLinks })),
    ...(isShort ? [] : required(report, owners, size)),
    smallPrint(report, !isShort),
  ];
}

/** Among the reasons stands how many of each group are not ready, and then not once more. */
const saysEnhancements = ({ verdict }: Report['status'], reasons: number): boolean =>
  verdict.reasons
    .slice(0, reasons)
    .some(({ type, state }) => type === 'enhancement-sign-off' && state === 'no-go');

function required({ status }: Report, owners: Owners, size: Size): Block[] {
  const all = actionsRequired(status, size.length, ownerOfHeading(status.release, owners));
  const asked = asks(status, owners, size.asks).map((ask) => `• ${ask}`);
  const lines = all.slice(0, size.actions).map((action, at) => `${at + 1}. ${action}`);
  if (all.length > lines.length) lines.push(`and ${all.length - lines.length} more in the full report`);
  if (asked.length > 0) lines.push('*Owners with the most open*', ...asked);
  return lines.length === 0 ? [] : sections('*Actions required*', lines);
}
