// The page for whoever enlarges it, wants nothing to move, or has a small window: all of it can be reached.
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { type Played, pagePatience, playPage } from '../builders/page.js';
import { type Browser, describeInBrowser } from './browser.js';

const nora = 'U01NORA';
/** What a window of 1280 by 1000 has room for at 200 %. */
const enlarged = { width: 640, height: 500 };
const narrow = { width: 400, height: 800 };

describeInBrowser('The page within reach', () => {
  let at: Played;
  let page: Page;
  let browser: Browser;
  beforeAll(async () => {
    at = await playPage('C01RELEASE');
    ({ page, browser } = at);
  }, pagePatience);
  afterAll(async () => await at?.close());

  const dialog = () => page.getByRole('dialog');
  /** Whether all of it is in the window, to the pixel. */
  async function isInView(what: Locator): Promise<boolean> {
    const { width: right, height: bottom } = page.viewportSize() ?? narrow;
    const { x, y, width, height } = (await what.boundingBox()) ?? { x: -9, y: -9, width: 0, height: 0 };
    return x > -1 && y > -1 && x + width < right + 1 && y + height < bottom + 1;
  }
  /** What is wider than the place it has, from the page down to what stands in a form. */
  const tooWide = () =>
    page.evaluate<string[]>(`
      [document.documentElement, ...document.querySelectorAll('main, .timeline, dialog, dialog *')]
        .filter((one) => one.tagName !== 'OPTION' && one.offsetParent !== null || one.matches('html, dialog'))
        .filter((one) => {
          const { left, right, width } = one.getBoundingClientRect();
          const scrolls = one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'hidden';
          return width > 0 && (left < 0 || right > innerWidth || (one.matches('html, main, .timeline, dialog, .body') && scrolls));
        })
        .map((one) => one.tagName + '.' + one.className)`);
  async function open(command: string): Promise<Locator> {
    await at.command(command);
    const form = dialog();
    await form.getByRole('textbox').first().waitFor();
    return form;
  }

  it('is all there at twice its size: the conversation, what is written below it, and the other places', async () => {
    await page.setViewportSize(enlarged);
    await at.be(nora);
    await at.command('/release-status');
    await at.answer().getByText('v1.6 is NO GO').waitFor();
    expect(await tooWide()).toEqual([]);
    expect(await isInView(page.getByRole('combobox', { name: /^Message / }))).toBe(true);
    const last = at.answer().getByRole('button').last();
    await last.scrollIntoViewIfNeeded();
    expect(await isInView(last)).toBe(true);
    const menu = page.getByRole('button', { name: 'Conversations', exact: true });
    await menu.press('Enter');
    // The keyboard is in what it has opened.
    await page.locator('.sidebar :focus').waitFor();
    for (const name of [/^sig-node/, /^GitHub/, /^Jonas Brandt/, 'Next day']) {
      const place = page.getByRole('button', { name }).first();
      await place.scrollIntoViewIfNeeded();
      expect([name, await isInView(place)]).toEqual([name, true]);
    }
    await at.photograph('reach-enlarged');
    await page.keyboard.press('Escape');
    await page.locator('.sidebar').waitFor({ state: 'hidden' });
    await page.locator('.menu:focus').waitFor();
  });

  it('has forms at twice its size in which the keyboard comes to every field, and the eye sees where it is', async () => {
    await at.be(nora);
    const form = await open('/incident declare');
    expect(await tooWide()).toEqual([]);
    const submit = form.getByRole('button', { name: 'Declare', exact: true });
    for (const button of [submit, form.getByRole('button', { name: 'Cancel' })])
      expect(await isInView(button)).toBe(true);
    await at.photograph('reach-form');
    const seen = new Set<string>();
    for (let steps = 0; steps < 60 && !seen.has('BUTTON Declare'); steps++) {
      const { name, top, bottom } = await page.evaluate<{
        name: string;
        top: number;
        bottom: number;
      }>(`(() => {
        const one = document.activeElement;
        const { top, bottom } = one.getBoundingClientRect();
        return { name: one.tagName + ' ' + (one.id || one.name || one.textContent).slice(0, 40), top, bottom };
      })()`);
      seen.add(name);
      expect([name, top >= 0, bottom <= enlarged.height]).toEqual([name, true, true]);
      await page.keyboard.press('Tab');
    }
    expect([...seen]).toContain('BUTTON Declare');
    expect(seen.size).toBeGreaterThan(6);
    await at.dismiss();
  });

  it('moves nothing where nothing shall move, not even while it waits', async () => {
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await at.be(nora);
    const form = await open('/release-meeting add');
    let go = () => {};
    const answered = new Promise<void>((resolve) => {
      go = resolve;
    });
    await page.route('**/api/submit', async (route) => {
      await answered;
      await route.continue();
    });
    await form.getByRole('textbox').fill('Upgrades');
    await form.locator('[type=submit]').click();
    await form.locator('[type=submit][aria-busy=true]').waitFor();
    const moving = await page.evaluate<string[]>(`
      [...document.querySelectorAll('*')].flatMap((one) =>
        [null, '::before', '::after', '::backdrop'].flatMap((part) => {
          const style = getComputedStyle(one, part);
          const times = [style.transitionDuration, ...(style.animationName === 'none' ? [] : [style.animationDuration])];
          const longest = Math.max(...times.join(',').split(',').map(parseFloat));
          return longest > 0.01 ? [one.tagName + '.' + one.className + (part ?? '')] : [];
        }))`);
    expect(moving).toEqual([]);
    expect(await page.evaluate('getComputedStyle(document.documentElement).scrollBehavior')).toBe('auto');
    go();
    await at.dialog('Added').waitFor();
    await at.dismiss();
    await page.unroute('**/api/submit');
    await page.emulateMedia({ reducedMotion: 'no-preference' });
  });

  it.each([
    '/incident declare',
    '/release-signoff ask v1.6.0-beta.4',
    '/release-signoff exception',
    '/release-signoff waive flakes',
    '/release-notes write #43329 v1.7',
    '/release-meeting add',
  ])('has room for the form of %s in a narrow window', async (command) => {
    await page.setViewportSize(narrow);
    await at.be(nora);
    const form = await open(command);
    expect(await tooWide()).toEqual([]);
    expect(await isInView(form.getByRole('heading').first())).toBe(true);
    expect(await isInView(form.locator('[type=submit]'))).toBe(true);
    for (const field of await form.locator('.body :is(input, select, textarea)').all()) {
      await field.scrollIntoViewIfNeeded();
      expect(await isInView(field)).toBe(true);
    }
    if (command === '/incident declare') await at.photograph('reach-narrow');
    await at.dismiss();
  });

  it('gives nothing to complain about', () => {
    expect(browser.complaints).toEqual([]);
  });
});
