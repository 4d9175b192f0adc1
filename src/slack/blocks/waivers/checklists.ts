/** The release team's checklists: `/release-status checklist`, and a line of each for the digest. */
import type { ReleaseChecklist } from '../../../domain/checklist/checklist.js';
import { progressOf, unknownBecause } from '../../../domain/checklist/standing.js';
import type { Release } from '../../../domain/release.js';
import type { Status } from '../../../domain/status.js';
import { showMoment } from '../../../domain/time.js';
import { type Block, context, firstThatFits, header, type Message, sections } from '../parts/block.js';
import { clip, clipEscaped, escapeText, link, when } from '../parts/text.js';
import { named, typedLine } from '../parts/typed.js';
import { checklistAction } from './names.js';

/** `/release-status checklist`: every list with its boxes, and a button to tick them. */
export function checklistsMessage({ release, evidence, now }: Status): Message {
  const { checklists } = evidence;
  const name = clip(release.name, 90);
  const title = header(`${name}: ${checklists.length === 1 ? 'checklist' : 'checklists'}`);
  if (checklists.length === 0)
    return {
      text: escapeText(`${name} has no checklist.`),
      blocks: [title, context('Whoever runs Signalman adds `checklists:` in signalman.yml.')],
    };
  const versions = [200, 120, 80, 40].map((length) => () => [
    title,
    ...checklists.flatMap((list) => blocksOf(list, release, now, length)),
  ]);
  return {
    text: `${clipEscaped(name, 120)}: ${checklists
      .slice(0, 5)
      .map((list) => brief(list, now))
      .join('; ')}.`,
    blocks: firstThatFits(versions),
  };
}

function brief(list: ReleaseChecklist, now: number): string {
  const why = unknownBecause(list, now);
  const { done, of } = progressOf(list);
  return `${typedLine(list.title, 100)}: ${why === null ? `${done} of ${of}` : `not known, ${typedLine(why, 150)}`}`;
}

function blocksOf(list: ReleaseChecklist, release: Release, now: number, length: number): Block[] {
  const why = unknownBecause(list, now);
  const phase = release.calendar?.phases.find(({ id }) => id === list.phase)?.title ?? null;
  const heading = [
    `*${typedLine(list.title, 150)}*`,
    why === null ? progress(list) : `:white_circle: not known: ${typedLine(why, 300)}`,
    ...(phase === null ? [] : [typedLine(phase, 100)]),
    ...(list.source ? [link(list.source.url, clip(list.source.path, 100))] : []),
  ].join(' · ');
  const isMarked = list.items.some(({ isRequired }) => !isRequired);
  const lines = list.items.map(({ text, ticked, depth, isRequired }) => {
    const indent = '\u2003'.repeat(Math.min(depth, 6));
    const box = ticked ? ':white_check_mark:' : ':white_large_square:';
    const who = ticked
      ? ` · ${named(ticked.by)}, ${when(ticked.at, showMoment(ticked.at, release.zone))}${ticked.note === '' ? '' : `: ${typedLine(ticked.note, length)}`}`
      : '';
    return `${indent}${box} ${typedLine(text, length)}${isMarked && !isRequired ? ' _(not required)_' : ''}${who}`;
  });
  return [...sections(heading, lines), ...(list.problem === null ? [tickButton(list, release)] : [])];
}

const progress = (list: ReleaseChecklist): string => {
  const { done, of } = progressOf(list);
  return `${done === of ? ':large_green_circle: ' : ''}${done} of ${of} ticked`;
};

function tickButton(list: ReleaseChecklist, release: Release): Block {
  return {
    type: 'actions',
    // Two lists of a message have a button of the same name.
    block_id: `checklist_${list.name}`,
    elements: [
      {
        type: 'button',
        text: { type: 'plain_text', text: 'Tick…', emoji: true },
        action_id: checklistAction.tick,
        value: JSON.stringify([release.name, list.name]),
      },
    ],
  };
}

/** So many lists have a line in a digest; those that are done need none. */
const mostLines = 5;

/** `Checklist Before the release: 5 of 8` */
/** @param said names of lists that are spoken of already */
export function checklistLines(
  { evidence, now }: Pick<Status, 'evidence' | 'now'>,
  said: readonly string[] = [],
): Block[] {
  const open = evidence.checklists.filter((list) => {
    const { done, of } = progressOf(list);
    return !said.includes(list.name) && (done < of || unknownBecause(list, now) !== null);
  });
  const lines = open.slice(0, mostLines).map((list) => {
    const why = unknownBecause(list, now);
    const { done, of } = progressOf(list);
    return `Checklist *${typedLine(list.title, 100)}*: ${why === null ? `${done} of ${of}` : `not known, ${typedLine(why, 150)}`}`;
  });
  if (open.length > lines.length) lines.push(`and ${open.length - lines.length} more checklists`);
  return lines.length === 0 ? [] : sections('', [lines.join(' · ')]);
}

/** What became of a form that was sent. */
export function tickedMessage(list: ReleaseChecklist, changed: number): string {
  const { done, of } = progressOf(list);
  const what =
    changed === 0 ? 'Nothing was changed' : `${changed} ${changed === 1 ? 'box is' : 'boxes are'} changed`;
  return `${what}. ${list.title}: ${done} of ${of} ticked.`;
}
