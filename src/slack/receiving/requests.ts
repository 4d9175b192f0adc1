/**
 * What comes in from Slack, before Bolt: a request is read within limits and verified, its payload is whole, and what
 * nobody listens to is told so at once. Whatever is wrong with it ends that request, never the process.
 */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import {
  type App,
  AuthorizationError,
  type HTTPReceiver,
  HTTPModuleFunctions as http,
  type Receiver,
} from '@slack/bolt';
import type { Clock } from '../../app/ports/clock.js';
import type { Log } from '../../app/ports/log.js';
import { isHeard } from '../events/heard.js';
import { checkPayload, PayloadFault } from './payload.js';

/** Slack's own payloads stay far below. bytes */
const bodyLimit = 1024 * 1024;

/** As far as Slack's clock and ours may differ; Bolt allows as much for old requests. s */
const apart = 5 * 60;

/** Between two lines in the log about what was refused, ms. */
const between = 10_000;

/** Somebody outside asked for something that is not there. */
class UnheardFault extends PayloadFault {
  override name = 'UnheardFault';
}

/** The same receiver, which hands on what is whole and what somebody acts on. */
export function selective<R extends Receiver>(receiver: R): R {
  const init = receiver.init.bind(receiver);
  receiver.init = (app: App) => {
    const process = app.processEvent.bind(app);
    app.processEvent = async (event) => {
      const ack = event.ack as (response?: unknown) => Promise<void>;
      if (!isHeard(event.body)) return await ack();
      checkPayload(event.body);
      let isAnswered = false;
      const answer = async (response?: unknown) => {
        isAnswered = true;
        await ack(response);
      };
      await process({ ...event, ack: answer });
      if (!isAnswered) throw new UnheardFault('nobody listens to it');
    };
    init(app);
  };
  return receiver;
}

/** For a receiver: what becomes of a payload that could not be handled. @returns whether it is answered thereby */
export function payloadFaults(log: Log) {
  return async ({ error, response }: { error: Error; response?: ServerResponse }): Promise<boolean> => {
    if (error instanceof PayloadFault)
      log.warn({ why: error.message }, 'something that Slack sent was refused');
    else log.error({ err: error }, 'a Slack request could not be handled');
    if (response) answer(response, statusOf(error));
    // In Socket Mode Slack would only send the same again.
    return response !== undefined || error instanceof PayloadFault || error instanceof AuthorizationError;
  };
}

function statusOf(error: Error): number {
  if (error instanceof UnheardFault) return 404;
  if (error instanceof PayloadFault) return 400;
  return error instanceof AuthorizationError ? 401 : 500;
}

/** For a receiver: a request that nobody has answered after three seconds. */
export function lateFault(log: Log) {
  return ({ response }: { response: ServerResponse }): void => {
    if (response.headersSent) return;
    log.error({}, 'a Slack request was not acknowledged within 3 seconds');
    answer(response, 404);
  };
}

/**
 * Answers 401 to what is not from Slack, 413 to what is too large, 400 to what is no payload, and 200 to events that
 * nobody acts on. Never throws.
 * @param receiver takes what is left
 * @param machine the machine's clock, as Slack's timestamps are real time
 */
export function guarded(
  receiver: HTTPReceiver,
  signingSecret: string,
  { log, clock, machine }: { log: Log; clock: Clock; machine: Clock },
): RequestListener {
  const tell = sparingly(log, clock);
  async function receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const status = isOfTheFuture(request, machine) ? 401 : await settled(request, signingSecret);
    if (status === null) return receiver.requestListener(request, response);
    if (status === 200) return answer(response, status);
    tell(status);
    // What is not read to its end cannot be followed by another request.
    if (!request.complete) response.setHeader('connection', 'close');
    answer(response, status);
  }
  return (request, response) => {
    receive(request, response).catch((error: unknown) => {
      log.error({ err: error }, 'a Slack request could not be handled');
      answer(response, 500);
    });
  };
}

/** Anybody can send what is refused: the log is not theirs to fill. */
function sparingly(log: Log, clock: Clock): (status: number) => void {
  let untold = 0;
  let told = Number.NEGATIVE_INFINITY;
  return (status) => {
    untold++;
    if (clock() - told < between) return;
    log.warn({ status, refused: untold }, 'requests to /slack/events were refused');
    untold = 0;
    told = clock();
  };
}

/**
 * Bolt refuses what is older than five minutes, and takes what is dated in the future: that would stay good until
 * then, long after it is forgotten that it was handled.
 */
function isOfTheFuture({ headers }: IncomingMessage, machine: Clock): boolean {
  const date = String(headers['x-slack-request-timestamp'] ?? '');
  // None at all is Bolt's to answer: some of Slack's requests have none.
  return date !== '' && !(/^\d{1,12}$/.test(date) && Number(date) <= machine() / 1000 + apart);
}

/** @returns null: it is from Slack and holds an object that somebody acts on. 200: nobody does */
async function settled(request: IncomingMessage, signingSecret: string): Promise<number | null> {
  try {
    const verified = await http.parseAndVerifyHTTPRequest(
      { enabled: true, signingSecret, bodyLimit },
      request,
    );
    const body = parsed(verified);
    if (!isObject(body)) return 400;
    // Here already: a broadcast to 200 channels brings 200 events about the bot's own posts.
    return isHeard(body) ? null : 200;
  } catch (error) {
    return http.isRawBodyError(error) ? error.statusCode : 401;
  }
}

function parsed(request: Parameters<typeof http.parseHTTPRequestBody>[0]): unknown {
  try {
    return http.parseHTTPRequestBody(request);
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function answer(response: ServerResponse, status: number): void {
  if (response.headersSent || response.destroyed) return;
  response.writeHead(status).end();
}
