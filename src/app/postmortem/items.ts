/** Action items: added, changed, ended, and opened as issues. */
import { UserFault } from '../../domain/fault.js';
import type { Incident } from '../../domain/incident/incident.js';
import {
  actionNamed,
  addAction,
  changeAction,
  endAction,
  fileAction,
  removeAction,
  reopenAction,
} from '../../domain/postmortem/actions.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { change, loaded, personOf } from '../incident/dependencies.js';
import { ownersIn } from '../incident/owners.js';
import type { Actor } from '../permission.js';
import type { PostMortemDesk } from '../ports/postmortem.js';
import type { PostMortemDependencies } from './dependencies.js';
import { isReworded, issueWriter } from './issue.js';
import { requirePart, requireWriter } from './who.js';

type Items = Pick<
  PostMortemDesk,
  'addAction' | 'changeAction' | 'removeAction' | 'fileAction' | 'endAction' | 'reopenAction'
>;

export function actionItems(deps: PostMortemDependencies): Items {
  /** Whoever has added it, or owns it, may change it too; what nobody owns may be taken by whoever took part. */
  const requireHand = async (id: number, action: string, actor: Actor): Promise<Incident> => {
    const { incident } = await loaded(deps, id, actor);
    const { owner, login, addedBy } = actionNamed(incident, action);
    if (owner === null && login === null) return await requirePart(deps, id, actor);
    return await requireWriter(deps, id, actor, () => owner?.id === actor.id || addedBy?.id === actor.id);
  };
  return {
    async addAction({ actor, request, id, text, type, owner, login, due, issue }) {
      await requirePart(deps, id, actor);
      const typed = { text, type, owner, login, due, issue };
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }, context) =>
        addAction(incident, typed, deps.newId(), context),
      );
    },

    async changeAction({ actor, request, id, action, change: changed }) {
      const { owner } = actionNamed(await requireHand(id, action, actor), action);
      const write = await issueWriter(deps, [owner, changed.owner ?? null]);
      return await change(
        deps,
        id,
        { by: personOf(actor), request },
        ({ incident }, context) => {
          const present = actionNamed(incident, action).owner;
          // Nobody owned it when this was allowed: of two who take it in one moment the first has it.
          if (owner === null && changed.owner && present && present.id !== changed.owner.id)
            throw new UserFault(
              'taken',
              `${present.name} has taken it meanwhile.`,
              'Ask them, or look again.',
            );
          return changeAction(incident, action, changed, context);
        },
        (stored) => ({
          // An issue that was there before is other people's; one that Signalman has opened says what holds.
          owing: (after) => {
            const [was, now] = [write(stored, stored.incident, action), write(stored, after, action)];
            return was && now && isReworded(was, now) ? [now] : [];
          },
        }),
      );
    },

    async removeAction({ actor, request, id, action, reason }) {
      await requireHand(id, action, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        removeAction(incident, action, reason),
      );
    },

    async endAction({ actor, request, id, action, how, reason }) {
      await requireHand(id, action, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }, { now }) =>
        endAction(incident, action, how, reason, now),
      );
    },

    async reopenAction({ actor, request, id, action, reason }) {
      await requireHand(id, action, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        reopenAction(incident, action, reason),
      );
    },

    fileAction: (asked) => file(deps, requireHand, asked),
  };
}

async function file(
  deps: PostMortemDependencies,
  requireHand: (id: number, action: string, actor: Actor) => Promise<Incident>,
  { actor, request, id, action, repository }: Parameters<Items['fileAction']>[0],
) {
  const before = await requireHand(id, action, actor);
  const { settings, releases } = deps;
  const { actionsIn, labels } = settings.postmortem;
  const write = await issueWriter(deps, [actionNamed(before, action).owner]);
  const isLost = await isLostAtGitHub(deps, id, action);
  const release = releases.find(({ name }) => name === before.facts.release);
  const usual = actionsIn ?? release?.issues.repository ?? null;
  return await change(
    deps,
    id,
    { by: personOf(actor), request },
    ({ incident }) =>
      fileAction(incident, action, { given: repository, usual, labels, owners: ownersIn(deps) }, isLost),
    (stored) => ({
      owing: (after) => {
        const issue = write(stored, after, action);
        return issue ? [issue] : [];
      },
    }),
  );
}

/** Whether it was to be opened, and that came to nothing for good. */
async function isLostAtGitHub(deps: PostMortemDependencies, id: number, action: string): Promise<boolean> {
  const { purpose, subject } = postMortemMessages.action(id, action);
  const tries = (await deps.atGitHub(id)).filter((one) => one.purpose === purpose && one.subject === subject);
  return tries.length > 0 && tries.every(({ state, item }) => item === null && isOver(state));
}

const isOver = (state: string): boolean => state === 'failed' || state === 'dropped';
