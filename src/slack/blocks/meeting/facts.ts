/** What the release is like when a meeting begins, in lines: only what is not as it should be, or has changed, says a word. */
import { showDeadline, showInAoe, showInUtc } from '../../../domain/calendar/words.js';
import type { Agenda, AgendaItem } from '../../../domain/meeting/agenda.js';
import { plural } from '../../../domain/plural.js';
import { phaseName } from '../calendar/line.js';
import { link, when } from '../parts/text.js';
import { linkText, typedLine } from '../parts/typed.js';

/** How much is said: items of a list, and characters of a title. */
export interface Room {
  items: number;
  length: number;
  topics: number;
}

const verdictSigns = { GO: ':large_green_circle:', 'NO GO': ':no_entry:', UNKNOWN: ':white_circle:' };

/** `a, b and 7 more` */
export function some(all: readonly string[], most: number): string {
  const more = all.length - most;
  return more <= 0 ? all.join(', ') : `${all.slice(0, most).join(', ')} and ${more} more`;
}

function itemWords({ name, title, url, owners }: AgendaItem, { length }: Room): string {
  const short = name.replace(/^[^#]*(?=#)/, '');
  const whose =
    owners.length === 0
      ? 'nobody'
      : some(
          owners.map((one) => typedLine(one, 40)),
          2,
        );
  return `${link(url, linkText(short, 80))} ${typedLine(title, length)} (${whose})`;
}

/** Where the release stands: the verdict, its week, and what comes next. */
export function standingLines({ release, week, verdict, next, at, flipped }: Agenda): string[] {
  const weeks = week ? [`week ${week.number}${week.of === null ? '' : ` of ${week.of}`}`] : [];
  const standing = [
    ...(verdict === null
      ? [`*${typedLine(release.name, 80)}*`]
      : [`${verdictSigns[verdict]} *${typedLine(release.name, 80)}: ${verdict}*`]),
    ...weeks,
  ].join(' · ');
  const flips = flipped.map(
    ({ gate, from, to }) => `${typedLine(gate, 60)} ${typedLine(from, 30)} → ${typedLine(to, 30)}`,
  );
  return [
    standing,
    ...(flips.length === 0 ? [] : [`*Flipped:* ${some(flips, 4)}`]),
    ...(next === null
      ? []
      : [
          `*Next:* ${phaseName(next.title)} ${showDeadline(next.deadline, release.zone, at)} · ${[...(next.deadline.edge === 'begin' ? [] : [when(next.at, showInUtc(next.at, at))]), showInUtc(next.at, at), showInAoe(next.at, at)].join(' · ')}`,
        ]),
  ];
}

/** What has changed; where nothing is known of that, what is open. */
function blockerLines(blockers: Agenda['blockers'], room: Room): string[] {
  if (blockers === null) return [];
  const { open, fresh, closed, moved } = blockers;
  const list = (title: string, items: readonly AgendaItem[]) =>
    items.length === 0
      ? []
      : [
          `• ${title}: ${some(
            items.map((one) => itemWords(one, room)),
            room.items,
          )}`,
        ];
  const changes = [...list('new', fresh), ...list('closed', closed), ...list('moved out', moved)];
  const first = open.slice(0, room.items);
  const more = open.length - first.length;
  return [
    `*Blockers:* ${open.length === 0 ? 'none' : `${open.length} open`}`,
    ...(changes.length > 0
      ? changes
      : [...first.map((one) => `• ${itemWords(one, room)}`), ...(more > 0 ? [`and ${more} more`] : [])]),
  ];
}

/** What needs to be spoken about. */
export function factLines(agenda: Agenda, room: Room): string[] {
  const { blockers, exceptions, unsigned, atRisk, docs } = agenda;
  return [
    ...blockerLines(blockers, room),
    ...(exceptions.length === 0
      ? []
      : [
          `*Exceptions waiting:* ${some(
            exceptions.map(({ what, by }) => `${typedLine(what, room.length)} (${typedLine(by, 40)})`),
            room.items,
          )}`,
        ]),
    ...(unsigned === null || unsigned.length === 0
      ? []
      : [
          `*Not signed off:* ${some(
            unsigned.map((one) => typedLine(one, 60)),
            room.items * 2,
          )}`,
        ]),
    ...(atRisk.length === 0
      ? []
      : [
          `*Enhancements at risk:* ${some(
            atRisk.map(
              ({ number, title, url, group, lacks }) =>
                `${link(url, `#${number}`)} ${typedLine(title, room.length)} (${group === null ? 'no group' : typedLine(group, 40)}, lacks ${lacks})`,
            ),
            room.items,
          )}`,
        ]),
    ...(docs === null || docs.asked === 0
      ? []
      : [
          `*Docs:* ${docs.open} of ${plural(docs.asked, 'enhancement')} ${docs.asked === 1 ? 'has' : 'have'} a pull request, ${docs.merged} merged`,
        ]),
  ];
}
