/** `/release-notes gaps`: what the notes lack, by group and owner, with what can be done about each; in pages. */

import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import type { Gap } from '../../../domain/release-notes/gap.js';
import {
  type GapFilter,
  type GapGroup,
  gapCodes,
  gapNames,
  gapsByGroup,
  gapsOf,
  isWritable,
} from '../../../domain/release-notes/gap-list.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, buttons, context, header, type Message, section } from '../parts/block.js';
import { clip, clipEscaped, plainText, when } from '../parts/text.js';
import { sizeAtMost } from './gap-size.js';
import { gapText, groupHead, nameOfGroup, seriousOf } from './lines.js';
import { gapsValue, longestOption, notesAction, withWriteButton } from './names.js';
import type { NotesShown } from './overview.js';

/** How much of a page gaps may take: characters of JSON, and blocks. The rest is for what stands around them. */
const room = { size: 6500, blocks: 36 };

export interface Looked {
  filter: GapFilter;
  /** GitHub logins of whoever looks. */
  logins: readonly string[];
  /** From 0; instead of one that is not there the last one is shown. */
  page: number;
}

export function gapsMessage(shown: Pick<NotesShown, 'release' | 'evidence'>, looked: Looked): Message {
  const { release, evidence } = shown;
  const { filter, logins } = looked;
  const its = gapsOf(evidence.gaps, filter, logins);
  const pages = paged(gapsByGroup(its), release);
  const at = Math.min(Math.max(0, looked.page), Math.max(0, pages.length - 1));
  const place = pages.length <= 1 ? '' : ` (${at + 1} of ${pages.length})`;
  const name = clip(release.name, 90);
  const about = filterName(filter, release);
  const figure = its.length === 0 ? 'no gaps' : plural(its.length, 'gap');
  const choice = filterMenu(evidence.gaps, release, looked);
  return {
    text: clipEscaped(`Release notes of ${name}: ${figure}${about === '' ? '' : `, ${about}`}${place}.`, 500),
    blocks: [
      header(`Release notes of ${name}: ${figure}${place}`),
      context(facts(shown, its, about)),
      ...(its.length === 0 ? [section(nothing(filter))] : written(pages[at] ?? [], release)),
      ...(choice === null ? [] : [choice]),
      navigation({ release: release.name, filter, page: at }, pages.length),
    ],
  };
}

function facts(
  { release, evidence }: Pick<NotesShown, 'release' | 'evidence'>,
  its: readonly Gap[],
  about: string,
): string {
  const blocking = its.filter(({ blocks }) => blocks).length;
  const { readAt } = evidence;
  return [
    ...(about === '' ? [] : [`only: ${clipEscaped(about, 150)}`]),
    // The header has the figure, and where only those are shown it says it all.
    ...(blocking === 0 || about === filterName({ by: 'blocking' }, release)
      ? []
      : [seriousOf(its.length, blocking).slice(2)]),
    readAt === null ? 'not read yet' : `read ${when(readAt, showMoment(readAt, release.zone))}`,
    'a description that is changed on GitHub counts after the next reading',
  ].join(' · ');
}

function nothing(filter: GapFilter): string {
  if (filter.by === 'mine') return ':sunny: Nothing is missing of yours. Thank you.';
  return filter.by === 'all' ? ':sunny: Nothing is missing.' : 'Nothing of this is missing.';
}

/** As plain text; empty: all of them. */
function filterName(filter: GapFilter, release: Release): string {
  switch (filter.by) {
    case 'all':
      return '';
    case 'blocking':
      return 'serious';
    case 'mine':
      return 'yours';
    case 'code':
      return gapNames[filter.code];
    case 'group':
      return nameOfGroup(release, filter.group);
  }
}

interface Place {
  group: GapGroup;
  gap: Gap;
}

/** The group stands above its gaps, on each page anew. Only the page that is shown is written. */
function paged(groups: readonly GapGroup[], release: Release): Place[][] {
  const pages: Place[][] = [];
  let [size, blocks] = [0, 0];
  for (const group of groups) {
    const head = sizeOf([section(groupHead(release, group))]);
    let isNamed = false;
    for (const gap of group.gaps) {
      const page = pages.at(-1);
      const own = sizeAtMost(gap, release.name);
      const [its, many] = isNamed ? [own, 1] : [own + head, 2];
      if (page && size + its <= room.size && blocks + many <= room.blocks) {
        page.push({ group, gap });
        [size, blocks] = [size + its, blocks + many];
      } else {
        pages.push([{ group, gap }]);
        [size, blocks] = [own + head, 2];
      }
      isNamed = true;
    }
  }
  return pages;
}

function written(page: readonly Place[], release: Release): Block[] {
  return page.flatMap(({ group, gap }, at) => [
    ...(page[at - 1]?.group === group ? [] : [section(groupHead(release, group))]),
    gapBlock(gap, release),
  ]);
}

const sizeOf = (blocks: Block[]) => JSON.stringify(blocks).length;

function gapBlock(gap: Gap, release: Release): Block {
  const block = section(gapText(gap, release));
  return isWritable(gap) ? withWriteButton(block, release.name, gap.number) : block;
}

/** Which of them are shown; null: there is nothing to choose. */
function filterMenu(all: readonly Gap[], release: Release, { filter: now, logins }: Looked): Block | null {
  const codes = gapCodes.filter((code) => all.some((gap) => gap.code === code));
  const groups = gapsByGroup(all).map(({ group }) => group);
  const filters: GapFilter[] = [
    ...[{ by: 'all' as const }, { by: 'blocking' as const }, { by: 'mine' as const }],
    ...codes.map((code) => ({ by: 'code' as const, code })),
    ...groups.map((group) => ({ by: 'group' as const, group })),
  ];
  const option = (filter: GapFilter) => {
    const count = gapsOf(all, filter, logins).length;
    const name = filter.by === 'all' ? 'everything' : filterName(filter, release);
    const words = `${name.charAt(0).toUpperCase()}${name.slice(1)}: ${count}`;
    return {
      text: { type: 'plain_text', text: clip(plainText(words), 75), emoji: true },
      value: gapsValue({ release: release.name, filter, page: 0 }),
    };
  };
  const options = filters
    .map(option)
    .filter(({ value }) => value.length <= longestOption)
    .slice(0, 100);
  if (all.length === 0 || options.length < 2) return null;
  const value = gapsValue({ release: release.name, filter: now, page: 0 });
  const chosen = options.find((one) => one.value === value);
  return {
    type: 'actions',
    elements: [
      {
        ...{ type: 'static_select', action_id: notesAction.filter, options },
        placeholder: { type: 'plain_text', text: 'Show only…', emoji: true },
        ...(chosen ? { initial_option: chosen } : {}),
      },
    ],
  };
}

function navigation(place: { release: string; filter: GapFilter; page: number }, pages: number): Block {
  const turn = (text: string, by: 1 | -1) => ({
    ...{ text, action: notesAction[by === 1 ? 'next' : 'previous'] },
    value: gapsValue({ ...place, page: place.page + by }),
  });
  return buttons([
    ...(place.page > 0 ? [turn('Previous', -1)] : []),
    ...(place.page < pages - 1 ? [turn('More gaps', 1)] : []),
    { text: 'Overview', action: notesAction.overview, value: place.release },
  ]);
}
