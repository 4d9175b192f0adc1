/** The environment: all that is missing or wrong at once, how to get it, and never a secret in a message. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  lackingForStart,
  readEnvironment,
  readGitHub,
  readSlack,
  webOf,
} from '../../src/config/environment.js';
import { ConfigFault } from '../../src/config/problem.js';

type Env = Record<string, string | undefined>;

function problemsOf(read: (env: Env) => unknown, env: Env): [string, string][] {
  try {
    read(env);
  } catch (error) {
    if (!(error instanceof ConfigFault)) throw error;
    for (const { path, message, expected } of error.problems) {
      expect(expected).not.toBe('');
      expect(error.message).toContain(`${path.join('.')}: ${message} (${expected})`);
    }
    return error.problems.map(({ path, message }) => [path.join('.'), message]);
  }
  return [];
}

describe('the environment of Slack', () => {
  it('is told of everything that is missing or wrong at once', () => {
    expect(problemsOf(readSlack, {})).toEqual([
      ['SLACK_BOT_TOKEN', 'is missing'],
      ['SLACK_APP_TOKEN or SLACK_SIGNING_SECRET', 'is missing'],
    ]);
    expect(
      problemsOf(readSlack, { SLACK_BOT_TOKEN: 'abc', SLACK_APP_TOKEN: 'xoxb-1', SLACK_API_URL: 'slack' }),
    ).toEqual([
      ['SLACK_BOT_TOKEN', 'is not a bot token'],
      ['SLACK_APP_TOKEN', 'is not an app-level token'],
      ['SLACK_API_URL', 'is not a web address'],
    ]);
  });

  it('takes blanks for nothing', () => {
    expect(problemsOf(readSlack, { SLACK_BOT_TOKEN: ' ', SLACK_SIGNING_SECRET: '\t' })).toHaveLength(2);
  });

  it('takes what stands in .env.example for nothing, which chooses no Socket Mode', () => {
    const example = Object.fromEntries(
      [...readFileSync('.env.example', 'utf8').matchAll(/^(\w+)=(.*)$/gm)].map(([, name = '', value]) => [
        name,
        value,
      ]),
    );
    expect([...lackingForStart(example).matchAll(/^ {2}- ([^:]+):/gm)].map(([, name]) => name)).toEqual([
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      'GITHUB_TOKEN',
    ]);
    const filled = { ...example, SLACK_BOT_TOKEN: 'xoxb-1', SLACK_SIGNING_SECRET: 's' };
    expect(readSlack(filled)).toMatchObject({ botToken: 'xoxb-1', appToken: null });
    expect(lackingForStart({ ...filled, GITHUB_TOKEN: 't' })).toBe('');
  });

  it('is read, with the address of Slack unless another is given', () => {
    expect(readSlack({ SLACK_BOT_TOKEN: ' xoxb-1\n', SLACK_SIGNING_SECRET: 's' })).toEqual({
      botToken: 'xoxb-1',
      appToken: null,
      signingSecret: 's',
      apiUrl: 'https://slack.com/api/',
    });
    expect(
      readSlack({
        SLACK_BOT_TOKEN: 'xoxb-1',
        SLACK_APP_TOKEN: 'xapp-1',
        SLACK_API_URL: 'http://localhost:1/api',
      }),
    ).toMatchObject({
      appToken: 'xapp-1',
      apiUrl: 'http://localhost:1/api/',
    });
  });
});

describe('the environment of GitHub', () => {
  it.each<[Env, string[]]>([
    [{}, ['GITHUB_TOKEN']],
    [{ GITHUB_TOKEN: 't', GITHUB_API_URL: 'x' }, ['GITHUB_API_URL']],
    [{ GITHUB_APP_ID: '1' }, ['GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_INSTALLATION_ID']],
    [
      { GITHUB_APP_INSTALLATION_ID: 'x', GITHUB_API_URL: 'y' },
      ['GITHUB_API_URL', 'GITHUB_APP_ID', 'GITHUB_APP_PRIVATE_KEY', 'GITHUB_APP_INSTALLATION_ID'],
    ],
    [{ GITHUB_TOKEN: 't', GITHUB_APP_ID: '1' }, []],
  ])('%j lacks %j', (env, names) => {
    expect(problemsOf(readGitHub, env).map(([name]) => name)).toEqual(names);
  });

  it.each([
    ['https://api.github.com', 'https://github.com'],
    ['https://git.example.com/api/v3', 'https://git.example.com'],
    ['http://git.example.com:8443/github/api/v3', 'http://git.example.com:8443/github'],
    ['https://api.octo-corp.ghe.com', 'https://octo-corp.ghe.com'],
    ['http://127.0.0.1:4000', 'https://github.com'],
  ])('with the API at %s is looked at on %s', (api, web) => {
    const { apiUrl } = readGitHub({ GITHUB_TOKEN: 't', GITHUB_API_URL: `${api}/` });
    expect(webOf(apiUrl)).toBe(web);
  });

  it('takes a token, or the three values of an App', () => {
    expect(readGitHub({ GITHUB_TOKEN: 'ghp_1', GITHUB_API_URL: 'http://localhost:1//' })).toEqual({
      apiUrl: 'http://localhost:1',
      token: 'ghp_1',
    });
    expect(
      readGitHub({
        GITHUB_APP_ID: '1',
        GITHUB_APP_PRIVATE_KEY: 'BEGIN\\nkey\\nEND',
        GITHUB_APP_INSTALLATION_ID: '42',
      }),
    ).toEqual({
      apiUrl: 'https://api.github.com',
      appId: '1',
      privateKey: 'BEGIN\nkey\nEND',
      installationId: 42,
    });
  });
});

describe('the environment of the bot', () => {
  it('has a value for everything', () => {
    expect(readEnvironment({})).toEqual({
      storage: { databaseUrl: null, dataDir: './data' },
      port: 3000,
      configFile: './signalman.yml',
      logLevel: 'info',
      secrets: [],
    });
  });

  it('is told of everything that cannot be, at once', () => {
    const env = { PORT: '70000', LOG_LEVEL: 'loud', DATABASE_URL: 'mysql://u:hunter22@h/d' };
    expect(problemsOf(readEnvironment, env).map(([name]) => name)).toEqual([
      'PORT',
      'LOG_LEVEL',
      'DATABASE_URL',
    ]);
    for (const port of ['-1', '3.5', 'http', '65536'])
      expect(problemsOf(readEnvironment, { PORT: port })).toEqual([['PORT', 'is not a port']]);
  });

  it('finds every secret, and the password within an address', () => {
    const env = {
      SLACK_BOT_TOKEN: 'xoxb-secret',
      SLACK_APP_TOKEN: 'xapp-secret',
      SLACK_SIGNING_SECRET: ' signing-secret ',
      GITHUB_TOKEN: 'ghp_secret',
      GITHUB_APP_PRIVATE_KEY: 'BEGIN secret',
      DATABASE_URL: 'postgres://me:hunter22@db/x',
    };
    expect(readEnvironment(env).secrets).toEqual([
      'xoxb-secret',
      'xapp-secret',
      'signing-secret',
      'ghp_secret',
      'BEGIN secret',
      'postgres://me:hunter22@db/x',
      'hunter22',
    ]);
  });

  it('cannot be changed', () => {
    expect(Object.isFrozen(readEnvironment({}))).toBe(true);
  });

  it('never shows a value in a message', () => {
    const names = [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN',
      'SLACK_SIGNING_SECRET',
      'SLACK_API_URL',
      'GITHUB_TOKEN',
      'GITHUB_APP_ID',
      'GITHUB_APP_PRIVATE_KEY',
      'GITHUB_APP_INSTALLATION_ID',
      'GITHUB_API_URL',
      'DATABASE_URL',
      'PORT',
      'LOG_LEVEL',
    ];
    fc.assert(
      fc.property(fc.subarray(names), (given) => {
        const env = Object.fromEntries(given.map((name) => [name, `hunter22-${name}`]));
        for (const read of [readSlack, readGitHub, readEnvironment]) {
          try {
            read(env);
          } catch (error) {
            expect(String(error)).not.toContain('hunter22');
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('is the one that .env.example describes', () => {
    const described = [...readFileSync('.env.example', 'utf8').matchAll(/^#?\s?([A-Z][A-Z_]+)=/gm)].map(
      ([, name]) => name,
    );
    const source = readFileSync('src/config/environment.ts', 'utf8');
    const read = [...source.matchAll(/(?:get|url)\('([A-Z_]+)'/g)].map(([, name]) => name);
    expect([...new Set(described)].sort()).toEqual([...new Set(read)].sort());
  });
});
