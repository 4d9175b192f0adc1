/** The build: what a start does before it starts, often, and more than one at a time. */
import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';

const run = promisify(execFile);

describe('the programs', () => {
  it('are all those that a measurement or a soak starts', async () => {
    const files = (await readdir('bench', { recursive: true })).filter((file) => file.endsWith('.ts'));
    const started = new Set<string>();
    for (const file of files) {
      const text = await readFile(join('bench', file), 'utf8');
      for (const [, name] of text.matchAll(/startHelper\(\s*stage,\s*'([\w-]+)\.js'/g))
        started.add(`bench/parts/${name}.ts`);
      for (const [, name] of text.matchAll(/'dist\/([\w/-]+)\.js'/g)) started.add(`${name}.ts`);
    }
    const { entry } = JSON.parse(await readFile('knip.json', 'utf8')) as { entry: string[] };
    expect(started.size).toBeGreaterThan(8);
    expect([...started].filter((file) => !entry.includes(file))).toEqual([]);
  });
});

describe('a build', () => {
  let house: string;
  const write = async (file: string, text: string) => await writeFile(join(house, file), text);
  /** @returns how many programs were built */
  const build = async () =>
    Number(
      (
        await run(process.execPath, [
          '--input-type=module',
          '-e',
          `import { build } from ${JSON.stringify(join(house, 'bin/build.js'))}; console.log(await build(['src']))`,
        ])
      ).stdout,
    );
  const main = async (...flags: string[]) =>
    (await run(process.execPath, [...flags, join(house, 'dist/src/main.js')])).stdout;

  beforeEach(async () => {
    house = await mkdtemp(join(tmpdir(), 'signalman-build-'));
    await mkdir(join(house, 'src'));
    await cp('bin', join(house, 'bin'), { recursive: true });
    await symlink(join(process.cwd(), 'node_modules'), join(house, 'node_modules'));
    await write('package.json', '{ "type": "module" }');
    await write('package-lock.json', '{}');
    await write('knip.json', '{ "entry": ["src/main.ts"] }');
    await write(
      'src/main.ts',
      "import { word } from './word.js';\nconst { late } = await import('./late.js');\nconsole.log([word, late].join(', '));\n",
    );
    await write('src/word.ts', "export const word: string = 'first';\n");
    await write('src/late.ts', "export const late: string = 'late';\n");
  });
  afterEach(async () => await rm(house, { recursive: true, force: true }));

  it('is made once, and again when a source has changed or is gone', async () => {
    expect(await build()).toBe(1);
    expect(await main()).toBe('first, late\n');
    expect(await build()).toBe(0);
    await write('src/word.ts', "export const word: string = 'second';\n");
    expect(await build()).toBe(1);
    expect(await main()).toBe('second, late\n');
    await rm(join(house, 'src/late.ts'));
    await write('src/main.ts', "import { word } from './word.js';\nconsole.log(word);\n");
    // The time of the file that is gone says nothing any more, nor may that of the other.
    await utimes(join(house, 'src/main.ts'), 1, 1);
    expect(await build()).toBe(1);
    expect(await main()).toBe('second\n');
  });

  it('is made by several at a time, and whoever starts meanwhile meets the old one or the new one', async () => {
    await build();
    await write('src/word.ts', "export const word: string = 'second';\n");
    let building = true;
    const builds = Promise.all([build(), build(), build()]).finally(() => {
      building = false;
    });
    const met = new Set<string>();
    while (building) met.add(await main());
    await builds;
    expect([...met].filter((text) => text !== 'first, late\n')).toEqual(
      met.has('second, late\n') ? ['second, late\n'] : [],
    );
    expect(await main()).toBe('second, late\n');
    const files = await readdir(join(house, 'dist'), { recursive: true });
    expect(files.filter((file) => /\.\d+$/.test(file))).toEqual([]);
  });

  it('leaves what a bot that runs may still load, for a day', async () => {
    await build();
    const chunks = join(house, 'dist/chunks/src');
    const before = await readdir(chunks, { recursive: true });
    await write('src/late.ts', "export const late: string = 'later';\n");
    await build();
    const after = await readdir(chunks, { recursive: true });
    expect(after).toEqual(expect.arrayContaining(before));
    const yesterday = Date.now() / 1000 - 25 * 60 * 60;
    for (const file of before) await utimes(join(chunks, file), yesterday, yesterday);
    await write('src/late.ts', "export const late: string = 'latest';\n");
    await build();
    const kept = await readdir(chunks, { recursive: true });
    expect(before.filter((file) => /^late/.test(file) && kept.includes(file))).toEqual([]);
    expect(await main()).toBe('first, latest\n');
  });

  it('is taken as it is where neither the sources nor the compiler are', async () => {
    await build();
    await rm(join(house, 'node_modules'));
    await write('src/word.ts', "export const word: string = 'second';\n");
    await expect(build()).rejects.toThrow('run `npm ci`, then `npm run build`');
    await rm(join(house, 'src'), { recursive: true });
    expect(await build()).toBe(0);
    expect(await main()).toBe('first, late\n');
  });

  it('says where in the sources a fault was', async () => {
    await write('src/word.ts', "// A line\n\nexport const word: string = '';\nthrow new Error('broken');\n");
    await build();
    await expect(main('--enable-source-maps')).rejects.toThrow(/src\/word\.ts:4:/);
    expect(await readFile(join(house, 'dist/src/main.js'), 'utf8')).toMatch(/chunks\/src\/src\/main-\S+\.js/);
  });

  it('is made beside the bot that needs it, which does not keep the compiler in its memory', async () => {
    await write(
      'src/main.ts',
      'export const main = async () => {\n  const { sharedObjects } = process.report.getReport();\n  console.log(JSON.stringify(sharedObjects));\n};\n',
    );
    const { stdout } = await run(process.execPath, [join(house, 'bin/signalman.js')]);
    expect(JSON.parse(stdout)).not.toEqual([]);
    expect(stdout).not.toContain('rolldown');
    await rm(join(house, 'node_modules'));
    await write('src/main.ts', 'broken');
    await expect(run(process.execPath, [join(house, 'bin/signalman.js')])).rejects.toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^signalman: dist\/ is out of date.*run `npm ci`/),
    });
  });
});
