/** Action items: added, changed, ended, and opened as issues. */
import type { Incident } from '../../domain/incident/incident.js';
import {
  actionNamed,
  addAction,
  changeAction,
  endAction,
  fileAction,
  ownerOf,
  removeAction,
  reopenAction,
} from '../../domain/postmortem/actions.js';
import { postMortemMessages } from '../../domain/postmortem/messages.js';
import { change, loaded, personOf, publishingOf } from '../incident/dependencies.js';
import { linksOf } from '../incident/publish.js';
import type { Actor } from '../permission.js';
import type { PostMortemDesk } from '../postmortem-ports.js';
import { leftAmong, type PostMortemDependencies } from './dependencies.js';
import { atRepository } from './owed.js';
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
      await requireHand(id, action, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }, context) =>
        changeAction(incident, action, changed, context),
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
  const { owner } = actionNamed(before, action);
  const { web, settings, words, releases } = deps;
  const { actionsIn, labels, zone } = settings.postmortem;
  const left = await leftAmong(deps, owner ? [owner] : []);
  const isLost = await isLostAtGitHub(deps, id, action);
  const { permalinks } = await publishingOf(deps);
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
        const item = actionNamed(after, action);
        if (!item.filing) return [];
        const hasLeft = item.owner !== null && left.has(item.owner.id);
        const assignees = item.login === null || hasLeft ? [] : [item.login];
        const unassigned = hasLeft
          ? 'has left, somebody else has to take it over'
          : item.owner && item.login === null
            ? 'their login at GitHub is not known'
            : null;
        const thread = linksOf(after, stored, permalinks).head;
        const said = words.issue({ incident: after, action: item, thread, web, zone, unassigned });
        return [
          // Tried again after it came to nothing it is a later revision of the same.
          atRepository(item.filing.repository, postMortemMessages.action(id, action), after.seq, {
            ...{ kind: 'issue', ...said, labels: item.filing.labels, assignees },
          }),
        ];
      },
    }),
  );
}

/** Who has the repositories that whoever runs Signalman has named. In lower case. */
function ownersIn({
  settings,
  releases,
}: Pick<PostMortemDependencies, 'settings' | 'releases'>): Set<string> {
  const { postmortem, mirror } = settings;
  const named = [postmortem.actionsIn, postmortem.repository, mirror?.opensIn ?? null];
  const all = [...named, ...releases.map(({ issues }) => issues.repository)];
  return new Set(all.flatMap((one) => (one === null ? [] : ownerOf(one))));
}

/** Whether it was to be opened, and that came to nothing for good. */
async function isLostAtGitHub(deps: PostMortemDependencies, id: number, action: string): Promise<boolean> {
  const { purpose, subject } = postMortemMessages.action(id, action);
  const tries = (await deps.atGitHub(id)).filter((one) => one.purpose === purpose && one.subject === subject);
  return tries.length > 0 && tries.every(({ state, item }) => item === null && isOver(state));
}

const isOver = (state: string): boolean => state === 'failed' || state === 'dropped';
