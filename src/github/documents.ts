/** Reads the documents of enhancements: one list of the tree with its tag, and files by sha, each believed only when it is text. */
import { setTimeout as sleep } from 'node:timers/promises';
import { RequestError } from '@octokit/request-error';
import { z } from 'zod';
import type {
  DocumentReader,
  DocumentRepositories,
  DocumentText,
  DocumentTree,
  TreeFile,
} from '../app/ports/enhancement.js';
import { SourceFault } from '../app/ports/source-fault.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';

const sha = z.string().regex(/^[0-9a-f]{40,64}$/);

const treePayload = z.object({
  truncated: z.boolean().nullish(),
  tree: z.array(
    z.object({
      path: z.string(),
      type: z.string(),
      sha: z.string().nullish(),
      size: z.number().int().nonnegative().nullish(),
    }),
  ),
});

const blobPayload = z.object({ content: z.string(), encoding: z.string() });

type Entry = z.infer<typeof treePayload>['tree'][number];

/** Where documents lie. */
const root = 'keps';
/** A longer document is none: the longest known has 130 kB. Bytes. */
const longest = 1024 * 1024;
/** An answer that cannot be believed is asked for again; this often in all. */
const tries = 3;
/** So many folders of a tree that is too long for one list are asked for at a time. */
const atOnce = 4;

export function createDocuments(options: ClientOptions): DocumentRepositories {
  const branches = new Map<string, string>();
  return { open: (repository) => openRepository(repository, options, branches) };
}

/** @param branches default branches, by repository, where `HEAD` was not understood */
function openRepository(
  repository: string,
  options: ClientOptions,
  branches: Map<string, string>,
): DocumentReader {
  const { octokit, meter } = createClient(options);
  const [owner = '', repo = ''] = repository.split('/');

  /** @returns null for "not modified" */
  async function ask<S extends z.ZodType>(
    path: string,
    query: Record<string, string>,
    schema: S,
    etag: string | null = null,
  ): Promise<{ data: z.infer<S>; etag: string | null } | null> {
    for (let attempt = 1; ; attempt++) {
      try {
        const response = await octokit.request(`GET /repos/{owner}/{repo}${path}`, {
          owner,
          repo,
          ...query,
          ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
        });
        const parsed = schema.safeParse(response.data);
        if (!parsed.success)
          throw new BadAnswer(`unexpected content at ${parsed.error.issues[0]?.path.join('.') || 'the top'}`);
        return { data: parsed.data, etag: response.headers.etag ?? null };
      } catch (error) {
        if (etag !== null && error instanceof RequestError && error.status === 304) return null;
        const unreadable = error instanceof BadAnswer || error instanceof SyntaxError;
        if (!unreadable || attempt === tries) throw error;
        await sleep((options.pause ?? 1000) * attempt);
      }
    }
  }

  const listOf = (tree: string, isDeep: boolean, etag: string | null = null) =>
    ask('/git/trees/{tree}', { tree, ...(isDeep ? { recursive: '1' } : {}) }, treePayload, etag);

  async function askForBranch(): Promise<string> {
    const answer = await ask('', {}, z.object({ default_branch: z.string().min(1) }));
    const branch = answer?.data.default_branch ?? 'HEAD';
    branches.set(repository, branch);
    return branch;
  }

  /** GitHub knows the default branch as `HEAD`; of a server that does not, its name is asked for. */
  async function whole(branch: string | null, etag: string | null) {
    const ref = branch ?? branches.get(repository) ?? 'HEAD';
    try {
      return { ref, listed: await listOf(ref, true, etag) };
    } catch (error) {
      const isUnknown = error instanceof RequestError && error.status === 404;
      if (ref !== 'HEAD' || branch !== null || !isUnknown) throw error;
      const named = await askForBranch();
      return { ref: named, listed: await listOf(named, true, etag) };
    }
  }

  /** Folder by folder: what is too long for one list may fit into several. */
  async function byFolders(ref: string): Promise<Entry[]> {
    const top = await listOf(ref, false);
    const keps = top?.data.tree.find(({ path, type }) => path === root && type === 'tree');
    if (!keps?.sha) return [];
    const groups = (await listOf(keps.sha, false))?.data.tree ?? [];
    const left = groups.filter((one) => one.type === 'tree' && sha.safeParse(one.sha).success);
    const found = groups.map((one) => ({ ...one, path: `${root}/${one.path}` }));
    const work = async () => {
      for (let next = left.shift(); next !== undefined; next = left.shift()) {
        const listed = await listOf(next.sha ?? '', true);
        if (listed?.data.truncated)
          throw new BadAnswer(`the folder ${root}/${next.path.slice(0, 80)} is too large to be listed`);
        for (const one of listed?.data.tree ?? [])
          found.push({ ...one, path: `${root}/${next.path}/${one.path}` });
      }
    };
    await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, work));
    return found;
  }

  return {
    async tree(branch, etag): Promise<DocumentTree | null> {
      try {
        const { ref, listed } = await whole(branch, etag);
        if (listed === null) return null;
        const entries = listed.data.truncated ? await byFolders(ref) : listed.data.tree;
        return { etag: listed.etag, files: entries.flatMap(toFile).sort(byPath) };
      } catch (error) {
        throw inWords(error, repository, branch);
      }
    },

    async text(file): Promise<DocumentText> {
      if ((file.size ?? 0) > longest) return tooLong(file.size);
      try {
        const answer = await ask('/git/blobs/{sha}', { sha: file.sha }, blobPayload);
        return decoded(answer?.data ?? { content: '', encoding: '' });
      } catch (error) {
        if (error instanceof RequestError && error.status === 404)
          return { text: null, problem: 'GitHub lists it and does not have it', isFinal: false };
        if (error instanceof RequestError && isTooLarge(error)) return tooLong(null);
        if (error instanceof BadAnswer || error instanceof SyntaxError)
          return {
            text: null,
            problem: `GitHub's answer could not be read (${error.message})`,
            isFinal: false,
          };
        throw inWords(error, repository, null);
      }
    },

    spent: () => ({ ...meter }),
  };
}

/** Documents only, and only what PostgreSQL can keep. */
function toFile({ path, type, sha: given, size }: Entry): TreeFile[] {
  if (type !== 'blob' || !path.startsWith(`${root}/`) || !/\.(ya?ml|md)$/i.test(path)) return [];
  if (path.length > 500 || path.includes('\0')) return [];
  const parsed = sha.safeParse(given);
  return parsed.success ? [{ path, sha: parsed.data, size: size ?? null }] : [];
}

const byPath = (a: TreeFile, b: TreeFile) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0);

const tooLong = (size: number | null): DocumentText => ({
  text: null,
  problem: `it is too long to be a document${size === null ? '' : ` (${Math.round(size / 1024)} kB, at most ${longest / 1024})`}`,
  isFinal: true,
});

const isTooLarge = ({ status, response }: RequestError): boolean =>
  status === 403 && JSON.stringify(response?.data ?? '').includes('too_large');

function decoded({ content, encoding }: z.infer<typeof blobPayload>): DocumentText {
  const bytes = bytesOf(content, encoding);
  if (bytes === null)
    return { text: null, problem: 'GitHub sent it in a form that cannot be read', isFinal: false };
  if (bytes.length > longest) return tooLong(bytes.length);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    // PostgreSQL cannot keep a NUL, and nobody needs one.
    return { text: text.replaceAll('\0', '') };
  } catch {
    return { text: null, problem: 'it is not text in UTF-8', isFinal: true };
  }
}

function bytesOf(content: string, encoding: string): Uint8Array | null {
  if (encoding === 'utf-8') return Buffer.from(content);
  if (encoding !== 'base64') return null;
  const plain = content.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]*={0,2}$/.test(plain) && plain.length % 4 === 0 ? Buffer.from(plain, 'base64') : null;
}

function inWords(error: unknown, repository: string, branch: string | null): SourceFault {
  const cause = { cause: error };
  if (error instanceof RequestError && error.status === 404 && branch !== null)
    return new SourceFault(
      'not-found',
      `There is no branch ${branch} in ${repository}, or the GitHub token cannot see it (it needs the permission Contents: read)`,
      cause,
    );
  if (error instanceof RequestError && error.status === 409)
    return new SourceFault('not-found', `The repository ${repository} is empty`, cause);
  const fault = toSourceFault(error, repository);
  if (fault.code !== 'access' || !(error instanceof RequestError) || error.status !== 403) return fault;
  return new SourceFault(
    'access',
    `The GitHub token may not read the files of ${repository}: it needs the permission Contents: read (or the scope repo)`,
    cause,
  );
}
