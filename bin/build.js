// Turns the TypeScript sources into dist/, one file for one file, with swc: nothing is bundled, and
// a file that has not changed since the last time is left alone.
import { mkdir, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const options = {
  jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
  module: { type: 'es6' },
  sourceMaps: true,
};

async function sources(folder) {
  const found = [];
  for (const entry of await readdir(join(root, folder), { withFileTypes: true, recursive: true })) {
    const file = relative(root, join(entry.parentPath, entry.name));
    // The page is a browser's program: Vite bundles it.
    if (entry.isFile() && file.endsWith('.ts') && !file.startsWith('src/sandbox/page/')) found.push(file);
  }
  return found;
}

const modified = async (path) => (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;

/** The sources that are newer than what was built from them. Empty where there are no sources to build. */
async function stale(folders) {
  const files = (await Promise.all(folders.map((folder) => sources(folder).catch(() => [])))).flat();
  const built = (file) => join(root, 'dist', file.replace(/\.ts$/, '.js'));
  const checked = await Promise.all(
    files.map(async (file) => ({
      file,
      out: built(file),
      old: (await modified(built(file))) < (await modified(join(root, file))),
    })),
  );
  return checked.filter((one) => one.old);
}

/** Builds what is stale and returns how many files that were. */
export async function build(folders = ['src', 'bench']) {
  const files = await stale(folders);
  if (files.length === 0) return 0;
  const { transformFile } = await import('@swc/core').catch(() => {
    throw new Error(
      'dist/ is out of date and the compiler is not installed: run `npm ci`, then `npm run build`.',
    );
  });
  for (const { file, out } of files) {
    const { code, map } = await transformFile(join(root, file), options);
    await mkdir(dirname(out), { recursive: true });
    await writeFile(`${out}.map`, map);
    // A reader never sees half a file: the code is complete before its time stamp says so.
    await writeFile(out, `${code}\n//# sourceMappingURL=${out.split('/').pop()}.map\n`);
  }
  return files.length;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  if (process.argv.includes('--clean')) await rm(join(root, 'dist'), { recursive: true, force: true });
  process.stdout.write(`built ${await build()} files\n`);
}
