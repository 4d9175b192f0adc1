/** The field that asks which groups are meant, for people who speak for several. */

import { groupName } from '../../../domain/release.js';
import type { ShownPoll } from '../../../domain/signoff/shown-poll.js';
import type { Block } from '../../blocks/parts/block.js';
import { tidy } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { boxesField, selectField } from '../modal.js';

/** Slack takes so many boxes. */
const mostBoxes = 10;

/** @param isOneOnly whether only one of them can be meant */
export function groupsField(
  { release }: Pick<ShownPoll, 'release'>,
  groups: readonly string[],
  { label, isOneOnly = false }: { label: string; isOneOnly?: boolean },
): Block {
  // Slack takes no longer values; slugs are labels, which GitHub keeps shorter.
  const choices = groups
    .filter((slug) => slug.length <= 150)
    .map((slug) => ({ value: slug, text: tidy(groupName(release.groups, slug)) }));
  const field = { id: 'groups', label };
  return isOneOnly || choices.length > mostBoxes
    ? selectField(field, choices)
    : boxesField(field, choices, []);
}

export function readGroups(submitted: Submitted): string[] {
  const { ticked, choice } = answersOf(submitted);
  const boxes = ticked('groups');
  const one = choice('groups');
  return boxes.length > 0 ? [...new Set(boxes)] : one === null ? [] : [one];
}
