/** `/release-meeting`: acknowledged at once; then a form, or a private answer. */

import type { AllMiddlewareArgs, SlackCommandMiddlewareArgs } from '@slack/bolt';
import { parseMoment } from '../../domain/time.js';
import { answering } from '../answer.js';
import { nameOf, whenWords, zoneOf } from '../blocks/meeting/words.js';
import type { Message } from '../blocks/parts/block.js';
import { said } from '../blocks/parts/block.js';
import { helpMessage } from '../blocks/parts/help.js';
import { typedLine } from '../blocks/parts/typed.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { agendaAnswer, itemsAnswer, notesAnswer } from '../meeting/answers.js';
import { type MeetingsSide, meetingsOf } from '../meeting/desk.js';
import { collectedView } from '../modals/meeting/collected.js';
import { attendeesView, cancelView, moveView } from '../modals/meeting/steps.js';
import { topicView } from '../modals/meeting/topic.js';
import type { Modal } from '../modals/modal.js';
import { meetingHelp } from './help-meeting.js';
import { type MeetingAct, parseMeeting } from './parse-meeting.js';
import { requestKey } from './request.js';

type Args = SlackCommandMiddlewareArgs & AllMiddlewareArgs;

interface Typed extends MeetingsSide {
  asked: { actor: { id: string; name: string }; request: string; series: string | null; id: null };
  open(title: string, make: () => Promise<Modal>): Promise<null>;
}

/** What may open a form. */
const forms: readonly string[] = ['collected', 'attendees', 'add', 'cancel', 'move'];

export function meetingCommand(deps: SlackDependencies) {
  return async ({ ack, command, respond, client }: Args): Promise<void> => {
    await ack();
    const read = () =>
      parseMeeting(command.text ?? '', deps.meetings?.desk.series.map(({ name }) => name) ?? []);
    const work = async () => {
      const found = read();
      if (found.do === 'help') return helpMessage(meetingHelp);
      const { series, ...act } = found;
      const actor = { id: command.user_id, name: command.user_name };
      return await deed(
        {
          ...meetingsOf(deps),
          asked: { actor, request: requestKey(command), series, id: null },
          async open(title, make) {
            await opening({ client, log: deps.log, trigger: command.trigger_id, title }, make);
            return null;
          },
        },
        act,
      );
    };
    await answering(deps, respond, meetingHelp, work, () => forms.includes(read().do));
  };
}

async function deed({ asked, open, ...side }: Typed, act: MeetingAct): Promise<Message | null> {
  const { desk, now } = side;
  switch (act.do) {
    case 'agenda':
      return await agendaAnswer(side, asked);
    case 'actions':
      return await itemsAnswer(side, asked);
    case 'collected':
      return await open('What was collected', async () => collectedView(await desk.show(asked), now()));
    case 'attendees':
      return await open('Who was there', async () => attendeesView(await desk.show(asked)));
    case 'add': {
      const { text } = act;
      if (text === '')
        return await open('Add a topic', async () => topicView(await desk.show(asked), { text }));
      const { series, meeting } = await desk.addTopic({ ...asked, text, source: null });
      return said(
        `It is a topic of *${typedLine(nameOf(series, meeting, null), 200)}*: ${typedLine(text, 600)}`,
        'The agenda shows it. `/release-meeting` shows you all of it.',
      );
    }
    case 'notes':
      if (act.to === null) return await notesAnswer(side, asked);
      await desk.writeOut({ ...asked, to: act.to });
      return said(
        act.to === 'file'
          ? 'The notes are on their way into the thread, as a file.'
          : 'The pull request is on its way. The thread links it once it stands.',
      );
    case 'end':
      await desk.end(asked);
      return said(
        'The meeting is over.',
        'What is said in its thread a little later still gets into the notes.',
      );
    case 'cancel': {
      if (act.reason === '')
        return await open('Cancel the meeting', async () => cancelView(await desk.show(asked)));
      const { series, meeting } = await desk.cancel({ ...asked, reason: act.reason });
      return said(
        `*${typedLine(nameOf(series, meeting, null), 200)}* is cancelled. Its topics go to the next one.`,
      );
    }
    case 'move': {
      const shown = await desk.show(asked);
      const begins = act.when === '' ? null : parseMoment(act.when, now(), zoneOf(shown.series));
      if (begins === null || act.reason === '')
        return await open('Move the meeting', async () => moveView(shown, begins));
      const { series, meeting } = await desk.move({ ...asked, begins, reason: act.reason });
      return said(`*${typedLine(series.title, 100)}* is moved: ${whenWords(series, meeting)}`);
    }
  }
}
