/** What people do with polls, as the surface calls it. */
import { UserFault } from '../../domain/fault.js';
import type { SignoffDesk } from '../ports/signoff.js';
import { answerPoll, mayAnswerFor, withdrawAnswer } from './answer.js';
import { askGroups, closePoll, extendPoll, prepareToAsk } from './ask.js';
import { ledGroups, nameDelegate, stopDelegation } from './delegations.js';
import { besidePoll, loadPoll, type SignoffDependencies, shownPoll, signingRelease } from './dependencies.js';

/** So many polls of a release are shown. */
const mostShown = 20;

export function signoffDesk(deps: SignoffDependencies): SignoffDesk {
  return {
    prepare: (asked) => prepareToAsk(deps, asked),
    ask: (asked) => askGroups(deps, asked),
    async poll(id) {
      const { stored, release } = await loadPoll(deps, id);
      return shownPoll(deps, await besidePoll(deps, release), stored.poll);
    },
    async current(name) {
      const release = signingRelease(deps.releases, name);
      const [last] = await deps.store.ofRelease(release.name, 1);
      if (!last)
        throw new UserFault(
          'no-poll',
          `Nobody was asked yet whether ${release.name} may ship.`,
          'A release lead asks with: `/release-signoff ask`',
        );
      return shownPoll(deps, await besidePoll(deps, release), last.poll);
    },
    async history(name) {
      const { name: release } = signingRelease(deps.releases, name);
      return (await deps.store.ofRelease(release, mostShown)).map(({ poll }) => poll);
    },
    mine: (asked) => mayAnswerFor(deps, asked),
    answer: (asked) => answerPoll(deps, asked),
    withdraw: (asked) => withdrawAnswer(deps, asked),
    extend: (asked) => extendPoll(deps, asked),
    close: (asked) => closePoll(deps, asked),
    led: (asked) => ledGroups(deps, asked),
    delegate: (asked) => nameDelegate(deps, asked),
    endDelegation: (asked) => stopDelegation(deps, asked),
  };
}
