/** Milestones and the repository's labels. */

import { date, nullable, oneOf, required, text } from '../body.js';
import { addMilestone, patchMilestone } from '../milestones.js';
import type { Milestone } from '../model.js';
import { pageLinks, pagingOf } from '../paging.js';
import { milestoneText } from '../render.js';
import { invalid, notFound, type Reply } from '../reply.js';
import { type RepoCall, type Route, route } from '../router.js';

export const milestoneRoutes: readonly Route<RepoCall>[] = [
  route('GET', '/milestones', 'issues=read', list),
  route('POST', '/milestones', 'issues=write', create),
  route('GET', '/milestones/:number', 'issues=read', (call) => shown(call, find(call))),
  route('PATCH', '/milestones/:number', 'issues=write', change),
];

function find({ repo, params }: RepoCall): Milestone {
  const milestone = repo.milestones.get(Number(params.number));
  if (!milestone) throw notFound();
  return milestone;
}

function shown({ world, repo }: RepoCall, milestone: Milestone, status = 200): Reply {
  return { status, body: milestoneText(world, repo, milestone) };
}

function list({ world, repo, query, self }: RepoCall): Reply {
  const state = query.get('state') ?? 'open';
  if (!['open', 'closed', 'all'].includes(state)) throw invalid('Milestone', 'state', 'invalid', state);
  const key = query.get('sort') === 'completeness' ? completeness : due;
  const sign = query.get('direction') === 'desc' ? -1 : 1;
  const all = [...repo.milestones.values()]
    .filter((milestone) => state === 'all' || milestone.state === state)
    .sort((a, b) => sign * (key(a) - key(b) || a.number - b.number));
  const paging = pagingOf(query);
  const from = (paging.page - 1) * paging.perPage;
  const page = all.slice(from, from + paging.perPage);
  return {
    status: 200,
    body: `[${page.map((milestone) => milestoneText(world, repo, milestone)).join(',')}]`,
    headers: pageLinks(self, paging, all.length),
  };
}

function due({ dueOn }: Milestone): number {
  return dueOn ?? Number.MAX_SAFE_INTEGER;
}

function completeness({ open, closed }: Milestone): number {
  return open + closed === 0 ? 0 : closed / (open + closed);
}

function refuseTaken({ repo }: RepoCall, title: string | undefined, own?: Milestone): void {
  for (const other of repo.milestones.values())
    if (other !== own && other.title === title) throw invalid('Milestone', 'title', 'already_exists');
}

function create(call: RepoCall): Reply {
  const { world, repo, body, at, actor } = call;
  const title = required(body, 'title', 'Milestone');
  refuseTaken(call, title);
  const milestone = addMilestone(world, repo, {
    title,
    description: nullable(body, 'description', 'Milestone') ?? null,
    state: oneOf(body, 'state', ['open', 'closed'] as const, 'Milestone') ?? 'open',
    dueOn: date(body, 'due_on', 'Milestone') ?? null,
    createdAt: at,
    creator: actor.login,
  });
  return shown(call, milestone, 201);
}

function change(call: RepoCall): Reply {
  const { world, body, at } = call;
  const milestone = find(call);
  const title = text(body, 'title', 'Milestone');
  refuseTaken(call, title, milestone);
  const description = nullable(body, 'description', 'Milestone');
  const state = oneOf(body, 'state', ['open', 'closed'] as const, 'Milestone');
  const dueOn = date(body, 'due_on', 'Milestone');
  const patch = {
    ...(title !== undefined && { title }),
    ...(description !== undefined && { description }),
    ...(state !== undefined && { state }),
    ...(dueOn !== undefined && { dueOn }),
  };
  patchMilestone(world, milestone, patch, at);
  return shown(call, milestone);
}
