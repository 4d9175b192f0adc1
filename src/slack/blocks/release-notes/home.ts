/** What a Home says of release notes: what lacks of the person, and how much of the groups that they lead. */
import type { Waiting } from '../../../domain/home/waiting.js';
import { plural } from '../../../domain/plural.js';
import { isWritable } from '../../../domain/release-notes/gap-list.js';
import { type Block, buttons, section } from '../parts/block.js';
import { typedLine } from '../parts/typed.js';
import { gapTitle, nameOfGroup, seriousOf } from './lines.js';
import { notesAction, writeValue } from './names.js';

/** So many are named, each with its button. */
const mostNamed = 5;

/** @returns two blocks at most */
export function ownNotes({ release, gaps }: Extract<Waiting, { kind: 'notes' }>): Block[] {
  const name = typedLine(release.name, 90);
  const shown = [...gaps].sort((a, b) => Number(b.blocks) - Number(a.blocks)).slice(0, mostNamed);
  const more = gaps.length - shown.length;
  const lines = shown.map((gap) => `• ${gapTitle(gap, release, 120)} · ${typedLine(gap.text, 160)}`);
  const deeds = shown.filter(isWritable).map(({ number }, at) => ({
    text: shown.length === 1 ? 'Write the note…' : `Write #${number}…`,
    action: `${notesAction.write}:${at}`,
    value: writeValue(release.name, number),
  }));
  return [
    section(
      [
        `:pencil: *The release notes of ${name} lack ${plural(gaps.length, 'thing')} of yours*`,
        ...lines,
        ...(more > 0 ? [`and ${more} more: \`/release-notes ${name} gaps mine\``] : []),
      ].join('\n'),
    ),
    ...(deeds.length === 0 ? [] : [buttons(deeds)]),
  ];
}

/** A list does not fit into a Home: it is asked for where there is room. */
export function groupNotes({
  release,
  group,
  gaps,
  blocking,
}: Extract<Waiting, { kind: 'group-notes' }>): Block {
  const name = typedLine(release.name, 90);
  return section(
    `:pencil: *${typedLine(nameOfGroup(release, group), 120)} lacks ${plural(gaps, 'thing')} in the release notes of ${name}*${seriousOf(gaps, blocking)}\n\`/release-notes ${name} gaps ${typedLine(group, 60)}\` names them`,
  );
}
