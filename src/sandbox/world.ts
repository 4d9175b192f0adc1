/**
 * The whole sandbox as one value: a local Slack, GitHub and TestGrid as they stood at noon on 16 March 2017, the real
 * bot between them, and the page in front of them. The days before that were lived through, with their reports.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Bot, composeSync, openStore, type Parts, startBot } from '../compose.js';
import { loadSettings } from '../config/load.js';
import { slackTiming } from '../domain/delivery-timing.js';
import { minute } from '../domain/time.js';
import { createLog } from '../operate/log.js';
import { events } from '../slack/listeners.js';
import { startLanding, tagPreRelease } from './branch.js';
import { startClock } from './clock.js';
import { type Days, openingDay, startDays, untilDelivered } from './days.js';
import { seedCommunity, seedReport, startStory } from './fix-story.js';
import { type LocalGitHub, startLocalGitHub } from './github/index.js';
import { ofTheDay, writeByHand } from './hand-written.js';
import { preparePage } from './page-build.js';
import { gitHubLogin, listGitHub, showGitHub } from './page-github.js';
import { openDoor } from './page-server.js';
import { MARCH_2017 } from './seed/march-2017.js';
import { seedRelease17 } from './seed/release-1.7/world.js';
import { seedReportDay } from './seed/report-day.js';
import { startTestRuns } from './seed/test-runs.js';
import { type LocalSlack, startLocalSlack } from './slack/index.js';
import { startLocalTestGrid } from './testgrid/index.js';
import { botUserId, configuration, releaseLead, slackSeed, team } from './workspace.js';
import { openConversation } from './workspace-talk.js';

export interface Sandbox {
  /** Where the page is, without a slash at the end. */
  url: string;
  slack: LocalSlack;
  github: LocalGitHub;
  bot: Bot;
  days: Days;
  /** Lets that much time pass (ms), and waits until Signalman has done what became due. */
  pass(ms: number): Promise<void>;
  /** Stops everything and removes its data. */
  close(): Promise<void>;
}

interface SandboxOptions {
  /** The page's; 0 for any free one. */
  port: number;
  /** A folder for the store, kept at the end; a temporary one, removed at the end, unless given. */
  dataDir?: string;
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
    const [first] = MARCH_2017;
    // A minute before the first report, so that it is one of the schedule's.
    const clock = startClock((first?.at ?? 0) - 60_000);
    const { now } = clock;
    const door = keep(await openDoor(options.port));
    const page = await preparePage(options.progress ?? (() => {}));
    const slack = keep(
      await startLocalSlack({
        ...{ now, team, seed: slackSeed, botUserId, botToken, signingSecret },
        // Its pace would make every day take as long as a real workspace needs for a thread.
        limits: 'none',
        events: [...events],
      }),
    );
    const github = keep(
      await startLocalGitHub({ now, tokens: [{ token: gitHubToken, login: gitHubLogin }] }),
    );
    seedFirstDay(github);
    const testGrid = keep(await startLocalTestGrid({ now }));
    const tests = startTestRuns(testGrid, now());
    const dataDir = options.dataDir ?? (await temporaryFolder(closers));
    const parts: Parts = {
      settings: loadSettings(configuration(testGrid.url), 'the configuration of the sandbox'),
      database: keep(await openStore({ databaseUrl: null, dataDir })),
      log: createLog('error', [botToken, signingSecret, gitHubToken]),
      clock: now,
    };
    await readGitHub(parts, github.url);
    const bot = await startBot(parts, {
      slack: { botToken, appToken: null, signingSecret, apiUrl: slack.apiUrl },
      github: { apiUrl: github.url, token: gitHubToken },
      port: 0,
      timing: { ...slackTiming, pace: 0 },
    });
    closers.push(() => bot.stop());
    const botUrl = `http://127.0.0.1:${bot.port}`;
    slack.eventsUrl = `${botUrl}/slack/events`;
    const days = startDays({
      clock,
      github,
      tests,
      async report(again) {
        if (again) await issueAgain(slack);
        else await bot.wake();
        await untilDelivered(botUrl);
      },
    });
    options.progress?.('Living through March 2017 up to the 16th…');
    clock.forwardTo(first?.at ?? 0);
    await bot.wake();
    await untilDelivered(botUrl);
    for (let at = 1; at < openingDay; at++) await days.next();
    // A suite turned red over night, and people talk before they look at the report.
    clock.forwardTo((MARCH_2017[openingDay]?.at ?? 0) - 40 * 60_000);
    tests.runTo(now());
    tagPreRelease(github, now());
    await bot.wake();
    await untilDelivered(botUrl);
    seedReport(github, now() - 90 * minute);
    await openConversation(slack);
    await writeByHand(parts, { apiUrl: slack.apiUrl, botToken }, ofTheDay);
    await days.next();
    const landing = startLanding(github);
    /** Signalman asks GitHub once a minute. */
    const look = async () => {
      clock.forwardTo(now() + minute);
      await bot.wake();
    };
    const land = () => {
      landing();
      return look();
    };
    const pass = async (ms: number) => {
      clock.forwardTo(now() + ms);
      await bot.wake();
      await untilDelivered(botUrl);
    };
    const story = startStory(github, now);
    const atGitHub = {
      seen: () => ({ items: listGitHub(github), next: story.next() }),
      item: (name: string) => showGitHub(github, name),
      go: async () => {
        if (story.go() !== null) await look();
      },
    };
    door.serve({ slack, now, page, days, land, github: atGitHub });
    return { url: door.url, slack, github, bot, days, pass, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Of 1.7, some of what documents it is merged already, each with a page. */
const mergedDocsOf17 = [4003, 4080, 4092, 4138];

/** As the first report found it; the release was due on the 28th. */
function seedFirstDay(github: LocalGitHub): void {
  const [first] = MARCH_2017;
  if (!first) throw new Error('there is no first day');
  const { repo, milestone } = seedReportDay(github, first);
  github.updateMilestone(repo, milestone, { dueOn: Date.UTC(2017, 2, 28) }, { at: first.at - 86_400_000 });
  seedCommunity(github, first.at - 400 * 86_400_000);
  seedRelease17(github, { at: first.at, mergedDocs: mergedDocsOf17 });
}

/** What a release lead types when the figures of the day have changed. */
async function issueAgain(slack: LocalSlack): Promise<void> {
  const who = { user: releaseLead.id, channel: 'C01RELEASE' };
  const before = slack.state.ephemerals(who.user).length;
  await slack.slashCommand({ ...who, command: '/release-status', text: 'schedule 1 again' });
  await slack.waitFor(() => slack.state.ephemerals(who.user).length > before);
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
