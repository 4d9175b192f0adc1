/** `/release-status features` where documents are read: each enhancement by group, those of which most is missing first. */
import {
  countByGroup,
  type GroupCount,
  isReady,
  nameOfGroup,
  worstFirst,
} from '../../../domain/enhancement/ready.js';
import type { EnhancementStanding } from '../../../domain/enhancement/standing.js';
import { UserFault } from '../../../domain/fault.js';
import { enhancementsKnown } from '../../../domain/gates/enhancement-sign-off.js';
import type { Release } from '../../../domain/release.js';
import { type Status, sourceLink } from '../../../domain/status.js';
import { showMoment } from '../../../domain/time.js';
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
import { clip, clipEscaped, escapeText, link, when } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { kepName, type Room, standingLine } from './words.js';

/** How much a message shows: so many that are not ready, and so many of the others by number. */
interface Size extends Room {
  open: number;
  ready: number;
}

/** From the fullest version to the barest. */
const sizes: Size[] = [
  { open: 200, ready: 200, title: 90, isBrief: false },
  { open: 200, ready: 100, title: 60, isBrief: false },
  { open: 60, ready: 50, title: 60, isBrief: false },
  { open: 40, ready: 30, title: 50, isBrief: false },
  { open: 30, ready: 10, title: 40, isBrief: true },
  { open: 15, ready: 0, title: 30, isBrief: true },
];

/**
 * @param group only of this group, as somebody typed it; null: of all
 * @throws UserFault `unknown-group`
 */
export function enhancementsMessage(status: Status, group: string | null = null): Message {
  const { release, evidence, now } = status;
  const name = clip(release.name, 90);
  const found = enhancementsKnown(release, evidence, now);
  const all = evidence.documents?.standings ?? [];
  if (!found.known && all.length === 0) return unknown(status, found.why);
  const its = group === null ? all : ofGroup(all, group, release);
  const open = its.filter((one) => !isReady(one));
  const figure = its.length === 0 ? 'none in the milestone' : `${open.length} of ${its.length} not ready`;
  const about = group === null ? '' : ` of ${typedGroup(its, group, release)}`;
  return {
    text: clipEscaped(`Enhancements${about} in ${name}: ${figure}.`, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(clip(`Enhancements${about} in ${name}: ${figure}`, 140)),
        ...(found.known
          ? []
          : [context(`:white_circle: Not known any more: ${escapeText(clip(found.why, 500))}`)]),
        ...groups(its, release, size),
        ...(its.length === 0 ? [section('No enhancement in the milestone.')] : []),
        context(footer(status, found.observedAt)),
        buttons([{ text: 'Back to the verdict', action: 'status_section:verdict', value: release.name }]),
      ]),
    ),
  };
}

function unknown({ release }: Status, why: string): Message {
  const title = `Enhancements in ${clip(release.name, 90)}`;
  return {
    text: clipEscaped(`${title}: not known, because ${why}.`, 500),
    blocks: [header(title), context(`:white_circle: Not known: ${escapeText(clip(why, 500))}`)],
  };
}

function ofGroup(
  all: readonly EnhancementStanding[],
  typed: string,
  release: Release,
): EnhancementStanding[] {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(new RegExp(`^${release.groups.noun.toLowerCase().replace(/\W/g, '')}[-/ ]`), '')
      .replace(/[\s_]+/g, '-');
  const wanted = plain(typed);
  const its = all.filter(
    ({ group }) =>
      group !== null && (group === wanted || plain(nameOfGroup(release.groups, group)) === wanted),
  );
  if (its.length > 0) return its;
  const known = countByGroup(all).flatMap(({ group }) => group ?? []);
  throw new UserFault(
    'unknown-group',
    `No ${release.groups.noun} "${clip(typed, 40)}" has an enhancement in ${release.name}.`,
    known.length === 0 ? '' : `There are: ${known.slice(0, 30).join(', ')}`,
  );
}

const typedGroup = ([first]: readonly EnhancementStanding[], group: string, { groups }: Release): string =>
  first ? nameOfGroup(groups, first.group) : group;

function groups(all: readonly EnhancementStanding[], release: Release, size: Size): Block[] {
  const open = all.filter((one) => !isReady(one)).sort(worstFirst);
  const named = new Set(open.slice(0, size.open));
  let left = size.ready;
  const lines = countByGroup(all).flatMap((count): Block[] => {
    const its = all.filter(({ group }) => group === count.group);
    const shown = open.filter((one) => named.has(one) && one.group === count.group);
    const ready = its.filter(isReady);
    const numbers = ready.slice(0, Math.max(0, left));
    left -= numbers.length;
    if (shown.length + numbers.length === 0 && size.open < 200) return [];
    return sections(groupHead(count, release), [
      ...shown.map((one) => standingLine(one, size)),
      ...(count.notReady > shown.length
        ? [`and ${count.notReady - shown.length} more that are not ready`]
        : []),
      ...(ready.length === 0 ? [] : [readyLine(ready, numbers)]),
    ]);
  });
  const missing = open.length - named.size;
  return missing > 0
    ? [
        ...lines,
        section(
          `and ${missing} more that are not ready: \`features ${moreOf(open, named)}\` shows those of one ${escapeText(release.groups.noun)}`,
        ),
      ]
    : lines;
}

/** A group of which not all are shown, as an example. */
const moreOf = (open: readonly EnhancementStanding[], named: ReadonlySet<EnhancementStanding>): string =>
  typedLine(open.find((one) => !named.has(one) && one.group !== null)?.group ?? 'node', 60);

const groupHead = ({ group, all, notReady }: GroupCount, { groups: of }: Release): string =>
  `*${typedLine(nameOfGroup(of, group), 80)}*${notReady === 0 ? '' : ` · ${notReady} of ${all} not ready`}`;

function readyLine(ready: readonly EnhancementStanding[], numbers: readonly EnhancementStanding[]): string {
  const names = numbers.map(({ number, url }) => link(url, kepName(number)));
  const more = ready.length - numbers.length;
  return `:large_green_circle:  ${ready.length} ready${names.length === 0 ? '' : `: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`}`;
}

function footer({ release, evidence }: Status, observedAt: number | null): string {
  const source = evidence.enhancements;
  return [
    ...(source ? [link(sourceLink(source), `issues in ${clip(source.repository, 100)}`)] : []),
    observedAt === null
      ? 'not read yet'
      : `documents read ${when(observedAt, showMoment(observedAt, release.zone))}`,
    'all about one: `/release-status kep 1234`',
  ].join(' · ');
}
