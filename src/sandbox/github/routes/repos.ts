/** The repository itself, its labels, and what belongs to no repository: the user, the limits, GitHub Apps. */

import { canSee, installationToken, type Level } from '../accounts.js';
import { names, required, text } from '../body.js';
import { pageOf } from '../paging.js';
import { quotaState } from '../quota.js';
import { labelJson, userJson } from '../render.js';
import { repoJson } from '../render-git.js';
import { invalid, notFound, ok, Refusal, type Reply } from '../reply.js';
import { type Call, type RepoCall, type Route, route } from '../router.js';
import { fullName, iso, label } from '../world.js';

export const repoRoutes: readonly Route<RepoCall>[] = [
  route('GET', '', 'metadata=read', ({ world, repo }) => ok(repoJson(world, repo))),
  route('GET', '/labels', 'issues=read', ({ world, repo, self }) =>
    pageOf([...repo.labels.values()], self, (one) => labelJson(world, repo, one)),
  ),
  route('POST', '/labels', 'issues=write', createLabel),
  route('GET', '/labels/:name', 'issues=read', ({ world, repo, params }) => {
    const found = repo.labels.get((params.name ?? '').toLowerCase());
    if (!found) throw notFound();
    return ok(labelJson(world, repo, found));
  }),
];

/** Routes outside `/repos`; `need` means nothing here. */
export const rootRoutes: readonly Route<Call>[] = [
  route('GET', '/rate_limit', '', limits),
  route('GET', '/meta', '', () =>
    ok({ verifiable_password_authentication: false, hooks: [], web: [], api: [] }),
  ),
  route('GET', '/', '', ({ world }) => ok({ current_user_url: `${world.url}/user` })),
  route('GET', '/user', '', whoAmI),
  route('GET', '/app', '', (call) => ok({ ...app(call), slug: 'signalman', name: 'Signalman' })),
  route('GET', '/app/installations', '', (call) => ok([{ id: 1, app_id: app(call).id, account: null }])),
  route('GET', '/repos/:owner/:name/installation', '', installation),
  route('POST', '/app/installations/:id/access_tokens', '', createToken),
];

function createLabel({ world, repo, body }: RepoCall): Reply {
  const name = required(body, 'name', 'Label');
  if (repo.labels.has(name.toLowerCase())) throw invalid('Label', 'name', 'already_exists');
  const description = text(body, 'description', 'Label') ?? '';
  return ok(labelJson(world, repo, label(world, repo, name, text(body, 'color', 'Label'), description)), 201);
}

function limits({ quota, account, at }: Call): Reply {
  const core = quotaState(quota, account, 'core', at);
  return ok({ resources: { core, search: quotaState(quota, account, 'search', at) }, rate: core });
}

function whoAmI({ world, account, actor }: Call): Reply {
  if (account.kind === 'anonymous') throw new Refusal(401, 'Requires authentication');
  if (account.kind === 'installation') throw new Refusal(403, 'Resource not accessible by integration');
  return ok(userJson(world, actor));
}

function app({ account }: Call): { id: number } {
  if (account.kind !== 'app') throw new Refusal(401, 'A JSON web token could not be decoded');
  return { id: Number(account.login.slice('app/'.length)) || 1 };
}

function installation(call: Call): Reply {
  const { id } = app(call);
  if (!call.world.names.has(`${call.params.owner}/${call.params.name}`.toLowerCase())) throw notFound();
  return ok({ id: 1, app_id: id });
}

const EVERYTHING: Readonly<Record<string, Level>> = {
  metadata: 'read',
  issues: 'write',
  pull_requests: 'write',
  contents: 'write',
  actions: 'read',
  statuses: 'read',
  checks: 'read',
};

function createToken(call: Call): Reply {
  app(call);
  const { world, accounts, body, params, at } = call;
  const wanted = body.permissions as Readonly<Record<string, Level>> | undefined;
  const repositories = names(body, 'repositories', 'Installation') ?? null;
  const reach = repositories?.map((name) => {
    const repo = [...world.repos.values()].find((one) => one.name === name);
    if (!repo)
      throw new Refusal(422, 'There is at least one repository that does not exist or is not accessible');
    return fullName(repo).toLowerCase();
  });
  const account = installationToken(accounts, Number(params.id), wanted ?? EVERYTHING, reach ?? null, at);
  return ok(
    {
      token: account.token,
      expires_at: iso(account.expiresAt),
      permissions: account.permissions,
      repository_selection: reach ? 'selected' : 'all',
      ...(reach && {
        repositories: [...world.repos.values()]
          .filter((repo) => reach.includes(fullName(repo).toLowerCase()) && canSee(account, repo))
          .map((repo) => repoJson(world, repo)),
      }),
    },
    201,
  );
}
