/** The form in which a release lead asks the groups whether a candidate may ship. */

import { plural } from '../../../domain/plural.js';
import type { Release } from '../../../domain/release.js';
import type { Poll } from '../../../domain/signoff/poll.js';
import { candidateName, tallyOf } from '../../../domain/signoff/tally.js';
import { context, section } from '../../blocks/parts/block.js';
import { placeName } from '../../blocks/parts/text.js';
import { typedLine } from '../../blocks/parts/typed.js';
import { answersOf, type Submitted } from '../answers.js';
import { type Modal, modal, momentField, textField } from '../modal.js';
import { longestSignoff, signoffModal, writeSignoffMetadata } from './names.js';

/** @param candidate what stands in its field; empty: the head of the branch is asked about */
export function askSignoffView(
  { release, open, deadline }: { release: Release; open: Poll | null; deadline: number },
  candidate: string,
): Modal {
  const groups = release.signOff?.groups.length ?? 0;
  const channels = (release.signOff?.channels ?? []).slice(0, 10).map(placeName).join(', ');
  const who = `${groups} ${typedLine(release.groups.noun, 40)}${groups === 1 ? '' : 's'}`;
  return modal({
    id: signoffModal.ask,
    title: 'Ask for sign-off',
    submit: 'Ask',
    metadata: writeSignoffMetadata({ release: release.name }),
    blocks: [
      section(
        [
          `*${who}* of *${typedLine(release.name, 90)}* ${groups === 1 ? 'is' : 'are'} asked${channels === '' ? '' : ` in ${channels}`}.`,
          ...(open === null ? [] : [endsWords(open)]),
        ].join('\n'),
      ),
      textField(
        {
          id: 'candidate',
          label: 'Candidate',
          hint: 'A tag, or the beginning of a commit. Empty: the head of the branch as it is now.',
          optional: true,
        },
        { most: longestSignoff.candidate, initial: candidate, placeholder: 'v1.6.0-rc.1' },
      ),
      momentField({ id: 'deadline', label: 'Answers by', optional: true }, deadline),
      context(
        'The answers are about this very commit. Whoever has not answered is reminded before the deadline.',
      ),
    ],
  });
}

function endsWords(open: Poll): string {
  const answered = open.groups.filter(({ answer }) => answer !== null).length;
  return `:warning: The poll for *${typedLine(candidateName(open), 150)}* (${tallyOf(open)[0]}) ends with it${answered === 0 ? '' : `, and so ${answered === 1 ? 'does' : 'do'} ${plural(answered, 'answer')}`}, unless the candidate is the same.`;
}

export function readSignoffAsk(submitted: Submitted): { candidate: string; deadline: number | null } {
  const { text, moment } = answersOf(submitted);
  return { candidate: text('candidate').trim(), deadline: moment('deadline') };
}
