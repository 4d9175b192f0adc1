/** The command line, run as people run it, beside a running bot and alone. */

import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { reportSchema } from '../../src/report/json.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { startLocalSlack } from '../../src/sandbox/slack/index.js';
import { kubernetesConfig } from '../builders/bot.js';
import { launch, signalman } from '../builders/cli.js';
import { waitFor } from '../builders/wait.js';

const secrets = {
  GITHUB_TOKEN: 'ghp_secret_of_the_test',
  SLACK_BOT_TOKEN: 'xoxb-secret-of-the-test',
  SLACK_SIGNING_SECRET: 'signing-secret-of-the-test',
};

describe('npx signalman', () => {
  let folder: string;
  let github: LocalGitHub;
  let env: Record<string, string>;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-cli-'));
    github = await startLocalGitHub({ tokens: [{ token: secrets.GITHUB_TOKEN, login: 'lead' }] });
    seedReportDay(github, NOON_16_MARCH_2017);
    const config = join(folder, 'signalman.yml');
    writeFileSync(config, kubernetesConfig);
    env = {
      ...secrets,
      GITHUB_API_URL: github.url,
      CONFIG_FILE: config,
      DATA_DIR: join(folder, 'data'),
      LOG_LEVEL: 'debug',
    };
  });

  afterAll(async () => {
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('sync reads everything once, then only what changed, and says what it cost', async () => {
    const first = await signalman(['sync'], env);
    const second = await signalman(['sync'], env);

    expect(first).toMatchObject({
      code: 0,
      out: expect.stringContaining('kubernetes/kubernetes: read in full'),
    });
    expect(second.out).toMatch(
      /kubernetes\/kubernetes: read for changes, 0 changed, 2 requests, \d of quota/,
    );
  });

  it('report prints Markdown in the form of the seed', async () => {
    const { code, out } = await signalman(['report', '--release', '1.6'], env);

    expect(code).toBe(0);
    expect(out.split('\n').slice(0, 5)).toEqual([
      '## Status: *NO GO*',
      '### Reasons',
      '- Bugs exist in 1.6 milestone',
      '- Flakes exist in 1.6 milestone',
      '- Open issues in 1.6 milestone',
    ]);
    expect(out).toContain('- [API Machinery](https://github.com/kubernetes/kubernetes/issues?q=');
  });

  it('report --format json carries everything the verdict was decided from, in the shape that schema prints', async () => {
    const { code, out } = await signalman(['report', '--format', 'json'], env);
    const report = reportSchema.parse(JSON.parse(out));

    expect(code).toBe(0);
    expect(report.verdict.state).toBe('NO GO');
    expect(report.issues.filter((issue) => !issue.pullRequest)).toHaveLength(36);
    expect(report.counts?.kinds.flake).toMatchObject({ count: 21, noGroup: { count: 8 } });
    expect((await signalman(['schema', 'report'])).out).toContain('"$schema"');
  });

  it('report --stored asks nobody, and what is older than its limit is not known', async () => {
    github.resetRequests();
    const { code, out } = await signalman(['report', '--stored', '--format', 'json'], {
      ...env,
      GITHUB_TOKEN: '',
    });

    expect(code).toBe(0);
    expect(reportSchema.parse(JSON.parse(out)).counts?.total.count).toBe(36);
    expect(github.requests).toHaveLength(0);
    const elsewhere = await signalman(['report', '--stored'], { ...env, DATA_DIR: join(folder, 'empty') });
    expect(elsewhere.out).toContain('## Status: *UNKNOWN*');
  });

  it('sync and report work beside the running bot, and the bot ends in order when it is told to', async () => {
    const slack = await startLocalSlack({
      botToken: secrets.SLACK_BOT_TOKEN,
      botUserId: 'U0BOT',
      signingSecret: secrets.SLACK_SIGNING_SECRET,
      limits: 'none',
      seed: {
        users: [{ id: 'U1', name: 'ann', realName: 'Ann' }],
        channels: [{ id: 'C1', name: 'release', members: ['U1'] }],
        userGroups: [],
      },
    });
    const bot = launch(['start'], { ...env, SLACK_API_URL: slack.apiUrl, PORT: '0' });
    await bot.says('"msg":"ready"');
    const port = /"port":(\d+)/.exec(bot.output.err)?.[1];
    slack.eventsUrl = `http://127.0.0.1:${port}/slack/events`;

    const [sync, report, command] = await Promise.all([
      signalman(['sync', '--full'], env),
      signalman(['report', '--stored'], env),
      slack.slashCommand({ command: '/release-status', text: '', user: 'U1', channel: 'C1' }),
    ]);
    await slack.waitFor(() => slack.state.ephemerals('U1', 'C1').some((one) => one.text?.includes('NO GO')));

    expect([sync.code, report.code, command.status]).toEqual([0, 0, 200]);
    expect(await bot.end()).toBe(0);
    for (const secret of Object.values(secrets))
      expect(bot.output.err + bot.output.out).not.toContain(secret);
    await slack.close();
  });

  it('a bot that is killed in the middle of its first reading leaves nothing that keeps the next one waiting for long', async () => {
    const own = { ...env, DATA_DIR: join(folder, 'killed') };
    github.faults.next('*/issues', { kind: 'delay', ms: 20_000 });
    github.resetRequests();
    const killed = launch(['sync'], own);
    await waitFor(() => github.requests.some(({ path }) => path.includes('/milestones')));
    await killed.end('SIGKILL');
    github.faults.clear();

    const { code, out, err } = await signalman(['sync'], own);

    expect(err).toContain('waiting for another process');
    expect([code, out]).toEqual([0, expect.stringContaining('kubernetes/kubernetes: read in full')]);
  }, 90_000);

  it('a bot that is told to end while it reads ends in order within ten seconds, and the next one reads at once', async () => {
    const slack = await startLocalSlack({
      botToken: secrets.SLACK_BOT_TOKEN,
      botUserId: 'U0BOT',
      signingSecret: secrets.SLACK_SIGNING_SECRET,
      limits: 'none',
      seed: { users: [], channels: [], userGroups: [] },
    });
    const own = { ...env, DATA_DIR: join(folder, 'stopped') };
    github.faults.next('*/issues', { kind: 'delay', ms: 1500, times: 20 });
    const bot = launch(['start'], { ...own, SLACK_API_URL: slack.apiUrl, PORT: '0' });
    await bot.says('"msg":"ready"');
    const begun = Date.now();

    expect(await bot.end()).toBe(0);

    expect(Date.now() - begun).toBeLessThan(10_000);
    github.faults.clear();
    expect(await signalman(['sync'], own)).toMatchObject({ code: 0, err: '' });
    await slack.close();
  }, 60_000);

  it('a port that is taken and a folder that cannot be are named', async () => {
    const taken = createServer().listen(0);
    const port = (taken.address() as { port: number }).port;
    const start = await signalman(['start'], {
      ...env,
      DATA_DIR: join(folder, 'port'),
      SLACK_API_URL: 'http://127.0.0.1:9/',
      PORT: String(port),
    });
    const nowhere = await signalman(['migrate'], { DATA_DIR: join(env.CONFIG_FILE ?? '', 'below') });
    taken.close();

    expect(start).toMatchObject({ code: 1, err: expect.stringContaining('set PORT to another one') });
    expect(nowhere).toMatchObject({ code: 1, err: expect.stringContaining('DATA_DIR') });
  });

  it('start without its environment lists everything that is missing, and how to get it', async () => {
    const { code, err } = await signalman(['start'], { CONFIG_FILE: env.CONFIG_FILE ?? '' });

    expect(code).toBe(1);
    for (const name of [
      'SLACK_BOT_TOKEN',
      'SLACK_APP_TOKEN or SLACK_SIGNING_SECRET',
      'GITHUB_TOKEN',
      'api.slack.com/apps',
    ]) {
      expect(err).toContain(name);
    }
  });

  it('start with a token that Slack refuses ends with the reason', async () => {
    const slack = await startLocalSlack({
      botToken: 'xoxb-another',
      botUserId: 'U0BOT',
      signingSecret: 'x',
      limits: 'none',
      seed: { users: [], channels: [], userGroups: [] },
    });
    const { code, err } = await signalman(['start'], { ...env, SLACK_API_URL: slack.apiUrl, PORT: '0' });

    expect(code).toBe(1);
    expect(err).toMatch(/signalman: Slack refused SLACK_BOT_TOKEN: invalid_auth\..*Bot User OAuth Token/);
    expect(err).not.toContain(secrets.SLACK_BOT_TOKEN);
    await slack.close();
  });

  it('start with an app-level token that Slack refuses names that one', async () => {
    const slack = await startLocalSlack({
      botToken: secrets.SLACK_BOT_TOKEN,
      botUserId: 'U0BOT',
      appToken: 'xapp-another',
      signingSecret: 'x',
      limits: 'none',
      seed: { users: [], channels: [], userGroups: [] },
    });
    const app = { SLACK_APP_TOKEN: 'xapp-refused-and-secret', SLACK_API_URL: slack.apiUrl, PORT: '0' };
    const { code, err } = await signalman(['start'], { ...env, ...app });

    expect(code).toBe(1);
    expect(err).toMatch(/signalman: Slack refused SLACK_APP_TOKEN: invalid_auth\..*connections:write/);
    expect(err).not.toContain(app.SLACK_APP_TOKEN);
    await slack.close();
  });

  it('a token that GitHub refuses is told, without the token, and nothing stored is lost', async () => {
    const refused = 'ghp_refused_and_secret';
    const { code, out, err } = await signalman(['sync'], { ...env, GITHUB_TOKEN: refused });

    expect(code).toBe(1);
    expect(out).toContain('GitHub refused the token');
    expect(out + err).not.toContain(refused);
    const kept = await signalman(['report', '--stored', '--format', 'json'], env);
    expect(reportSchema.parse(JSON.parse(kept.out)).counts?.total.count).toBe(36);
    await signalman(['sync'], env);
  });

  it('a running bot whose token GitHub refuses does not log that GitHub was read', async () => {
    const slack = await startLocalSlack({
      botToken: secrets.SLACK_BOT_TOKEN,
      botUserId: 'U0BOT',
      signingSecret: secrets.SLACK_SIGNING_SECRET,
      limits: 'none',
      seed: { users: [], channels: [], userGroups: [] },
    });
    const own = { DATA_DIR: join(folder, 'unread'), GITHUB_TOKEN: 'ghp_refused_and_secret' };
    const bot = launch(['start'], { ...env, ...own, SLACK_API_URL: slack.apiUrl, PORT: '0' });
    await bot.says('"msg":"GitHub could not be read"');

    expect(await bot.end()).toBe(0);
    expect(bot.output.err).not.toContain('GitHub was read');
    await slack.close();
  });

  it('check-config prints every problem with its line, or that the file is fine', async () => {
    const file = join(folder, 'wrong.yml');
    writeFileSync(
      file,
      'preset: kubernetes\nreleasez: {}\nreleases:\n  v1.6: { milstone: v1.6 }\ngates:\n  bugs: { at-most: many }\n',
    );

    const wrong = await signalman(['check-config', file]);
    const fine = await signalman(['check-config', 'signalman.example.yml']);

    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/line 2: releasez: .*did you mean releases\?/);
    expect(wrong.err).toMatch(/line 4: releases\.v1\.6\.milstone: .*did you mean milestone\?/);
    expect(wrong.err).toMatch(/line 6: gates\.bugs\.at-most: /);
    expect(fine).toMatchObject({ code: 0, out: expect.stringContaining('is fine') });
  });

  it('check-config names the file that is empty, or is none', async () => {
    const empty = join(folder, 'empty.yml');
    writeFileSync(empty, '# nothing yet\n');

    expect(await signalman(['check-config', empty])).toMatchObject({
      code: 1,
      err: expect.stringMatching(/empty\.yml has a problem:\n {2}- is empty \(.*signalman\.example\.yml/),
    });
    // Docker makes a folder where a file to be mounted is missing.
    expect(await signalman(['check-config', folder])).toMatchObject({
      code: 2,
      err: expect.stringContaining(`${folder} is a folder`),
    });
  });

  it('check-config says what start lacks, and nothing of it where a file is named', async () => {
    const lacking = { CONFIG_FILE: 'signalman.example.yml' };
    const { code, out } = await signalman(['check-config'], lacking);
    expect(code).toBe(0);
    expect(out).toMatch(/is fine.*\nstart needs more.*\n {2}- SLACK_BOT_TOKEN: is missing \(.+\)\n/);
    expect(out).toContain('GITHUB_TOKEN: is missing');
    expect((await signalman(['check-config', 'signalman.example.yml'], lacking)).out).not.toContain('start');
    const file = join(folder, 'mistaken.yml');
    writeFileSync(file, 'releasez: {}\n');
    const both = await signalman(['check-config'], { CONFIG_FILE: file });
    expect(both.code).toBe(1);
    expect(both.err).toMatch(/line 1: releasez: .*start needs more.*SLACK_BOT_TOKEN: is missing/s);
    const complete = { SLACK_BOT_TOKEN: 'xoxb-1', SLACK_APP_TOKEN: 'xapp-1', GITHUB_TOKEN: 'ghp_1' };
    expect((await signalman(['check-config'], { ...lacking, ...complete })).out).not.toContain('start');
  });

  it('wrong use ends with 2 and says what is possible; every command has help', async () => {
    expect((await signalman(['repotr'])).code).toBe(2);
    expect((await signalman(['report', '--format', 'pdf'], env)).code).toBe(2);
    expect(await signalman(['report', '--release', 'v1.66'], env)).toMatchObject({
      code: 2,
      err: expect.stringContaining('Did you mean v1.6?'),
    });
    expect((await signalman(['schema', 'constructor'])).code).toBe(2);
    for (const command of ['start', 'sandbox', 'check-config', 'sync', 'report', 'migrate', 'schema']) {
      expect(await signalman([command, '--help'])).toMatchObject({
        code: 0,
        out: expect.stringContaining('Usage: signalman'),
      });
    }
  }, 60_000);

  it('migrate brings an empty store to this version and says so', async () => {
    expect(await signalman(['migrate'], { DATA_DIR: join(folder, 'fresh') })).toMatchObject({ code: 0 });
    expect(readFileSync(join(folder, 'fresh', 'signalman.db')).length).toBeGreaterThan(0);
    // What people wrote under embargo is in it.
    for (const name of ['fresh', 'fresh/signalman.db'])
      expect(statSync(join(folder, name)).mode & 0o077).toBe(0);
  });
});
