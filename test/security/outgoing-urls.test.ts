/** Where Signalman sends: to the servers that are configured, whatever anybody answers, signs or types. A second server must hear nothing. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { SourceFault } from '../../src/app/ports/source-fault.js';
import { createJsonClient } from '../../src/ci/fetch-json.js';
import { readEnvironment, readGitHub, readSlack } from '../../src/config/environment.js';
import { loadSettings } from '../../src/config/load.js';
import { ConfigFault } from '../../src/config/problem.js';
import { createActions } from '../../src/github/actions.js';
import { createBranchReader } from '../../src/github/branch.js';
import { createWriter } from '../../src/github/client.js';
import { createDocuments } from '../../src/github/documents.js';
import { createFixReader } from '../../src/github/fix.js';
import { createIssueFiler } from '../../src/github/issue-filer.js';
import { createGitHub } from '../../src/github/reader.js';
import { createNotesReader } from '../../src/github/release-notes.js';
import { createCall } from '../../src/github/sending/call.js';
import { createFollow } from '../../src/github/sending/follow.js';
import { createTextFiles } from '../../src/github/text-file.js';
import { isSlacks } from '../../src/slack/addresses.js';
import { createPostingClient } from '../../src/slack/sending/client.js';
import { upload } from '../../src/slack/sending/files.js';
import { commander, type IncidentBot, incidents, startIncidentBot } from '../builders/incident-bot.js';
import { silentLog } from '../builders/log.js';
import { waitFor } from '../builders/wait.js';

interface Place {
  server: Server;
  url: string;
  heard: { method: string; url: string; authorization: string; body: string }[];
}

async function place(answer: (request: IncomingMessage, response: ServerResponse) => void): Promise<Place> {
  const heard: Place['heard'] = [];
  const server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method = '', url = '', headers } = request;
      heard.push({
        ...{ method, url, authorization: headers.authorization ?? '' },
        body: Buffer.concat(parts).toString(),
      });
      answer(request, response);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, heard, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

/** Would say something that is believed, if it were asked. */
let elsewhere: Place;
/** Is asked, and says what the test wants. */
let asked: Place;
let answer: (request: IncomingMessage, response: ServerResponse) => void;

const inJson = (response: ServerResponse, value: unknown, headers: Record<string, string> = {}) =>
  response.writeHead(200, { 'content-type': 'application/json', ...headers }).end(JSON.stringify(value));
const to = (status: number, location: string) => (_: IncomingMessage, response: ServerResponse) =>
  response.writeHead(status, { location, 'content-type': 'application/json' }).end('{}');

beforeAll(async () => {
  elsewhere = await place((_, response) => inJson(response, { ok: true }));
  asked = await place((request, response) => answer(request, response));
});
afterEach(() => {
  elsewhere.heard.length = 0;
  asked.heard.length = 0;
});
afterAll(() => {
  elsewhere.server.close();
  asked.server.close();
});

const token = 'ghp_outgoing_token';
const repository = 'acme/rocket';
const github = () => ({ apiUrl: asked.url, auth: { token }, log: silentLog, pause: 1, timeout: 2000 });

const readings: [what: string, read: () => Promise<unknown>][] = [
  [
    'milestones',
    () =>
      createGitHub({ ...github(), bots: [] })
        .open(repository)
        .milestones({ titles: [], numbers: [] }, null),
  ],
  [
    'what changed',
    () =>
      createGitHub({ ...github(), bots: [] })
        .open(repository)
        .changes(0, null),
  ],
  ['a file', () => createTextFiles(github()).read({ repository, path: 'docs/a.md', ref: null }, null)],
  ['a branch', () => createBranchReader(github()).ref({ repository, kind: 'branch', name: 'main' }, null)],
  ['a comparison', () => createNotesReader({ ...github(), bots: [] }).range(repository, 'v1', 'v2', null)],
  ['documents', () => createDocuments(github()).open(repository).tree(null, null)],
  [
    'a fix',
    () => createFixReader({ ...github(), web: 'https://github.com' }).look(repository, 3, null, false),
  ],
  [
    'workflows',
    () =>
      createActions({ ...github(), now: Date.now }).read(
        { source: 'actions', repository, workflow: 'e2e.yml', branch: 'main' },
        new Map(),
        null,
      ),
  ],
  [
    'an issue that is filed',
    () => createIssueFiler(github()).create(repository, { title: 'a', body: 'b', labels: [] }),
  ],
];

describe('GitHub that sends elsewhere', () => {
  it.each(readings)('is not followed there: %s', async (what, read) => {
    // Writing waits for three seconds each time.
    for (const status of what === 'an issue that is filed' ? [307] : [301, 302, 303, 307, 308]) {
      answer = to(status, `${elsewhere.url}/repos/${repository}`);
      const fault = await read().then(
        () => null,
        (error: unknown) => error,
      );
      expect([status, fault]).toEqual([status, expect.any(SourceFault)]);
      expect((fault as Error).message).toContain(`another place (${new URL(elsewhere.url).host})`);
    }
    expect(asked.heard.every(({ authorization }) => authorization.includes(token))).toBe(true);
    expect(elsewhere.heard).toEqual([]);
  });

  it.each([
    ['another port', () => elsewhere.url],
    ['another name of the same machine', () => asked.url.replace('127.0.0.1', 'localhost')],
    ['a file', () => 'file:///etc/passwd'],
    ['a name and a password', () => asked.url.replace('//', '//a:b@')],
    ['the secrets of the machine', () => 'http://169.254.169.254/latest/meta-data/'],
    ['no address', () => 'http://['],
  ])('is not followed to %s', async (_, location) => {
    answer = to(301, location());
    await expect(readings[0]?.[1]()).rejects.toThrow('which is not followed');
    expect(asked.heard).toHaveLength(1);
    expect(elsewhere.heard).toEqual([]);
  });

  it('is followed on its own server, as to a repository that was renamed, but not in circles', async () => {
    answer = (request, response) =>
      request.url?.includes('/repos/')
        ? to(301, `/repositories/7${request.url.replace(`/repos/${repository}`, '')}`)(request, response)
        : inJson(response, []);
    const read = createGitHub({ ...github(), bots: [] }).open(repository);
    expect((await read.milestones({ titles: [], numbers: [] }, null))?.milestones).toEqual([]);
    expect(asked.heard.map(({ url }) => url.split('?')[0])).toEqual([
      `/repos/${repository}/milestones`,
      '/repositories/7/milestones',
    ]);
    answer = to(301, '/again');
    asked.heard.length = 0;
    await expect(read.milestones({ titles: [], numbers: [] }, null)).rejects.toThrow('not followed');
    expect(asked.heard.length).toBeLessThan(10);
  });

  it('is not asked for its next page there', async () => {
    let page = 0;
    answer = (_, response) =>
      ++page > 3
        ? inJson(response, [])
        : inJson(response, [], { link: `<${elsewhere.url}/next?page=${page + 1}>; rel="next"` });
    const changes = await createGitHub({ ...github(), bots: [] })
      .open(repository)
      .changes(0, null);
    for await (const one of changes?.pages ?? []) expect(one.issues).toEqual([]);
    expect(asked.heard.map(({ url }) => new URL(url, asked.url).searchParams.get('page'))).toEqual([
      null,
      '2',
      '3',
      '4',
    ]);
    expect(elsewhere.heard).toEqual([]);
  });

  it('is not followed there to write to an issue that was transferred, or to a repository that was renamed', async () => {
    const call = createCall(createWriter({ apiUrl: asked.url, auth: { token }, timeout: 2000 }));
    const follow = createFollow(call, asked.url);
    for (const location of [
      `${elsewhere.url}/repos/acme/other/issues/3`,
      asked.url.replace('//', '//evil@'),
      `${asked.url}.evil.example/x`,
    ]) {
      answer = to(301, location);
      expect((await follow.issue({ owner: 'acme', repo: 'rocket', number: 3 })).kind).toBe('away');
      expect((await follow.repository({ owner: 'acme', repo: 'rocket', number: null })).kind).toBe('away');
      expect(await call('POST', '/repos/acme/rocket/issues', { title: 'a' })).toEqual({
        kind: 'moved',
        to: location,
      });
    }
    expect(elsewhere.heard).toEqual([]);
  });
});

it('TestGrid that sends elsewhere is not followed there', async () => {
  const client = createJsonClient({ fetch, timeout: 2000, maxBytes: 1000 });
  for (const status of [301, 302, 303, 307, 308])
    for (const location of [
      elsewhere.url,
      'http://169.254.169.254/',
      `//${new URL(elsewhere.url).host}/a`,
      'file:///etc/passwd',
    ]) {
      answer = to(status, location);
      await expect(client.get(`${asked.url}/a`, 'a board')).rejects.toThrow('not followed');
    }
  expect(elsewhere.heard).toEqual([]);
});

describe('Slack that sends elsewhere', () => {
  const client = () =>
    createPostingClient({ botToken: 'xoxb-outgoing', apiUrl: `${asked.url}/api/` }, silentLog, 2000);

  it('is not followed there', async () => {
    for (const status of [301, 302, 303, 307, 308]) {
      answer = to(status, `${elsewhere.url}/api/chat.postMessage`);
      await expect(client().chat.postMessage({ channel: 'C1', text: 'a' })).rejects.toThrow();
    }
    expect(asked.heard.length).toBeGreaterThan(4);
    expect(elsewhere.heard).toEqual([]);
  });

  it('is not followed there with a file', async () => {
    for (const status of [302, 307]) {
      answer = (request, response) =>
        request.url === '/up'
          ? to(status, elsewhere.url)(request, response)
          : inJson(response, { ok: true, upload_url: `${asked.url}/up`, file_id: 'F1' });
      const sent = await upload(client(), { name: 'a.md', text: 'under embargo' }, 2000);
      expect(sent.kind).not.toBe('uploaded');
    }
    expect(asked.heard.filter(({ url, body }) => url === '/up' && body === 'under embargo')).toHaveLength(2);
    expect(elsewhere.heard).toEqual([]);
  });

  it('is sent no file at a place that is not its own, and never the token beside one', async () => {
    for (const upload_url of [
      'https://files.slack.com.evil.example/up',
      'http://169.254.169.254/up',
      'file:///etc/passwd',
      'up',
      'http://a:b@127.0.0.1/up',
    ]) {
      answer = (_, response) => inJson(response, { ok: true, upload_url, file_id: 'F1' });
      const sent = await upload(client(), { name: 'a.md', text: 'a' }, 2000);
      expect(sent).toEqual({
        kind: 'not-sent',
        why: 'the place that was named for the file is not one of Slack’s',
      });
    }
    // Another port of this machine, as Slack's files have a server of their own.
    answer = (_, response) =>
      inJson(response, { ok: true, upload_url: `${elsewhere.url}/up`, file_id: 'F1' });
    expect((await upload(client(), { name: 'a.md', text: 'a' }, 2000)).kind).toBe('uploaded');
    expect(elsewhere.heard).toEqual([{ method: 'POST', url: '/up', authorization: '', body: 'a' }]);
  });
});

describe('an address for an answer', () => {
  it.each([
    ['https://hooks.slack.com/commands/T1/2/x', 'https://slack.com/api/', true],
    ['https://hooks.slack-gov.com/x', 'https://slack-gov.com/api/', true],
    ['https://hooks.slack.com/x', 'https://proxy.acme.example/slack/', true],
    ['https://proxy.acme.example:8443/x', 'https://proxy.acme.example/slack/', true],
    ['http://slack:4003/response/1', 'http://slack:4003/api/', true],
    ['http://localhost:9/x', 'http://127.0.0.1:4003/api/', true],
    ['http://hooks.slack.com/x', 'https://slack.com/api/', false],
    ['https://hooks.slack.com:8443/x', 'https://proxy.acme.example/', false],
    ['https://hooks.slack.com.evil.example/x', 'https://slack.com/api/', false],
    ['https://evilslack.com/x', 'https://slack.com/api/', false],
    ['https://a@hooks.slack.com/x', 'https://slack.com/api/', false],
    ['http://127.0.0.1:9/x', 'https://slack.com/api/', false],
    ['http://169.254.169.254/x', 'http://127.0.0.1:4003/api/', false],
    ['http://10.0.0.1/x', 'http://slack:4003/api/', false],
    ['file:///etc/passwd', 'https://slack.com/api/', false],
    ['/x', 'https://slack.com/api/', false],
  ])('%s, while the interface is at %s: taken %s', (address, api, isTaken) => {
    expect(isSlacks(address, api)).toBe(isTaken);
  });
});

describe('what is signed or typed', () => {
  let bot: IncidentBot;
  beforeAll(async () => {
    bot = await startIncidentBot({ announced: 1 });
    await bot.declare();
  });
  afterAll(() => bot.close());

  const command = (response_url: string) => {
    const body = { command: '/incident', text: 'help', user_id: commander, channel_id: incidents };
    return bot.slack.raw.build('slash_commands', { ...body, response_url, trigger_id: `${response_url}.1` });
  };

  it('has no answer sent to any place but Slack’s', async () => {
    const undelivered = () =>
      bot.log.filter(({ message }) => message === 'an answer could not be delivered').length;
    // The same machine under a name that is not known for it.
    const { port } = new URL(elsewhere.url);
    const places = [
      `http://127.1.evil.example:${port}/a`,
      `http://0.0.0.0:${port}/b`,
      'http://169.254.169.254/c',
      'file:///etc/passwd',
      'gopher://127.0.0.1/d',
    ];
    for (const [at, url] of places.entries()) {
      expect((await bot.slack.raw.send(command(url))).status).toBe(200);
      await bot.slack.waitFor(() => undelivered() === at + 1, { what: `a line about ${url}` });
    }
    expect(elsewhere.heard).toEqual([]);
  });

  it('has no answer sent on from there', async () => {
    answer = to(307, elsewhere.url);
    await bot.slack.raw.send(command(`${asked.url}/response`));
    await waitFor(
      () => asked.heard.length > 0,
      () => 'the answer',
    );
    await bot.incident('help');
    expect(elsewhere.heard).toEqual([]);
  });

  it('has nothing fetched that people write as a link', async () => {
    const before = bot.github.requests.length;
    const link = `${elsewhere.url}/acme/rocket/issues/3`;
    const told: string[] = [];
    for (const word of ['link', 'duplicate', 'unlink'])
      for (const text of [
        ...[link, `<${link}>`, `<${link}|acme/rocket#3>`, 'acme/..#3', '../..#3', 'file:///etc/passwd'],
        ...['https://github.com.evil.example/a/b/issues/3', 'https://github.com@127.0.0.1/a/b/issues/3'],
      ])
        told.push((await bot.incident(`${word} 1 ${text}`, commander)).text);
    expect(told).toHaveLength(24);
    await bot.update({ text: `Look at ${link}`, issue: link }, commander);
    await bot.settle();
    expect(elsewhere.heard).toEqual([]);
    const outside = bot.github.requests
      .slice(before)
      .filter(({ path }) => !/^\/(?:repos\/kubernetes\/|user$)/.test(path));
    expect(outside).toEqual([]);
  });
});

describe('a configured address', () => {
  const problems = (work: () => unknown): string => {
    try {
      work();
      return '';
    } catch (error) {
      if (!(error instanceof ConfigFault)) throw error;
      return error.message;
    }
  };
  const environment = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 'a', GITHUB_TOKEN: 'b' };
  const grid = (url: string) => `
repository: acme/rocket
ci: { testgrid: { url: ${JSON.stringify(url)} }, jobs: { a: { board: b } } }
releases: { v1.0: {} }
`;
  it.each([
    'file:///etc/passwd',
    'gopher://127.0.0.1/',
    'http://user:CANARY@slack.example/api/',
    'https://CANARY@slack.example/api/',
    'http://169.254.169.254/latest/meta-data/',
    'http://0xA9FEA9FE/',
    'http://2852039166/',
    'http://[fe80::1]/',
    'http://[::ffff:169.254.169.254]/',
    'http://[fd00:ec2::254]/',
    'http://[',
    'http://',
    'slack.example',
  ])('is refused when it is %s', (url) => {
    const said = [
      problems(() => readSlack({ ...environment, SLACK_API_URL: url })),
      problems(() => readGitHub({ ...environment, GITHUB_API_URL: url })),
      problems(() => loadSettings(grid(url), 'signalman.yml')),
    ];
    expect(said.map((one) => one.split('\n').length > 1)).toEqual([true, true, true]);
    // The environment has secrets in it.
    expect(said.slice(0, 2).join()).not.toContain('CANARY');
  });

  it.each([
    'https://slack.com/api/',
    'http://127.0.0.1:4003/api/',
    'http://slack:4003/api',
    'https://[::1]:8443/x',
  ])(
    'is taken when it is %s: who runs it decides where that is, and whether its network may see the token',
    (url) => {
      expect(readSlack({ ...environment, SLACK_API_URL: url }).apiUrl).toMatch(/\/$/);
      expect(readGitHub({ ...environment, GITHUB_API_URL: url }).apiUrl).not.toMatch(/\/$/);
      expect(loadSettings(grid(url), 'signalman.yml').ci?.testgrid.url).not.toMatch(/\/$/);
    },
  );

  it('of a database is one of PostgreSQL', () => {
    for (const url of ['file:///etc/passwd', 'http://127.0.0.1/', 'sqlite:/x'])
      expect(problems(() => readEnvironment({ DATABASE_URL: url }))).toContain('DATABASE_URL');
  });
});
