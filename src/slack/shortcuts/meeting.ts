/** The shortcut of a message: it goes to a meeting, as a topic or as something that was said there. */

import type { AllMiddlewareArgs, MessageShortcut, SlackShortcutMiddlewareArgs } from '@slack/bolt';
import { UserFault } from '../../domain/fault.js';
import { meetingState } from '../../domain/meeting/state.js';
import { appOf, type SlackMessage, saidIn } from '../asking/said.js';
import { faultMessage } from '../blocks/parts/help.js';
import { meetingHelp } from '../commands/help-meeting.js';
import type { SlackDependencies } from '../dependencies.js';
import { opening } from '../forms/opening.js';
import { type MeetingsSide, meetingsOf, withNames } from '../meeting/desk.js';
import { fromView } from '../modals/meeting/from.js';
import type { Modal } from '../modals/modal.js';

type OnMessage = SlackShortcutMiddlewareArgs<MessageShortcut> & AllMiddlewareArgs;

const title = 'Add to the meeting';

export function meetingFrom(deps: SlackDependencies) {
  return async ({ ack, shortcut, client }: OnMessage): Promise<void> => {
    await ack();
    const { channel, message, user, trigger_id: trigger } = shortcut;
    const threadTs = (message.thread_ts as string | undefined) ?? null;
    try {
      await opening({ client, log: deps.log, trigger, title }, () =>
        formFor(deps, { channel: channel.id, ts: message.ts, threadTs }, message),
      );
      deps.count('fine');
    } catch (error) {
      if (!(error instanceof UserFault)) {
        deps.count('broken');
        deps.log.error({ err: error }, 'a form could not be opened');
        return;
      }
      deps.count('fault');
      await deps.whisper({
        ...{ channel: channel.id, threadTs, user: user.id },
        message: faultMessage(error, meetingHelp),
      });
    }
  };
}

async function formFor(
  deps: SlackDependencies,
  at: { channel: string; ts: string; threadTs: string | null },
  message: SlackMessage,
): Promise<Modal> {
  const side = meetingsOf(deps);
  if (at.channel === deps.incidents?.settings.embargo?.channel)
    throw new UserFault(
      'embargo',
      'What is said about incidents under embargo stays in this channel: everybody reads the notes of a meeting.',
      'Write it into the meeting in your own words, where everybody may know it.',
    );
  const { source, text } = await side.fromMessage({
    ...{ channel: at.channel, ts: at.ts, text: saidIn(message) },
    ...{ user: message.user ?? null, app: appOf(message), edited: message.edited?.ts ?? null },
  });
  const [first, ...others] = await meant(side, at);
  if (!first)
    throw new UserFault(
      'no-meetings',
      'No meeting is planned.',
      'Whoever runs Signalman names meetings under `meetings:` in signalman.yml.',
    );
  const isBefore = meetingState(first.meeting, side.now()) === 'planned';
  const said = { source, text: await withNames(side.desk, text) };
  return fromView([first, ...others], said, isBefore ? 'topic' : 'note');
}

/** The meeting in whose thread it stands, else the next one of each series, those of its channel first. */
async function meant({ desk }: MeetingsSide, at: { channel: string; threadTs: string | null }) {
  const here = at.threadTs === null ? null : await desk.at({ channel: at.channel, ts: at.threadTs });
  const next = await Promise.all(desk.series.map(({ name }) => desk.show({ series: name, id: null })));
  const others = next
    .filter(({ meeting }) => meeting.id !== here?.meeting.id)
    .sort(
      (one, other) => Number(other.series.channel === at.channel) - Number(one.series.channel === at.channel),
    );
  return here ? [here, ...others] : others;
}
