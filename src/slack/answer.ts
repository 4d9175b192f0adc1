/** The one way in which a command or a button is answered: the result, the person's fault, or a reference to ours. */
import { randomBytes } from 'node:crypto';
import type { RespondFn } from '@slack/bolt';
import { inTime } from '../app/in-time.js';
import { createTurns } from '../app/turns.js';
import { UserFault } from '../domain/fault.js';
import { createBacklog } from './backlog.js';
import type { Message } from './blocks/parts/block.js';
import { brokenMessage, faultMessage, type HelpText } from './blocks/parts/help.js';
import { heard } from './blocks/parts/text.js';
import type { SlackDependencies } from './dependencies.js';

const itsTurn = createTurns();
const backlog = createBacklog({ most: 3000, together: 200 });

/** Whether a command should rather be typed again later. */
export const isOverloaded = backlog.isFull;

/** Names a failure in the log, for the person to pass on. */
export const reference = (): string => randomBytes(4).toString('hex');

/**
 * Runs the work and answers privately with its message; `null` when the work has answered already.
 * Never throws: what cannot be answered is in the log.
 * @param opensForm whether the work may open a form: it then goes before all that can wait
 */
export async function answering(
  deps: Pick<SlackDependencies, 'log' | 'count'>,
  respond: RespondFn,
  help: HelpText,
  work: () => Promise<Message | null>,
  opensForm: () => boolean = () => false,
): Promise<void> {
  await backlog.count(async () => {
    const message = await worked(deps, help, work, opensForm);
    if (message === null) return;
    const text = heard(message.text);
    const answer = { ...message, text, response_type: 'ephemeral', replace_original: false } as const;
    try {
      await backlog.send(() => withTimeLimit(respond(answer)));
    } catch (error) {
      // Sent once only: whether a lost answer arrived cannot be known, and the person can ask again.
      deps.count('undelivered');
      deps.log.warn({ err: error }, 'an answer could not be delivered');
    }
  });
}

async function worked(
  { log, count }: Pick<SlackDependencies, 'log' | 'count'>,
  help: HelpText,
  work: () => Promise<Message | null>,
  opensForm: () => boolean,
): Promise<Message | null> {
  try {
    await itsTurn(opensForm());
    const message = await work();
    count('fine');
    return message;
  } catch (error) {
    if (error instanceof UserFault) {
      if (error.cause === undefined) log.debug({ code: error.code }, 'answered with a fault');
      else log.warn({ code: error.code, err: error.cause }, 'answered with a fault');
      count('fault');
      return faultMessage(error, help);
    }
    const number = reference();
    log.error({ err: error, reference: number }, 'a request failed');
    count('broken');
    return brokenMessage(number);
  }
}

/** Says it to everybody in the channel. @throws UserFault `not-shared` when Slack did not take it, or did not say */
export async function answerAll(respond: RespondFn, message: Message): Promise<void> {
  try {
    await withTimeLimit(respond({ ...message, response_type: 'in_channel', replace_original: false }));
  } catch (cause) {
    const fault = new UserFault('not-shared', 'Slack did not take the message.', 'Ask again, and share that');
    fault.cause = cause;
    throw fault;
  }
}

/** Slack answers a response within seconds or not at all; Bolt itself would wait for ever. @throws Error when it is late */
export async function withTimeLimit<T>(work: Promise<T>, ms = 15_000): Promise<T> {
  return await inTime(work, ms, () => {
    throw new Error(`no answer within ${ms} ms`);
  });
}
