/** The calendar of a release: what holds, what comes, who is on call, and the exceptions; and its announcements. */
import type { AnnouncementSlot } from '../../../domain/calendar/announce.js';
import { type Exception, stateOf } from '../../../domain/calendar/exception.js';
import type { CalendarNow } from '../../../domain/calendar/now.js';
import { endOf, type Phase, type PhaseKind } from '../../../domain/calendar/phase.js';
import { showDeadline, showInAoe, showInUtc, showOnClock } from '../../../domain/calendar/words.js';
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import { onTime } from '../../../domain/schedule.js';
import type { Status } from '../../../domain/status.js';
import { day, showDuration } from '../../../domain/time.js';
import {
  type Block,
  buttons,
  context,
  firstThatFits,
  header,
  type Message,
  section,
  sections,
} from '../parts/block.js';
import { table } from '../parts/cells.js';
import { clip, clipEscaped, escapeText, link, plainText, unformatted, when } from '../parts/text.js';
import { comingWords, deadlineWords, phaseName, standingWords } from './line.js';
import { limitedLine, onCallWords } from './on-call.js';

/** How many phases and exceptions are shown, from the fullest version to the barest. */
const sizes = [
  { past: 30, coming: 30, exceptions: 12 },
  { past: 4, coming: 20, exceptions: 8 },
  { past: 2, coming: 10, exceptions: 4 },
];

/** The private answer. */
export function calendarMessage({ release, calendar: view }: Status): Message {
  const name = clip(release.name, 90);
  if (!view)
    return {
      text: escapeText(`${name} has no calendar.`),
      blocks: [
        header(`${name}: calendar`),
        section('No calendar is configured for this release.'),
        context('Whoever runs Signalman adds `calendar:` to the release in `signalman.yml`'),
      ],
    };
  const [next] = view.coming;
  const text = `${name}: ${plain(standingWords(view))}.${next ? ` Next: ${plain(next.phase.title)} ${showDeadline(next.deadline, view.calendar.zone, view.now)}.` : ''}`;
  return {
    text: clipEscaped(text, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(`${name}: calendar`),
        ...standing(view),
        ...phaseTable(view, size),
        ...exceptionList(view.exceptions, view.now, release, size.exceptions),
        ...notes(view),
        deeds(release, view),
      ]),
    ),
  };
}

const plain = (text: string) => plainText(text.replaceAll('*', ''));

function standing(view: CalendarNow): Block[] {
  const { coming, now } = view;
  const [next] = coming;
  const limited = limitedLine(view, true);
  const onCall = onCallWords(view, true);
  return sections('', [
    standingWords(view),
    next
      ? `Next: ${comingWords(next, view)} · ${showDuration(next.at - now)} left`
      : 'Nothing more is planned.',
    ...(limited !== null ? [limited] : onCall === '' ? [] : [`On call: ${onCall}`]),
  ]);
}

function phaseTable(view: CalendarNow, size: (typeof sizes)[number]): Block[] {
  const { calendar, holding, now } = view;
  const { phases, zone } = calendar;
  if (phases.length === 0) return [context('No phase is planned.')];
  const isOver = (phase: Phase) => phase.begins.at <= now && !holding.includes(phase);
  const past = phases.filter(isOver);
  const others = phases.filter((one) => !isOver(one));
  const shown = phases.filter(
    (one) => past.slice(-size.past).includes(one) || others.slice(0, size.coming).includes(one),
  );
  const mark = (phase: Phase) => (holding.includes(phase) ? '▶ ' : isOver(phase) ? '✓ ' : '');
  const own = zone === 'UTC' ? [] : [zone];
  const rows = shown.map((phase) => {
    const { at, edge } = phase.begins;
    const end = phase.ends ? ` (until ${showOnClock(phase.ends.at, zone, true, now)})` : '';
    return [
      { text: `${mark(phase)}${clip(phase.title, 50)}${end}` },
      { text: showInAoe(at, now) },
      { text: showOnClock(at, 'UTC', zone === 'UTC' && edge === 'end', now) },
      ...own.map((one) => ({ text: showOnClock(at, one, edge === 'end', now) })),
    ];
  });
  const missing = phases.length - shown.length;
  return [
    table(['Phase', 'AoE', 'UTC', ...own], rows, 'left'),
    context(`▶ holds · ✓ over${missing > 0 ? ` · ${missing} more in the full report` : ''}`),
  ];
}

const stateWords = {
  ...{ waiting: 'waits for a decision', lapsed: 'was never decided', coming: 'approved' },
  ...{ holds: 'approved', over: 'over', refused: 'refused' },
} as const;

function exceptionList(all: readonly Exception[], now: number, { zone }: Release, most: number): Block[] {
  if (all.length === 0) return [];
  const lines = all.slice(0, most).map((one) => {
    const { id, what, issue, by, from, until, decision } = one;
    const state = stateOf(one, now);
    const who = decision ? ` by ${shortName(decision.by.name)}` : '';
    const start = state === 'coming' ? `from ${moment(from, zone)} ` : '';
    return `• \`${id}\` *${clipEscaped(unformatted(what), 200)}* · ${link(issue.url, clip(issue.name, 80))} · asked by ${shortName(by.name)} · ${stateWords[state]}${who} · ${start}until ${moment(until, zone)}`;
  });
  const more = all.length - lines.length;
  return sections('*Exceptions*', more > 0 ? [...lines, `and ${more} more in the full report`] : lines);
}

const shortName = (name: string) => clipEscaped(unformatted(name), 60);
const moment = (at: number, zone: string) => when(at, `${showOnClock(at, zone)} ${zone}`);

function notes({ calendar }: CalendarNow): Block[] {
  const lines = calendar.notes.slice(0, 5).map((note) => `:warning: ${clipEscaped(unformatted(note), 400)}`);
  return lines.length === 0 ? [] : [context(...lines)];
}

function deeds({ name }: Release, { calendar, now }: CalendarNow): Block {
  const canAsk = calendar.phases.some((phase) => (endOf(phase, calendar.phases) ?? now + 1) > now);
  return buttons([
    ...(canAsk ? [{ text: 'Ask for an exception…', action: 'exception_ask', value: name }] : []),
    { text: 'Back to the verdict', action: 'status_section:verdict', value: name },
  ]);
}

/** What it means for whoever works on the release. */
const meanings: Partial<Record<PhaseKind, string>> = {
  'enhancements-freeze': 'What is not tracked by then needs an exception to be in this release.',
  'prr-freeze': 'Enhancements have asked for their production readiness review by then.',
  slush: 'Pull requests that are active are drained; nothing new is begun.',
  freeze: 'Only what the release needs is merged. Everything else needs an exception.',
  'test-freeze': 'Tests are changed only to repair them.',
  'docs-freeze': 'Documentation that is not merged by then needs an exception.',
  thaw: 'Merging is open again.',
  rc: 'Please try it: what you find now is found before everybody has it.',
};

const canExcept: readonly PhaseKind[] = [
  'enhancements-freeze',
  'slush',
  'freeze',
  'test-freeze',
  'docs-freeze',
];

/** Posted ahead of a phase and when it begins; it stays, so it only names absolute moments. */
export function announcementSaying(release: Release, view: CalendarNow, slot: AnnouncementSlot): Saying {
  const { phase, ahead, at } = slot;
  const { now } = view;
  const name = clip(release.name, 90);
  const title = clip(phase.title, 90);
  // Where nothing is announced when it begins, what was late may be posted after that.
  const begun = phase.begins.at <= now;
  const isLate = now - at > onTime;
  const ends = phase.ends ? ` It ends ${deadlineWords(phase.ends, view)}.` : '';
  const headline = begun
    ? `${title} ${isMoment(phase) ? 'is due' : 'has begun'}`
    : `${title} on ${showDeadline(phase.begins, view.calendar.zone, now)}`;
  const left = begun || isLate ? '' : ` That is in ${spanWords(ahead)}.`;
  const limited = begun ? limitedLine(view, true) : null;
  const onCall = begun && phase.rota ? onCallWords(view, true) : '';
  const lines = [
    `*${phaseName(phase.title)}* ${begun ? (isMoment(phase) ? 'is due' : 'holds since') : 'begins'} ${deadlineWords(phase.begins, view)}.${left}${ends}`,
    ...(meanings[phase.kind] === undefined ? [] : [meanings[phase.kind] ?? '']),
    ...(limited !== null ? [limited] : onCall === '' ? [] : [`On call: ${onCall}`]),
  ];
  return {
    text: clipEscaped(`${name}: ${headline} (${showInUtc(phase.begins.at, now)}).`, 500),
    blocks: [
      header(`${name}: ${headline}`),
      ...sections('', lines),
      ...(isLate ? [context(`Posted ${showDuration(now - at)} late`)] : []),
      buttons([
        { text: 'Calendar', action: 'status_section:calendar', value: release.name },
        ...(canExcept.includes(phase.kind)
          ? [{ text: 'Ask for an exception…', action: 'exception_ask', value: release.name }]
          : []),
      ]),
    ],
  };
}

/** What is done at a moment; whether it was done, no calendar knows. */
const isMoment = ({ kind, ends }: Phase) => ends === null && ['release', 'own', 'rc'].includes(kind);

const spanWords = (span: number) => (span % day === 0 ? plural(span / day, 'day') : showDuration(span));
