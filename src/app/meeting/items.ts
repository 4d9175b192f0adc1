/** Action items of meetings: added, changed, ended, and opened as issues. */

import { UserFault } from '../../domain/fault.js';
import {
  actionNamed,
  addAction,
  changeAction,
  endAction,
  fileAction,
  removeAction,
} from '../../domain/meeting/actions.js';
import type { Meeting } from '../../domain/meeting/meeting.js';
import { meetingMessages } from '../../domain/meeting/messages.js';
import { requireWords } from '../../domain/meeting/state.js';
import { ownersAmong } from '../owners.js';
import type { MeetingAsked, MeetingDesk } from '../ports/meeting.js';
import { isReworded } from '../postmortem/issue.js';
import type { Acting } from './acting.js';
import type { MeetingDependencies } from './dependencies.js';
import { hasLeft } from './publish.js';
import { meant } from './which.js';
import { requireOpen } from './words.js';

type Items = Pick<MeetingDesk, 'addAction' | 'changeAction' | 'removeAction' | 'fileAction' | 'endAction'>;

export function meetingItems(deps: MeetingDependencies, { act, requireLead }: Acting): Items {
  /** Whoever has said, added or owns it changes it, and a release lead; what nobody owns anybody may take. */
  const requireHand = async (asked: MeetingAsked, action: string): Promise<Meeting> => {
    const { stored } = await meant(deps, asked, 'words');
    const { by, owner, source } = actionNamed(stored.meeting, action);
    const hands = [owner?.id, by.id, source?.author?.id];
    if (owner && !hands.includes(asked.actor.id)) await requireLead(asked);
    return stored.meeting;
  };
  const loginOf = (owner: { id: string | null } | null | undefined): string | null =>
    (owner?.id && deps.logins.get(owner.id)) || null;
  return {
    async addAction({ text, owner, login, source, due, topic, ...asked }) {
      requireOpen(deps, source);
      const typed = {
        id: deps.newId(),
        by: asked.actor,
        text,
        owner,
        login: login ?? loginOf(owner),
        due,
        source,
      };
      return await act(asked, 'words', ({ series, meeting, now }) => {
        requireWords(series, meeting, now);
        return addAction(
          meeting,
          { ...typed, topic: topic === undefined ? meeting.open : topic },
          { now, zone: series.times.zone },
        );
      });
    },

    async changeAction({ action, change, ...asked }) {
      const before = actionNamed(await requireHand(asked, action), action);
      const login = change.login ?? loginOf(change.owner);
      const real = change.owner === undefined && change.login === undefined ? change : { ...change, login };
      const left = await hasLeft(deps, ownerNow(change.owner, before.owner));
      return await act(
        asked,
        'words',
        ({ series, meeting, now }) => {
          const { owner } = actionNamed(meeting, action);
          // Of two who take it in one moment the first has it.
          if (before.owner === null && change.owner && owner && owner.id !== change.owner.id)
            throw new UserFault('taken', `${owner.name} has taken it meanwhile.`, 'Ask them, or look again.');
          return changeAction(meeting, action, real, { now, zone: series.times.zone });
        },
        ({ before: was, after, publisher }) => {
          const [old, now] = [publisher.issue(was, action, left), publisher.issue(after, action, left)];
          return old && now && isReworded(old, now) ? [now] : [];
        },
      );
    },

    async removeAction({ action, reason, ...asked }) {
      await requireHand(asked, action);
      return await act(asked, 'words', ({ meeting }) => removeAction(meeting, action, reason));
    },

    async endAction({ action, how, reason, ...asked }) {
      await requireHand(asked, action);
      return await act(asked, 'words', ({ meeting, now }) => endAction(meeting, action, how, reason, now));
    },

    async fileAction({ action, ...asked }) {
      const { stored } = await meant(deps, asked, 'words');
      const left = await hasLeft(deps, actionNamed(stored.meeting, action).owner);
      const isLost = await isLostAtGitHub(deps, stored.meeting.id, action);
      return await act(
        asked,
        'words',
        ({ series, meeting }) =>
          fileAction(
            meeting,
            action,
            {
              usual: placeOf(deps, series.actionsIn, meeting),
              labels: series.labels,
              owners: ownersOf(deps),
            },
            isLost,
          ),
        ({ after, publisher }) => {
          const issue = publisher.issue(after, action, left);
          return issue ? [issue] : [];
        },
      );
    },
  };
}

const ownerNow = <T>(changed: T | undefined, before: T): T => (changed === undefined ? before : changed);

const placeOf = (
  { releases }: Pick<MeetingDependencies, 'releases'>,
  actionsIn: string | null,
  { release }: Meeting,
): string | null => actionsIn ?? releases.find(({ name }) => name === release)?.issues.repository ?? null;

/** Who has the repositories that whoever runs Signalman has named. In lower case. */
function ownersOf({ series, releases }: Pick<MeetingDependencies, 'series' | 'releases'>): Set<string> {
  const named = [
    ...series.flatMap(({ repository, actionsIn }) => [repository, actionsIn]),
    ...releases.map(({ issues }) => issues.repository),
  ];
  return ownersAmong(named);
}

/** Whether it was to be opened, and that came to nothing for good. */
async function isLostAtGitHub({ store }: MeetingDependencies, id: number, action: string): Promise<boolean> {
  const { purpose, subject } = meetingMessages.action(id, action);
  const tries = (await store.atGitHub(id)).filter(
    (one) => one.purpose === purpose && one.subject === subject,
  );
  return (
    tries.length > 0 &&
    tries.every(({ state, item }) => item === null && (state === 'failed' || state === 'dropped'))
  );
}
