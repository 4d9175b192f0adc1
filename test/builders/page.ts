// The page of the whole sandbox in a browser, and what people do there.
import type { Locator, Page } from 'playwright-core';
import { type Sandbox, startSandbox } from '../../src/sandbox/world.js';
import { type Browser, openBrowser } from '../sandbox/browser.js';
import { photograph } from './photograph.js';
import { unspeakable } from './spoken.js';

/** How long the sandbox may take to start, in ms. */
export const pagePatience = 120_000;

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
  /** Looks at the channel, or at another place, as that person, maybe at a thread of it. */
  be(user: string, ts?: string, place?: string): Promise<void>;
  /** Types it where one writes into the channel. */
  command(text: string): Promise<void>;
  /** Types it where one writes into the thread. */
  reply(text: string): Promise<void>;
  submit(form: Locator, name: string): Promise<void>;
  /** Closes what is open. */
  dismiss(): Promise<void>;
  /** In both themes, in a window that is so large. @param end CSS: what is scrolled to its end before */
  photograph(name: string, how?: { width?: number; height?: number; end?: string }): Promise<void>;
  /** What keeps people out of what was photographed. */
  barriers: string[];
  /** @throws Error that lists the barriers */
  close(): Promise<void>;
}

/** As wide as people have it who keep a thread beside the conversation. */
const size = { width: 1280, height: 1000 };

/** @param channel where people are */
export async function playPage(channel: string): Promise<Played> {
  const sandbox = await startSandbox({ port: 0 });
  const browser = await openBrowser(size);
  const page = await browser.context.newPage();
  // What happens to copies is told in a head within five seconds.
  page.setDefaultTimeout(20_000);
  const hands = handsAt(page);
  return {
    ...{ sandbox, browser, ...hands },
    found: (part) =>
      sandbox.slack.state.everything(channel).find(({ text }) => text.includes(part))?.ts ?? '',
    async be(user, ts = '', place = channel) {
      // From scratch: nothing of what the person before saw is left.
      await page.goto('about:blank');
      await page.goto(`${sandbox.url}/#/${user}/${place}${ts === '' ? '' : `/${ts}`}`);
      await page.getByRole('main').waitFor();
    },
    async close() {
      hands.barriers.push(...unspeakable(sandbox.slack));
      await browser.close();
      await sandbox.close();
      if (hands.barriers.length > 0) throw new Error(`What keeps people out:\n${hands.barriers.join('\n')}`);
    },
  };
}

/** What people do at any page of the sandbox. */
export function handsAt(page: Page) {
  async function typed(field: Locator, text: string): Promise<void> {
    await field.fill(text);
    await field.press('Escape');
    await field.press('Enter');
  }
  const thread = () => page.getByRole('complementary', { name: 'Thread' });
  const barriers: string[] = [];
  return {
    ...{ page, thread, barriers },
    dialog: (name: string | RegExp) => page.getByRole('dialog', { name }),
    answer: () => page.getByRole('article', { name: /^Only visible to you/ }).last(),
    command: (text: string) => typed(page.getByRole('combobox', { name: /^Message / }).first(), text),
    reply: (text: string) => typed(thread().getByRole('combobox', { name: 'Reply…' }), text),
    submit: (form: Locator, name: string) => form.getByRole('button', { name, exact: true }).click(),
    async dismiss() {
      await page.keyboard.press('Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
    },
    async photograph(name: string, how: { width?: number; height?: number; end?: string } = {}) {
      const before = page.viewportSize() ?? size;
      await page.setViewportSize({ width: how.width ?? before.width, height: how.height ?? before.height });
      if (how.end) await page.evaluate(`document.querySelector('${how.end}').scrollTop = 1e6`);
      barriers.push(...(await photograph(page, name)));
      await page.setViewportSize(before);
    },
  };
}
