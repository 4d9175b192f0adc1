/** The buttons and the menu of the sign-off: at a poll, at a reminder, and in private answers. */
import { UserFault } from '../../domain/fault.js';
import { moreIn } from '../blocks/signoff/deeds.js';
import { signoffHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { askSignoffView } from '../modals/signoff/ask.js';
import type { AnswerForm } from '../modals/signoff/names.js';
import { closeView, extendView } from '../modals/signoff/poll.js';
import { answerPoll, withdrawFrom } from '../signoff/answers.js';
import { signoffOf, staleButton } from '../signoff/desk.js';
import { numberIn } from '../stale.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(signoffHelp, (deps: SlackDependencies) => ({ desk: signoffOf(deps) }));

/** @throws UserFault `stale-button` */
const pollIn = (value: string): number => numberIn(value, staleButton);

const answerButton = (answer: AnswerForm) =>
  button((pressed) => answerPoll(pressed, pollIn(pressed.value), { answer }));

export const pressGo = answerButton('go');
export const pressGoIf = answerButton('go-if');
export const pressNoGo = answerButton('no-go');
export const pressWithdraw = button((pressed) => withdrawFrom(pressed, pollIn(pressed.value)));

/** For release leads: whether the person is one is asked before a form is shown. */
export const pressMore = button(async ({ desk, asked, value, open }) => {
  const meant = moreIn(value);
  if (!meant) throw staleButton();
  const { what, poll } = meant;
  return await open(what === 'extend' ? 'Extend the deadline' : 'Close the poll', async () => {
    const shown = await desk.poll(poll);
    await desk.prepare({ actor: asked.actor, release: shown.poll.release });
    if (shown.poll.ended !== null)
      throw new UserFault(
        'poll-ended',
        'That poll is over.',
        'See what became of it: `/release-signoff history`',
      );
    return what === 'extend' ? extendView(shown) : closeView(shown);
  });
});

/** @param value the release */
export const pressAsk = button(({ desk, asked, value, open }) =>
  open('Ask for sign-off', async () =>
    askSignoffView(await desk.prepare({ actor: asked.actor, release: value }), ''),
  ),
);

/** The same tag where it can be had again: one that moved leads to another commit, and what landed has no tag yet. */
export const pressAgain = button(({ desk, asked, value, open }) =>
  open('Ask for sign-off', async () => {
    const { poll } = await desk.poll(pollIn(value));
    const prepared = await desk.prepare({ actor: asked.actor, release: poll.release });
    const isSame = poll.ended?.why === 'closed' || poll.ended?.cause?.why === 'tag';
    return askSignoffView(prepared, isSame ? poll.candidate.name : '');
  }),
);
