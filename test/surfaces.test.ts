/** The gallery of the documentation: every surface in both themes, each picture there, small and used. */
import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { documented, isDocumenting, pictureOf, themes } from './builders/photograph.js';
import { chapters, surfaces } from './builders/surfaces.js';

const page = 'docs/surfaces.md';

function gallery(): string {
  const shown = chapters.map(({ title, surfaces }) => {
    const all = surfaces.map(({ name, how, alt }) => {
      const [light, dark] = themes.map((theme) => `images/${pictureOf(name, theme)}`);
      return `### ${how.charAt(0).toUpperCase()}${how.slice(1)}\n${alt}.\n\n| light | dark |\n|---|---|\n| ![${alt}](${light}) | ![The same in the dark](${dark}) |\n`;
    });
    return `## ${title}\n${all.join('\n')}`;
  });
  return `# What people see\nEvery picture is taken in the sandbox by \`npm run screenshots\`, and so is this page.\n\n${shown.join('\n')}`;
}

describe('the gallery', () => {
  if (isDocumenting) writeFileSync(page, gallery());

  it('is what the list of surfaces says', () => {
    expect(readFileSync(page, 'utf8')).toBe(gallery());
  });

  it('has every picture, in both themes, and no other is kept', () => {
    const wanted = surfaces.flatMap(({ name }) => themes.map((theme) => pictureOf(name, theme)));
    expect(readdirSync(documented).sort()).toEqual(wanted.sort());
    expect(new Set(wanted).size).toBe(wanted.length);
  });

  it('is light enough to be looked at', () => {
    const heavy = readdirSync(documented).filter((name) => statSync(join(documented, name)).size > 200_000);
    expect(heavy).toEqual([]);
  });

  it('has what every other page shows', () => {
    const texts = [
      'README.md',
      ...readdirSync('docs')
        .filter((name) => name.endsWith('.md'))
        .map((name) => join('docs', name)),
    ];
    const shown = texts.flatMap((name) =>
      [...readFileSync(name, 'utf8').matchAll(/images\/([\w-]+\.png)/g)].map(([, picture]) => picture ?? ''),
    );
    expect(shown.filter((picture) => !readdirSync(documented).includes(picture))).toEqual([]);
  });
});
