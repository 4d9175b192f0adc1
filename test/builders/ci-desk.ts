/** Signalman's Slack side before a local Slack, with a desk of the test signal that only remembers what it was asked. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { CiDesk } from '../../src/app/ci-ports.js';
import type { Job } from '../../src/domain/ci/job.js';
import type { ShownAlert } from '../../src/domain/ci/shown-alert.js';
import { UserFault } from '../../src/domain/fault.js';
import type { Status } from '../../src/domain/status.js';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { createSlackApp } from '../../src/slack/app.js';
import { ciRenderer } from '../../src/slack/blocks/ci/renderer.js';
import type { SlackDependencies } from '../../src/slack/dependencies.js';
import { listen } from '../../src/slack/listeners.js';
import { answerOf, botToken, deputy, lead, manifestScopes, member, release, signingSecret } from './bot.js';
import { groupWord, manualTest } from './ci.js';
import { rememberingLog } from './log.js';

export interface Asked {
  what: keyof CiDesk;
  with: Record<string, unknown>;
}

/** @param shown the alert that there is @param jobs of every release */
export function rememberingDesk(shown: () => ShownAlert, jobs: readonly Job[]) {
  const asked: Asked[] = [];
  let fault: { what: keyof CiDesk; error: Error; after: Promise<void> } | null = null;
  async function take<T>(what: keyof CiDesk, given: object, answer: () => T): Promise<T> {
    asked.push({ what, with: given as Asked['with'] });
    if (fault?.what === what) {
      const { error, after } = fault;
      fault = null;
      await after;
      throw error;
    }
    return answer();
  }
  const alertNamed = (id: string) => {
    if (shown().alert.id === id) return shown();
    throw new UserFault('unknown-alert', 'That alert is not there any more.', 'Nothing was changed.');
  };
  const desk: CiDesk = {
    alert: async (id) => alertNamed(id),
    acknowledge: (given) =>
      take('acknowledge', given, () => {
        const { alert, ...rest } = alertNamed(given.alert);
        return { ...rest, alert: { ...alert, acknowledged: alert.acknowledged ?? { ...given.by, at: 0 } } };
      }),
    silence: (given) =>
      take('silence', given, () => {
        const { alert, ...rest } = alertNamed(given.alert);
        return { ...rest, alert: { ...alert, silenced: { ...given.by, at: 0, until: given.until } } };
      }),
    jobs: async () => [...jobs],
    word: (given) => take('word', given, () => groupWord({ ...given, authorId: given.by.id })),
    endWord: (given) => take('endWord', given, () => groupWord({ id: given.word })),
    manual: (given) => take('manual', given, () => manualTest({ ...given, authorId: given.by.id })),
    issueFor: async (id) => ({
      ...{
        repository: 'acme/rocket',
        title: `${alertNamed(id).job.name} fails`,
        labels: ['kind/failing-test'],
      },
      body: 'TestA fails since noon.',
    }),
    file: (given) =>
      take('file', given, () => ({ url: 'https://github.com/acme/rocket/issues/7', number: 7 })),
  };
  return {
    desk,
    asked,
    /** The next time this is asked it fails so. */
    failing(what: keyof CiDesk, error: Error, after: Promise<void> = Promise.resolve()) {
      fault = { what, error, after };
    },
  };
}

/** @param now the clock of Slack and of Signalman */
export async function startCiSlack(
  ci: CiDesk | null,
  { now, status, shown }: { now: () => number; status: () => Status; shown: () => ShownAlert },
) {
  const slack = await startLocalSlack({
    ...{ now, botToken, botUserId: 'U0BOT', signingSecret, limits: 'none', scopes: manifestScopes() },
    seed: {
      users: [
        { id: lead, name: 'lea', realName: 'Lea Lead' },
        { id: member, name: 'max', realName: 'Max Member' },
        { id: deputy, name: 'dee', realName: 'Dee Deputy' },
      ],
      channels: [{ id: release, name: 'release', members: [lead, member, deputy, 'U0BOT'] }],
      userGroups: [],
    },
  });
  const { log, lines } = rememberingLog();
  const access = { botToken, appToken: null, signingSecret, apiUrl: slack.apiUrl };
  const { app, client, requestListener } = createSlackApp(access, log, now);
  const refuse = () => {
    throw new Error('nobody asks for this here');
  };
  const deps: SlackDependencies = {
    ...{ ci, incidents: null, log, releases: [status().release], count: () => {} },
    ...{ act: refuse, manageSchedules: refuse, renderReport: refuse, whisper: refuse },
    exceptions: { release: refuse, ask: refuse, mayDecide: refuse, decide: refuse },
    waivers: { prepare: refuse, waive: refuse, confirm: refuse, end: refuse, list: refuse },
    checklists: { lists: refuse, prepare: refuse, tick: refuse },
    showStatus: async () => status(),
  };
  listen(app, deps);
  const server = createServer(requestListener ?? refuse);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const { text, blocks } = ciRenderer.alert(shown());
  const posted = await client.chat.postMessage({ channel: release, text, blocks: blocks as never });
  const top = (user: string) => slack.state.views(user).at(-1);
  return {
    slack,
    log: lines,
    /** Presses something at the alert's message. */
    press: (user: string, actionId: string, value?: string) =>
      slack.click({
        user,
        actionId,
        channel: release,
        messageTs: posted.ts ?? '',
        ...(value ? { value } : {}),
      }),
    /** What the person was told last, once it is told. */
    async told(user: string, part: string): Promise<string> {
      return await slack.waitFor(
        () => {
          const last = slack.state.ephemerals(user, release).at(-1);
          const all = last ? answerOf(last as never).all : '';
          return all.includes(part) ? all : undefined;
        },
        { what: `"${part}"` },
      );
    },
    /** The private answer to `/release-status`, once it is there. */
    async ask(typed: string, user = member) {
      const before = slack.state.ephemerals(user, release).length;
      await slack.slashCommand({ command: '/release-status', text: typed, user, channel: release });
      return await slack.waitFor(() => slack.state.ephemerals(user, release)[before], { what: 'an answer' });
    },
    /** The form on top, once it is filled. */
    async form(user: string) {
      return await slack.waitFor(
        () => {
          const form = top(user);
          return form && form.callbackId !== 'loading' ? form : undefined;
        },
        { what: 'a form' },
      );
    },
    send: (user: string, values: Record<string, unknown>) =>
      slack.submitView({ user, viewId: top(user)?.id ?? '', values }),
    topOf: (user: string) => JSON.stringify(top(user)?.blocks ?? ''),
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await slack.close();
    },
  };
}
