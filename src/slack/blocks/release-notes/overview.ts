/** How far the release notes are: what is counted, how many docs there are, and the first gaps by group. */
import type { Finding } from '../../../domain/gates/gate.js';
import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import type { DocsCounts, NotesCounts, ReleaseNotesEvidence } from '../../../domain/release-notes/board.js';
import { gapsByGroup } from '../../../domain/release-notes/gap-list.js';
import { showMoment } from '../../../domain/time.js';
import { linkTo, webUrl } from '../ci/lines.js';
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
import { clip, clipEscaped, when } from '../parts/text.js';
import { typedLine } from '../parts/typed.js';
import { dot } from '../status/reasons.js';
import { gapLine, groupHead } from './lines.js';
import { gapsValue, notesAction } from './names.js';

export interface NotesShown {
  release: Release;
  evidence: ReleaseNotesEvidence;
  /** The pull request with the draft; null: there is none. */
  proposed: { name: string; url: string; edition: number } | null;
  /** Whether the draft has a place in a repository. */
  hasRepository: boolean;
  /** Whether whoever looks may have the draft written out: nobody is offered what is refused. */
  mayWriteOut: boolean;
}

/** So many groups are named, with so many gaps of each, and so many characters of a title. */
interface Size {
  groups: number;
  gaps: number;
  title: number;
}

/** From the fullest version to the barest. */
const sizes: Size[] = [
  { groups: 6, gaps: 3, title: 90 },
  { groups: 4, gaps: 2, title: 60 },
  { groups: 3, gaps: 1, title: 40 },
  { groups: 0, gaps: 0, title: 0 },
];

/** @param sharedBy the Slack id of the person who shows it to the channel; null for the private answer */
export function notesOverview(shown: NotesShown, sharedBy: string | null = null): Message {
  const { release } = shown;
  const end =
    sharedBy === null
      ? deeds(shown)
      : context(
          `Shared by <@${sharedBy}> · \`/release-notes ${typedLine(release.name, 90)}\` has the present state`,
        );
  return message(shown, [], end);
}

/** `/release-status notes`: the same beside what the gates say of it. */
export function notesSection(shown: NotesShown, findings: readonly Finding[]): Message {
  const { name } = shown.release;
  const lines = findings.map(
    ({ state, reason, detail, blocks }) =>
      `${dot[state]}  *${typedLine(reason, 300)}* · ${typedLine(detail, 300)}${blocks ? '' : ' · does not block'}`,
  );
  const gates =
    lines.length === 0
      ? [context('No gate of this release looks at its notes: nothing of this holds it back')]
      : sections('', lines.slice(0, 8));
  const end = buttons([
    gapsButton(name),
    { text: 'Back to the verdict', action: 'status_section:verdict', value: name },
  ]);
  return message(shown, gates, end);
}

function message(shown: NotesShown, above: readonly Block[], end: Block): Message {
  const { release, evidence } = shown;
  const figure = plural(evidence.gaps.length, 'gap');
  return {
    text: clipEscaped(`Release notes of ${release.name}: ${figure}. ${countsInWords(evidence.counts)}.`, 500),
    blocks: firstThatFits(
      sizes.map((size) => () => [
        header(
          `Release notes of ${clip(release.name, 90)}: ${evidence.gaps.length === 0 ? 'no gaps' : figure}`,
        ),
        ...above,
        section(figures(evidence)),
        ...gaps(shown, size),
        context(...smallPrint(shown)),
        end,
      ]),
    ),
  };
}

export function noNotes(release: Pick<Release, 'name'>): Message {
  const text = `Release notes are not set up for ${typedLine(release.name, 90)}.`;
  return {
    text,
    blocks: [
      section(text),
      context('Whoever runs Signalman adds the release under `notes: releases:` in `signalman.yml`'),
    ],
  };
}

function countsInWords({ pulls, notes, none, missing }: NotesCounts): string {
  return `${plural(pulls, 'merged pull request')}: ${plural(notes, 'note')}, ${none} NONE, ${missing} missing`;
}

function figures({ counts, docs }: ReleaseNotesEvidence): string {
  const { pulls, notes, none, missing, actionRequired, takenBack } = counts;
  const more = [
    ...(actionRequired > 0
      ? [`${actionRequired} of the notes ${actionRequired === 1 ? 'asks' : 'ask'} users to act`]
      : []),
    ...(takenBack > 0 ? [`${takenBack} more ${takenBack === 1 ? 'was' : 'were'} taken back`] : []),
  ];
  return [
    `*${plural(pulls, 'merged pull request')}:* ${plural(notes, 'note')} · ${none} NONE · ${missing > 0 ? `*${missing} missing*` : '0 missing'}`,
    ...(more.length > 0 ? [more.join(' · ')] : []),
    ...(docs === null ? [] : [docsLine(docs)]),
  ].join('\n');
}

/** Each figure is a part of the one before it. */
function docsLine({ asked, open, ready, merged }: DocsCounts): string {
  if (asked === 0) return '*Docs:* no enhancement needs any';
  return `*Docs:* ${open} of ${plural(asked, 'enhancement')} ${open === 1 ? 'has' : 'have'} a pull request · ${ready} ready for review or merged · ${merged} merged`;
}

function gaps({ release, evidence }: NotesShown, size: Size): Block[] {
  const all = gapsByGroup(evidence.gaps);
  const shown = all.slice(0, size.groups);
  const blocks = shown.flatMap((group) => {
    const lines = group.gaps.slice(0, size.gaps).map((gap) => gapLine(gap, release, size.title));
    const more = group.gaps.length - lines.length;
    return sections(groupHead(release, group), [...lines, ...(more > 0 ? [`and ${more} more`] : [])]);
  });
  const left = all.slice(size.groups);
  if (left.length === 0) return blocks;
  const count = left.reduce((sum, one) => sum + one.gaps.length, 0);
  const noun = typedLine(release.groups.noun, 40);
  const where = size.groups === 0 ? '' : `and ${plural(left.length, `more ${noun}`)} with `;
  return [...blocks, section(`${where}${plural(count, 'gap')}: press *Gaps*`)];
}

function smallPrint({ release, evidence, proposed }: NotesShown): string[] {
  const { readAt, problem } = evidence;
  const url = proposed === null ? null : webUrl(proposed.url);
  const facts = [
    readAt === null ? 'Not read yet' : `Read ${when(readAt, showMoment(readAt, release.zone))}`,
    ...(proposed === null
      ? []
      : [
          `draft proposed in ${url === null ? typedLine(proposed.name, 150) : linkTo(url, proposed.name, 150)}, edition ${proposed.edition}`,
        ]),
  ];
  return [facts.join(' · '), ...(problem === null ? [] : [`:warning: ${typedLine(problem, 500)}`])];
}

const gapsButton = (release: string) => ({
  text: 'Gaps',
  action: notesAction.gaps,
  value: gapsValue({ release, filter: { by: 'all' }, page: 0 }),
});

function deeds({ release: { name: value }, evidence, hasRepository, mayWriteOut }: NotesShown): Block {
  return buttons([
    ...(evidence.gaps.length > 0 ? [{ ...gapsButton(value), primary: true }] : []),
    ...(mayWriteOut ? [{ text: 'Draft as a file', action: notesAction.draft, value }] : []),
    ...(mayWriteOut && hasRepository
      ? [{ text: 'Publish the draft', action: notesAction.publish, value }]
      : []),
    { text: 'Share here', action: notesAction.share, value },
  ]);
}
