/** What can be done with post-mortems and their action items, as the surfaces are given it, and what the use cases need. */

import type { Source } from '../../domain/incident/event.js';
import type { Incident } from '../../domain/incident/incident.js';
import type { Person } from '../../domain/person.js';
import type {
  ActionChange,
  ActionEnd,
  LessonList,
  NewAction,
  Section,
  Status,
} from '../../domain/postmortem/event.js';
import type { ActionItem, PostMortem } from '../../domain/postmortem/postmortem.js';
import type { Asked, Changed } from '../incident/dependencies.js';

type About = Asked & { id: number };

/** A post-mortem as people look at it: what nobody wrote is filled from the record. */
export interface ShownPostMortem {
  incident: Incident;
  postmortem: PostMortem;
  owners: Person[];
  /** Everybody who took part and is no owner, in the order of the first deed. */
  collaborators: Person[];
  /** What each section says: written by somebody, or proposed from the record; empty: somebody has to write it. */
  sections: Record<Section, { text: string; isWritten: boolean }>;
  /** What is missing before it can be final, in words. */
  missing: string[];
  /** The whole of it as Markdown. */
  markdown: string;
}

/** Action items of all incidents that are not done, for App Home, nagging and the verdict. */
export interface OpenAction {
  incident: Pick<Incident, 'id'> & { title: string; release: string; url: string | null; commander: Person };
  action: ActionItem;
  /** Its owner, or the owners of the post-mortem where it has none. */
  answerable: Person[];
}

/** Each throws UserFault `unknown-incident` | `not-allowed`, and FormFault for a field. Each request is done once. */
export interface PostMortemDesk {
  /** @param viewer what is under embargo and not for them does not exist; left out: everybody */
  show(id: number, viewer?: { id: string }): Promise<ShownPostMortem>;
  /**
   * @param asked.base when what the person had before their eyes was written (ms, UTC); null: nobody had written it
   * @throws StaleSectionFault when another text stands there meanwhile
   */
  write(asked: About & { section: Section; text: string; base: number | null }): Promise<Changed>;
  addLesson(asked: About & { list: LessonList; text: string; source: Source | null }): Promise<Changed>;
  changeLesson(asked: About & { lesson: string; list: LessonList; text: string }): Promise<Changed>;
  removeLesson(asked: About & { lesson: string }): Promise<Changed>;
  /** `issue`: as somebody names one that exists already; empty: none. `due`: `2017-04-28`; empty: none. */
  addAction(
    asked: About & Pick<NewAction, 'text' | 'type' | 'owner' | 'login'> & { due: string; issue: string },
  ): Promise<Changed>;
  changeAction(
    asked: About & {
      action: string;
      change: Omit<ActionChange, 'due' | 'issue'> & { due?: string; issue?: string };
    },
  ): Promise<Changed>;
  removeAction(asked: About & { action: string; reason: string }): Promise<Changed>;
  /** Opens it as an issue: by a delivery, once. @param repository `owner/name`; null: as configured */
  fileAction(asked: About & { action: string; repository: string | null }): Promise<Changed>;
  endAction(
    asked: About & { action: string; how: Exclude<ActionEnd, 'closed'>; reason: string },
  ): Promise<Changed>;
  reopenAction(asked: About & { action: string; reason: string }): Promise<Changed>;
  setOwners(asked: About & { owners: Person[] }): Promise<Changed>;
  /** Asks in the discussion for what went well, went wrong, and where we got lucky. */
  askForLessons(asked: About): Promise<Changed>;
  setStatus(asked: About & { status: Status; reason: string }): Promise<Changed>;
  /** An owner signs; once all have signed what is pending it becomes final. */
  sign(asked: About): Promise<Changed>;
  /** @param to `file`: into the thread; `pull-request`: to the configured repository */
  writeOut(asked: About & { to: 'file' | 'pull-request' }): Promise<Changed>;
  /** The oldest first. Those of incidents under embargo are not among them. */
  openActions(): Promise<OpenAction[]>;
}
