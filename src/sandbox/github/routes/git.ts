/** Git's own objects: trees, whole or folder by folder, and blobs. */

import { commitOf } from '../commits.js';
import { repoUrl } from '../render.js';
import { notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import { blobWith, entriesOf, folderWith, objectsOf, type TreeEntry } from '../trees.js';

export const gitRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/git/trees/*ref', 'contents=read', tree),
  route('GET', '/git/blobs/:sha', 'contents=read', blob),
];

/** Anything but an empty value of `recursive` asks for everything below, "0" and "false" too. */
function tree({ world, repo, params, query, rules }: RepoCall): Reply {
  const ref = params.ref ?? '';
  if (repo.commits.size === 0) throw new Refusal(409, 'Git Repository is empty.');
  const commit = commitOf(repo, ref === 'HEAD' ? repo.defaultBranch : ref);
  const folder = folderWith(repo, ref) ?? (commit && objectsOf(commit.files).root);
  if (!folder) throw notFound();
  const url = `${repoUrl(world, repo)}/git`;
  const shown: Record<string, unknown>[] = [];
  let truncated = false;
  for (const { path, type, sha, size } of entriesOf(
    folder,
    (query.get('recursive') ?? '') !== '',
  ) as Iterable<TreeEntry>) {
    if (shown.length === rules.treeLimit) {
      truncated = true;
      break;
    }
    const mode = type === 'tree' ? '040000' : '100644';
    shown.push({
      path,
      mode,
      type,
      sha,
      ...(size === undefined ? {} : { size }),
      url: `${url}/${type}s/${sha}`,
    });
  }
  return ok({ sha: folder.sha, url: `${url}/trees/${folder.sha}`, tree: shown, truncated });
}

/** GitHub gives no blob above so many bytes. */
const largest = 100 * 1024 * 1024;

function blob({ world, repo, params }: RepoCall): Reply {
  const sha = params.sha ?? '';
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw new Refusal(422, 'The sha parameter must be exactly 40 characters and contain only [0-9a-f].');
  const content = blobWith(repo, sha);
  if (content === undefined) throw notFound();
  const size = Buffer.byteLength(content);
  if (size > largest)
    throw new Refusal(403, 'This API returns blobs up to 100 MB in size.', {
      errors: [{ resource: 'Blob', field: 'data', code: 'too_large' }],
    });
  return ok({
    sha,
    node_id: `B_${sha}`,
    size,
    url: `${repoUrl(world, repo)}/git/blobs/${sha}`,
    content: Buffer.from(content).toString('base64').replaceAll(/.{60}/g, '$&\n'),
    encoding: 'base64',
  });
}
