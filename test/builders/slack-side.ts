/** Signalman's Slack side before a local Slack, without anything behind it but what a test gives it. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Saying } from '../../src/domain/delivery.js';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { createSlackApp } from '../../src/slack/app.js';
import type { SlackDependencies } from '../../src/slack/dependencies.js';
import { listen } from '../../src/slack/listeners.js';
import { answerOf, botToken, deputy, lead, manifestScopes, member, release, signingSecret } from './bot.js';
import { rememberingLog } from './log.js';

/**
 * @param given what is there; the rest refuses
 * @param now the clock of Slack and of Signalman
 * @param post the message whose buttons are pressed
 */
export async function startSlackSide(
  given: Partial<SlackDependencies>,
  { now, post }: { now: () => number; post: Saying },
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
  const { app, client, requestListener } = createSlackApp(access, {
    ...{ log, clock: now },
    isFirst: async () => true,
  });
  const refuse = () => {
    throw new Error('nobody asks for this here');
  };
  const deps: SlackDependencies = {
    ...{
      ci: null,
      signoff: null,
      incidents: null,
      postmortem: null,
      meetings: null,
      log,
      releases: [],
      hasLead: true,
      count: () => {},
    },
    ...{ act: refuse, manageSchedules: refuse, renderReport: refuse, whisper: refuse, showStatus: refuse },
    ...{ showEnhancement: refuse, incidentStats: refuse, home: null },
    ...{ releaseNotes: null, reach: async () => null },
    waivers: { prepare: refuse, waive: refuse, confirm: refuse, end: refuse, list: refuse },
    checklists: { lists: refuse, prepare: refuse, tick: refuse },
    exceptions: { release: refuse, ask: refuse, mayDecide: refuse, decide: refuse },
    ...given,
  };
  listen(app, deps);
  const server = createServer(requestListener ?? refuse);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  slack.eventsUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/slack/events`;
  const { text, blocks } = post;
  const posted = await client.chat.postMessage({ channel: release, text, blocks: blocks as never });
  const top = (user: string) => slack.state.views(user).at(-1);
  return {
    slack,
    log: lines,
    /** Presses something at the message. */
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
    /** The private answer to a command, once it is there. */
    async ask(typed: string, user = member, command = '/release-status') {
      const before = slack.state.ephemerals(user, release).length;
      await slack.slashCommand({ command, text: typed, user, channel: release });
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
