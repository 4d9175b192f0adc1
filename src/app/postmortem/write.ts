/** What people write into a post-mortem, who answers for it, and from draft to final. */

import type { Incident } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import { saysOf } from '../../domain/postmortem/filled.js';
import { ownersOf } from '../../domain/postmortem/part.js';
import { requireSeen } from '../../domain/postmortem/stale.js';
import { missingIn, setOwners, setStatus, sign } from '../../domain/postmortem/status.js';
import { addLesson, changeLesson, removeLesson, writeSection } from '../../domain/postmortem/write.js';
import { change, loaded, personOf } from '../incident/dependencies.js';
import type { PostMortemDesk } from '../ports/postmortem.js';
import { askNow } from './ask.js';
import { leftAmong, type PostMortemDependencies } from './dependencies.js';
import { requirePart, requireWriter } from './who.js';

type Desk = PostMortemDesk;

export function writing(
  deps: PostMortemDependencies,
): Pick<
  Desk,
  | 'write'
  | 'addLesson'
  | 'changeLesson'
  | 'removeLesson'
  | 'setOwners'
  | 'askForLessons'
  | 'setStatus'
  | 'sign'
> {
  /** Another person's lesson is changed by who may write; one's own by oneself. */
  const requireAuthor = (id: number, lesson: string, actor: Person) =>
    requireWriter(deps, id, actor, ({ postmortem }) =>
      postmortem.lessons.some((one) => one.id === lesson && one.by.id === actor.id),
    );
  const missing = (incident: Incident, left: ReadonlySet<string>) =>
    missingIn(
      incident,
      saysOf(incident, deps.settings.postmortem.zone),
      ownersOf(incident).filter(({ id }) => left.has(id)),
    );
  return {
    async write({ actor, request, id, section, text, base }) {
      await requireWriter(deps, id, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) => {
        requireSeen(incident.postmortem, section, base);
        return writeSection(incident, section, text);
      });
    },

    async addLesson({ actor, request, id, ...lesson }) {
      await requirePart(deps, id, actor);
      const by = personOf(actor);
      return await change(deps, id, { by, request }, ({ incident }) =>
        addLesson(incident, lesson, by, deps.newId()),
      );
    },

    async changeLesson({ actor, request, id, lesson, list, text }) {
      await requireAuthor(id, lesson, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        changeLesson(incident, lesson, { list, text }),
      );
    },

    async removeLesson({ actor, request, id, lesson }) {
      await requireAuthor(id, lesson, actor);
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        removeLesson(incident, lesson),
      );
    },

    async setOwners({ actor, request, id, owners }) {
      const { incident: before } = await loaded(deps, id, actor);
      // Where one of them has left nobody has to be asked: whoever took part may take over.
      const isLeft = (await leftAmong(deps, ownersOf(before))).size > 0;
      await (isLeft ? requirePart(deps, id, actor) : requireWriter(deps, id, actor));
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        setOwners(incident, owners),
      );
    },

    async askForLessons({ actor, request, id }) {
      await requireWriter(deps, id, actor);
      return await askNow(deps, id, { by: personOf(actor), request });
    },

    async setStatus({ actor, request, id, status, reason }) {
      const before = await requireWriter(deps, id, actor);
      const left = await leftAmong(deps, ownersOf(before));
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        setStatus(incident, status, reason, missing(incident, left)),
      );
    },

    async sign({ actor, request, id }) {
      const { incident: before } = await loaded(deps, id, actor);
      const left = await leftAmong(deps, ownersOf(before));
      return await change(deps, id, { by: personOf(actor), request }, ({ incident }) =>
        sign(incident, personOf(actor), missing(incident, left)),
      );
    },
  };
}
