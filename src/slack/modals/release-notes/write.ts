/** The release note of one pull request, to be written by a person: above it what the pull request says now. */
import type { ShownPull } from '../../../app/ports/release-notes.js';
import { FormFault } from '../../../domain/fault.js';
import { plural } from '../../../domain/plural.js';
import type { NotedPull } from '../../../domain/release-notes/pull.js';
import type { MissingWhy, Said } from '../../../domain/release-notes/said.js';
import type { NotesSettings } from '../../../domain/release-notes/settings.js';
import { webUrl } from '../../blocks/ci/lines.js';
import { type Block, context, section } from '../../blocks/parts/block.js';
import { link, sentence } from '../../blocks/parts/text.js';
import { linkText, quote, typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Choice, type Modal, modal, selectField, textField } from '../modal.js';
import { type NotesMetadata, notesModal, readNotesMetadata, writeNotesMetadata } from './names.js';

/** Slack takes no more characters in a field. */
export const longestNote = 3000;

const kinds = ['note', 'action', 'none'] as const;
type Kind = (typeof kinds)[number];

const choices: (Choice & { value: Kind })[] = [
  { value: 'note', text: 'A note' },
  { value: 'action', text: 'A note, and users have to act', description: 'It stands among the urgent ones.' },
  { value: 'none', text: 'None', description: 'Users need not know of it.' },
];

export function writeNoteView(
  { release, pull, gaps }: ShownPull,
  { write }: Pick<NotesSettings, 'write'>,
): Modal {
  const { said, number } = pull;
  const isTooLong = said.kind === 'note' && said.text.length > longestNote;
  // That there is none is said below by what stands there.
  const others = gaps.filter(({ code }) => code !== 'no-note');
  const wrong = others.slice(0, 3).map((gap) => `:warning: ${sentence(typedLine(gap.text, 300))}`);
  return modal({
    id: notesModal.write,
    title: 'Write a release note',
    submit: 'Save',
    metadata: writeNotesMetadata({ release: release.name, number }),
    blocks: [
      section([head(pull), ...wrong].join('\n')),
      ...saysNow(pull),
      ...(isTooLong
        ? [
            context(
              `A form takes ${longestNote.toLocaleString('en-US')} characters, and this note is longer: change it in the description on GitHub, or write a shorter one here`,
            ),
          ]
        : []),
      selectField({ id: 'kind', label: 'What it is' }, choices, kindOf(said), 'radio_buttons'),
      textField(
        {
          ...{ id: 'text', label: 'Note', optional: true },
          hint: 'For people who run it, not for who wrote it: what changes for them, and what they have to do. Markdown. Number, author and groups follow by themselves.',
        },
        {
          ...{ most: longestNote, isLong: true },
          initial: said.kind === 'note' && !isTooLong ? said.text : '',
          placeholder: 'kubeadm now asks before it changes the API server’s flags.',
        },
      ),
      context(
        write === 'comment'
          ? 'A comment with your name brings it to the pull request'
          : 'It goes into the description of the pull request, or into a comment where that may not be changed; your name stands with it',
      ),
    ],
  });
}

function head({ number, title, url, author }: NotedPull): string {
  const address = webUrl(url);
  const name = `#${number}`;
  return `*${address === null ? name : link(address, linkText(name, 20))} ${typedLine(title, 600) || '(no title)'}*\nby ${typedLine(author, 80) || 'somebody'}`;
}

const missing: Record<MissingWhy, string> = {
  'no-block': 'Nothing in its description is for the release notes.',
  empty: 'Its description has a place for the note, and nothing stands there.',
  template: 'In its description stands only the text that asks for a note.',
};

/** Characters of the note that are shown; the field has all of it. */
const mostQuoted = 1500;

function saysNow({ said, saidBy, parents }: NotedPull): Block[] {
  if (said.kind === 'missing') return [section(missing[said.why])];
  const from = {
    body: 'Its description says now',
    label: 'Its labels say now',
    written: 'Written through Signalman',
    parent: `Taken from ${
      parents.length === 0
        ? 'the pull request that it was picked from'
        : `${plural(parents.length, 'pull request')} (${parents
            .slice(0, 5)
            .map((one) => `#${one}`)
            .join(', ')})`
    }`,
  }[saidBy];
  if (said.kind === 'none') return [section(`${from}: *NONE*`)];
  return [
    section(`${from}${said.isActionRequired ? ', and that users have to act' : ''}:`),
    quote(said.text, mostQuoted),
  ];
}

function kindOf(said: Said): Kind {
  if (said.kind === 'none') return 'none';
  return said.kind === 'note' && said.isActionRequired ? 'action' : 'note';
}

export interface NoteSent extends NotesMetadata {
  said: Exclude<Said, { kind: 'missing' }>;
}

/** @returns null: the form was made by something else @throws FormFault for a field */
export function readNote(submitted: Submitted): NoteSent | null {
  const about = readNotesMetadata(submitted.private_metadata);
  if (about === null) return null;
  const { choice, text: typed } = answersOf(submitted);
  const kind = kinds.find((one) => one === choice('kind'));
  const text = typed('text').trim();
  if (kind === undefined) throw new FormFault({ kind: 'Choose one.' });
  if (kind !== 'none' && text === '')
    throw new FormFault({ text: 'Write the note, or choose “None” where users need not know of it.' });
  return {
    ...about,
    said: kind === 'none' ? { kind } : { kind: 'note', text, isActionRequired: kind === 'action' },
  };
}
