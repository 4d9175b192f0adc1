/** A reaction keeps a message of a meeting's thread in its notes; whoever takes theirs off takes it out again. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { MeetingDesk, ShownMeeting } from '../../app/ports/meeting.js';
import { UserFault } from '../../domain/fault.js';
import type { PointKind } from '../../domain/meeting/event.js';
import { prefixedIn } from '../../domain/meeting/prefixed.js';
import type { MeetingSeries } from '../../domain/meeting/settings.js';
import { wordsUntil } from '../../domain/meeting/state.js';
import { keptMessage, takenOutMessage } from '../blocks/meeting/kept.js';
import { faultMessage } from '../blocks/parts/help.js';
import { meetingHelp } from '../commands/help-meeting.js';
import type { SlackDependencies } from '../dependencies.js';
import { isFrom, keep, takeOut } from '../meeting/collect.js';
import type { MeetingsSide } from '../meeting/desk.js';
import { inTurn } from './one-at-a-time.js';
import { quietly } from './quietly.js';

type Added = SlackEventMiddlewareArgs<'reaction_added'> & AllMiddlewareArgs;
type Removed = SlackEventMiddlewareArgs<'reaction_removed'> & AllMiddlewareArgs;

type Kind = PointKind | 'action';
type Found = Awaited<ReturnType<MeetingsSide['readMessage']>>;

interface Mark {
  side: MeetingsSide;
  shown: ShownMeeting;
  found: Found;
  kind: Kind;
  at: { channel: string; ts: string };
  by: { actor: Awaited<ReturnType<MeetingDesk['whoIs']>>; request: string };
}

/** A mark that is put and taken off at once must not be looked at the other way round. */
const turns = inTurn<string>();

function kindOf({ reactions }: MeetingSeries, reaction: string): Kind | null {
  // `thumbsup::skin-tone-2` is a thumbs-up too.
  const [name] = reaction.split('::');
  return (Object.keys(reactions) as Kind[]).find((one) => reactions[one] === name) ?? null;
}

function onReaction(
  deps: SlackDependencies,
  work: (mark: Mark) => Promise<{ message: ReturnType<typeof takenOutMessage> } | null>,
) {
  return async ({ event, body, context }: Added | Removed): Promise<void> => {
    const side = deps.meetings;
    const { user, item, reaction } = event;
    if (!side || item.type !== 'message' || user === context.botUserId) return;
    // An emoji has other uses: nothing is asked of Slack for one that no meeting has.
    if (!side.desk.series.some((one) => kindOf(one, reaction) !== null)) return;
    const at = { channel: item.channel, ts: item.ts };
    const tell = (message: Parameters<typeof deps.whisper>[0]['message'], threadTs: string | null) =>
      deps.whisper({ channel: at.channel, user, threadTs, message });
    await quietly(deps, () =>
      turns(`${at.channel} ${at.ts} ${user}`, async () => {
        const found = await side.readMessage({ ...at, threadTs: null }).catch((error: unknown) => {
          // Anywhere else than in a meeting it is none of our business.
          if (error instanceof UserFault) return null;
          throw error;
        });
        if (!found?.threadTs || found.threadTs === at.ts) return;
        if ([context.botUserId, context.botId].includes(found.source.author?.id)) return;
        const shown = await side.desk.at({ channel: at.channel, ts: found.threadTs });
        const kind = shown && kindOf(shown.series, reaction);
        // What says itself what it is follows its own words.
        if (!shown || !kind || isPast(side, shown) || prefixedIn(found.text).length > 0) return;
        try {
          const by = { actor: await side.desk.whoIs(user), request: body.event_id };
          const answer = await work({ side, shown, found, kind, at, by });
          if (answer) await tell(answer.message, found.threadTs);
        } catch (error) {
          if (!(error instanceof UserFault)) throw error;
          deps.count('fault');
          await tell(faultMessage(error, meetingHelp), found.threadTs);
        }
      }),
    );
  };
}

/** Long over: nobody means its notes. */
const isPast = ({ now }: MeetingsSide, { meeting, series }: ShownMeeting): boolean =>
  meeting.cancelled !== null || now() >= wordsUntil(series, meeting);

/** What came of the message as that kind. */
const keptFrom = ({ shown: { meeting }, kind, at }: Mark) =>
  kind === 'action'
    ? meeting.actions
        .filter(({ source }) => isFrom(source, at))
        .map((one) => ({ ...one, kind: 'action' as const }))
    : meeting.points
        .filter((one) => one.kind === kind && isFrom(one.source, at))
        .map((one) => ({ ...one, kind: 'point' as const }));

export const meetingMarks = (deps: SlackDependencies) =>
  onReaction(deps, async (mark) => {
    const { side, shown, found, kind, by } = mark;
    // The second who says the same adds nothing.
    if (keptFrom(mark).length > 0) return null;
    const kept = await keep(side, shown, { ...by, source: found.source }, { kind, text: found.text });
    return kept && { message: keptMessage([kept], true) };
  });

export const meetingMarksOff = (deps: SlackDependencies) =>
  onReaction(deps, async (mark) => {
    const { side, shown, found, by } = mark;
    const mine = keptFrom(mark).filter((one) => one.by.id === by.actor.id);
    for (const [at, one] of mine.entries())
      await takeOut(side, shown, { ...by, request: `${by.request} ${at}`, source: found.source }, one);
    return mine.length === 0 ? null : { message: takenOutMessage(mine.length) };
  });
