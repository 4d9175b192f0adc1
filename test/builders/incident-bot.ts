/** The whole bot with incidents, and people who declare, update and answer as they do in Slack. */
import { setTimeout as sleep } from 'node:timers/promises';
import { type BotOptions, deputy, lead, member, type RunningBot, release, startTestBot } from './bot.js';

export const commander = 'U0COMMANDER';
export const comms = 'U0COMMS';
export const gone = 'U0GONE';
export const incidents = 'C0INCIDENTS';
export const stranger = member;

export interface IncidentBotOptions extends Partial<BotOptions> {
  /** How many channels get a copy. */
  announced?: number;
  /** More of `incidents:`, as YAML indented by two. */
  more?: string;
  /** The release leads, as YAML; a person and a user group unless given. */
  leads?: string;
  /** Two of Kubernetes without branches unless given, as YAML. */
  releases?: string;
}

export const announcedChannel = (at: number) => `C0ANN${at}`;

const people = [
  { id: commander, name: 'jacob', realName: 'Jacob Commander' },
  { id: comms, name: 'cora', realName: 'Cora Communications' },
];

export interface IncidentBot extends RunningBot {
  /** Types `/incident …` and waits for the private answer. */
  incident(text: string, user?: string, channel?: string): ReturnType<RunningBot['ask']>;
  /** Types `/incident …` and waits for the form to be filled. @returns its id */
  form(text: string, user?: string): Promise<string>;
  /** Waits until the form on top is not the loading one. */
  filled(user: string): Promise<string>;
  send(user: string, values: Record<string, unknown>): Promise<Sent>;
  declare(values?: Record<string, unknown>, user?: string): Promise<Sent>;
  /** Fills in an update, looks at it, and sends it. */
  update(values: Record<string, unknown>, user?: string, id?: number): Promise<Sent>;
  press(
    user: string,
    actionId: string,
    at?: { channel?: string; messageTs?: string; value?: unknown },
  ): Promise<void>;
  /** The newest private answer. */
  told(user: string, channel?: string): string;
  /** The head of that incident, or the newest one. */
  head(id?: number): Seen;
  /** The copy of that incident, or of whichever came first. */
  copy(channel: string, id?: number): Seen | undefined;
  settle(): Promise<void>;
}

type Sent = Awaited<ReturnType<RunningBot['slack']['submitView']>>;
type Seen = ReturnType<RunningBot['slack']['state']['messages']>[number];

export const kubeadm = {
  title: 'kubeadm 1.6.0 hangs when initializing a cluster',
  severity: 's1',
  release: 'v1.6',
  versions: 'kubeadm 1.6.0, new clusters only',
  impact: 'Initialization of a new 1.6.0 master using kubeadm hangs for ever.',
  workaround: 'Stay on 1.5; older packages are gone from the repository, so use a cached copy.',
  issue: 'kubernetes/kubeadm#212',
};

export async function startIncidentBot({
  announced = 3,
  more = '',
  leads = `[${lead}, S0TEAM]`,
  releases = '{ v1.6: { milestone: v1.6 }, v1.5.6: { milestone: v1.5 } }',
  ...options
}: IncidentBotOptions = {}): Promise<IncidentBot> {
  const places = Array.from({ length: announced }, (_, at) => announcedChannel(at + 1));
  const present = (options.users ?? []).filter((one) => !one.deleted).map(({ id }) => id);
  const running = await startTestBot({
    config: `
repository: kubernetes/kubernetes
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: ${releases}
roles: { release-lead: ${leads}, incident-commander: [${commander}], communications: [${comms}] }
channels: { release: [${release}] }
incidents:
  channel: ${incidents}
  timezone: PST8PDT
  announce:
    - channels: [${places.join(', ')}]
${more}
`,
    seed(github) {
      github.addRepo({ fullName: 'kubernetes/kubernetes' });
      for (const title of ['v1.6', 'v1.5']) github.addMilestone('kubernetes/kubernetes', { title });
    },
    limits: 'none',
    timing: { editsPerMinute: 60_000, readsPerMinute: 60_000 },
    ...options,
    users: [...people, ...(options.users ?? [])],
    channels: [
      {
        ...{ id: incidents, name: 'incidents' },
        members: [lead, commander, comms, member, deputy, 'U0BOT', ...present],
      },
      ...places.map((id) => ({ id, name: id.toLowerCase(), members: [lead, member, commander] })),
      ...(options.channels ?? []),
    ],
  });
  const { slack } = running;

  async function filled(user: string): Promise<string> {
    return await slack.waitFor(
      () => {
        const top = slack.state.views(user).at(-1);
        return top && top.callbackId !== 'loading' ? top.id : undefined;
      },
      { what: `a form for ${user}: ${JSON.stringify(running.log.slice(-3))}` },
    );
  }

  async function form(text: string, user = commander): Promise<string> {
    const top = slack.state.views(user).at(-1);
    if (top) await slack.closeView({ viewId: top.id, user, all: true });
    await slack.slashCommand({ command: '/incident', text, user, channel: incidents });
    return await filled(user);
  }

  async function send(user: string, values: Record<string, unknown>): Promise<Sent> {
    const top = slack.state.views(user).at(-1);
    if (!top) throw new Error(`${user} has no form open`);
    return await slack.submitView({ user, viewId: top.id, values });
  }

  return {
    ...running,
    // Another one after a restart.
    get bot() {
      return running.bot;
    },
    get database() {
      return running.database;
    },
    filled,
    form,
    send,
    incident: (text, user = commander, channel = incidents) => running.ask(text, user, channel, '/incident'),
    async declare(values = {}, user = commander) {
      await form('declare', user);
      const sent = await send(user, { ...kubeadm, ...values });
      return sent;
    },
    async update(values, user = commander, id) {
      await form(id === undefined ? 'update' : `update ${id}`, user);
      const looked = await send(user, values);
      if (looked.action !== 'push') return looked;
      return await send(user, {});
    },
    async press(user, actionId, at = {}) {
      await slack.click({ user, actionId, channel: incidents, messageTs: head().ts, ...at });
    },
    told(user, channel = incidents) {
      const last = slack.state.ephemerals(user, channel).at(-1);
      return `${last?.text} ${JSON.stringify(last?.blocks)}`;
    },
    head,
    copy: (channel, id) =>
      slack.state
        .messages(channel)
        .find(
          (one) =>
            one.user === 'U0BOT' && one.text.startsWith(id === undefined ? 'Incident ' : `Incident ${id}, `),
        ),
    settle: () => settled(running),
  };

  function head(id?: number): Seen {
    const named = new RegExp(`^Incident ${id ?? '\\d+'}, S`);
    const found = slack.state
      .messages(incidents)
      .filter((one) => one.user === 'U0BOT' && one.subtype !== 'tombstone' && named.test(one.text))
      .at(-1);
    if (!found) throw new Error('there is no head');
    return found;
  }
}

/** Nothing is owed, and the head says what became of its copies. */
async function settled(running: RunningBot): Promise<void> {
  // What is told of the receipts is owed in its turn.
  for (let round = 0; round < 3; round++) {
    await untilFree(running);
    await running.wake();
  }
}

/** The alarm may be at it, since before the clock was moved: then whoever wakes the bot is turned away. */
async function untilFree(running: RunningBot): Promise<void> {
  const held = () =>
    running.database.read
      .selectFrom('lease')
      .select('name')
      .where('name', '=', 'incidents')
      .where('until', '>=', Date.now())
      .executeTakeFirst();
  while (await held()) await sleep(5);
}
