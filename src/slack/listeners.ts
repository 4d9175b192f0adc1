/** The one table of everything Signalman listens to in Slack. The manifest is checked against it. */
import type { App } from '@slack/bolt';
import * as checklist from './actions/checklist.js';
import * as ci from './actions/ci.js';
import * as exception from './actions/exception.js';
import * as home from './actions/home.js';
import * as incident from './actions/incident.js';
import * as incidentForms from './actions/incident-forms.js';
import * as incidentLinks from './actions/incident-links.js';
import { meetingActions } from './actions/meeting.js';
import * as postmortem from './actions/postmortem.js';
import * as postmortemForms from './actions/postmortem-forms.js';
import * as notes from './actions/release-notes.js';
import * as signoff from './actions/signoff.js';
import { shareStatus, showSection } from './actions/status.js';
import * as waiver from './actions/waiver.js';
import { isOverloaded } from './answer.js';
import { ciAction } from './blocks/ci/names.js';
import { homeAction } from './blocks/home/names.js';
import { postmortemAction } from './blocks/postmortem/names.js';
import { notesAction } from './blocks/release-notes/names.js';
import { signoffAction } from './blocks/signoff/names.js';
import { checklistAction, waiverAction } from './blocks/waivers/names.js';
import { checklistForms } from './checklist/submissions.js';
import { ciForms } from './ci/submissions.js';
import { incidentCommand } from './commands/incident.js';
import { meetingCommand } from './commands/meeting.js';
import { notesCommand } from './commands/release-notes.js';
import { signoffCommand } from './commands/signoff.js';
import { statusCommand } from './commands/status.js';
import type { SlackDependencies } from './dependencies.js';
import { dispatch, type Handler } from './dispatch.js';
import { homeOpened } from './events/home.js';
import { incidentMessages } from './events/incident.js';
import { incidentMarks, incidentMarksOff } from './events/marks.js';
import { meetingMessages } from './events/meeting.js';
import { meetingMarks, meetingMarksOff } from './events/meeting-marks.js';
import { exceptionForms } from './exception/submissions.js';
import { busy } from './forms/submitting.js';
import { answeredInHome, seenInHome } from './home/place.js';
import { incidentSubmission, submissions } from './incident/submissions.js';
import { meetingForms } from './meeting/submissions.js';
import { busyForm } from './modals/late.js';
import { postmortemSent } from './postmortem/submissions.js';
import { turnAway } from './receiving/overload.js';
import { notesForms } from './release-notes/submissions.js';
import { declareAnywhere, declareFrom, noteFrom, updateFrom } from './shortcuts/incident.js';
import { meetingFrom } from './shortcuts/meeting.js';
import { signoffForms } from './signoff/submissions.js';
import { waiverForms } from './waiver/submissions.js';

export const commands = {
  '/release-status': statusCommand,
  '/release-signoff': signoffCommand,
  '/incident': incidentCommand,
  '/release-notes': notesCommand,
  '/release-meeting': meetingCommand,
} as const;

export const actions = [
  { id: 'status_share', handler: shareStatus },
  { id: /^status_section:/, handler: showSection },
  { id: 'exception_ask', handler: exception.pressAsk },
  { id: 'exception_approve', handler: exception.pressApprove },
  { id: 'exception_refuse', handler: exception.pressRefuse },
  { id: signoffAction.go, handler: signoff.pressGo },
  { id: signoffAction.goIf, handler: signoff.pressGoIf },
  { id: signoffAction.noGo, handler: signoff.pressNoGo },
  { id: signoffAction.withdraw, handler: signoff.pressWithdraw },
  { id: signoffAction.more, handler: signoff.pressMore },
  { id: signoffAction.ask, handler: signoff.pressAsk },
  { id: signoffAction.again, handler: signoff.pressAgain },
  { id: signoffAction.open, handler: ci.pressOpen },
  { id: waiverAction.confirm, handler: waiver.pressConfirm },
  { id: waiverAction.end, handler: waiver.pressEnd },
  { id: checklistAction.tick, handler: checklist.pressTick },
  { id: ciAction.acknowledge, handler: ci.pressAcknowledge },
  { id: ciAction.silence, handler: ci.pressSilence },
  { id: ciAction.silenceForm, handler: ci.pressSilenceForm },
  { id: ciAction.file, handler: ci.pressFile },
  { id: ciAction.word, handler: ci.pressWord },
  { id: ciAction.job, handler: ci.pressJob },
  { id: ciAction.open, handler: ci.pressOpen },
  { id: ciAction.previous, handler: ci.turnTests },
  { id: ciAction.next, handler: ci.turnTests },
  { id: homeAction.release, handler: home.pressRelease },
  { id: homeAction.open, handler: ci.pressOpen },
  { id: 'incident_update', handler: incident.pressUpdate },
  { id: 'incident_follow', handler: incident.pressFollow },
  { id: 'incident_discuss', handler: incident.pressDiscuss },
  { id: 'incident_timeline', handler: incident.pressTimeline },
  { id: 'incident_outside', handler: incident.pressOutside },
  { id: 'incident_lift', handler: incident.pressLift },
  { id: 'incident_more', handler: incident.pressMore },
  { id: 'incident_reopen', handler: incident.pressReopen },
  { id: 'incident_approve', handler: incident.pressApprove },
  { id: 'incident_refuse', handler: incident.pressRefuse },
  { id: 'incident_adopt', handler: incident.pressAdopt },
  { id: 'incident_bring', handler: incident.pressBring },
  { id: 'incident_propose', handler: incident.pressPropose },
  { id: 'incident_mark', handler: incident.pressMark },
  { id: 'incident_links', handler: incidentLinks.pressLinks },
  { id: 'incident_attach', handler: incidentLinks.pressAttach },
  { id: 'incident_dismiss', handler: incidentLinks.pressDismiss },
  { id: 'incident_close_duplicate', handler: incidentLinks.pressCloseDuplicate },
  { id: 'incident_join', handler: incidentForms.joinInstead },
  { id: 'incident_confirm', handler: incidentForms.confirmAllClear },
  { id: 'incident_entry_change', handler: incidentForms.changeEntry },
  { id: 'incident_entry_remove', handler: incidentForms.removeEntry },
  { id: 'incident_entries_newer', handler: incidentForms.turnPage },
  { id: 'incident_entries_older', handler: incidentForms.turnPage },
  { id: postmortemAction.show, handler: postmortem.pressShow },
  { id: postmortemAction.write, handler: postmortem.pressWrite },
  { id: postmortemAction.lesson, handler: postmortem.pressLesson },
  { id: postmortemAction.lessonWell, handler: postmortem.pressLesson },
  { id: postmortemAction.lessonWrong, handler: postmortem.pressLesson },
  { id: postmortemAction.lessonLucky, handler: postmortem.pressLesson },
  { id: postmortemAction.addAction, handler: postmortem.pressAddAction },
  { id: postmortemAction.list, handler: postmortem.pressList },
  { id: postmortemAction.newerItems, handler: postmortem.turnItems },
  { id: postmortemAction.olderItems, handler: postmortem.turnItems },
  { id: postmortemAction.item, handler: postmortem.pressItem },
  { id: postmortemAction.take, handler: postmortem.pressTake },
  { id: postmortemAction.owner, handler: postmortem.pressOwner },
  { id: postmortemAction.done, handler: postmortem.pressDone },
  { id: postmortemAction.status, handler: postmortem.pressStatus },
  { id: postmortemAction.sign, handler: postmortem.pressSign },
  { id: postmortemAction.file, handler: postmortem.pressFile },
  { id: postmortemAction.pull, handler: postmortem.pressPull },
  { id: postmortemAction.more, handler: postmortem.pressMore },
  { id: postmortemAction.changeLesson, handler: postmortemForms.changeLesson },
  { id: postmortemAction.removeLesson, handler: postmortemForms.removeLesson },
  { id: new RegExp(`^${notesAction.write}(?::\\d+)?$`), handler: notes.pressWrite },
  { id: notesAction.gaps, handler: notes.pressGaps },
  { id: notesAction.filter, handler: notes.pressGaps },
  { id: notesAction.previous, handler: notes.pressGaps },
  { id: notesAction.next, handler: notes.pressGaps },
  { id: notesAction.overview, handler: notes.pressOverview },
  { id: notesAction.draft, handler: notes.pressDraft },
  { id: notesAction.publish, handler: notes.pressPublish },
  { id: notesAction.share, handler: notes.pressShare },
  ...meetingActions,
] as const;

/** What becomes of forms when they are sent; those of incidents are handled apart. */
const forms = [
  exceptionForms,
  waiverForms,
  checklistForms,
  ciForms,
  postmortemSent,
  signoffForms,
  notesForms,
  meetingForms,
];

/** Every form that can be sent, by what it is called towards Slack. */
export const formIds: readonly string[] = [...submissions, ...forms.flatMap(({ ids }) => ids)];

/** What views are called towards Slack: the one that only says "wait" cannot be sent. */
export const views: readonly string[] = [...formIds, busyForm];

export const shortcuts = [
  { id: 'incident_declare', type: 'global', handler: declareAnywhere },
  { id: 'incident_declare_from', type: 'message', handler: declareFrom },
  { id: 'incident_update_from', type: 'message', handler: updateFrom },
  { id: 'incident_note_from', type: 'message', handler: noteFrom },
  { id: 'meeting_from', type: 'message', handler: meetingFrom },
] as const;

/** Events the manifest subscribes to: replies where only Signalman writes, and messages that are marked and followed. */
export const events: readonly string[] = [
  'message.channels',
  'message.groups',
  'reaction_added',
  'reaction_removed',
  'app_home_opened',
];

export function listen(app: App, deps: SlackDependencies): void {
  app.use(turnAway({ ...deps, isFull: isOverloaded }));
  app.use(seenInHome(deps.home));
  const shortcutsOf = (wanted: 'global' | 'message') =>
    shortcuts
      .filter(({ type }) => type === wanted)
      .map(({ id, handler }) => ({ id, handler: handler(deps) as Handler }));
  dispatch(app, {
    commands: Object.entries(commands).map(([id, handler]) => ({ id, handler: handler(deps) })),
    actions: actions.map(({ id, handler }) => ({
      id,
      handler: answeredInHome(deps.home, handler(deps) as never),
    })),
    forms: [
      ...submissions.map((id) => ({ id, handler: incidentSubmission(deps) })),
      { id: busyForm, handler: busy },
      ...forms.flatMap(({ ids, sent }) => ids.map((id) => ({ id, handler: sent(deps) }))),
    ],
    shortcuts: { shortcut: shortcutsOf('global'), message_action: shortcutsOf('message') },
  });
  app.event('message', incidentMessages(deps));
  app.event('reaction_added', incidentMarks(deps));
  app.event('reaction_removed', incidentMarksOff(deps));
  app.event('message', meetingMessages(deps));
  app.event('reaction_added', meetingMarks(deps));
  app.event('reaction_removed', meetingMarksOff(deps));
  app.event('app_home_opened', homeOpened(deps));
}
