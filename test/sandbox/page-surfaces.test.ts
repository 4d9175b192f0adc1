// What the other tests of the page do not come by: sections, forms, help and faults; and the first use.
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { startFirstUse } from '../../src/compose/first-use.js';
import type { Bot } from '../../src/compose.js';
import { openSqlite } from '../../src/storage/dialect.js';
import { migrate } from '../../src/storage/migrations.js';
import { rememberingLog } from '../builders/log.js';
import { handsAt, type Played, pagePatience, playPage } from '../builders/page.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';
import { type PageFixture, startPage } from './page-fixture.js';
import { botToken, signingSecret } from './slack/fixture.js';

const nora = 'U01NORA';
const channel = 'C01RELEASE';

describeInBrowser('What one sees', () => {
  let at: Played;
  beforeAll(async () => {
    at = await playPage(channel);
    await at.be(nora);
  }, pagePatience);
  afterAll(async () => await at?.close());

  it('of the thread of a digest', async () => {
    const ts = at.sandbox.slack.state.messages(channel).findLast(({ text }) => /^v1\.6 on /.test(text))?.ts;
    await at.be(nora, ts);
    await at.thread().getByRole('article').nth(2).waitFor();
    await at.photograph('digest-thread', { height: 1300 });
    await at.be(nora);
  });

  it.each([
    ['issues', '/release-status issues', /36 open/],
    ['tests', '/release-status tests', /kubelet-1\.6|charts-gce/],
    ['features', '/release-status features v1.7', /8 of 28 not ready/],
    ['kep', '/release-status kep 279', /1 thing missing/],
    ['calendar', '/release-status calendar', /AoE/],
    ['checklist', '/release-status checklist', /Before the release/],
    ['schedule', '/release-status schedule', /next/i],
    ['help', '/release-status help', /every open issue/],
    ['wrong-word', '/release-status flaks', /flakes/],
  ])('of %s', async (name, command, part) => {
    const answers = at.page.getByRole('article', { name: /^Only visible to you/ });
    const before = await answers.count();
    await at.command(command);
    await answers.nth(before).getByText(part).first().waitFor();
    await at.photograph(name, { height: 1100, end: '.timeline' });
  });

  it.each([
    ['exception-form', '/release-signoff exception'],
    ['waiver-form', '/release-signoff waive flakes'],
  ])('of %s', async (name, command) => {
    await at.command(command);
    await at.page.getByRole('dialog').getByRole('textbox').first().waitFor();
    await at.photograph(name);
    await at.dismiss();
  });

  it('on a phone', async () => {
    await at.page.setViewportSize({ width: 400, height: 860 });
    await at.be(nora);
    await at.command('/release-status');
    await at.answer().getByText('v1.6 is NO GO').waitFor();
    await at
      .answer()
      .evaluate('(box) => box.scrollIntoView()')
      .catch(() => {});
    expect(await at.page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    await at.photograph('status-narrow');
    expect(at.browser.complaints).toEqual([]);
  });
});

describeInBrowser('What one sees before Signalman is set up', () => {
  let before: PageFixture;
  let bot: Bot;
  let browser: Browser;
  const closers: (() => Promise<unknown>)[] = [];
  beforeAll(async () => {
    before = await startPage('features: {}\n');
    const folder = await mkdtemp(join(tmpdir(), 'signalman-first-page-'));
    const database = await openSqlite(folder);
    await migrate(database);
    const first = { file: './signalman.yml', hasFile: false, hasLead: false };
    bot = await startFirstUse(
      { database, log: rememberingLog().log, clock: () => Date.UTC(2017, 2, 16, 19), first },
      { slack: { botToken, appToken: null, signingSecret, apiUrl: before.slack.apiUrl }, port: 0 },
    );
    before.slack.eventsUrl = `http://127.0.0.1:${bot.port}/slack/events`;
    browser = await openBrowser({ width: 1280, height: 1000 });
    closers.push(
      () => browser.close(),
      () => bot.stop(),
      () => database.close(),
      () => before.close(),
      () => rm(folder, { recursive: true, force: true }),
    );
  }, pagePatience);
  afterAll(async () => {
    for (const close of closers) await close();
  });

  it('is what is missing', async () => {
    const at = handsAt(await browser.context.newPage());
    await at.page.goto(`${before.url}/#/${nora}/${channel}`);
    await at.command('/release-status');
    await at.answer().getByText('Say who leads it.').waitFor();
    await at.photograph('first-use');
    expect(at.barriers).toEqual([]);
  });
});
