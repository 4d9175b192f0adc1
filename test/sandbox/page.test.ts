import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import { runSandbox } from '../../src/sandbox/main.js';
import { openDoor } from '../../src/sandbox/page-server.js';
import type { WireState } from '../../src/sandbox/page-wire.js';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { handsAt } from '../builders/page.js';
import { type Browser, describeInBrowser, openBrowser } from './browser.js';

const nora = 'U01NORA';
const mei = 'U01MEI';
const channel = 'C01RELEASE';
// The first one also waits for the page to be built.
const patience = 120_000;

describe('The sandbox', () => {
  let sandbox: Sandbox;
  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
  }, patience);
  afterAll(() => sandbox.close());

  /** Talks to the page's server with any headers, which `fetch` would not send. */
  function ask(path: string, headers: Record<string, string> = {}, body?: string) {
    const options = { method: body === undefined ? 'GET' : 'POST', headers };
    return new Promise<{ status: number; body: string }>((resolve, reject) => {
      const sent = request(sandbox.url + path, options, async (response) => {
        let text = '';
        for await (const part of response) text += String(part);
        resolve({ status: response.statusCode ?? 0, body: text });
      });
      sent.on('error', reject).end(body);
    });
  }
  const json = { 'content-type': 'application/json' };
  const type = (text: string, headers: Record<string, string> = {}) =>
    ask('/api/command', { ...json, ...headers }, JSON.stringify({ user: nora, channel, text }));
  const seenBy = async (user: string): Promise<WireState> =>
    JSON.parse((await ask(`/api/state?user=${user}&channel=${channel}`)).body);

  describe('starting', () => {
    it("is refused beside production's tokens and addresses, each by its name", async () => {
      const env = { SLACK_BOT_TOKEN: 'xoxb-1', GITHUB_APP_ID: '7', DATABASE_URL: ' ', HOME: '/' };
      await expect(runSandbox(env, 0, () => {})).rejects.toMatchObject({
        code: 'sandbox-near-production',
        message: expect.stringMatching(/: GITHUB_APP_ID, SLACK_BOT_TOKEN\.$/),
      });
    });

    it('asks whoever is early to look again by themselves', async () => {
      const door = await openDoor(0);
      const early = await fetch(door.url);
      expect([early.status, early.headers.get('refresh')]).toEqual([503, '2']);
      await door.close();
    });

    it('is refused on a port that is taken, before anything else is started', async () => {
      const port = Number(new URL(sandbox.url).port);
      await expect(startSandbox({ port })).rejects.toMatchObject({ code: 'port-taken' });
    });
  });

  describe("its page's server", () => {
    it('answers to its own page only', async () => {
      const { host } = new URL(sandbox.url);
      expect((await ask('/')).status).toBe(200);
      expect((await ask('/', { host: 'elsewhere.example' })).status).toBe(403);
      expect((await ask('/api/state', { 'sec-fetch-site': 'cross-site' })).status).toBe(403);
      for (const origin of ['https://elsewhere.example', 'null', `https://${host}`])
        expect((await type('/release-status', { origin })).status).toBe(403);
      expect((await type('/release-status', { 'content-type': 'text/plain' })).status).toBe(400);
      expect(sandbox.slack.state.ephemerals(nora)).toEqual([]);
    });

    it('takes nothing that it does not know', async () => {
      expect((await ask('/api/nothing', json, '{}')).status).toBe(404);
      expect((await ask('/../package.json')).status).toBe(404);
      expect((await ask('/api/say', json, 'nonsense')).status).toBe(400);
      expect(JSON.parse((await type('/nothing')).body).error).toBe('There is no command /nothing here.');
      const odd = JSON.stringify({ user: nora, channel, text: 'Hello', as: mei });
      expect((await ask('/api/say', json, odd)).body).toContain('as');
    });

    it('brings a command to the bot, and its answer to the person alone', async () => {
      expect((await type('/release-status')).status).toBe(200);
      await sandbox.slack.waitFor(() => sandbox.slack.state.ephemerals(nora).length > 0);
      const [answer] = (await seenBy(nora)).privates;
      expect(answer?.text).toBe('v1.6: NO GO (8 reasons). 36 open issues, 21 flakes, 6 bugs.');
      expect((await seenBy(mei)).privates).toEqual([]);
    });

    it('says in words what a person cannot do', async () => {
      const said = await ask(
        '/api/say',
        json,
        JSON.stringify({ user: 'U01TOMAS', channel: 'C01NODE', text: 'Hi' }),
      );
      expect(said.status).toBe(400);
      expect(JSON.parse(said.body).error).toBe('tomas is not in sig-node: join first');
    });
  });
});

/** How high the window must be for the last message and the one before it. */
const heightOfAnswer = `(() => {
  const list = document.querySelector('.timeline');
  const last = [...list.querySelectorAll('.message')].at(-1);
  const above = last.previousElementSibling.getBoundingClientRect().top;
  return innerHeight - list.clientHeight + last.getBoundingClientRect().bottom - above + 20;
})()`;

describeInBrowser('The page in a browser', () => {
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  let at: ReturnType<typeof handsAt>;

  beforeAll(async () => {
    sandbox = await startSandbox({ port: 0 });
    browser = await openBrowser({ width: 1280, height: 1180 });
    page = await browser.context.newPage();
    at = handsAt(page);
    await page.goto(sandbox.url);
  }, patience);
  afterAll(async () => {
    await browser?.close();
    await sandbox?.close();
  });

  const composer = (on: Page) => on.getByRole('combobox', { name: 'Message #release-1.6' });
  const answer = (on: Page) => on.getByRole('article', { name: /^Only visible to you/ }).last();
  const reasons = [
    'Bugs exist in 1.6 milestone',
    'Flakes exist in 1.6 milestone',
    'Open issues in 1.6 milestone',
    'Tests unstable (missing three successful runs in a row)',
    'Skew test failures',
    'Upgrade test failures',
    // Those of that noon come first. What nobody was asked then is UNKNOWN, and comes after them.
    'Not every SIG has signed off v1.6',
    'Release Machinery: Timeouts during upgrade tests',
  ];

  const digests = (on: Page) => on.getByRole('article', { name: /^Signalman: v1\.6 on / });
  it('opens with the reports of the days before, and with that of the day', async () => {
    await digests(page).last().waitFor();
    expect(await digests(page).count()).toBe(6);
    const text = await digests(page).last().innerText();
    expect(text).toContain('v1.6 · Thursday 16 March · NO GO');
    expect(text).toMatch(/36 open \(\+7 since Wednesday 15 March, −581 since Wednesday 8 March\)/);
    expect(text).toContain('21 flakes (+4, −300) · 6 bugs (+1, −138)');
    const cells = (await digests(page).last().locator('table tr').allInnerTexts()).map((row) =>
      row.split('\t').map((cell) => cell.trim()),
    );
    expect(cells.find(([sig]) => sig === 'no SIG')).toEqual(['no SIG', '19', '+9', '8 (+8)', '2 (−1)']);
    await page.getByText('Open in the v1.6 milestone').last().waitFor();
    await at.photograph('digest', { height: 1840, end: '.timeline' });
  });

  it('has the alert of the night, with what can be done about it', async () => {
    const alert = page.getByRole('article', { name: /^Signalman: charts-gce \(kubernetes-apps\) is red/ });
    await alert.waitFor();
    expect(await page.getByRole('article', { name: /^Signalman: .* is red/ }).count()).toBe(1);
    expect(await alert.innerText()).toContain('since yesterday, 11:20 PM');
    await alert.scrollIntoViewIfNeeded();
    await at.photograph('alert');
    expect(await alert.getByRole('button').count()).toBeGreaterThan(1);
  });

  it('goes on to the next day, on which there is another report', async () => {
    const other = await startSandbox({ port: 0 });
    const walked = await browser.context.newPage();
    try {
      await walked.goto(other.url);
      const calendar = walked.getByRole('region', { name: 'Calendar' });
      await calendar.getByText('Next report: 16 March 2017, evening').waitFor();
      await calendar.getByRole('button', { name: 'Next day' }).click();
      // The evening's edition is the same message, edited, with the figures of the evening.
      await digests(walked).last().filter({ hasText: 'issued again' }).waitFor();
      expect(await digests(walked).count()).toBe(6);
      expect(await digests(walked).last().innerText()).toContain(
        '29 open (unchanged since Wednesday 15 March',
      );
      // A blocking suite turned red in the afternoon: its group hears of it, and the channel of the release.
      const red = walked.getByRole('article', { name: /^Signalman: kubelet-1\.6 \([^)]+\) is red/ });
      expect(await red.count()).toBe(1);
      expect(other.slack.state.messages('C01NODE').map(({ text }) => text)).toEqual([
        expect.stringMatching(/^kubelet-1\.6 \([^)]+\) is red/),
      ]);
      await calendar.getByText('Next report: 17 March 2017').waitFor();
      await calendar.getByRole('button', { name: 'Next day' }).click();
      await digests(walked).nth(6).waitFor();
      expect(await digests(walked).last().innerText()).toContain('15 open (−14 since Thursday 16 March');
      await walked
        .getByRole('article', { name: /^Signalman: kubelet-1\.6 \([^)]+\) is green again/ })
        .waitFor();
    } finally {
      await walked.close();
      await other.close();
    }
  });

  it('completes a command that is typed', async () => {
    const field = composer(page);
    await field.click();
    await field.pressSequentially('/rel');
    const offered = page.getByRole('listbox', { name: 'Commands' }).getByRole('option');
    await offered.filter({ hasText: '/release-status' }).waitFor();
    await field.press('Tab');
    expect(await field.inputValue()).toBe('/release-status ');
    await field.press('ArrowDown');
    const chosen = page.getByRole('listbox', { name: 'Commands' }).locator('[aria-selected=true]');
    expect(await chosen.innerText()).toMatch(/^\[release\] issues/);
    await field.press('Escape');
    expect(await offered.count()).toBe(0);
    await field.press('Enter');
    await answer(page).waitFor();
  });

  it('shows the verdict, its reasons in order, the figures and a row for each SIG, to the person alone', async () => {
    const text = await answer(page).innerText();
    expect(text).toMatch(/^Only visible to you/);
    expect(text).toContain('v1.6 is NO GO');
    const places = reasons.map((reason) => text.indexOf(reason));
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
    for (const figure of ['36 open, 0 allowed', '21 open, 0 allowed', '6 open, 0 allowed'])
      expect(text).toContain(figure);
    const rows = await answer(page).locator('table tr').allInnerTexts();
    const cells = rows.map((row) => row.split('\t').map((cell) => cell.trim()));
    expect(cells[0]).toEqual(['SIG', 'Open', 'Flakes', 'Bugs']);
    const flakes = new Map(
      cells
        .slice(1)
        .filter(([, , count]) => count !== '–')
        .map(([sig, , count]) => [sig, Number(count)]),
    );
    expect(Object.fromEntries(flakes)).toEqual({
      ...{ 'API Machinery': 2, Apps: 2, 'Cluster Lifecycle': 2, Federation: 3, Instrumentation: 1 },
      ...{ Network: 3, Storage: 1, 'no SIG': 8 },
    });
    const link = answer(page).getByRole('link', { name: '21 open' });
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('href')).toContain('milestone:v1.6');
  });

  it('shows moments in the zone of the person one is', async () => {
    expect(await answer(page).innerText()).toContain('read today, 12:03 PM');
    await page.getByRole('button', { name: 'Tomás Okafor' }).click();
    await page.getByText(/8:\d\d PM in Berlin/).waitFor();
    await page.getByRole('button', { name: 'Nora Feld' }).click();
    await answer(page).waitFor();
  });

  it('looks good', async () => {
    const height = Math.ceil(await page.evaluate<number>(heightOfAnswer));
    await page.setViewportSize({ width: 1280, height });
    await at.photograph('sandbox', { end: '.timeline' });
  });

  it('shows everybody what is shared', async () => {
    await answer(page).getByRole('button', { name: 'Share here' }).click();
    const other = await browser.context.newPage();
    await other.goto(`${sandbox.url}/#/${mei}/${channel}`);
    const shared = other.getByRole('article', { name: /^Signalman: v1\.6: NO GO/ });
    await shared.waitFor();
    expect(await shared.innerText()).toContain('Shared by @Nora Feld');
    expect(await other.getByText('Only visible to you').count()).toBe(0);
    await other.close();
  });

  it('keeps a thread beside the conversation', async () => {
    await page.getByRole('button', { name: /^2 replies/ }).click();
    const thread = page.getByRole('complementary', { name: 'Thread' });
    await thread.getByRole('combobox').fill('Looking now');
    await thread.getByRole('combobox').press('Enter');
    await thread.getByText('Looking now').waitFor();
    await page.getByRole('button', { name: /^3 replies/ }).waitFor();
    await page.getByRole('button', { name: 'Close the thread' }).click();
  });

  it('remembers the chosen colours', async () => {
    await page.getByRole('button', { name: 'Switch to dark mode' }).click();
    await page.reload();
    await page.locator('html[data-theme=dark]').waitFor();
    await page.getByRole('button', { name: 'Switch to light mode' }).click();
  });

  it('fits a narrow window, with the conversations in a drawer', async () => {
    await page.setViewportSize({ width: 400, height: 800 });
    await answer(page).waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(400);
    const list = page.getByRole('navigation', { name: 'Workspace' });
    await list.waitFor({ state: 'hidden' });
    await page.getByRole('button', { name: 'Conversations', exact: true }).click();
    await list.getByRole('button', { name: /kubernetes-dev/ }).click();
    await page.getByRole('combobox', { name: 'Message #kubernetes-dev' }).waitFor();
    await list.waitFor({ state: 'hidden' });
  });

  it('has nothing to complain about', () => {
    expect(browser.complaints).toEqual([]);
    expect(at.barriers).toEqual([]);
  });
});
