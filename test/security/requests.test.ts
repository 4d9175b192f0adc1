/** Requests that Slack did not sign, that are not of now, that come a second time, or that name another workspace. */
import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { RawRequest } from '../../src/sandbox/slack/delivery/signing.js';
import { lead, type RunningBot, release, signingSecret, startTestBot } from '../builders/bot.js';

const config = `
repository: acme/rocket
kinds: { bug: { filter: kind/bug, title: Bugs } }
gates: { bugs: { count: kind/bug, reason: "Bugs exist in {milestone}" } }
releases: { v1.0: { milestone: v1.0 } }
roles: { release-lead: [${lead}] }
channels: { release: [${release}] }
`;
const seed: Parameters<typeof startTestBot>[0]['seed'] = (github) => {
  github.addRepo({ fullName: 'acme/rocket' });
  github.addMilestone('acme/rocket', { title: 'v1.0' });
};
const team = 'T00000001';

let bot: RunningBot;
let count = 0;

/** A change that the release lead makes, and that can be seen afterwards by its word. */
function change(more: Record<string, string> = {}) {
  const word = `zq${++count}`;
  return {
    word,
    body: {
      ...{ command: '/release-status', text: `act taken ${word}`, user_id: lead, user_name: 'lea' },
      ...{ channel_id: release, team_id: team, trigger_id: `1.2.${word}` },
      response_url: `${bot.slack.url}/response/unknown`,
      ...more,
    },
  };
}
type Change = ReturnType<typeof change>;
const built = (one: Change, options?: Parameters<typeof bot.slack.raw.build>[2]) =>
  bot.slack.raw.build('slash_commands', one.body, options);
const now = () => Math.floor(Date.now() / 1000);
/** As often as it was done; asked by a later command, so that what came before is over. */
async function done({ word }: Change): Promise<number> {
  return (await bot.ask('act')).all.split(word).length - 1;
}
const post = async (body: string, headers: Record<string, string> = {}) => {
  const type = { 'content-type': 'application/x-www-form-urlencoded' };
  return await fetch(bot.slack.eventsUrl ?? '', { method: 'POST', body, headers: { ...type, ...headers } });
};
const sign = (body: string, timestamp: string | number = now()) => ({
  'x-slack-request-timestamp': String(timestamp),
  'x-slack-signature': `v0=${createHmac('sha256', signingSecret).update(`v0:${timestamp}:${body}`).digest('hex')}`,
});

beforeAll(async () => {
  bot = await startTestBot({ config, seed });
});
afterAll(() => bot.close());

it('a genuine one is taken, so that the refusals below mean something', async () => {
  const one = change();
  expect((await bot.slack.raw.send(built(one))).status).toBe(200);
  expect(await done(one)).toBe(1);
});

describe('a request that Slack did not sign', () => {
  it.each<[string, (body: string, genuine: Record<string, string>) => Record<string, string>]>([
    [
      'has no signature',
      (_, { 'x-slack-request-timestamp': at = '' }) => ({ 'x-slack-request-timestamp': at }),
    ],
    ['has no timestamp', (_, { 'x-slack-signature': by = '' }) => ({ 'x-slack-signature': by })],
    ['has an empty signature', (_, genuine) => ({ ...genuine, 'x-slack-signature': '' })],
    ['has the signature of another secret', () => ({})],
    ['has the signature of another body', (body) => sign(`${body}&x=1`)],
    [
      'has a signature of another moment',
      (body) => ({ ...sign(body, now() - 9), ...{ 'x-slack-request-timestamp': String(now()) } }),
    ],
    [
      'has a signature of another version',
      (_, genuine) => ({
        ...genuine,
        'x-slack-signature': (genuine['x-slack-signature'] ?? '').replace('v0', 'v1'),
      }),
    ],
    [
      'has half a signature',
      (_, genuine) => ({
        ...genuine,
        'x-slack-signature': (genuine['x-slack-signature'] ?? '').slice(0, 30),
      }),
    ],
    [
      'has two signatures',
      (_, genuine) => ({ ...genuine, 'x-slack-signature': `v0=0, ${genuine['x-slack-signature']}` }),
    ],
  ])('and %s is refused', async (_, spoil) => {
    const one = change();
    const body = new URLSearchParams(one.body).toString();
    const spoilt = spoil(body, sign(body));
    const other = built(one, { secret: 'another-secret' }).headers;
    const answer = await post(body, Object.keys(spoilt).length === 0 ? other : spoilt);
    expect(answer.status).toBe(401);
    expect(await answer.text()).toBe('');
    expect(await done(one)).toBe(0);
  });

  it('is not let in as a check of Slack’s, whatever it carries besides', async () => {
    const one = change();
    const body = new URLSearchParams({ ...one.body, ssl_check: '1' }).toString();
    expect((await post(body)).status).toBe(200);
    const press = JSON.stringify({ type: 'block_actions', user: { id: lead } });
    expect((await post(`ssl_check=1&payload=${encodeURIComponent(press)}`)).status).toBe(200);
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'zqchallenge' });
    const answer = await post(challenge, { 'content-type': 'application/json' });
    expect([answer.status, await answer.text()]).toEqual([401, '']);
    expect(await done(one)).toBe(0);
  });

  it('can be the check of the address only when it is signed', async () => {
    const challenge = JSON.stringify({ type: 'url_verification', challenge: 'zqchallenge' });
    const answer = await post(challenge, { 'content-type': 'application/json', ...sign(challenge) });
    expect([answer.status, await answer.json()]).toEqual([200, { challenge: 'zqchallenge' }]);
  });
});

describe('a request that is not of now', () => {
  it.each([
    ['older than five minutes', () => now() - 302],
    ['a year old', () => now() - 365 * 86_400],
    ['dated more than five minutes ahead', () => now() + 330],
    ['dated in another century', () => now() + 3_000_000_000],
  ])('is refused: %s', async (_, timestamp) => {
    const one = change();
    expect((await bot.slack.raw.send(built(one, { timestamp: timestamp() }))).status).toBe(401);
    expect(await done(one)).toBe(0);
  });

  it.each(['never', '0x1', '-1', '1e99', ' ', 'NaN', 'Infinity'])(
    'is refused with a date that is none: "%s"',
    async (date) => {
      const one = change();
      const body = new URLSearchParams(one.body).toString();
      for (const signedAs of [date, Number(date)])
        expect(
          (await post(body, { ...sign(body, signedAs), 'x-slack-request-timestamp': date })).status,
        ).toBe(401);
      expect(await done(one)).toBe(0);
    },
  );

  it('is taken while both clocks differ a little', async () => {
    for (const apart of [-240, 240]) {
      const one = change();
      expect((await bot.slack.raw.send(built(one, { timestamp: now() + apart }))).status).toBe(200);
      expect(await done(one)).toBe(1);
    }
  });
});

describe('a request that was recorded and comes a second time', () => {
  it('is not handled again, however its signature is dressed up', async () => {
    const one = change();
    const request = built(one);
    const first = await bot.slack.raw.send(request);
    const again = async (suffix: string) => {
      const signature = `${request.headers['x-slack-signature']}${suffix}`;
      const headers = { ...request.headers, 'x-slack-signature': signature };
      return (await bot.slack.raw.send({ ...request, headers })).body;
    };
    expect(first.body).toBe('');
    for (const suffix of ['', '=', '=1', '==2', ' '])
      expect(await again(suffix)).toContain('handled this request already');
    expect(await done(one)).toBe(1);
  });

  it('is not done again by a bot that was started meanwhile and remembers nothing', async () => {
    const changes = [
      ...[change(), change({ text: 'act reason zqreason' }), change({ text: 'act todo zqtodo' })],
      change({ text: 'subscribe daily at 12:00 UTC' }),
    ];
    const requests = changes.map((one) => built(one));
    for (const one of requests) await bot.slack.raw.send(one);
    const begun = async () => (await bot.ask('schedule')).all.includes('12:00');
    for (const end = Date.now() + 20_000; !(await begun()) && Date.now() < end; );
    const before = [(await bot.ask('act')).all, (await bot.ask('schedule')).all];
    await bot.restart();
    for (const one of requests) {
      const again = { ...one, url: bot.slack.eventsUrl ?? '' };
      expect((await bot.slack.raw.send(again)).status).toBe(200);
    }
    expect([(await bot.ask('act')).all, (await bot.ask('schedule')).all]).toEqual(before);
    expect(before.join()).toMatch(/zqreason.*zqtodo.*12:00/s);
  });

  it('is no press for another process either, and a new press of the same button is one', async () => {
    const { slack } = bot;
    const share = async () => {
      const { id } = await bot.ask('');
      await slack.click({ user: lead, channel: release, ephemeralId: id, actionId: 'status_share' });
      return slack.raw.sent().at(-1) as RawRequest;
    };
    const shared = async () => {
      // Whatever came before is answered by then.
      await bot.ask('act');
      return slack.state.messages(release).length;
    };
    const press = await share();
    await slack.waitFor(() => slack.state.messages(release).length > 0);
    const once = await shared();
    await bot.restart();
    const again = { ...press, url: slack.eventsUrl ?? '' };
    expect((await slack.raw.send(again)).status).toBe(200);
    expect(await shared()).toBe(once);
    expect(bot.log.map(({ message }) => message).join()).toContain('came a second time');
    await share();
    await slack.waitFor(() => slack.state.messages(release).length === once + 1);
  });
});

describe('a request that names another workspace or app', () => {
  const elsewhere = {
    ...{ team_id: 'T0OTHER', enterprise_id: 'E0OTHER', is_enterprise_install: 'true' },
    ...{ api_app_id: 'A0OTHER', token: 'guessed' },
  };

  it('gives nobody a role there or here: who may is decided by the person', async () => {
    const stranger = change({ ...elsewhere, user_id: 'W0ELSEWHERE', user_name: 'lea' });
    await bot.slack.raw.send(built(stranger));
    expect(await done(stranger)).toBe(0);
    // Somebody of a partner's workspace, in a channel that both share, whom the configuration names.
    const partner = change(elsewhere);
    await bot.slack.raw.send(built(partner));
    expect(await done(partner)).toBe(1);
  });
});

it('what is signed and makes no sense is answered, and the next one is handled', async () => {
  for (const [body, type] of [
    ['', 'application/json'],
    ['{', 'application/json'],
    ['payload=%7B', 'application/x-www-form-urlencoded'],
    ['command=%2Frelease-status', 'application/x-www-form-urlencoded'],
    ['command=/release-status&text=act', 'text/plain'],
  ] as const) {
    const answer = await post(body, { 'content-type': type, ...sign(body) });
    expect([body, answer.status < 500]).toEqual([body, true]);
  }
  const one = change();
  await bot.slack.raw.send(built(one));
  expect(await done(one)).toBe(1);
});

describe('in Socket Mode', () => {
  let socketBot: RunningBot;
  beforeAll(async () => {
    socketBot = await startTestBot({ config, seed, mode: 'socket' });
  });
  afterAll(() => socketBot.close());

  it('nothing is taken over HTTP, signed or not', async () => {
    const url = `http://127.0.0.1:${socketBot.bot.port}/slack/events`;
    const body = 'command=/release-status&text=act';
    const answer = await fetch(url, { method: 'POST', body, headers: sign(body) });
    expect(answer.status).toBe(404);
  });
});
