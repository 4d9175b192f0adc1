/** A reaction puts a message into the timeline of an incident; whoever takes theirs off takes it out again. */
import type { AllMiddlewareArgs, SlackEventMiddlewareArgs } from '@slack/bolt';
import type { Incidents } from '../../app/incident/incidents.js';
import { UserFault } from '../../domain/fault.js';
import { reference } from '../answer.js';
import { markAnswer, markQuestion, unmarkAnswer } from '../blocks/incident/reply.js';
import type { Message } from '../blocks/parts/block.js';
import { brokenMessage, faultMessage } from '../blocks/parts/help.js';
import { incidentHelp } from '../commands/help.js';
import type { SlackDependencies } from '../dependencies.js';
import { inTurn } from './one-at-a-time.js';
import { quietly } from './quietly.js';

type Added = SlackEventMiddlewareArgs<'reaction_added'> & AllMiddlewareArgs;
type Removed = SlackEventMiddlewareArgs<'reaction_removed'> & AllMiddlewareArgs;

interface Mark {
  incidents: Incidents;
  user: string;
  at: { channel: string; ts: string };
  /** The id of the event. */
  request: string;
  tell(message: Message): Promise<boolean>;
}

/** A mark that is put and taken off at once must not be looked at the other way round. */
const turns = inTurn<string>();

function onReaction(deps: SlackDependencies, work: (mark: Mark) => Promise<void>) {
  return async ({ event, body, context }: Added | Removed): Promise<void> => {
    const { incidents } = deps;
    const { user, item } = event;
    if (!incidents || event.reaction !== incidents.settings.reaction || item.type !== 'message') return;
    if (user === context.botUserId) return;
    const at = { channel: item.channel, ts: item.ts };
    const tell = (message: Message) => deps.whisper({ channel: at.channel, user, threadTs: null, message });
    await quietly(deps, () =>
      turns(`${at.channel} ${at.ts} ${user}`, async () => {
        try {
          await work({ incidents, user, at, request: body.event_id, tell });
        } catch (error) {
          await tell(failure(deps, error));
        }
      }),
    );
  };
}

/** Nobody sees in a reaction that it came to nothing. */
function failure({ log, count }: SlackDependencies, error: unknown): Message {
  if (error instanceof UserFault) {
    count('fault');
    log.warn({ code: error.code, err: error.cause }, 'a mark was answered with a fault');
    return faultMessage(error, incidentHelp);
  }
  const number = reference();
  count('broken');
  log.error({ err: error, reference: number }, 'a mark could not be handled');
  return brokenMessage(number);
}

export const incidentMarks = (deps: SlackDependencies) =>
  onReaction(deps, async ({ incidents, user, at, request, tell }) => {
    // The emoji has other uses where nothing has happened lately.
    const placed = await incidents.placeMark(at, { id: user });
    if (!placed) return;
    const { found } = placed;
    const message = { ...at, threadTs: found.threadTs };
    const [only, ...others] = placed.incidents;
    if (!only) return;
    if (others.length > 0) {
      const key = `mark ${request}`;
      if (!(await incidents.hear(key))) return;
      const isTold = await tell(markQuestion(placed.incidents, message, incidents.settings));
      // What nobody was asked may be asked when Slack tells of it again.
      if (!isTold) await incidents.unhear(key);
      return;
    }
    const actor = await incidents.whoIs(user);
    const { isNew } = await incidents.mark({ actor, request, id: only.id, message, found });
    if (isNew) await tell(markAnswer(only.id));
  });

export const incidentMarksOff = (deps: SlackDependencies) =>
  onReaction(deps, async ({ incidents, user, at, request, tell }) => {
    const actor = await incidents.whoIs(user);
    const ids = await incidents.unmark({ actor, request, message: at });
    if (ids.length > 0) await tell(unmarkAnswer(ids));
  });
