/** SECURITY.md cannot rot: each line of its tables names a test that exists and runs, and each test here has its line. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { titlesIn } from '../builders/titles.js';

interface Line {
  id: string;
  cells: string[];
  /** Evidence: a file, and titles of tests or groups in it. */
  shown: { file: string; titles: string[] }[];
}

const lines = readFileSync('SECURITY.md', 'utf8')
  .split('\n')
  .map((line) => line.split('|').map((cell) => cell.trim()))
  .filter((cells) => /^[A-Z]\d+$/.test(cells[1] ?? ''))
  .map((cells): Line => ({ id: cells[1] ?? '', cells: cells.slice(1, -1), shown: shownBy(cells[4] ?? '') }));

/** "`file` "title", "title"; `file` …". */
function shownBy(cell: string): Line['shown'] {
  return [...cell.matchAll(/`([^`]+\.test\.ts)`((?:,? "[^"]*")*)/g)].map(([, file = '', titles = '']) => ({
    file,
    titles: [...titles.matchAll(/"([^"]*)"/g)].map(([, title = '']) => title),
  }));
}

const here = readdirSync('test/security')
  .filter((name) => name.endsWith('.test.ts') && name !== 'threat-model.test.ts')
  .map((name) => `test/security/${name}`);

describe('the threat model', () => {
  it('has lines, each with an id of its own, a threat, an answer and a test', () => {
    expect(lines.length).toBeGreaterThan(6);
    const ids = lines.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, cells } of lines) {
      expect([id, cells.length]).toEqual([id, 4]);
      for (const cell of cells) expect([id, cell.length > 1]).toEqual([id, true]);
      expect([id, cells[3]]).toEqual([id, expect.stringContaining('.test.ts`')]);
    }
  });

  it('names tests that exist and are not skipped', () => {
    const missing = lines.flatMap(({ id, shown }) =>
      shown.flatMap(({ file, titles }) => {
        if (!existsSync(file)) return [`${id}: there is no ${file}`];
        if (titles.length === 0) return [`${id}: no title of ${file} is named`];
        const run = titlesIn(file).filter(({ isSkipped }) => !isSkipped);
        const known = new Set(run.flatMap(({ groups, title }) => [...groups, title]));
        return titles.filter((one) => !known.has(one)).map((one) => `${id}: ${file} has no "${one}"`);
      }),
    );
    expect(missing).toEqual([]);
  });

  it('has a line for every test of this folder, and none of them is skipped', () => {
    const named = new Set(
      lines.flatMap(({ shown }) =>
        shown.flatMap(({ file, titles }) => titles.map((one) => `${file} ${one}`)),
      ),
    );
    const without = here.flatMap((file) =>
      titlesIn(file)
        .filter(
          ({ groups, title, isSkipped }) =>
            isSkipped || ![title, ...groups].some((one) => named.has(`${file} ${one}`)),
        )
        .map(({ groups, title }) => [file, ...groups, title].join(': ')),
    );
    expect(without).toEqual([]);
  });
});
