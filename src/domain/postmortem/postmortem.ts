/** A post-mortem as it stands, folded from the record of its incident. */

import type { IncidentState } from '../incident/incident.js';
import type { Person } from '../person.js';
import type { ActionEnd, Lesson, NewAction, PostMortemEvent, Section, Status } from './event.js';

export interface ActionItem extends NewAction {
  addedBy: Person | null;
  /** ms, UTC */
  addedAt: number;
  /** Confirmed to be opened as an issue; null: not asked for. */
  filing: { repository: string; labels: string[]; by: Person | null; at: number } | null;
  /** null: it is open */
  done: { at: number; how: ActionEnd; reason: string; by: Person | null } | null;
  /** How often somebody was reminded of it, and when last (ms, UTC). */
  nags: number;
  naggedAt: number | null;
}

export interface PostMortem {
  status: Status;
  /** Empty: whoever commanded it. */
  owners: Person[];
  /** What people wrote; a section that nobody wrote is filled from the record. */
  sections: ReadonlyMap<Section, { text: string; by: Person | null; at: number }>;
  lessons: Lesson[];
  actions: ActionItem[];
  /** Owners who have signed what it says now, with when. */
  signed: ReadonlyMap<string, number>;
  /** When people were asked for lessons; null: not yet. */
  askedAt: number | null;
  /** How often it was written out. */
  edition: number;
  /**
   * What was written down for its pull request last: `hash` of the text, when (ms, UTC), and the file's `path`, which
   * stays when the title changes. null: nothing was.
   */
  proposed: { edition: number; hash: string; at: number; path: string | null } | null;
  /** Its pull request; null: none is open yet. */
  pull: { name: string; url: string } | null;
}

export const noPostMortem: PostMortem = {
  status: 'draft',
  owners: [],
  sections: new Map(),
  lessons: [],
  actions: [],
  signed: new Map(),
  askedAt: null,
  edition: 0,
  proposed: null,
  pull: null,
};

/** What holds after one more event. Who has signed had not read what is written after it. */
function postMortemAfter(
  before: PostMortem,
  { at, by, event }: { at: number; by: Person | null; event: PostMortemEvent },
): PostMortem {
  const { lessons, actions } = before;
  const reworded = (change: Partial<PostMortem>): PostMortem => ({ ...before, signed: new Map(), ...change });
  const action = (id: string, change: (one: ActionItem) => Partial<ActionItem>): PostMortem => ({
    ...before,
    actions: actions.map((one) => (one.id === id ? { ...one, ...change(one) } : one)),
  });
  switch (event.kind) {
    case 'section-written':
      return reworded({
        sections: new Map(before.sections).set(event.section, { text: event.text, by, at }),
      });
    case 'lesson-added':
      return reworded({ lessons: [...lessons, event.lesson] });
    case 'lesson-changed': {
      const { lesson, list, text } = event;
      return reworded({ lessons: lessons.map((one) => (one.id === lesson ? { ...one, list, text } : one)) });
    }
    case 'lesson-removed':
      return reworded({ lessons: lessons.filter(({ id }) => id !== event.lesson) });
    case 'action-added': {
      const fresh = { filing: null, done: null, nags: 0, naggedAt: null };
      return { ...before, actions: [...actions, { ...event.action, addedBy: by, addedAt: at, ...fresh }] };
    }
    case 'action-changed':
      return action(event.action, () => event.change);
    case 'action-removed':
      return { ...before, actions: actions.filter(({ id }) => id !== event.action) };
    case 'action-filing': {
      const { repository, labels } = event;
      return action(event.action, () => ({ filing: { repository, labels, by, at } }));
    }
    case 'action-filed':
      return action(event.action, () => ({ issue: event.issue }));
    case 'action-done': {
      const { how, reason } = event;
      return action(event.action, () => ({ done: { at: event.at, how, reason, by } }));
    }
    case 'action-reopened':
      return action(event.action, () => ({ done: null }));
    case 'actions-nagged':
      return {
        ...before,
        actions: actions.map((one) =>
          event.actions.includes(one.id) ? { ...one, nags: event.count, naggedAt: at } : one,
        ),
      };
    case 'owners-set':
      return { ...before, owners: event.owners };
    case 'lessons-asked':
      return { ...before, askedAt: at };
    case 'status-changed':
      // Who signs does so while it waits for feedback; taken up again it is another one.
      return {
        ...before,
        status: event.status,
        signed: event.status === 'final' ? before.signed : new Map(),
      };
    case 'signed':
      return by ? { ...before, signed: new Map(before.signed).set(by.id, at) } : before;
    case 'written-out':
      return {
        ...before,
        edition: event.edition,
        ...(event.to === 'pull-request'
          ? { proposed: { edition: event.edition, hash: event.hash ?? '', at, path: event.path ?? null } }
          : {}),
      };
    case 'document-filed':
      return { ...before, pull: event.pull };
  }
}

/** What holds of its incident after one more event. */
export function withPostMortem(
  incident: { state: IncidentState; postmortem: PostMortem },
  recorded: Parameters<typeof postMortemAfter>[1],
): { state: IncidentState; postmortem: PostMortem } {
  const postmortem = postMortemAfter(incident.postmortem, recorded);
  return { postmortem, state: publishedState(incident.state, postmortem.status) };
}

/** What is resolved is published as long as its post-mortem is final. */
function publishedState(state: IncidentState, status: Status): IncidentState {
  if (state === 'resolved' && status === 'final') return 'published';
  return state === 'published' && status !== 'final' ? 'resolved' : state;
}

/** The story goes on: nobody has signed its end. */
export const takenUpAgain = (before: PostMortem): PostMortem => ({
  ...before,
  status: 'draft',
  signed: new Map(),
});
