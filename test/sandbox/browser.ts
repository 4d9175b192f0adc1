// A browser for the tests of the page: Chromium as the machine has it, with a profile that is thrown away.
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe } from '@jest/globals';
import { type BrowserContext, chromium } from 'playwright-core';

const program = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser'].find(
  (path) => path && existsSync(path),
);
const mustRun = process.env.CI === 'true';
if (!program && !mustRun)
  process.stderr.write('No Chromium is installed: the tests of the page are skipped.\n');

/** Tests that need the browser: skipped without one, but not where all of them must run. */
export const describeInBrowser = program || mustRun ? describe : describe.skip;

const flags = [
  ...['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run'],
  ...['--disable-background-networking', '--disable-component-update', '--disable-sync'],
];

export interface Browser {
  context: BrowserContext;
  /** Warnings and errors of all pages. */
  complaints: string[];
  close(): Promise<void>;
}

export async function openBrowser(viewport: { width: number; height: number }): Promise<Browser> {
  if (!program) throw new Error('There is no Chromium: install one, or name it in CHROMIUM');
  const complaints: string[] = [];
  const profile = await mkdtemp(join(tmpdir(), 'signalman-chromium-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: program,
    headless: true,
    args: flags,
    viewport,
    colorScheme: 'light',
    locale: 'en-US',
    timezoneId: 'Australia/Sydney',
  });
  context.on('page', (opened) => {
    opened.on('console', (message) => {
      if (['error', 'warning'].includes(message.type())) complaints.push(message.text());
    });
    opened.on('pageerror', (error) => complaints.push(error.message));
  });
  return {
    context,
    complaints,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}
