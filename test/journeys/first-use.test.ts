/** The first use: a bot that is installed and not set up says to whoever asks what is missing, and is set up by that. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { settingsOrFirstUse } from '../../src/config/first-use.js';
import { loadSettings } from '../../src/config/load.js';
import { type LocalSlack, startLocalSlack } from '../../src/sandbox/slack/index.js';
import { commands } from '../../src/slack/listeners.js';
import { answerOf, lead, manifestScopes, release } from '../builders/bot.js';
import { type Launched, launch, signalman } from '../builders/cli.js';

const env = {
  GITHUB_TOKEN: 'ghp_first',
  SLACK_BOT_TOKEN: 'xoxb-first',
  SLACK_SIGNING_SECRET: 'signed-first',
};

let folder: string;
let slack: LocalSlack;
let bot: Launched | null;
let own: Record<string, string>;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'signalman-first-'));
  bot = null;
  slack = await startLocalSlack({
    botToken: env.SLACK_BOT_TOKEN,
    botUserId: 'U0BOT',
    signingSecret: env.SLACK_SIGNING_SECRET,
    limits: 'none',
    scopes: manifestScopes(),
    seed: {
      users: [{ id: lead, name: 'lea', realName: 'Lea Lead' }],
      channels: [{ id: release, name: 'release', members: [lead] }],
      userGroups: [],
    },
  });
  // Nothing of it is asked: a GitHub that is not there would be seen.
  own = { ...env, SLACK_API_URL: slack.apiUrl, GITHUB_API_URL: 'http://127.0.0.1:9', PORT: '0' };
});
afterEach(async () => {
  await bot?.end();
  await slack.close();
  rmSync(folder, { recursive: true, force: true });
});

async function start(): Promise<string> {
  const launched = launch(['start'], own, folder);
  bot = launched;
  await launched.says('"msg":"ready"');
  const url = `http://127.0.0.1:${/"port":(\d+)/.exec(launched.output.err)?.[1]}`;
  slack.eventsUrl = `${url}/slack/events`;
  return url;
}

async function ask(command: string, text = '') {
  const before = slack.state.ephemerals(lead, release).length;
  const { status } = await slack.slashCommand({ command, text, user: lead, channel: release });
  expect(status).toBe(200);
  const found = await slack.waitFor(() => slack.state.ephemerals(lead, release)[before], { what: command });
  return answerOf(found);
}

describe('Signalman without a configuration', () => {
  it('answers every command with the two steps that are missing, and what to write for them', async () => {
    await start();
    for (const command of Object.keys(commands)) {
      const { text, all } = await ask(command, 'anything');
      expect(text).toBe(
        'Signalman is not set up yet. 2 steps are missing: name the release that is tracked, and say who leads it.',
      );
      expect(all).toContain('there is no signalman.yml');
      expect(all).toMatch(/Name the release.*Say who leads it.*check-config/s);
    }
    expect(slack.state.messages(release)).toEqual([]);
  });

  it('is set up by copying what it says', async () => {
    await start();
    const copied = /```([\s\S]*?)```/.exec((await ask('/release-status')).all)?.[1] ?? '';
    const { releases, roles } = loadSettings(copied, 'signalman.yml');
    expect([releases.map(({ name }) => name), roles.releaseLead]).toEqual([['v1.36'], [lead]]);
    await bot?.end();
    writeFileSync(join(folder, 'signalman.yml'), copied);
    expect(await signalman(['check-config'], {}, folder)).toMatchObject({ code: 0 });
    await start();
    expect((await ask('/release-status')).text).toMatch(/^v1\.36: UNKNOWN/);
  });

  it('says the same in the Home, in a shortcut, and to operators; and ends in order', async () => {
    const url = await start();
    await slack.openHome(lead);
    const home = () => JSON.stringify(slack.state.home(lead)?.blocks ?? '');
    await slack.waitFor(() => home().includes('Say who leads it'), { what: 'the Home' });
    await slack.shortcut({ callbackId: 'incident_declare', user: lead });
    const form = () => JSON.stringify(slack.state.views(lead));
    await slack.waitFor(() => form().includes('Name the release'), { what: 'the form' });
    const missing = { setup: { exists: false, missing: ['release', 'release-lead'] } };
    for (const path of ['/healthz', '/readyz']) {
      const answer = await fetch(url + path);
      expect([answer.status, await answer.json()]).toEqual([200, expect.objectContaining({})]);
      expect(await (await fetch(url + path)).json()).toMatchObject(missing);
    }
    expect(bot?.output.err).toContain('not set up');
    expect(await bot?.end()).toBe(0);
  });

  it('ticks what the file has already, and explains the rest', async () => {
    writeFileSync(join(folder, 'signalman.yml'), `roles: { release-lead: [${lead}] }\n`);
    await start();
    const { text, all } = await ask('/release-status');
    expect(text).toBe('Signalman is not set up yet. 1 step is missing: name the release that is tracked.');
    expect(all).toContain('signalman.yml names no release');
    expect(all).toContain(':white_check_mark: A release lead is named.');
    expect(all).not.toContain('roles:');
  });

  it('does not start where the file that is named is missing, or where anything is wrong in it', async () => {
    const named = await signalman(['start'], { ...own, CONFIG_FILE: join(folder, 'other.yml') }, folder);
    expect(named).toMatchObject({ code: 2, err: expect.stringContaining('There is no configuration at') });
    writeFileSync(join(folder, 'signalman.yml'), 'preset: kubernets\n');
    const wrong = await signalman(['start'], own, folder);
    expect(wrong).toMatchObject({ code: 1, err: expect.stringContaining('did you mean kubernetes?') });
  });
});

describe('Signalman with a release, and nobody who leads it', () => {
  it('answers, and says which step is missing', async () => {
    writeFileSync(
      join(folder, 'signalman.yml'),
      'repository: a/b\nreleases: { v1: {} }\ngates: { bugs: { count: kind/bug } }\n',
    );
    await start();
    const { text, all } = await ask('/release-status');
    expect(text).toMatch(/^v1: UNKNOWN/);
    expect(all).toContain('One step of the setup is missing: nobody is a release lead');
  });
});

describe('a configuration', () => {
  const read = (text: string | null) => settingsOrFirstUse(text, 'signalman.yml');
  it.each([
    ['is not there', null, { hasFile: false, hasLead: false }],
    ['is empty', '', { hasFile: true, hasLead: false }],
    ['has comments only', '# nothing yet\n', { hasFile: true, hasLead: false }],
    ['has no releases', 'preset: kubernetes\n', { hasFile: true, hasLead: false }],
    ['has an empty list of them', 'releases:\n', { hasFile: true, hasLead: false }],
    ['has {}', 'releases: {}\nroles: { release-lead: [U1AAA] }\n', { hasFile: true, hasLead: true }],
  ])('that %s is not begun yet', (_what, text, expected) => {
    expect(read(text)).toEqual({ file: 'signalman.yml', ...expected });
  });

  it.each([
    ['a release that is wrong', 'releases: { v1: { milstone: x } }\n'],
    ['a wrong key beside', 'relaeses: {}\n'],
    ['a word instead of releases', 'releases: v1.36\n'],
    ['a list', '- v1.36\n'],
    ['what is no YAML', 'releases: [\n'],
  ])('with %s is wrong', (_what, text) => {
    expect(() => read(text)).toThrow('signalman.yml has');
  });
});
