/** The trees and blobs of git for the files of a commit, with the shas that git itself gives them. */

import { createHash } from 'node:crypto';
import { blobSha } from './commits.js';
import type { Repo } from './model.js';

export interface TreeEntry {
  /** From the tree that was asked for. */
  readonly path: string;
  readonly type: 'blob' | 'tree';
  readonly sha: string;
  /** Bytes; of blobs only. */
  readonly size?: number;
}

/** One folder, with what lies directly in it. */
interface Folder {
  readonly sha: string;
  readonly entries: readonly (TreeEntry & { readonly folder?: Folder })[];
}

interface Objects {
  readonly root: Folder;
  readonly folders: ReadonlyMap<string, Folder>;
  readonly blobs: ReadonlyMap<string, string>;
}

type Files = ReadonlyMap<string, string>;

/** Files of a commit never change, so what follows from them is worked out once. */
const known = new WeakMap<Files, Objects>();

export function objectsOf(files: Files): Objects {
  const before = known.get(files);
  if (before) return before;
  const folders = new Map<string, Folder>();
  const blobs = new Map<string, string>();
  const root = folderOf([...files], folders, blobs);
  const objects = { root, folders, blobs };
  known.set(files, objects);
  return objects;
}

function folderOf(
  files: readonly (readonly [path: string, text: string])[],
  folders: Map<string, Folder>,
  blobs: Map<string, string>,
): Folder {
  const below = new Map<string, [string, string][]>();
  const entries: (TreeEntry & { folder?: Folder })[] = [];
  for (const [path, text] of files) {
    const slash = path.indexOf('/');
    if (slash >= 0) {
      const name = path.slice(0, slash);
      below.set(name, [...(below.get(name) ?? []), [path.slice(slash + 1), text]]);
      continue;
    }
    const sha = blobSha(text);
    blobs.set(sha, text);
    entries.push({ path, type: 'blob', sha, size: Buffer.byteLength(text) });
  }
  for (const [path, its] of below) {
    const folder = folderOf(its, folders, blobs);
    entries.push({ path, type: 'tree', sha: folder.sha, folder });
  }
  // As git sorts them: a folder as if its name ended in a slash.
  const key = ({ path, type }: TreeEntry) => Buffer.from(type === 'tree' ? `${path}/` : path);
  entries.sort((a, b) => Buffer.compare(key(a), key(b)));
  const folder = { sha: shaOf(entries), entries };
  folders.set(folder.sha, folder);
  return folder;
}

function shaOf(entries: readonly TreeEntry[]): string {
  const lines = entries.map(({ path, type, sha }) =>
    Buffer.concat([
      Buffer.from(`${type === 'tree' ? '40000' : '100644'} ${path}\0`),
      Buffer.from(sha, 'hex'),
    ]),
  );
  const body = Buffer.concat(lines);
  return createHash('sha1').update(`tree ${body.length}\0`).update(body).digest('hex');
}

/** What lies in it, and with `deep` in all folders below it. */
export function* entriesOf(folder: Folder, deep: boolean, above = ''): Generator<TreeEntry> {
  for (const { folder: inner, ...entry } of folder.entries) {
    yield { ...entry, path: `${above}${entry.path}` };
    if (deep && inner) yield* entriesOf(inner, true, `${above}${entry.path}/`);
  }
}

/** The tree with this sha, of whichever commit. */
export function folderWith(repo: Repo, sha: string): Folder | undefined {
  return first(repo, ({ folders }) => folders.get(sha));
}

/** The text of the blob with this sha, of whichever commit. */
export function blobWith(repo: Repo, sha: string): string | undefined {
  return first(repo, ({ blobs }) => blobs.get(sha));
}

/** The newest commits first: what is asked for lies there. */
function first<T>(repo: Repo, look: (objects: Objects) => T | undefined): T | undefined {
  for (const { files } of [...repo.commits.values()].reverse()) {
    const found = look(objectsOf(files));
    if (found !== undefined) return found;
  }
  return undefined;
}
