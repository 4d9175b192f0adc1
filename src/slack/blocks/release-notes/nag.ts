/** A reminder of what the release notes lack: to a person of what is theirs, to a channel by owner. */
import type { Saying } from '../../../domain/delivery.js';
import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import type { Gap } from '../../../domain/release-notes/gap.js';
import { isWritable } from '../../../domain/release-notes/gap-list.js';
import type { Nag, NagPart } from '../../../domain/release-notes/nag.js';
import { webUrl } from '../ci/lines.js';
import { type Block, context, firstThatFits, header, section } from '../parts/block.js';
import { clip, clipEscaped, link } from '../parts/text.js';
import { typed, typedLine } from '../parts/typed.js';
import { withWriteButton } from './names.js';

interface Size {
  gaps: number;
  length: number;
}

const sizes: Size[] = [
  { gaps: 40, length: 120 },
  { gaps: 30, length: 90 },
  { gaps: 20, length: 80 },
  { gaps: 12, length: 60 },
  { gaps: 5, length: 50 },
];

function nagSaying(release: Release, { isDirect, parts }: Nag): Saying {
  const all = parts.reduce((sum, { gaps }) => sum + gaps.length, 0);
  const what = `${plural(all, 'thing')}${isDirect ? ' of yours' : ''}`;
  const title = `Release notes of ${release.name}: ${what} ${all === 1 ? 'is' : 'are'} still missing`;
  return {
    text: clipEscaped(`${title}.`, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(clip(title, 140)),
        ...shown(release, parts, isDirect, size),
        context(
          isDirect
            ? 'You hear of it again when it changes, or in a week · all of it: `/release-notes gaps`'
            : 'For those whom Signalman does not know in Slack · all of it: `/release-notes gaps`',
        ),
      ]),
    ),
  };
}

/** As many as there is room for, owner by owner. */
function shown(release: Release, parts: readonly NagPart[], isDirect: boolean, size: Size): Block[] {
  const blocks: Block[] = [];
  // The title, what is below, and how many more there are.
  const room = 46;
  let [left, taken] = [parts.reduce((sum, { gaps }) => sum + gaps.length, 0), 0];
  for (const { owners, gaps } of parts) {
    if (blocks.length + (isDirect ? 1 : 2) > room || taken >= size.gaps) break;
    if (!isDirect) blocks.push(section(`*${ownersOf(owners)}*`));
    for (const gap of gaps) {
      if (blocks.length >= room || taken >= size.gaps) break;
      blocks.push(lineOf(release, gap, size.length));
      taken++;
      left--;
    }
  }
  return left > 0 ? [...blocks, section(`and ${left} more`)] : blocks;
}

/** A login could be called like somebody else here: it is named, and nobody is mentioned. */
const ownersOf = (owners: readonly string[]): string =>
  owners.length === 0
    ? 'Nobody is known'
    : [
        ...owners.slice(0, 5).map((login) => typedLine(login, 60)),
        ...(owners.length > 5 ? [`${owners.length - 5} more`] : []),
      ].join(', ');

function lineOf({ name }: Release, gap: Gap, length: number): Block {
  const { number, title, url, text, todo } = gap;
  const address = url === null ? null : webUrl(url);
  const numbered =
    number === null ? '' : address === null ? `#${number} ` : `${link(address, `#${number}`)} `;
  const says = `${numbered}*${typedLine(title, length)}*\n${typed(text, length * 2)} · ${typed(todo, length * 2)}`;
  return isWritable(gap) ? withWriteButton(section(says), name, gap.number) : section(says);
}

/** The `NagRenderer` of `app/release-notes/nag.ts`. */
export const nagRenderer = { nag: nagSaying };
