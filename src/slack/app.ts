/** Bolt as Signalman uses it: HTTP or Socket Mode, time-outs on everything, and no retry that could post twice. */
import type { RequestListener } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { App, HTTPReceiver, SocketModeReceiver } from '@slack/bolt';
import { WebClient, type WebClientOptions } from '@slack/web-api';
import type { Clock } from '../app/ports/clock.js';
import type { Log } from '../app/ports/log.js';
import { onlyToSlack } from './addresses.js';
import { untilReached } from './reached.js';
import { createReplayGuard, refuseReplays } from './receiving/replay.js';
import { guarded, lateFault, payloadFaults, selective } from './receiving/requests.js';
import { createUnderWay } from './receiving/under-way.js';
import { sdkLog } from './sdk-log.js';
import { unquoted } from './unquoted.js';

export interface SlackAccess {
  botToken: string;
  appToken: string | null;
  signingSecret: string | null;
  /** Ends with a slash. */
  apiUrl: string;
}

export interface SlackApp {
  app: App;
  client: WebClient;
  /** Answers requests from Slack; null in Socket Mode. */
  requestListener: RequestListener | null;
  /** Says who the bot is, and connects in Socket Mode; waits while Slack is away. @throws Error when it refuses the token */
  start(): Promise<void>;
  /** Lets nothing more come in by the socket, once what came is acknowledged; HTTP is its server's to close. */
  stop(): Promise<void>;
  /** Waits for the work that came, for so many ms at most. @returns how much of it is left */
  finished(patience: number): Promise<number>;
}

/** Slack answers within seconds. ms */
const timeout = 10_000;
/** What nobody takes within this time is not taken at all. ms */
const longestAnswer = 15_000;
/** How long a stop waits for acknowledgements, and then for Slack to say goodbye. ms */
const farewell = 2000;

/** What the app needs of its process. */
export interface Around {
  log: Log;
  /** The time that people mean. */
  clock: Clock;
  /** The machine's clock. Slack dates requests by real time, so this one is only replaced by tests of it. */
  machine?: Clock;
  /** Whether no process that shares the store has taken a request with this signature. */
  isFirst(signature: string): Promise<boolean>;
}

export function createSlackApp(
  access: SlackAccess,
  { log, clock, machine = Date.now, isFirst }: Around,
): SlackApp {
  const options: WebClientOptions = {
    slackApiUrl: access.apiUrl,
    timeout,
    logger: sdkLog(log),
    retryConfig: { retries: 2 },
    fetch: unquoted(fetch),
  };
  const client = new WebClient(access.botToken, options);
  const receivers = createReceiver(access, { log, clock, machine });
  const underWay = createUnderWay();
  // Asked once: the first request after a start must not wait for what Slack has said already.
  const identity = once(async () => await client.auth.test());
  const app = new App({
    receiver: selective(underWay.counted(receivers.receiver)),
    // Nothing is kept of conversations: Bolt would look each of them up in vain.
    convoStore: false,
    authorize: async () => {
      const { bot_id, user_id, team_id } = await identity();
      return { botToken: access.botToken, botId: bot_id, botUserId: user_id, teamId: team_id };
    },
    // An answer has no time-out of its own: one that hangs would keep its connection for minutes.
    clientOptions: { ...options, fetch: unquoted(onlyToSlack(access.apiUrl, inTime)) },
    logger: sdkLog(log),
  });
  app.use(refuseReplays({ isReplay: createReplayGuard(machine), isFirst, log }));
  app.error(async (error) => {
    log.error({ err: error.original ?? error }, 'a Slack request could not be handled');
  });
  return {
    app,
    client,
    requestListener: receivers.requestListener ?? null,
    async start() {
      const { user_id: user, team } = await untilReached(identity, 'SLACK_BOT_TOKEN', log);
      const { socket } = receivers;
      if (socket) await untilReached(() => socket.start(), 'SLACK_APP_TOKEN', log);
      log.info({ user, team, mode: receivers.socket ? 'socket' : 'http' }, 'connected to Slack');
    },
    async stop() {
      if (!receivers.socket) return;
      await underWay.acknowledged(farewell);
      await Promise.race([receivers.socket.stop(), sleep(farewell, undefined, { ref: false })]);
    },
    finished: underWay.finished,
  };
}

const inTime: typeof fetch = (input, init) =>
  fetch(input, { ...init, signal: init?.signal ?? AbortSignal.timeout(longestAnswer) });

function createReceiver(access: SlackAccess, around: { log: Log; clock: Clock; machine: Clock }) {
  const { log } = around;
  if (access.appToken) {
    const socket = new SocketModeReceiver({
      appToken: access.appToken,
      logger: sdkLog(log),
      installerOptions: { clientOptions: { slackApiUrl: access.apiUrl, timeout } },
      processEventErrorHandler: payloadFaults(log),
    });
    return { receiver: socket, socket };
  }
  const signingSecret = access.signingSecret ?? '';
  const http = new HTTPReceiver({
    signingSecret,
    endpoints: '/slack/events',
    logger: sdkLog(log),
    customPropertiesExtractor: (request) => ({
      signature: signatureIn(request.headers['x-slack-signature']),
    }),
    processEventErrorHandler: payloadFaults(log),
    unhandledRequestHandler: lateFault(log),
  });
  return { receiver: http, requestListener: guarded(http, signingSecret, around) };
}

/** Only what Bolt compares: it lets pass whatever stands behind a second `=`, and that would be another request each time. */
const signatureIn = (header: string | string[] | undefined) => header?.toString().split('=')[1];

/** The result of the first success; a failure is tried again by the next caller. */
function once<T>(make: () => Promise<T>): () => Promise<T> {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
}
