/** One section of a post-mortem: what stands there, or what the record proposes, to be worded by a person. */
import type { Incident } from '../../../domain/incident/incident.js';
import type { Section } from '../../../domain/postmortem/event.js';
import type { PostMortem } from '../../../domain/postmortem/postmortem.js';
import { type Block, section as block, context } from '../../blocks/parts/block.js';
import { named, quote, typedLine } from '../../blocks/parts/typed.js';
import { sectionNames } from '../../blocks/postmortem/words.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, textField } from '../modal.js';
import { longestTyped, postmortemModal, readPostMortemMetadata, writePostMortemMetadata } from './names.js';

/** What helps to write it. */
const hints: Record<Section, string> = {
  summary: 'What broke and what it took to fix it, in two sentences.',
  impact: 'Who could not do what, and for how long.',
  'root-causes': 'Why it could happen, and why nobody saw it before. Name the pull requests.',
  resolution: 'What fixed it, with the pull request and the release.',
  detection: 'Who noticed it, how, and where it was reported.',
};

export interface SectionShown {
  incident: Pick<Incident, 'id' | 'facts'>;
  postmortem: Pick<PostMortem, 'sections'>;
  sections: Record<Section, { text: string; isWritten: boolean }>;
}

/** @param typed what the person has typed already, while another text came to stand there; null: the form is new */
export function sectionView(
  { incident, postmortem, sections }: SectionShown,
  section: Section,
  typed: string | null = null,
): Modal {
  const written = postmortem.sections.get(section);
  const { text, isWritten } = sections[section];
  return modal({
    id: postmortemModal.section,
    title: sectionNames[section],
    submit: 'Save',
    metadata: writePostMortemMetadata({ incident: incident.id, section, base: written?.at ?? null }),
    blocks: [
      ...(typed === null
        ? [block(`*Incident ${incident.id}:* ${typedLine(incident.facts.title, 600)}`)]
        : meanwhile(written ?? null, text)),
      textField(
        {
          id: 'text',
          label: sectionNames[section],
          hint: hints[section],
          // Whoever goes on from another text keeps what they typed; Slack does so by itself only in the same edition.
          ...(typed === null ? {} : { edition: written?.at ?? 0 }),
        },
        { most: longestTyped.section, initial: typed ?? text, isLong: true },
      ),
      ...(typed === null && !isWritten && text.trim() !== ''
        ? [context('This is taken from the record. Once you save it, it stays as you wrote it.')]
        : []),
    ],
  });
}

function meanwhile(written: { by: { name: string; id: string } | null } | null, text: string): Block[] {
  const who = written?.by ? named(written.by) : 'Somebody';
  return [
    block(
      `:warning: *${who} has written another text meanwhile.* Nothing of yours is saved yet. It says now:`,
    ),
    quote(text, 2500),
    block('Your text is below: take over what should stay, then save it.'),
  ];
}

export function readSection(submitted: Submitted): {
  incident: number | null;
  section: Section | null;
  base: number | null;
  text: string;
} {
  const { incident = null, section = null, base = null } = readPostMortemMetadata(submitted.private_metadata);
  return { incident, section, base, text: answersOf(submitted).text('text') };
}
