/** What package.json says of the product: where it lies, and which version it is. */
import { access, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The folder with package.json. How deep this file lies below it depends on how it was built. */
export async function packageRoot(): Promise<string> {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    const isHere = await access(join(folder, 'package.json')).then(
      () => true,
      () => false,
    );
    if (isHere) return folder;
    if (folder === dirname(folder)) throw new Error('There is no package.json above this file');
  }
}

/** For example `0.1.0`. */
export async function productVersion(): Promise<string> {
  const text = await readFile(join(await packageRoot(), 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
