/** What a group is told of its enhancements, in its channel: what each lacks; and, once nothing does, that. */
import type { Saying } from '../../../domain/delivery.js';
import { blocking, nameOfGroup } from '../../../domain/enhancement/ready.js';
import type { GroupNews } from '../../../domain/enhancement/telling.js';
import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import { context, firstThatFits, header, sections } from '../parts/block.js';
import { clip, clipEscaped, link } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { kepName, stageWords, todoWords } from './words.js';

interface Size {
  enhancements: number;
  todos: number;
  length: number;
}

const sizes: Size[] = [
  { enhancements: 30, todos: 8, length: 250 },
  { enhancements: 20, todos: 4, length: 160 },
  { enhancements: 20, todos: 2, length: 100 },
  { enhancements: 15, todos: 1, length: 80 },
  { enhancements: 10, todos: 0, length: 60 },
];

function groupSaying(release: Release, { group, lacking, all }: GroupNews): Saying {
  const name = clip(nameOfGroup(release.groups, group), 60);
  const title =
    lacking.length > 0
      ? `${name}: ${lacking.length} of ${plural(all, 'enhancement')} not ready for ${release.name}`
      : all === 0
        ? `${name}: no enhancement in ${release.name} any more`
        : `${name}: ${all === 1 ? 'the enhancement is' : `all ${all} enhancements are`} ready for ${release.name}`;
  return {
    text: clipEscaped(`${title}.`, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(clip(title, 140)),
        ...lacking.slice(0, size.enhancements).flatMap((one) => {
          const lacks = blocking(one);
          const shown = lacks.slice(0, size.todos);
          const more = lacks.length - shown.length;
          return sections(
            `${link(one.url, kepName(one.number))} *${typedLine(one.title, 100)}* · ${stageWords(one)}`,
            [
              ...shown.map((lack) => `• ${todoWords(lack, size.length)}`),
              ...(more > 0 ? [shown.length === 0 ? `• ${more} missing` : `• and ${more} more`] : []),
            ],
          );
        }),
        ...(lacking.length > size.enhancements
          ? sections('', [`and ${lacking.length - size.enhancements} more enhancements`])
          : []),
        context(
          lacking.length > 0
            ? 'This message changes as they do · all about one: `/release-status kep 1234`'
            : 'Nothing is missing any more',
        ),
      ]),
    ),
  };
}

/** The `EnhancementRenderer` of `app/ports/enhancement.ts`. */
export const enhancementRenderer = { group: groupSaying };
