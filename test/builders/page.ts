// The page of the whole sandbox in a browser, and what people do there.
import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, openBrowser } from '../sandbox/browser.js';

/** How long the sandbox may take to start, in ms. */
export const pagePatience = 120_000;

/** Where pictures are put to be looked at. */
const seen = join(tmpdir(), 'signalman-pages');
/** Where the pictures of the documentation stand; null: they stay as they are. */
export const documented = process.env.UPDATE_SCREENSHOTS === '1' ? join('docs', 'images') : null;

export interface Played {
  sandbox: Sandbox;
  browser: Browser;
  page: Page;
  dialog(name: string | RegExp): Locator;
  thread(): Locator;
  /** The last private answer. */
  answer(): Locator;
  /** The time of a message of the channel that has this in it. */
  found(part: string): string;
  /** Looks at the channel as that person, maybe at a thread of it. */
  be(user: string, ts?: string): Promise<void>;
  /** Types it where one writes into the channel. */
  command(text: string): Promise<void>;
  /** Types it where one writes into the thread. */
  reply(text: string): Promise<void>;
  submit(form: Locator, name: string): Promise<void>;
  /** Closes what is open. */
  dismiss(): Promise<void>;
  /** @param kept where the light one stays for the documentation; null: both are only looked at */
  photograph(name: string, kept?: string | null): Promise<void>;
  close(): Promise<void>;
}

/** @param channel where people are @param keepsDark whether the documentation has the dark picture too */
export async function playPage(channel: string, { keepsDark = false } = {}): Promise<Played> {
  const sandbox = await startSandbox({ port: 0 });
  const browser = await openBrowser({ width: 1280, height: 1000 });
  const page = await browser.context.newPage();
  page.setDefaultTimeout(20_000);
  async function typed(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.press('Escape');
    await field.press('Enter');
  }
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  return {
    ...{ sandbox, browser, page, thread },
    dialog: (name) => page.getByRole('dialog', { name }),
    answer: () => page.getByRole('article', { name: /^Only visible to you/ }).last(),
    found: (part) =>
      sandbox.slack.state.everything(channel).find(({ text }) => text.includes(part))?.ts ?? '',
    async be(user, ts = '') {
      // From scratch: nothing of what the person before saw is left.
      await page.goto('about:blank');
      await page.goto(`${sandbox.url}/#/${user}/${channel}${ts === '' ? '' : `/${ts}`}`);
      await page.getByRole('main').waitFor();
    },
    command: (text) => typed(page.getByRole('combobox', { name: /^Message / }).first(), text),
    reply: (text) => typed(thread().getByRole('combobox', { name: 'Reply…' }), text),
    submit: (form, name) => form.getByRole('button', { name, exact: true }).click(),
    async dismiss() {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    async photograph(name, kept = null) {
      await page.mouse.move(640, 20);
      for (const colorScheme of ['light', 'dark'] as const) {
        const isKept = kept !== null && (colorScheme === 'light' || keepsDark);
        const place = isKept ? kept : seen;
        await mkdir(place, { recursive: true });
        await page.emulateMedia({ colorScheme });
        await page.locator(`html[data-theme=${colorScheme}]`).waitFor();
        const end = isKept && colorScheme === 'light' ? '' : `-${colorScheme}`;
        await page.screenshot({ path: join(place, `${name}${end}.png`), animations: 'disabled' });
      }
      await page.emulateMedia({ colorScheme: 'light' });
    },
    async close() {
      await browser.close();
      await sandbox.close();
    },
  };
}
