// Turns the TypeScript sources into dist/: each program is bundled into few files, as loading hundreds takes most of a start.
// Nothing is done where no source has changed; readers never meet half a build, however many build at once.
import { execFile } from 'node:child_process';
import { statSync } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';

const own = fileURLToPath(import.meta.url);
const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');

/** Bots that run load some chunks late: those of an older build are kept for so long, in ms. */
const keptFor = 24 * 60 * 60 * 1000;

/** Programs of these folders carry the packages they use; the others load them from node_modules, as a bare Bolt app does. */
const carrying = ['src'];

/** Native, or only for development. */
const outside = ['libsql', 'vite'];

const stampOf = (folder) => join(dist, `${folder.replaceAll('/', '-')}.json`);

/**
 * Whether something changed since the folder's programs were built. Where the sources are not there (a production image
 * needs none), what was built is taken as it is.
 */
async function isStale(folder) {
  if (statSync(join(root, folder), { throwIfNoEntry: false }) === undefined) return false;
  const stamp = await readFile(stampOf(folder), 'utf8').then(JSON.parse, () => undefined);
  if (!stamp) return true;
  // Hundreds of calls: they are several times faster when nobody is promised anything.
  return stamp.inputs.some((file) => {
    const found = statSync(join(root, file), { throwIfNoEntry: false });
    return found === undefined || found.mtimeMs > stamp.begun;
  });
}

/** knip.json lists every program, or knip would call it unused. */
async function programsOf(folder) {
  const { entry } = JSON.parse(await readFile(join(root, 'knip.json'), 'utf8'));
  return entry.filter((file) => file.startsWith(`${folder}/`) && /(?<!\.config)\.ts$/.test(file));
}

async function bundle(folder) {
  const begun = Date.now();
  const { rolldown } = await import('rolldown').catch(() => {
    throw new Error(
      'dist/ is out of date and the compiler is not installed: run `npm ci`, then `npm run build`.',
    );
  });
  const programs = await programsOf(folder);
  const carries = carrying.includes(folder);
  const build = await rolldown({
    cwd: root,
    input: Object.fromEntries(programs.map((file) => [file.replace(/\.ts$/, ''), file])),
    platform: 'node',
    external: carries ? outside : /^[^./]/,
    // Its warnings are about packages, which are not ours to mend.
    logLevel: 'silent',
  });
  const chunks = `chunks/${folder.replaceAll('/', '-')}`;
  const names = `${chunks}/[name]-[hash].js`;
  const { output } = await build.generate({
    format: 'esm',
    sourcemap: true,
    comments: false,
    entryFileNames: names,
    chunkFileNames: names,
  });
  const own = (await build.watchFiles).map((file) => relative(root, file));
  await build.close();
  for (const file of output) await put(file.fileName, file.type === 'chunk' ? file.code : file.source);
  // Chunks are named by what they hold and stay as they are; that a program is there at last is one small file.
  for (const { isEntry, name, fileName } of output)
    if (isEntry)
      await put(`${name}.js`, `export * from '${'../'.repeat(name.split('/').length - 1)}${fileName}';\n`);
  const inputs = [
    'package-lock.json',
    'knip.json',
    'bin/build.js',
    ...own.filter((file) => !file.startsWith('node_modules')),
  ];
  await put(relative(dist, stampOf(folder)), JSON.stringify({ begun, inputs }));
  await sweep(chunks);
  return programs.length;
}

/** Whole or not at all: a reader meets the old file or the new one. */
async function put(file, content) {
  const path = join(dist, file);
  await mkdir(dirname(path), { recursive: true });
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, content);
  await rename(draft, path);
}

/** Removes what no build has written for long. */
async function sweep(chunks) {
  for (const entry of await readdir(join(dist, chunks), { withFileTypes: true, recursive: true })) {
    const path = join(entry.parentPath, entry.name);
    const found = await stat(path).catch(() => undefined);
    if (found?.isFile() && found.mtimeMs < Date.now() - keptFor) await rm(path, { force: true });
  }
}

/**
 * Builds the programs of these folders where something has changed.
 * @returns how many programs that were
 */
export async function build(folders = ['src', 'bench']) {
  let built = 0;
  for (const folder of folders) if (await isStale(folder)) built += await bundle(folder);
  return built;
}

/**
 * The same in a process of its own: the compiler needs half a gigabyte, and a bot that built itself would keep it.
 * @throws Error with what that process had to say
 */
export async function buildApart(folders) {
  const stale = await Promise.all(folders.map(isStale));
  if (!stale.includes(true)) return;
  await promisify(execFile)(process.execPath, [own, ...folders]).catch(({ stderr, message }) => {
    throw new Error(stderr?.trim() || message);
  });
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { values, positionals } = parseArgs({
    options: { clean: { type: 'boolean' } },
    allowPositionals: true,
  });
  if (values.clean) await rm(dist, { recursive: true, force: true });
  try {
    const built = await build(positionals.length > 0 ? positionals : undefined);
    process.stdout.write(`built ${built} programs\n`);
  } catch (error) {
    process.stderr.write(`${error.message}\n`);
    process.exitCode = 1;
  }
}
