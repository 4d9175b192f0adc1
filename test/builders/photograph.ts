// A picture of a page in light and in dark. Each is looked at for what keeps people out: contrast, names, roles.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import sharp from 'sharp';
import { surfaces } from './surfaces.js';

/** Whether the pictures of the documentation are taken, as `npm run screenshots` does; otherwise they stay as they are. */
export const isDocumenting = process.env.UPDATE_SCREENSHOTS === '1';
/** Where the pictures of the documentation stand. */
export const documented = join('docs', 'images');
/** Where the others are put, to be looked at. */
const seen = join(tmpdir(), 'signalman-pages');

export const themes = ['light', 'dark'] as const;

/** @returns the name of its file */
export const pictureOf = (name: string, theme: (typeof themes)[number]): string =>
  `${name}${theme === 'dark' ? '-dark' : ''}.png`;

let axe: string | undefined;

/**
 * @param name of a surface, or of a picture that is only looked at
 * @returns what keeps people out of what is shown
 */
export async function photograph(page: Page, name: string): Promise<string[]> {
  const isKept = isDocumenting && surfaces.some((one) => one.name === name);
  const folder = isKept ? documented : seen;
  await mkdir(folder, { recursive: true });
  await page.mouse.move(640, 20);
  const faults: string[] = [];
  for (const theme of themes) {
    await page.emulateMedia({ colorScheme: theme });
    await page.locator(`html[data-theme=${theme}]`).waitFor();
    const picture = await page.screenshot({ animations: 'disabled' });
    // Flat colours and text: as good with a palette, at a third of the size.
    const small = () => sharp(picture).png({ palette: true, quality: 90, dither: 0 }).toBuffer();
    await writeFile(join(folder, pictureOf(name, theme)), isKept ? await small() : picture);
    faults.push(...(await faultsOf(page, theme)).map((fault) => `${name}, ${theme}: ${fault}`));
  }
  await page.emulateMedia({ colorScheme: 'light' });
  return faults;
}

/** All but the messages further up, which other pictures have at their end: there are hundreds of lines of them. */
const lookedAt = { exclude: [['.timeline .message:not(:nth-last-child(-n+3))']] };

/** In the dark only the colours are others. */
const rules = {
  light: ['wcag2a', 'wcag2aa', 'wcag21aa', 'best-practice'],
  dark: { type: 'rule', values: ['color-contrast'] },
};

/** What axe calls serious or critical in what is shown. */
async function faultsOf(page: Page, theme: (typeof themes)[number]): Promise<string[]> {
  axe ??= await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
  await page.evaluate(axe);
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(${JSON.stringify(lookedAt)}, { resultTypes: ['violations'], runOnly: ${JSON.stringify(rules[theme])} })`,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes
        .slice(0, 4)
        .map(
          ({ target, failureSummary }) =>
            `${id} at ${String(target.at(-1)).slice(-80)}: ${failureSummary?.split('\n')[1]?.trim()}`,
        ),
    );
}
