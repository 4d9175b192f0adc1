/** Everything that can be done with incidents, bound to what it needs: what the Slack side is given. */
import type { Actor } from '../permission.js';
import { followMessage } from './catch-up.js';
import { declareIncident, mayDeclare } from './declare.js';
import {
  confirmAllClear,
  handOverCommand,
  mergeIncident,
  reopenIncident,
  resolveIncident,
  retractIncident,
  tickCriteria,
} from './end.js';
import type { FixDependencies } from './fix.js';
import { bringReply, strayReply, subscribe, unsubscribe } from './follow.js';
import { liftEmbargo, mayLift, previewLift } from './lift.js';
import {
  attachSuggestion,
  closeDuplicate,
  dismissSuggestion,
  duplicateToClose,
  linkItems,
  unlinkItem,
} from './link.js';
import { markMessage, messageSource, placeMark, readMessage, unmarkMessage } from './marks.js';
import { namesOf } from './names.js';
import { latelyIncidents, listIncidents, openIncidents, showIncident } from './show.js';
import { mendIncident } from './tend.js';
import { addEntry, dropEntry, editEntry, sendTimeline } from './timeline.js';
import {
  approveDraft,
  correctUpdate,
  previewUpdate,
  proposeUpdate,
  refuseDraft,
  sendUpdate,
} from './update.js';
import { type Deed, requireDeed } from './who.js';

export interface Surroundings {
  /** Whether Signalman can post in a channel; null when it can. */
  reach(channel: string): Promise<{ why: string; hint: string } | null>;
}

export function bindIncidents(deps: FixDependencies & Surroundings) {
  const bound =
    <A extends unknown[], R>(work: (deps: FixDependencies & Surroundings, ...given: A) => Promise<R>) =>
    (...given: A) =>
      work(deps, ...given);
  const named = namesOf(deps);
  /** For what somebody asks for: they are called as everybody else calls them. */
  const asked =
    <A extends { actor: Actor }, R>(work: (deps: FixDependencies & Surroundings, given: A) => Promise<R>) =>
    async (given: A) =>
      work(deps, { ...given, actor: await named(given.actor) });
  return {
    settings: deps.settings,
    releases: deps.releases,
    mayDeclare: bound(mayDeclare),
    declare: asked(declareIncident),
    preview: asked(previewUpdate),
    update: asked(sendUpdate),
    correct: asked(correctUpdate),
    approve: asked(approveDraft),
    refuse: asked(refuseDraft),
    propose: asked(proposeUpdate),
    mayLift: bound(mayLift),
    previewLift: bound(previewLift),
    lift: asked(liftEmbargo),
    handOver: asked(handOverCommand),
    tick: asked(tickCriteria),
    confirm: asked(confirmAllClear),
    resolve: asked(resolveIncident),
    reopen: asked(reopenIncident),
    retract: asked(retractIncident),
    merge: asked(mergeIncident),
    link: asked(linkItems),
    unlink: asked(unlinkItem),
    duplicateToClose: bound(duplicateToClose),
    closeDuplicate: asked(closeDuplicate),
    attachSuggestion: asked(attachSuggestion),
    dismissSuggestion: asked(dismissSuggestion),
    addEntry: asked(addEntry),
    editEntry: asked(editEntry),
    dropEntry: asked(dropEntry),
    mark: asked(markMessage),
    unmark: asked(unmarkMessage),
    placeMark: bound(placeMark),
    readMessage: bound(readMessage),
    follow: bound(followMessage),
    sendTimeline: bound(sendTimeline),
    subscribe: asked(subscribe),
    unsubscribe: asked(unsubscribe),
    bring: asked(bringReply),
    strayReply: bound(strayReply),
    show: bound(showIncident),
    list: bound(listIncidents),
    open: bound(openIncidents),
    lately: bound(latelyIncidents),
    /** Who somebody is; their id where that cannot be told now. */
    whoIs: (id: string) => named({ id, name: id }),
    fromMessage: bound(messageSource),
    /** @returns how many places were put right */
    mend: bound(mendIncident),
    messageAt: deps.store.messageAt,
    /** The number of the newest one; 0: there is none. */
    /** Those under embargo are left out: a number of theirs would tell of them. */
    newest: async () => (await deps.store.list({ isOpen: null, release: null, most: 1 }))[0]?.id ?? 0,
    /** Before a form is shown. @throws UserFault `not-allowed` */
    require: async (deed: Deed, id: number, actor: { id: string; name: string }) =>
      requireDeed(deps, deed, (await showIncident(deps, id, actor)).shown.incident, actor),
    /** @returns false when this was heard before: Slack may bring one event several times */
    hear: (key: string) => deps.store.hear(key, deps.clock()),
    unhear: deps.store.unhear,
    now: deps.clock,
  };
}

export type Incidents = ReturnType<typeof bindIncidents>;
