/** The state of the local GitHub and the small operations everything else is built from. */

import { emptyIndex } from './issue-index.js';
import type { Label, Milestone, Repo, User } from './model.js';

export interface World {
  readonly now: () => number;
  readonly repos: Map<number, Repo>;
  /** Lower-cased full names, former ones included. */
  readonly names: Map<string, Repo>;
  readonly users: Map<string, User>;
  /** Where the server answers, without a slash at the end. */
  url: string;
  lastId: number;
}

/** A world with nothing in it; `now` is in ms UTC. */
export function emptyWorld(now: () => number): World {
  return { now, repos: new Map(), names: new Map(), users: new Map(), url: '', lastId: 1000 };
}

/** A number that was never given before: for ids and for versions. */
export function nextId(world: World): number {
  world.lastId += 1;
  return world.lastId;
}

/** GitHub keeps whole seconds; so do we. */
export function seconds(at: number): number {
  return Math.floor(at / 1000) * 1000;
}

/** The date as GitHub writes it, such as `2017-03-16T19:03:22Z`. */
export function iso(at: number | null): string | null {
  return at === null ? null : `${new Date(at).toISOString().slice(0, 19)}Z`;
}

/** The user of that login, made on first use. A login that ends in `[bot]` is a Bot. */
export function user(world: World, login: string, type?: 'User' | 'Bot'): User {
  const known = world.users.get(login.toLowerCase());
  if (known) return known;
  const made: User = {
    id: nextId(world),
    login,
    type: type ?? (login.endsWith('[bot]') ? 'Bot' : 'User'),
  };
  world.users.set(login.toLowerCase(), made);
  return made;
}

/** The label of that name (names ignore case), made on first use as GitHub does. */
export function label(world: World, repo: Repo, name: string, color = 'ededed', description = ''): Label {
  const known = repo.labels.get(name.toLowerCase());
  if (known) return known;
  const made: Label = { id: nextId(world), name, color, description };
  repo.labels.set(name.toLowerCase(), made);
  return made;
}

export interface RepoSeed {
  /** `owner/name`. */
  fullName: string;
  private?: boolean;
  id?: number;
  createdAt?: number;
  defaultBranch?: string;
}

/** Adds a repository; throws when the name is taken. */
export function addRepo(world: World, seed: RepoSeed): Repo {
  const [owner, name, rest] = seed.fullName.split('/');
  if (!owner || !name || rest !== undefined) throw new Error(`not owner/name: ${seed.fullName}`);
  if (fullName(world.names.get(seed.fullName.toLowerCase()))?.toLowerCase() === seed.fullName.toLowerCase())
    throw new Error(`${seed.fullName} exists`);
  const repo: Repo = {
    id: seed.id ?? nextId(world),
    owner,
    name,
    private: seed.private ?? false,
    createdAt: seconds(seed.createdAt ?? world.now()),
    defaultBranch: seed.defaultBranch ?? 'main',
    labels: new Map(),
    milestones: new Map(),
    issues: new Map(),
    index: emptyIndex(),
    comments: new Map(),
    events: [],
    deleted: new Set(),
    transferred: new Map(),
    commits: new Map(),
    tagObjects: new Map(),
    refs: new Map(),
    protectedBranches: new Set(),
    statuses: [],
    checkRuns: [],
    workflowRuns: [],
    releases: [],
    nextNumber: 1,
    nextMilestone: 1,
    version: nextId(world),
  };
  world.repos.set(repo.id, repo);
  world.names.set(seed.fullName.toLowerCase(), repo);
  return repo;
}

/** Renames a repository; the former name leads to it until another repository takes it. */
export function renameRepo(world: World, from: string, to: string): void {
  const repo = repoNamed(world, from);
  const [owner, name] = to.split('/');
  if (!owner || !name) throw new Error(`not owner/name: ${to}`);
  repo.owner = owner;
  repo.name = name;
  repo.version = nextId(world);
  world.names.set(to.toLowerCase(), repo);
}

/** The repository of that present or former name; throws when there is none. */
export function repoNamed(world: World, name: string): Repo {
  const repo = world.names.get(name.toLowerCase());
  if (!repo) throw new Error(`no repository ${name}`);
  return repo;
}

/** `owner/name` as it is now. */
export function fullName<R extends Repo | undefined>(repo: R): R extends Repo ? string : string | undefined;
export function fullName(repo: Repo | undefined): string | undefined {
  return repo && `${repo.owner}/${repo.name}`;
}

/** The milestone of that number or title; throws when there is none. */
export function milestoneOf(repo: Repo, which: number | string): Milestone {
  for (const milestone of repo.milestones.values())
    if (milestone.number === which || milestone.title === which) return milestone;
  throw new Error(`no milestone ${which} in ${fullName(repo)}`);
}
