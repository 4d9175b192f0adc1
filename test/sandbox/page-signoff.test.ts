// The sign-off of a candidate at the page: asked by one, answered by several, and taken back by a commit that lands.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Page } from 'playwright-core';
import type { Sandbox } from '../../src/sandbox/world.js';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { type Browser, describeInBrowser } from './browser.js';

const [nora, tomas, mei, ravi] = ['U01NORA', 'U01TOMAS', 'U01MEI', 'U01RAVI'];
const [amara, jonas] = ['U01AMARA', 'U01JONAS'];
const channel = 'C01RELEASE';

describeInBrowser('The sign-off at the page', () => {
  let at: Played;
  let sandbox: Sandbox;
  let browser: Browser;
  let page: Page;
  beforeAll(async () => {
    at = await playPage(channel);
    ({ sandbox, browser, page } = at);
  }, pagePatience);
  afterAll(async () => await at?.close());

  const poll = () => page.getByRole('article', { name: /^Signalman: v1\.6: Sign-off for v1\.6\.0-beta\.4/ });
  const press = (name: string) => poll().getByRole('button', { name, exact: true }).click();

  it('is asked for by a release lead, in a form that knows the deadline', async () => {
    await at.be(nora);
    await at.command('/release-signoff ask v1.6.0-beta.4');
    const form = at.dialog('Ask for sign-off');
    await form.getByText('7 SIGs').waitFor();
    expect(await form.getByLabel('Candidate').inputValue()).toBe('v1.6.0-beta.4');
    await at.photograph('signoff-ask');
    await at.submit(form, 'Ask');
    await at.dialog('Asked').getByText('is open until').waitFor();
    await at.dismiss();
    await poll().getByText('0 of 7 GO').waitFor();
    expect(await poll().innerText()).toContain('b202120be');
  });

  it('is answered with one press by the lead of one SIG, and by whoever leads several in a form', async () => {
    await at.be(tomas);
    await press('GO');
    await at.answer().getByText('of Cluster Lifecycle for v1.6.0-beta.4 is recorded').waitFor();
    await poll().getByText('1 of 7 GO').waitFor();
    await at.be(jonas);
    await press('GO');
    const form = at.dialog('Say GO');
    await form.getByRole('checkbox', { name: 'API Machinery' }).check();
    await form.getByRole('checkbox', { name: 'Apps' }).check();
    await at.photograph('signoff-answer');
    await at.submit(form, 'GO');
    await at.dialog('Recorded').getByText('of API Machinery, Apps').waitFor();
    await at.dismiss();
    await poll().getByText('3 of 7 GO').waitFor();
  });

  it('takes a NO GO with its reason, and a GO that waits for something', async () => {
    await at.be(amara);
    await press('NO GO…');
    const against = at.dialog('Say NO GO');
    await against.getByRole('checkbox', { name: 'Node' }).check();
    await against.getByLabel('Why not').fill('The kubelet does not come back after a restart of docker.');
    await at.submit(against, 'NO GO');
    await at.dialog('Recorded').getByText('of Node').waitFor();
    await at.dismiss();
    await poll().getByText('does not come back').waitFor();
    const open = sandbox.github
      .issues('kubernetes/kubernetes')
      .find((one) => one.state === 'open' && one.pull);
    await press('GO if…');
    const form = at.dialog('GO with conditions');
    await form.getByRole('checkbox', { name: 'Storage' }).check();
    await form.getByLabel('GO as soon as').fill(`#${open?.number}`);
    await at.submit(form, 'GO');
    await at.dialog('Recorded').getByText('of Storage').waitFor();
    await at.dismiss();
    await poll().getByText(`#${open?.number}`).waitFor();
    await poll().getByText('3 of 7 GO').waitFor();
    await at.be(mei);
    await poll().getByText('3 of 7 GO').waitFor();
    await at.photograph('signoff');
  });

  it('refuses those who speak for nobody, and is no message of its own for every answer', async () => {
    await at.be(ravi);
    await press('GO');
    await at.answer().getByText('You lead none of the SIGs').waitFor();
    expect(await poll().count()).toBe(1);
    const [message] = sandbox.slack.state
      .messages(channel)
      .filter((one) => one.text.includes('Sign-off for v1.6.0-beta.4'));
    expect(message?.edited).toBeDefined();
    expect(message?.replies).toHaveLength(1);
    await at.be(mei, message?.ts);
    await at.thread().getByText('Node says NO GO').waitFor();
    await at.photograph('signoff-thread');
  });

  it('is a section of the status, with the reason among those of the verdict', async () => {
    await at.be(nora);
    await at.command('/release-status signoff');
    await at.answer().getByText('3 of 7 GO').waitFor();
    await at.photograph('signoff-section');
    await at.answer().getByRole('button', { name: 'Back to the verdict' }).click();
    await at.answer().getByText('Not every SIG has signed off').waitFor();
    const last = await at.answer().innerText();
    expect(last).toContain('3 of 7 GO for v1.6.0-beta.4');
    await at.photograph('signoff-verdict');
  });

  it('is void once a commit lands, and says which; a release lead asks again', async () => {
    await at.be(nora);
    await page.getByRole('button', { name: 'A commit lands on release-1.6' }).click();
    await poll().getByText('Overtaken').waitFor();
    await poll().getByText('0 of 7 GO').waitFor();
    expect(await poll().getByRole('button', { name: 'GO', exact: true }).count()).toBe(0);
    expect(await poll().innerText()).toMatch(/landed on release-1\.6/);
    await at.be(mei);
    await poll().getByText('Overtaken').waitFor();
    await at.photograph('signoff-void');
    await at.be(nora);
    await press('Ask again…');
    const form = at.dialog('Ask for sign-off');
    await form.getByLabel('Candidate').waitFor();
    expect(await form.getByLabel('Candidate').inputValue()).toBe('');
    await at.submit(form, 'Ask');
    await at.dialog('Asked').getByText('is open until').waitFor();
    await at.dismiss();
    expect(browser.complaints).toEqual([]);
  });
});
