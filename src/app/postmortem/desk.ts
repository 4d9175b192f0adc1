/** All that can be done with post-mortems and action items, bound to what it needs. */
import { namesOf } from '../incident/names.js';
import type { Actor } from '../permission.js';
import type { PostMortemDesk } from '../ports/postmortem.js';
import type { PostMortemDependencies } from './dependencies.js';
import { actionItems } from './items.js';
import { writeOut } from './out.js';
import { openActions, showPostMortem } from './show.js';
import { writing } from './write.js';

export function postMortemDesk(deps: PostMortemDependencies): PostMortemDesk {
  const named = namesOf(deps);
  /** Who asks is called as everybody else calls them. */
  const asked =
    <A extends { actor: Actor }, R>(work: (given: A) => Promise<R>) =>
    async (given: A): Promise<R> =>
      work({ ...given, actor: await named(given.actor) });
  const texts = writing(deps);
  const items = actionItems(deps);
  return {
    show: (id, viewer) => showPostMortem(deps, id, viewer),
    write: asked(texts.write),
    addLesson: asked(texts.addLesson),
    changeLesson: asked(texts.changeLesson),
    removeLesson: asked(texts.removeLesson),
    addAction: asked(items.addAction),
    changeAction: asked(items.changeAction),
    removeAction: asked(items.removeAction),
    fileAction: asked(items.fileAction),
    endAction: asked(items.endAction),
    reopenAction: asked(items.reopenAction),
    setOwners: asked(texts.setOwners),
    askForLessons: asked(texts.askForLessons),
    setStatus: asked(texts.setStatus),
    sign: asked(texts.sign),
    writeOut: asked((given: Parameters<PostMortemDesk['writeOut']>[0]) => writeOut(deps, given)),
    openActions: () => openActions(deps),
  };
}
