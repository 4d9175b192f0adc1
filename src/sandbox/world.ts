/**
 * The whole sandbox as one value: a local Slack and a local GitHub as they stood at noon on 16 March 2017, the real bot
 * between them, and the page in front of them.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, composeSync, openStore, type Parts, startBot } from '../compose.js';
import { loadSettings } from '../config/load.js';
import { createLog } from '../operate/log.js';
import { events } from '../slack/listeners.js';
import { type LocalGitHub, startLocalGitHub } from './github/index.js';
import { writeByHand } from './hand-written.js';
import { preparePage } from './page-build.js';
import { openDoor } from './page-server.js';
import { NOON_16_MARCH_2017 } from './seed/noon-16-march-2017.js';
import { seedReportDay } from './seed/report-day.js';
import { type LocalSlack, startLocalSlack } from './slack/index.js';
import { botUserId, configuration, openConversation, slackSeed, team } from './workspace.js';

export interface Sandbox {
  /** Where the page is, without a slash at the end. */
  url: string;
  slack: LocalSlack;
  github: LocalGitHub;
  bot: Bot;
  /** Stops everything and removes its data. */
  close(): Promise<void>;
}

interface SandboxOptions {
  /** The page's; 0 for any free one. */
  port: number;
  /** A folder for the store, kept at the end; a temporary one, removed at the end, unless given. */
  dataDir?: string;
  /** ms, UTC; noon on 16 March 2017 and running on from there unless given. */
  now?: () => number;
  /** Told what takes a while. */
  progress?: (text: string) => void;
}

// Both servers are made for this process alone: what they accept as secret protects nothing.
const botToken = 'xoxb-sandbox';
const signingSecret = 'sandbox-signing-secret';
const gitHubToken = 'sandbox-github-token';

/** Starts everything; GitHub has been read once when it resolves. @throws UserFault when the port is taken */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const closers: (() => Promise<unknown>)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const keep = <T extends { close(): Promise<unknown> }>(part: T): T => {
    closers.push(() => part.close());
    return part;
  };
  try {
    const now = options.now ?? runningFrom(NOON_16_MARCH_2017.publishedAt);
    const door = keep(await openDoor(options.port));
    const page = await preparePage(options.progress ?? (() => {}));
    const slack = keep(
      await startLocalSlack({
        ...{ now, team, seed: slackSeed, botUserId, botToken, signingSecret },
        events: [...events],
      }),
    );
    await openConversation(slack);
    const github = keep(
      await startLocalGitHub({ now, tokens: [{ token: gitHubToken, login: 'signalman' }] }),
    );
    seedReportDay(github, NOON_16_MARCH_2017);
    const dataDir = options.dataDir ?? (await temporaryFolder(closers));
    const parts: Parts = {
      settings: loadSettings(configuration, 'the configuration of the sandbox'),
      database: keep(await openStore({ databaseUrl: null, dataDir })),
      log: createLog('warn', [botToken, signingSecret, gitHubToken]),
      clock: now,
    };
    await writeByHand(parts, { apiUrl: slack.apiUrl, botToken });
    await readGitHub(parts, github.url);
    const bot = await startBot(parts, {
      slack: { botToken, appToken: null, signingSecret, apiUrl: slack.apiUrl },
      github: { apiUrl: github.url, token: gitHubToken },
      port: 0,
    });
    closers.push(() => bot.stop());
    slack.eventsUrl = `http://127.0.0.1:${bot.port}/slack/events`;
    door.serve({ slack, now, page });
    return { url: door.url, slack, github, bot, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** A clock that shows `start` now and runs as fast as any other. */
function runningFrom(start: number): () => number {
  const begun = performance.now();
  return () => Math.floor(start + performance.now() - begun);
}

async function temporaryFolder(closers: (() => Promise<unknown>)[]): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'signalman-sandbox-'));
  closers.push(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Reads all of GitHub once, so that the first question is answered from figures. */
async function readGitHub(parts: Parts, apiUrl: string): Promise<void> {
  const { tracked, sync } = composeSync(parts, { apiUrl, token: gitHubToken });
  for (const which of tracked) {
    const { problem } = await sync(which, true);
    if (problem !== null) throw new Error(`${which.repository} could not be read: ${problem}`);
  }
}
