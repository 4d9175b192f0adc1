/** Builds the page with Vite, when its sources are newer than what was built last. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { UserFault } from '../domain/fault.js';
import { packageRoot } from '../operate/package.js';

const run = promisify(execFile);

/** @returns the folder of the built page. @throws UserFault when it is not built and cannot be */
export async function preparePage(progress: (text: string) => void): Promise<string> {
  const root = await packageRoot();
  const source = join(root, 'src', 'sandbox', 'page');
  const built = join(root, 'dist', 'page');
  if (await isBuilt(source, built)) return built;
  progress('Building the page; this takes a few seconds and happens only after a change.');
  await build(vitePath(), source, built);
  return built;
}

const isBuilt = async (source: string, built: string): Promise<boolean> =>
  (await modified(join(built, 'index.html'))) >= (await newest(source));

/**
 * In a process of its own: the bundler's memory is free again afterwards, and the page is built for production whatever
 * NODE_ENV says here.
 */
async function build(vite: string, source: string, built: string): Promise<void> {
  await mkdir(dirname(built), { recursive: true });
  const fresh = await mkdtemp(`${built}-`);
  try {
    await run(
      process.execPath,
      [vite, 'build', source, '--outDir', fresh, '--emptyOutDir', '--logLevel', 'error'],
      { env: { NODE_ENV: 'production' } },
    );
    // Another process was faster: it is about to read what it has built.
    if (await isBuilt(source, built)) return await rm(fresh, { recursive: true, force: true });
    // Whoever serves the old page meanwhile has it in memory.
    await rm(built, { recursive: true, force: true });
    await rename(fresh, built).catch(async (error: NodeJS.ErrnoException) => {
      // Another process was faster, with the same sources.
      if (error.code !== 'ENOTEMPTY' && error.code !== 'EEXIST') throw error;
      await rm(fresh, { recursive: true, force: true });
    });
  } catch (error) {
    await rm(fresh, { recursive: true, force: true });
    throw error;
  }
}

function vitePath(): string {
  try {
    const manifest = createRequire(import.meta.url).resolve('vite/package.json');
    return join(dirname(manifest), 'bin', 'vite.js');
  } catch {
    throw new UserFault(
      'no-page',
      'The page of the sandbox is not built, and what builds it is not installed.',
      'Run `npm ci`, which installs it.',
    );
  }
}

/** ms; 0 when there is none */
async function modified(path: string): Promise<number> {
  return (await stat(path).catch(() => undefined))?.mtimeMs ?? 0;
}

async function newest(folder: string): Promise<number> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch(() => []);
  const files = entries.filter((entry) => entry.isFile());
  return Math.max(0, ...(await Promise.all(files.map((file) => modified(join(file.parentPath, file.name))))));
}
