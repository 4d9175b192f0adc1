/** A Slack without limits and with many announcement channels, and a person in it who declares incidents. */
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import { signingSecret } from './command.js';
import { announcing, type Declared, declareIn, updateIn } from './declaration.js';
import { type Helper, startHelper } from './process.js';
import { githubToken, type Project, project } from './project.js';
import type { Stage } from './stage.js';

const botToken = 'xoxb-benchmark-token';
const [bot, commander, home] = ['U0BOT', 'U0COMMANDER', 'C0INCIDENTS'];
const small = project(10);

export interface Announcing {
  slack: LocalSlack;
  bot: Helper;
  /** The loop that it is compared with. */
  loop: Helper;
  channels: string[];
  declare(): Promise<Declared>;
  /** Tells more of an incident. @returns when that was acknowledged, on the clock of `performance` */
  update(incident: number, text: string): Promise<number>;
}

/** Releases that are only read. */
const beside = (projects: readonly Project[]) =>
  projects
    .map(({ repository }, at) => `, r${at + 1}: { repository: ${repository}, milestone: v2.0 }`)
    .join('');

const configFor = (channels: readonly string[], projects: readonly Project[], more: string) => `
repository: ${small.repository}
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v2.0: { milestone: v2.0 }${beside(projects)} }
roles: { release-lead: [${commander}], incident-commander: [${commander}] }
incidents:
  channel: ${home}
  announce:
${announcing(channels)}
${more}`;

interface Opened {
  count: number;
  /** null: a file */
  databaseUrl: string | null;
  projects?: Project[];
  /** Of signalman.yml. */
  more?(channels: readonly string[]): string;
}

export async function openAnnouncing(
  stage: Stage,
  { count, databaseUrl, projects = [], more = () => '' }: Opened,
): Promise<Announcing> {
  const channels = Array.from({ length: count }, (_, at) => `C0ANNOUNCE${at}`);
  const slack = await startLocalSlack({
    botToken,
    botUserId: bot,
    signingSecret,
    limits: 'none',
    logSize: 10,
    seed: {
      users: [{ id: commander, name: 'jacob', realName: 'Jacob Commander' }],
      channels: [home, ...channels].map((id) => ({ id, name: id.toLowerCase(), members: [commander, bot] })),
      userGroups: [],
    },
  });
  stage.defer(() => slack.close());
  const github = await startHelper(stage, 'local-github.js', [small, ...projects]);
  const loop = await startHelper(stage, 'plain-loop.js', { apiUrl: slack.apiUrl, token: botToken });
  const running = await startHelper(stage, 'announcing-bot.js', {
    config: configFor(channels, projects, more(channels)),
    storage: { databaseUrl, dataDir: await stage.folder() },
    slack: { botToken, signingSecret, apiUrl: slack.apiUrl },
    github: { apiUrl: github.url, token: githubToken },
  });
  slack.eventsUrl = `${running.url}/slack/events`;

  const declare = () => declareIn(slack, commander, home);
  const update = (incident: number, text: string) =>
    updateIn(slack, commander, { channel: home, incident, text });
  return { slack, bot: running, loop, channels, declare, update };
}
