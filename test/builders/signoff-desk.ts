/** A desk of the sign-off that only remembers what it was asked, and what the person may answer for. */
import type { SignoffDesk } from '../../src/app/ports/signoff.js';
import { UserFault } from '../../src/domain/fault.js';
import type { ShownPoll } from '../../src/domain/signoff/shown-poll.js';
import { delegation } from './signoff.js';

export interface Asked {
  what: keyof SignoffDesk;
  with: Record<string, unknown>;
}

/**
 * @param shown the poll that there is
 * @param groups that a person speaks for, by Slack id; nobody else is let in
 */
export function rememberingSignoff(shown: () => ShownPoll, groups: Readonly<Record<string, string[]>>) {
  const asked: Asked[] = [];
  const faults: { what: keyof SignoffDesk; error: Error }[] = [];
  function take<T>(what: keyof SignoffDesk, given: object, answer: () => T): Promise<T> {
    asked.push({ what, with: given as Asked['with'] });
    const at = faults.findIndex((one) => one.what === what);
    const [fault] = at === -1 ? [] : faults.splice(at, 1);
    return fault ? Promise.reject(fault.error) : Promise.resolve(answer());
  }
  const refused = () => new UserFault('not-allowed', 'Only a lead may do that.', 'Ask <@U0MEMBER>.');
  const of = (person: string): string[] => {
    const its = groups[person];
    if (its) return its;
    throw refused();
  };
  const pollNumbered = (id: number): ShownPoll => {
    if (shown().poll.id === id) return shown();
    throw new UserFault('unknown-poll', 'That poll is not there any more.', 'Nothing was changed.');
  };
  const desk: SignoffDesk = {
    prepare: (given) =>
      take('prepare', given, () => ({
        release: shown().release,
        open: shown().poll.ended === null ? shown().poll : null,
        deadline: shown().poll.deadline,
      })),
    ask: (given) => take('ask', given, shown),
    poll: async (id) => pollNumbered(id),
    current: (release) => take('current', { release }, shown),
    history: (release) => take('history', { release }, () => [shown().poll]),
    mine: (given) => take('mine', given, () => of(given.actor.id)),
    answer: (given) => take('answer', given, () => pollNumbered(given.poll)),
    withdraw: (given) => take('withdraw', given, () => pollNumbered(given.poll)),
    extend: (given) =>
      take('extend', given, () => {
        const found = pollNumbered(given.poll);
        return { ...found, poll: { ...found.poll, deadline: given.deadline } };
      }),
    close: (given) => take('close', given, () => pollNumbered(given.poll)),
    led: (given) => take('led', given, () => ({ release: shown().release, groups: of(given.actor.id) })),
    delegate: (given) =>
      take('delegate', given, () =>
        delegation({
          group: given.group,
          delegate: { id: given.delegate, name: 'dee' },
          until: given.until,
          from: given.from ?? delegation().at,
        }),
      ),
    endDelegation: (given) => take('endDelegation', given, () => delegation({ id: given.delegation })),
  };
  return {
    desk,
    asked,
    /** The next time this is asked it fails so. */
    failing(what: keyof SignoffDesk, error: Error) {
      faults.push({ what, error });
    },
  };
}
