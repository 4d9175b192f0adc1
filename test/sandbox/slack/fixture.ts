// A small workspace for the tests of the local Slack, and ways to call its Web API.
import { type LocalSlack, startLocalSlack } from '../../../src/sandbox/slack/index.js';
import type { LocalSlackOptions } from '../../../src/sandbox/slack/options.js';

export const botToken = 'xoxb-test';
export const appToken = 'xapp-test';
export const signingSecret = 'a-signing-secret';
const botUserId = 'U0BOT';

const seed: LocalSlackOptions['seed'] = {
  users: [
    { id: 'U1', name: 'ada', realName: 'Ada Lovelace', email: 'ada@example.org' },
    { id: 'U2', name: 'grace', realName: 'Grace Hopper' },
    { id: 'U3', name: 'charles', realName: 'Charles Babbage', deleted: true },
  ],
  channels: [
    { id: 'C1', name: 'release', members: ['U1', 'U2', 'U3', botUserId] },
    { id: 'C2', name: 'general', members: ['U1'] },
    { id: 'C3', name: 'attic', isArchived: true, members: ['U1', botUserId] },
    { id: 'C4', name: 'announce', readOnly: true, members: ['U1', botUserId] },
    { id: 'G1', name: 'secret', isPrivate: true, members: ['U1'] },
    { id: 'G2', name: 'leads', isPrivate: true, members: ['U1', botUserId] },
  ],
  userGroups: [{ id: 'S1', handle: 'leads', members: ['U1'] }],
};

/** Starts a local Slack over the small workspace; without rates unless told otherwise. */
export function start(options: Partial<LocalSlackOptions> = {}): Promise<LocalSlack> {
  return startLocalSlack({ seed, botToken, botUserId, signingSecret, limits: 'none', ...options });
}

// biome-ignore lint/suspicious/noExplicitAny: a test looks into answers of any shape
export type Answer = any;

export interface RawResponse {
  status: number;
  headers: Headers;
  body: Answer;
}

/** Calls a method with a JSON body. @param token `null` sends none */
export async function callRaw(
  slack: LocalSlack,
  method: string,
  args: object = {},
  token: string | null = botToken,
): Promise<RawResponse> {
  const headers: Record<string, string> = { 'content-type': 'application/json; charset=utf-8' };
  if (token !== null) headers.authorization = `Bearer ${token}`;
  const response = await fetch(slack.apiUrl + method, {
    method: 'POST',
    headers,
    body: JSON.stringify(args),
  });
  return { status: response.status, headers: response.headers, body: await response.json() };
}

/** Calls a method and gives its answer. */
export async function call(slack: LocalSlack, method: string, args: object = {}): Promise<Answer> {
  return (await callRaw(slack, method, args)).body;
}

/** Posts to a response URL. */
export async function respond(url: string, body: object): Promise<{ status: number; body: string }> {
  const headers = { 'content-type': 'application/json' };
  const response = await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) });
  return { status: response.status, body: await response.text() };
}
