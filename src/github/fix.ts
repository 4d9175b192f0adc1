/** What became of fixes, at GitHub: pull requests and issues with who did what when, branches, and the tags of releases. */
import type { z } from 'zod';
import type { FixReader, FoundLook, ListedLook } from '../app/ports/incident-fix.js';
import { SourceFault } from '../app/ports/source-fault.js';
import type { Look } from '../domain/incident/sights.js';
import { reference } from './branch-payload.js';
import { openRepository } from './branch-repository.js';
import type { ClientOptions } from './client.js';
import {
  committed,
  fixItem,
  fixItems,
  fixPull,
  fixPulls,
  itemEvents,
  matchingRefs,
  releaseOfTag,
  taggedObject,
} from './fix-payload.js';

/** So many pages are read of a list: what is further back is older than the incident, or nobody waits for it. */
const mostPages = 5;
const perPage = 100;

type Repository = ReturnType<typeof openRepository>;

/** @param web where people look at it, e.g. `https://github.com` */
export function createFixReader(options: ClientOptions & { web: string }): FixReader {
  const open = (repository: string) => openRepository(repository, options, new Map());
  return {
    async look(repository, number, etag, wasClosed) {
      const at = open(repository);
      return await at.guard(() => look(at, repository, number, etag, wasClosed));
    },

    async pullsOnto(repository, branch, since, etag) {
      const at = open(repository);
      const query = { state: 'all', base: branch, sort: 'updated', direction: 'desc', per_page: perPage };
      return await at.guard(async () => {
        const found = await pages(at, '/pulls', query, fixPulls, etag, (one) => one.updated_at < since);
        if (found === null) return null;
        const pulls = found.items.map(
          (pull): ListedLook => ({
            look: lookOf(repository, pull, { merged: pull.merged_at, branch: pull.base.ref }),
            commit: commitOf(pull),
            updatedAt: pull.updated_at,
          }),
        );
        return { pulls, etag: found.etag };
      });
    },

    async newIssues(repository, since, etag) {
      const at = open(repository);
      const query = { state: 'all', sort: 'created', direction: 'desc', per_page: perPage };
      return await at.guard(async () => {
        const found = await pages(at, '/issues', query, fixItems, etag, (one) => one.created_at < since);
        if (found === null) return null;
        const issues = found.items
          .filter((one) => !one.pull_request)
          .map((one) => lookOf(repository, one, null));
        return { issues, etag: found.etag };
      });
    },

    async tags(repository, prefix, etag) {
      const at = open(repository);
      return await at.guard(async () => {
        const answer = await at.ask(
          '/git/matching-refs/{ref}',
          { ref: prefix === '' ? 'tags' : `tags/${prefix}` },
          matchingRefs,
          etag,
        );
        if (answer === 'same') return null;
        if (answer === null) return { tags: [], etag: null };
        const tags = answer.data.map(({ ref, object }) => ({
          name: ref.replace(/^refs\/tags\//, ''),
          object: object.sha,
        }));
        return { tags, etag: answer.etag };
      });
    },

    async contains(repository, tag, commit) {
      const at = open(repository);
      return await at.guard(async () => {
        const whole = (await at.ref(`tags/${tag}`, null))?.commit ?? null;
        return whole !== null && (whole === commit || (await at.isBehind(whole, commit)));
      });
    },

    async released(repository, tag) {
      const at = open(repository);
      return await at.guard(async () => {
        const release = await at.once('/releases/tags/{tag}', { tag }, releaseOfTag);
        if (release?.published_at)
          return { at: release.published_at, by: release.author?.login ?? null, url: release.html_url };
        const url = `${options.web}/${repository}/releases/tag/${encodeURIComponent(tag)}`;
        return { at: await taggedAt(at, repository, tag), by: null, url };
      });
    },
  };
}

const commitOf = ({ merged_at: at, merge_commit_sha: sha }: z.infer<typeof fixPull>): string | null =>
  // Before it is merged this names a try.
  at ? (sha?.toLowerCase() ?? null) : null;

/** @param pull null: it is an issue */
function lookOf(
  repository: string,
  found: z.infer<typeof fixItem>,
  pull: { merged: number | null | undefined; branch: string } | null,
): Look {
  const {
    number,
    html_url: url,
    title,
    body,
    state,
    user,
    created_at: openedAt,
    closed_at: closedAt,
  } = found;
  const merged = pull?.merged ? { at: pull.merged, by: null } : null;
  return {
    ...{ name: `${repository}#${number}`, url, title, body: body ?? '', isPullRequest: pull !== null },
    ...{ isOpen: state === 'open', author: user?.login ?? null, openedAt, reopened: null, merged },
    closed: state === 'closed' && closedAt && !merged ? { at: closedAt, by: null } : null,
    branch: pull?.branch ?? null,
  };
}

async function look(
  at: Repository,
  repository: string,
  number: number,
  etag: string | null,
  wasClosed: boolean,
): Promise<FoundLook | null> {
  const answer = await at.askItem(number, fixItem, etag);
  if (answer === 'same') return null;
  if (answer === 'deleted' || answer === 'unknown') return { kind: answer };
  const to = await at.movedTo(answer.data, number);
  if (to !== null) return { kind: 'moved', to, url: answer.data.html_url };
  const pull = answer.data.pull_request ? await at.once('/pulls/{number}', { number }, fixPull) : null;
  if (answer.data.pull_request && !pull)
    throw new SourceFault('access', `The GitHub token may not read the pull requests of ${repository}`);
  const known = lookOf(
    repository,
    answer.data,
    pull && { merged: pull.merged_at ?? answer.data.pull_request?.merged_at, branch: pull.base.ref },
  );
  const commit = pull && commitOf(pull);
  if (known.isOpen && !wasClosed) return { kind: 'found', look: known, etag: answer.etag, commit };
  return { kind: 'found', look: await withPeople(at, number, known), etag: answer.etag, commit };
}

/** Who closed, merged or opened it again, and when: only its events tell. */
async function withPeople(at: Repository, number: number, known: Look): Promise<Look> {
  let last: z.infer<typeof itemEvents> = [];
  const events: z.infer<typeof itemEvents> = [];
  for (let page = 1; page <= mostPages && (page === 1 || last.length === perPage); page++) {
    last = (await at.once(`/issues/{number}/events`, { number, page, per_page: perPage }, itemEvents)) ?? [];
    events.push(...last);
  }
  const of = (kind: string) => {
    const found = events.filter(({ event, created_at: when }) => event === kind && when !== null).at(-1);
    return found?.created_at ? { at: found.created_at, by: found.actor?.login ?? null } : null;
  };
  const { closed, merged } = known;
  return {
    ...known,
    closed: closed && { at: closed.at, by: of('closed')?.by ?? null },
    merged: merged && { at: merged.at, by: of('merged')?.by ?? null },
    reopened: of('reopened'),
  };
}

/** The pages of a list, until what comes is too old. @returns null when the first page is as it was */
async function pages<S extends z.ZodType<unknown[]>>(
  at: Repository,
  path: string,
  query: Record<string, string | number>,
  schema: S,
  etag: string | null,
  isOld: (one: z.infer<S>[number]) => boolean,
): Promise<{ items: z.infer<S>[number][]; etag: string | null } | null> {
  const first = await at.ask(path, query, schema, etag);
  if (first === 'same') return null;
  if (first === null)
    throw new SourceFault('not-found', 'There is no such repository, or the GitHub token cannot see it');
  const items = [...(first.data as z.infer<S>[number][])];
  let last = first.data as z.infer<S>[number][];
  for (let page = 2; page <= mostPages && last.length === perPage && !last.some(isOld); page++) {
    last = ((await at.once(path, { ...query, page }, schema)) ?? []) as z.infer<S>[number][];
    items.push(...last);
  }
  return { items, etag: first.etag };
}

/** A tag with a message has a time of its own; another one that of its commit. */
async function taggedAt(at: Repository, repository: string, tag: string): Promise<number> {
  const found = await at.once('/git/ref/{ref}', { ref: `tags/${tag}` }, reference);
  if (found?.object.type === 'tag') {
    const object = await at.once('/git/tags/{sha}', { sha: found.object.sha }, taggedObject);
    if (object?.tagger?.date) return object.tagger.date;
  }
  const sha = (await at.ref(`tags/${tag}`, null))?.commit;
  const commit = sha ? await at.once('/commits/{sha}', { sha }, committed) : null;
  if (commit?.commit.committer) return commit.commit.committer.date;
  throw new SourceFault('not-found', `There is no tag ${tag} in ${repository} any more`);
}
