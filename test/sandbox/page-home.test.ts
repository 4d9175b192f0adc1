// The Home of a release lead at the page: a day on which much waits, and what becomes of it when it is done there.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/world.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { describeInBrowser } from './browser.js';

const [nora, tomas, mei, ravi, ida] = ['U01NORA', 'U01TOMAS', 'U01MEI', 'U01RAVI', 'U01IDA'];
const incidents = 'C01INCIDENTS';
const day = 24 * 3600;

describeInBrowser('The Home at the page', () => {
  let at: Played;
  let sandbox: Sandbox;
  let page: Page;
  beforeAll(async () => {
    at = await playPage(incidents);
    ({ sandbox, page } = at);
  }, pagePatience);
  afterAll(async () => await at?.close());

  const home = () => page.getByRole('region', { name: 'Home' });

  /** Types a command, fills in the form that it opens, and closes what is left of it. */
  async function fill(user: string, command: string, text: string, values: Record<string, unknown>) {
    const { slack } = sandbox;
    await slack.slashCommand({ user, channel: incidents, command, text });
    const form = await slack.waitFor(
      () => {
        const top = slack.state.views(user).at(-1);
        return top && top.callbackId !== 'loading' ? top : undefined;
      },
      { what: `the form of ${command} ${text}` },
    );
    const sent = await slack.submitView({ user, viewId: form.id, values });
    expect(sent.errors).toEqual({});
    const left = slack.state.views(user).at(-1);
    if (left) await slack.closeView({ viewId: left.id, user, all: true });
  }

  async function openHome(user: string): Promise<void> {
    await page.goto('about:blank');
    await page.goto(`${sandbox.url}/#/${user}/${sandbox.slack.direct(user)}`);
    await home().waitFor();
  }

  it('says that nothing waits for somebody who has nothing to do', async () => {
    await openHome(ida);
    await home().getByText('Nothing waits for you').waitFor();
    expect(await home().innerText()).toContain('v1.6 is NO GO');
  });

  it(
    'shows a release lead the verdict, and all that waits, the most urgent first',
    async () => {
      const until = Math.floor(Date.UTC(2017, 2, 25) / 1000);
      await fill(nora, '/incident', 'declare', {
        title: 'Upgrades from 1.5 leave nodes NotReady',
        ...{ severity: 's2', release: 'v1.6', versions: 'v1.6.0-beta.1 and later' },
        impact: 'Every third node does not come back after an upgrade.',
        ...{ workaround: 'Restart the kubelet by hand.', issue: '#43043' },
      });
      await fill(mei, '/release-signoff', 'delegate', { delegate: nora, until: until + 3 * day });
      await fill(nora, '/release-signoff', 'ask v1.6.0-beta.4', {});
      await fill(ravi, '/release-signoff', 'exception', {
        what: 'Merge the fix of the leaking conntrack entries',
        reason: 'Nodes of large clusters run out of memory within two days.',
        ...{ issue: '#42989', until },
      });
      const item = { text: 'Try an upgrade from 1.5 before every pre-release', type: 'prevent' };
      await fill(nora, '/incident', 'action 1', { ...item, due: '2017-03-16', owner: nora });
      await sandbox.days.next();
      await openHome(nora);
      await home().getByText('needs its update').waitFor();
      const said = await home().innerText();
      const order = [
        'v1.6 is NO GO',
        'needs its update',
        'asks for exception',
        'Try an upgrade',
        'Before the release',
        'incident open',
      ];
      const places = order.map((part) => said.indexOf(part));
      expect(places).not.toContain(-1);
      expect(places).toEqual([...places].sort((a, b) => a - b));
      const height = await home().evaluate((box) => box.scrollHeight);
      await at.photograph('app-home', { height: Math.max(1000, height + 140) });
    },
    pagePatience,
  );

  it('does what is pressed, and says so at its top', async () => {
    await home()
      .getByRole('button', { name: /^Approve: / })
      .click();
    await home()
      .getByText(/Exception 1 is approved/)
      .waitFor();
    await home().getByText('asks for exception').waitFor({ state: 'detached' });
    await home().getByRole('button', { name: 'Show' }).first().click();
    const status = page.getByRole('dialog', { name: 'May we ship?' });
    await status.getByText('v1.6 is NO GO').waitFor();
    await page.keyboard.press('Escape');
    await status.waitFor({ state: 'detached' });
  });

  it('is each person’s own', async () => {
    await openHome(tomas);
    await home().getByText('v1.6 is NO GO').waitFor();
    expect(await home().innerText()).not.toContain('needs its update');
  });
});
