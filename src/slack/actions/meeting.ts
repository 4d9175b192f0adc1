/** The buttons and menus of meetings: at the agenda, in its thread, in private answers and in forms. */
import { answerAll } from '../answer.js';
import {
  entryKinds,
  itemOptions,
  meetingAction,
  moreOf,
  partOf,
  topicOptions,
} from '../blocks/meeting/names.js';
import { said } from '../blocks/parts/block.js';
import { meetingHelp } from '../commands/help-meeting.js';
import { agendaAnswer, itemsAnswer, notesAnswer } from '../meeting/answers.js';
import { asked, meetingsOf, staleButton } from '../meeting/desk.js';
import { entryForm, itemForm, itemTitles } from '../meeting/forms.js';
import { actionView } from '../modals/meeting/action.js';
import { collectedView } from '../modals/meeting/collected.js';
import { attendeesView, cancelView, moveView } from '../modals/meeting/steps.js';
import { topicView } from '../modals/meeting/topic.js';
import { numberIn } from '../stale.js';
import { inAnyForm, onTopOf } from './in-form.js';
import { buttonWith } from './pressed.js';

const button = buttonWith(meetingHelp, meetingsOf);

const which = (value: string) => ({ series: null, id: numberIn(value, staleButton) });

const pressAddTopic = button(({ desk, value, open }) =>
  open('Add a topic', async () => topicView(await desk.show(which(value)), { text: '' })),
);

const pressAddAction = button(({ desk, value, open }) =>
  open('Add an action item', async () => actionView(await desk.show(which(value)), {})),
);

const pressCollected = button(({ desk, now, value, open }) =>
  open('What was collected', async () => collectedView(await desk.show(which(value)), now())),
);

const pressItems = button(async ({ value, ...side }) => itemsAnswer(side, which(value)));

const pressEnd = button(async ({ desk, value, asked: by }) => {
  await desk.end(asked(by, numberIn(value, staleButton)));
  return said('The meeting is over.', 'What is said in its thread a little later still gets into the notes.');
});

const pressWrite = button(async ({ value, ...side }) => notesAnswer(side, which(value)));

const pressFile = button(async ({ desk, value, asked: by }) => {
  await desk.writeOut({ ...asked(by, numberIn(value, staleButton)), to: 'file' });
  return said('The notes are on their way into the thread, as a file.');
});

const pressPull = button(async ({ desk, value, asked: by }) => {
  await desk.writeOut({ ...asked(by, numberIn(value, staleButton)), to: 'pull-request' });
  return said('The pull request is on its way.', 'The thread links it once it stands.');
});

const pressShare = button(async ({ value, respond, ...side }) => {
  const message = await agendaAnswer(side, which(value), true);
  await answerAll(respond, message);
  return null;
});

const views = { attendees: attendeesView, move: moveView, cancel: cancelView };
const viewTitles = {
  attendees: 'Who was there',
  move: 'Move the meeting',
  cancel: 'Cancel the meeting',
};

const pressMore = button(({ desk, value, open }) => {
  const meant = moreOf(value);
  if (!meant) throw staleButton();
  const { what, meeting: id } = meant;
  return open(viewTitles[what], async () => views[what](await desk.show({ series: null, id })));
});

const pressTopic = button(async ({ desk, value, asked: by, open }) => {
  const meant = partOf(value, topicOptions);
  if (!meant) throw staleButton();
  const { what, meeting: id, part: topic } = meant;
  if (what === 'open') {
    await desk.openTopic({ ...asked(by, id), topic });
    return said('What is kept from now on stands under it.');
  }
  if (what === 'remove') {
    await desk.removeTopic({ ...asked(by, id), topic });
    return said('The topic is taken out.');
  }
  return await open('Change a topic', async () =>
    entryForm({ desk }, { what: 'topic', meeting: id, part: topic }, false),
  );
});

const pressItem = button(({ desk, value, open }) => {
  const meant = partOf(value, itemOptions);
  if (!meant) throw staleButton();
  return open(itemTitles[meant.what], () => itemForm({ desk }, meant));
});

const changeEntry = onTopOf('Change', async (deps, value) => {
  const meant = partOf(value, entryKinds);
  if (!meant) throw staleButton();
  return await entryForm(meetingsOf(deps), meant, true);
});

const removeEntry = inAnyForm(async ({ deps, value, asked: by }) => {
  const { desk, now } = meetingsOf(deps);
  const meant = partOf(value, entryKinds);
  if (!meant) throw staleButton();
  const { what, meeting: id, part } = meant;
  const given = asked(by, id);
  if (what === 'topic') return collectedView(await desk.removeTopic({ ...given, topic: part }), now());
  if (what === 'point') return collectedView(await desk.removePoint({ ...given, point: part }), now());
  return collectedView(
    await desk.removeAction({ ...given, action: part, reason: 'taken out of the list' }),
    now(),
  );
});

export const meetingActions = [
  { id: meetingAction.addTopic, handler: pressAddTopic },
  { id: meetingAction.addAction, handler: pressAddAction },
  { id: meetingAction.collected, handler: pressCollected },
  { id: meetingAction.items, handler: pressItems },
  { id: meetingAction.end, handler: pressEnd },
  { id: meetingAction.write, handler: pressWrite },
  { id: meetingAction.file, handler: pressFile },
  { id: meetingAction.pull, handler: pressPull },
  { id: meetingAction.share, handler: pressShare },
  { id: meetingAction.more, handler: pressMore },
  { id: meetingAction.topic, handler: pressTopic },
  { id: meetingAction.item, handler: pressItem },
  { id: meetingAction.change, handler: changeEntry },
  { id: meetingAction.remove, handler: removeEntry },
] as const;
