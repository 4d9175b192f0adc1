/** The environment, read once into a frozen value; what is missing or wrong is told all at once. */
import { addressFault } from './address.js';
import { ConfigFault, type Problem, showProblem } from './problem.js';

export interface SlackAccess {
  botToken: string;
  /** Socket Mode when set. */
  appToken: string | null;
  signingSecret: string | null;
  /** Ends with a slash. */
  apiUrl: string;
}

export type GitHubAccess = { apiUrl: string } & (
  | { token: string }
  | { appId: string; privateKey: string; installationId: number }
);

export interface Storage {
  /** PostgreSQL when set. */
  databaseUrl: string | null;
  dataDir: string;
}

export interface Environment {
  storage: Storage;
  port: number;
  configFile: string;
  logLevel: string;
  /** Every secret that was read: the log never shows one of them. */
  secrets: string[];
}

type Env = Record<string, string | undefined>;
const levels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** Collects what is wrong while the values are read. */
function reader(env: Env) {
  const problems: Problem[] = [];
  // The beginnings of tokens that stand in .env.example are not filled in yet.
  const get = (name: string) => env[name]?.trim().replace(/^x(oxb|app)-$/, '') || null;
  const wrong = (name: string, message: string, expected: string) =>
    problems.push({ path: [name], message, expected });
  function url(name: string, standard: string): string {
    const value = get(name) ?? standard;
    const fault = addressFault(value);
    if (fault !== null) wrong(name, fault, `for example ${standard}`);
    return value;
  }
  return { problems, get, wrong, url };
}

const done = (problems: Problem[]) => {
  if (problems.length > 0)
    throw new ConfigFault('Something in the environment is missing or wrong (see .env.example):', problems);
};

/** @throws ConfigFault that lists every missing or wrong variable of Slack and how to get it */
export function readSlack(env: Env): SlackAccess {
  const { problems, get, wrong, url } = reader(env);
  const botToken = get('SLACK_BOT_TOKEN');
  const appToken = get('SLACK_APP_TOKEN');
  const signingSecret = get('SLACK_SIGNING_SECRET');
  if (!botToken)
    wrong(
      'SLACK_BOT_TOKEN',
      'is missing',
      'your app at api.slack.com/apps, OAuth & Permissions, Bot User OAuth Token',
    );
  else if (!botToken.startsWith('xox'))
    wrong('SLACK_BOT_TOKEN', 'is not a bot token', 'it starts with xoxb-');
  if (appToken && !appToken.startsWith('xapp-'))
    wrong('SLACK_APP_TOKEN', 'is not an app-level token', 'it starts with xapp-');
  if (!appToken && !signingSecret) {
    wrong(
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      'is missing',
      'Basic Information: App-Level Tokens with connections:write for Socket Mode, or Signing Secret for HTTP',
    );
  }
  const apiUrl = url('SLACK_API_URL', 'https://slack.com/api/');
  done(problems);
  return {
    botToken: botToken ?? '',
    appToken,
    signingSecret,
    apiUrl: apiUrl.endsWith('/') ? apiUrl : `${apiUrl}/`,
  };
}

/**
 * Where people look at what the API tells of: `https://host/api/v3` belongs to `https://host`, `https://api.name.ghe.com`
 * to `https://name.ghe.com`. Everything else stands for GitHub itself, as a proxy does.
 * @param apiUrl without a slash at its end
 */
export function webOf(apiUrl: string): string {
  const server = /^(.+)\/api\/v3$/.exec(apiUrl)?.[1];
  const tenant = /^https:\/\/api\.([a-z\d-]+\.ghe\.com)$/i.exec(apiUrl)?.[1];
  return server ?? (tenant ? `https://${tenant}` : 'https://github.com');
}

/** @throws ConfigFault that lists every missing or wrong variable of GitHub and how to get it */
export function readGitHub(env: Env): GitHubAccess {
  const { problems, get, wrong, url } = reader(env);
  const apiUrl = url('GITHUB_API_URL', 'https://api.github.com').replace(/\/+$/, '');
  const token = get('GITHUB_TOKEN');
  const app = {
    id: get('GITHUB_APP_ID'),
    key: get('GITHUB_APP_PRIVATE_KEY'),
    installation: get('GITHUB_APP_INSTALLATION_ID'),
  };
  if (token) {
    done(problems);
    return { apiUrl, token };
  }
  if (!app.id && !app.key && !app.installation) {
    wrong(
      'GITHUB_TOKEN',
      'is missing',
      'a token that may read issues (fine-grained: Issues and Metadata, read); or GITHUB_APP_ID, GITHUB_APP_PRIVATE_KEY and GITHUB_APP_INSTALLATION_ID',
    );
  } else {
    if (!app.id) wrong('GITHUB_APP_ID', 'is missing', "the number on the App's page");
    if (!app.key)
      wrong('GITHUB_APP_PRIVATE_KEY', 'is missing', 'the PEM text, line breaks may be written as \\n');
    if (!/^\d+$/.test(app.installation ?? ''))
      wrong(
        'GITHUB_APP_INSTALLATION_ID',
        'is missing or not a number',
        "the number in the installation's address",
      );
  }
  done(problems);
  return {
    apiUrl,
    appId: app.id ?? '',
    privateKey: (app.key ?? '').replaceAll('\\n', '\n'),
    installationId: Number(app.installation),
  };
}

/** @throws ConfigFault for a port, log level or database address that cannot be */
export function readEnvironment(env: Env): Environment {
  const { problems, get, wrong } = reader(env);
  const port = Number(get('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65535) wrong('PORT', 'is not a port', '0 to 65535');
  const logLevel = get('LOG_LEVEL') ?? 'info';
  if (!levels.includes(logLevel)) wrong('LOG_LEVEL', 'is not a level', levels.join(', '));
  const databaseUrl = get('DATABASE_URL');
  if (databaseUrl && !/^postgres(ql)?:\/\//.test(databaseUrl))
    wrong('DATABASE_URL', 'is not a PostgreSQL address', 'postgres://user:password@host/database');
  done(problems);
  return Object.freeze({
    storage: { databaseUrl, dataDir: get('DATA_DIR') ?? './data' },
    port,
    configFile: get('CONFIG_FILE') ?? './signalman.yml',
    logLevel,
    secrets: secretsOf(env),
  });
}

/** Every secret in the environment: none of them may be shown. */
export function secretsOf(env: Env): string[] {
  const names = [
    'SLACK_BOT_TOKEN',
    'SLACK_APP_TOKEN',
    'SLACK_SIGNING_SECRET',
    'GITHUB_TOKEN',
    'GITHUB_APP_PRIVATE_KEY',
    'DATABASE_URL',
  ];
  const values = names.map((name) => env[name]?.trim() ?? '');
  const address = env.DATABASE_URL ?? '';
  const passwords = [
    /^\w+:\/\/[^:@/]*:([^@]+)@/.exec(address)?.[1],
    /[?&]password=([^&]+)/.exec(address)?.[1],
  ];
  const key = env.GITHUB_APP_PRIVATE_KEY?.trim() ?? '';
  // As they are written and as they are used: libraries repeat either.
  const used = [...passwords.map((one) => decoded(one ?? '')), key.replaceAll('\\n', '\n')];
  return [...new Set([...values, ...passwords, ...used])].filter(
    (value) => value !== undefined && value.length >= 6,
  ) as string[];
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Slack and GitHub at once, so that one message lists everything that is missing. @throws ConfigFault */
export function readAccess(env: Env): { slack: SlackAccess; github: GitHubAccess } {
  const { slack, github, problems } = attemptAccess(env);
  if (!slack || !github)
    throw new ConfigFault('Something in the environment is missing or wrong (see .env.example):', problems);
  return { slack, github };
}

/** What `start` would not find, or not take, in lines; empty when there is nothing. */
export function lackingForStart(env: Env): string {
  const { problems } = attemptAccess(env);
  const lines = problems.map((one) => `  - ${showProblem(one)}\n`);
  return lines.length === 0 ? '' : `start needs more in the environment or in .env:\n${lines.join('')}`;
}

function attemptAccess(env: Env) {
  const problems: Problem[] = [];
  const attempt = <T>(read: () => T): T | undefined => {
    try {
      return read();
    } catch (error) {
      if (!(error instanceof ConfigFault)) throw error;
      problems.push(...error.problems);
      return undefined;
    }
  };
  return { slack: attempt(() => readSlack(env)), github: attempt(() => readGitHub(env)), problems };
}
