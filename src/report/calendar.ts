/** The calendar of a release in its reports: as Markdown, and as JSON whose shape is kept stable. */

import { stateOf } from '../domain/calendar/exception.js';
import type { CalendarNow } from '../domain/calendar/now.js';
import { endOf } from '../domain/calendar/phase.js';
import { showDeadline, showInAoe, showInUtc, showInZone } from '../domain/calendar/words.js';
import type { Status } from '../domain/status.js';
import { escapeWithLinks, escapeMarkdown as plain, webAddress } from './escape.js';
import { iso } from './iso.js';
import type { ReportJson } from './json-schema.js';

/** Lines below the heading `Calendar`; none where there is no calendar. */
export function calendarLines({ calendar: view }: Status): string[] {
  if (!view) return [];
  const { calendar, week, holding, coming, now, onCall, isLimited } = view;
  const [next] = coming;
  const who = onCall.map(({ who: id, name }) => plain(name ?? `@${id}`)).join(', ');
  const facts = [
    ...(week ? [`Week ${week.number}${week.of === null ? '' : ` of ${week.of}`}`] : []),
    holding.length === 0
      ? 'No freeze holds'
      : `Holds: ${holding.map(({ title }) => plain(title)).join(', ')}`,
    ...(next
      ? [
          `Next: ${plain(next.phase.title)}${next.what === 'ends' ? ' ends' : ''} ${showDeadline(next.deadline, calendar.zone)}`,
        ]
      : []),
    ...(isLimited
      ? [
          `Merging is limited to the on-call while the board is red: ${who === '' ? 'nobody is on call now' : who}`,
        ]
      : who === ''
        ? []
        : [`On call: ${who}`]),
  ];
  const phases = calendar.phases.map((phase) => {
    const { at, edge } = phase.begins;
    const zone = calendar.zone === 'UTC' ? '' : `; ${showInZone(at, calendar.zone, edge === 'end')}`;
    const end = phase.ends ? ` (until ${showInUtc(phase.ends.at)})` : '';
    const state = holding.includes(phase) ? ' **holds**' : at <= now ? ' *over*' : '';
    return `- ${plain(phase.title)}${state}: ${showInAoe(at)}; ${showInUtc(at)}${zone}${end}`;
  });
  return [
    ...facts.map((fact) => `- ${fact}`),
    ...phases,
    ...calendar.notes.map((note) => `- Note: ${plain(note)}`),
  ];
}

/** Lines below `Exceptions`: those that wait, will hold or hold. */
export function exceptionLines({ calendar: view, release }: Status): string[] {
  return (view?.exceptions ?? []).map((one) => {
    const url = webAddress(one.issue.url);
    const issue = url === null ? plain(one.issue.name) : `[${plain(one.issue.name)}](${url})`;
    const state = one.decision ? `approved by ${plain(one.decision.by.name)}` : 'waits for a decision';
    return `- Exception ${one.id}: ${plain(one.what)} (${issue}), asked for by ${plain(one.by.name)}, ${state}, until ${showInZone(one.until, release.zone)}. ${escapeWithLinks(one.reason)}`;
  });
}

export function calendarJson(view: CalendarNow): NonNullable<ReportJson['calendar']> {
  const { calendar, week, holding, coming, now, onCall, board, isLimited, exceptions } = view;
  const [next] = coming;
  return {
    zone: calendar.zone,
    week: week?.number ?? null,
    weeks: week?.of ?? null,
    phases: calendar.phases.map((phase) => {
      const end = endOf(phase, calendar.phases);
      return {
        ...{ id: phase.id, kind: phase.kind, title: phase.title, begins: iso(phase.begins.at) },
        ends: end === null ? null : iso(end),
        written: phase.begins.written,
        holds: holding.includes(phase),
      };
    }),
    next: next ? { phase: next.phase.id, what: next.what, at: iso(next.at) } : null,
    onCall: onCall.map(({ who, name }) => ({ id: who, name })),
    board,
    mergingLimited: isLimited,
    exceptions: exceptions.map((one) => ({
      ...{ id: one.id, what: one.what, reason: one.reason, issue: one.issue.url, state: stateOf(one, now) },
      ...{ askedBy: one.by.name, askedAt: iso(one.askedAt), from: iso(one.from), until: iso(one.until) },
      decidedBy: one.decision?.by.name ?? null,
      decidedAt: one.decision ? iso(one.decision.at) : null,
    })),
    notes: calendar.notes,
  };
}
