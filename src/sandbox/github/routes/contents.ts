/** Files: reading one, and writing one as a commit that refuses to overwrite what it has not seen. */

import { required, text } from '../body.js';
import { addCommit, blobSha, commitOf } from '../commits.js';
import type { Repo } from '../model.js';
import { repoPage, repoUrl } from '../render.js';
import { commitJson } from '../render-git.js';
import { notFound, ok, Refusal, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';
import type { World } from '../world.js';

export const contentRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/contents/*path', 'contents=read', show),
  route('PUT', '/contents/*path', 'contents=write', put),
];

function fileJson(
  world: World,
  repo: Repo,
  path: string,
  content: string,
  branch: string,
): Record<string, unknown> {
  return {
    type: 'file',
    name: path.split('/').at(-1),
    path,
    sha: blobSha(content),
    size: Buffer.byteLength(content),
    encoding: 'base64',
    content: Buffer.from(content).toString('base64').replaceAll(/.{60}/g, '$&\n'),
    url: `${repoUrl(world, repo)}/contents/${path}?ref=${branch}`,
    html_url: `${repoPage(repo)}/blob/${branch}/${path}`,
  };
}

function show({ world, repo, params, query }: RepoCall): Reply {
  const path = params.path ?? '';
  const branch = query.get('ref') ?? repo.defaultBranch;
  const files = commitOf(repo, branch)?.files;
  if (!files)
    throw new Refusal(404, query.has('ref') ? `No commit found for the ref ${branch}` : 'Not Found');
  const content = files.get(path);
  if (content !== undefined) return ok(fileJson(world, repo, path, content, branch));
  const inside = [...files].filter(
    ([name]) => name.startsWith(`${path}/`) && !name.slice(path.length + 1).includes('/'),
  );
  if (inside.length === 0) throw notFound();
  return ok(
    inside.map(([name, text]) => {
      const { content: _content, encoding: _encoding, ...entry } = fileJson(world, repo, name, text, branch);
      return entry;
    }),
  );
}

function put({ world, repo, params, body, actor, at }: RepoCall): Reply {
  const path = params.path ?? '';
  const message = required(body, 'message', 'Commit');
  const encoded = text(body, 'content', 'Commit');
  if (encoded === undefined) throw new Refusal(422, 'Invalid request.\n\n"content" wasn\'t supplied.');
  if (!/^[A-Za-z0-9+/=\s]*$/.test(encoded)) throw new Refusal(422, 'content is not valid Base64');
  const branch = text(body, 'branch', 'Commit') ?? repo.defaultBranch;
  const tip = commitOf(repo, `refs/heads/${branch}`);
  if (!tip && branch !== repo.defaultBranch) throw new Refusal(404, `Branch ${branch} not found`);
  if (repo.protectedBranches.has(branch))
    throw new Refusal(409, 'Could not update file: Changes must be made through a pull request.', {
      extra: { documentation_url: 'https://docs.github.com/articles/about-protected-branches' },
    });
  const old = tip?.files.get(path);
  const sha = text(body, 'sha', 'Commit');
  if (old !== undefined && sha === undefined)
    throw new Refusal(422, 'Invalid request.\n\n"sha" wasn\'t supplied.');
  if (sha !== undefined && (old === undefined || blobSha(old) !== sha))
    throw new Refusal(409, `${path} does not match ${sha}`);
  const content = Buffer.from(encoded, 'base64').toString();
  const commit = addCommit(world, repo, {
    message,
    branch,
    author: actor.login,
    at,
    files: { [path]: content },
  });
  const reply = {
    content: fileJson(world, repo, path, content, branch),
    commit: commitJson(world, repo, commit),
  };
  return ok(reply, old === undefined ? 201 : 200);
}
