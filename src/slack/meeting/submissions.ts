/** What becomes of the forms of meetings when they are sent. What a form carries only says what is meant. */
import type { MeetingDone } from '../../app/ports/meeting.js';
import { FormFault } from '../../domain/fault.js';
import { nameOf, pointNames } from '../blocks/meeting/words.js';
import { type Block, context, section } from '../blocks/parts/block.js';
import { typedLine } from '../blocks/parts/typed.js';
import { type Sent as FormSent, formsOf } from '../forms/forms.js';
import type { Then } from '../forms/submitting.js';
import { readAction } from '../modals/meeting/action.js';
import { collectedView } from '../modals/meeting/collected.js';
import { readFrom } from '../modals/meeting/from.js';
import { meetingModal } from '../modals/meeting/names.js';
import { readStep } from '../modals/meeting/steps.js';
import { readPoint } from '../modals/meeting/topic.js';
import { type Modal, messageView } from '../modals/modal.js';
import { asked, type MeetingsSide, meetingsOf, ownerNamed, staleForm } from './desk.js';

type Sent = FormSent & MeetingsSide;

/** By what the form is called towards Slack. */
const handlers: Record<string, (sent: Sent) => Promise<Then>> = {
  [meetingModal.topic]: topicSent,
  [meetingModal.point]: pointSent,
  [meetingModal.action]: actionSent,
  [meetingModal.from]: fromSent,
  [meetingModal.issue]: issueSent,
  [meetingModal.end]: endSent,
  [meetingModal.move]: moveSent,
  [meetingModal.cancel]: cancelSent,
  [meetingModal.attendees]: attendeesSent,
};

export const meetingForms = formsOf<MeetingsSide>(handlers, meetingsOf);

async function topicSent({ desk, submitted, asked: by, now }: Sent): Promise<Then> {
  const { meeting: id, topic, text, isListed } = readPoint(submitted);
  if (id === null) throw staleForm();
  if (topic === null) {
    const added = await desk.addTopic({ ...asked(by, id), text, source: null });
    return { replace: done('Added', `It is a topic of ${named(added)}.`) };
  }
  const changed = await desk.changeTopic({ ...asked(by, id), topic, text });
  return isListed
    ? { below: collectedView(changed, now()) }
    : { replace: done('Changed', 'The topic is changed.') };
}

async function pointSent({ desk, submitted, asked: by, now }: Sent): Promise<Then> {
  const { meeting: id, point, kind, text } = readPoint(submitted);
  if (id === null || point === null) throw staleForm();
  if (kind === null) throw new FormFault({ kind: 'Choose one.' });
  return { below: collectedView(await desk.changePoint({ ...asked(by, id), point, kind, text }), now()) };
}

async function actionSent({ desk, submitted, asked: by, now }: Sent): Promise<Then> {
  const { meeting: id, action, text, login, due, changed, isListed, ...read } = readAction(submitted);
  if (id === null) throw staleForm();
  const owner = await ownerNamed(desk, read.owner);
  const given = { text, owner, login: login || null, due };
  if (action === null) {
    await desk.addAction({ ...asked(by, id), ...given, source: null });
    const whose = owner === null && login === '' ? ' Nobody owns it yet.' : '';
    return { replace: done('Added', `The action item is added.${whose}`, items) };
  }
  // Only what was changed: somebody else may have changed the rest meanwhile.
  const change = Object.fromEntries(changed.map((name) => [name, given[name]]));
  const shown =
    changed.length > 0
      ? await desk.changeAction({ ...asked(by, id), action, change })
      : await desk.show({ series: null, id });
  return isListed
    ? { below: collectedView(shown, now()) }
    : { replace: done('Changed', 'The action item is changed.', items) };
}

async function fromSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, kind, text, source, owner } = readFrom(submitted);
  if (id === null) throw new FormFault({ meeting: 'Choose one.' });
  if (kind === null) throw new FormFault({ kind: 'Choose one.' });
  const given = { ...asked(by, id), text, source };
  if (kind === 'topic') {
    const added = await desk.addTopic(given);
    return { replace: done('Added', `It is a topic of ${named(added)}.`) };
  }
  if (kind === 'action') {
    const added = await desk.addAction({
      ...given,
      ...{ owner: await ownerNamed(desk, owner), login: null, due: '' },
    });
    return { replace: done('Added', `It is an action item of ${named(added)}.`, items) };
  }
  const added = await desk.addPoint({ ...given, kind });
  return { replace: done('Added', `It is kept in the notes of ${named(added)}: ${pointNames[kind]}.`) };
}

async function issueSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, action } = readStep(submitted);
  if (id === null || action === null) throw staleForm();
  const { meeting } = await desk.fileAction({ ...asked(by, id), action });
  const where = meeting.actions.find((one) => one.id === action)?.filing?.repository ?? '';
  return {
    replace: done(
      'On its way',
      `It is being opened in ${typedLine(where, 150)}. The thread of the meeting links it once it stands.`,
    ),
  };
}

async function endSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, action, ending, reason } = readStep(submitted);
  if (id === null || action === null || ending === null) throw staleForm();
  const given = { ...asked(by, id), action, reason };
  if (ending === 'remove') {
    await desk.removeAction(given);
    return { replace: done('Taken out', 'The notes do not show it any more.', items) };
  }
  await desk.endAction({ ...given, how: ending === 'done' ? 'said' : 'dropped' });
  return { replace: done(ending === 'done' ? 'Done' : 'Dropped', 'No agenda shows it any more.', items) };
}

async function moveSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, begins, reason } = readStep(submitted);
  if (id === null) throw staleForm();
  if (begins === null) throw new FormFault({ begins: 'Choose a day and a time.' });
  const moved = await desk.move({ ...asked(by, id), begins, reason });
  return { replace: done('Moved', `It is ${named(moved)} now. Its thread says so.`) };
}

async function cancelSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, reason } = readStep(submitted);
  if (id === null) throw staleForm();
  await desk.cancel({ ...asked(by, id), reason });
  return { replace: done('Cancelled', 'Its thread says so. Its topics go to the next meeting.') };
}

async function attendeesSent({ desk, submitted, asked: by }: Sent): Promise<Then> {
  const { meeting: id, people: ids } = readStep(submitted);
  if (id === null) throw staleForm();
  const people = await Promise.all(ids.map((one) => desk.whoIs(one)));
  await desk.setAttendees({ ...asked(by, id), people });
  return { replace: done('Saved', people.length === 0 ? 'Nobody is named.' : 'The notes name them.') };
}

const items = '`/release-meeting actions` shows all of them';

const named = ({ series, meeting }: MeetingDone): string =>
  `*${typedLine(nameOf(series, meeting, null), 200)}*`;

/** @param text and more: mrkdwn */
function done(title: string, text: string, more?: string): Modal {
  const blocks: Block[] = [
    section(`:white_check_mark: ${text}`),
    ...(more === undefined ? [] : [context(more)]),
  ];
  return { ...messageView(title, ''), blocks };
}
