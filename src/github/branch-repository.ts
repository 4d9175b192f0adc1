/** One repository at GitHub, as far as sign-offs go: its branches, tags and commits, and its issues. */
import { RequestError } from '@octokit/request-error';
import type { z } from 'zod';
import type { FoundItem, RefRead } from '../app/ports/signoff-store.js';
import { SourceFault } from '../app/ports/source-fault.js';
import {
  commitsBetween,
  comparison,
  gitTag,
  item,
  oneCommit,
  pullList,
  reference,
  repositoryPayload,
  tagList,
} from './branch-payload.js';
import { type ClientOptions, createClient } from './client.js';
import { BadAnswer, toSourceFault } from './faults.js';

/** A tag may name a tag, which may name another; no more than so many. */
const deepest = 5;
/** Of more commits nobody looks where each came from. */
const mostCommits = 30;
/** Nobody renames a default branch often: it is asked for again after so long, in ms. */
const defaultHolds = 10 * 60_000;

/** Default branches that are remembered, by repository. */
export type Defaults = Map<string, { branch: string; until: number }>;

interface Answer<T> {
  data: T;
  etag: string | null;
}

export function openRepository(repository: string, options: ClientOptions, defaults: Defaults) {
  const { octokit } = createClient(options);
  const [owner = '', repo = ''] = repository.split('/');

  /** @returns null for what is not there, 'same' for what has not changed since the tag */
  async function ask<S extends z.ZodType>(
    path: string,
    parameters: Record<string, string | number>,
    schema: S,
    etag: string | null = null,
  ): Promise<Answer<z.infer<S>> | null | 'same'> {
    try {
      const { data, headers } = await octokit.request(`GET /repos/{owner}/{repo}${path}`, {
        ...{ owner, repo, ...parameters },
        ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
      });
      const parsed = schema.safeParse(data);
      if (!parsed.success) throw new BadAnswer(`unexpected content about ${path.split('/')[1] ?? 'it'}`);
      return { data: parsed.data, etag: headers.etag ?? null };
    } catch (error) {
      if (!(error instanceof RequestError)) throw error;
      if (error.status === 304 && etag !== null) return 'same';
      // 422: a hash that no commit has; 409: a repository without any.
      if ([404, 409, 422].includes(error.status)) return null;
      throw error;
    }
  }

  async function once<S extends z.ZodType>(
    path: string,
    parameters: Record<string, string | number>,
    schema: S,
  ): Promise<z.infer<S> | null> {
    const answer = await ask(path, parameters, schema);
    return answer === null || answer === 'same' ? null : answer.data;
  }

  /** A tag with a message of its own is an object that names another. @returns null where it leads to no commit */
  async function commitBehind(object: { type: string; sha: string }): Promise<string | null> {
    let next = object;
    for (let depth = 0; next.type === 'tag' && depth < deepest; depth++) {
      const tag = await once('/git/tags/{sha}', { sha: next.sha }, gitTag);
      if (tag === null) return null;
      next = tag.object;
    }
    return next.type === 'commit' ? next.sha : null;
  }

  /** Whatever is asked of a repository that is not there is not there either: that is told apart. */
  async function exists(): Promise<void> {
    const found = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
    if (!repositoryPayload.safeParse(found.data).success) throw new BadAnswer('no repository');
  }

  const own = {
    ask,
    once,

    /** What is thrown is told in words. */
    async guard<T>(work: () => Promise<T>): Promise<T> {
      try {
        return await work();
      } catch (error) {
        throw inWords(toSourceFault(error, repository), repository);
      }
    },

    async defaultBranch(): Promise<string> {
      const known = defaults.get(repository);
      if (known && known.until > Date.now()) return known.branch;
      const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
      const parsed = repositoryPayload.safeParse(data);
      if (!parsed.success) throw new BadAnswer('no repository');
      const branch = parsed.data.default_branch;
      defaults.set(repository, { branch, until: Date.now() + defaultHolds });
      return branch;
    },

    /** @param name such as `heads/main`. @returns null when nothing has changed since the tag */
    async ref(name: string, etag: string | null): Promise<RefRead | null> {
      const answer = await ask('/git/ref/{ref}', { ref: name }, reference, etag);
      if (answer === 'same') return null;
      // GitHub answers some names that are not there with those that begin so.
      if (answer === null || answer.data.ref !== `refs/${name}`) {
        await exists();
        return { commit: null, etag: null };
      }
      return { commit: await commitBehind(answer.data.object), etag: answer.etag };
    },

    /** @param hash maybe abbreviated. @returns the whole one; null when none or several begin so */
    async commit(hash: string): Promise<string | null> {
      const found = await once('/commits/{ref}', { ref: hash }, oneCommit);
      // A branch may be called like the beginning of a commit.
      return found?.sha.startsWith(hash) ? found.sha : null;
    },

    /** Whether the commit is part of the branch's history. GitHub also shows commits of forks: those are not. */
    async isBehind(head: string, commit: string): Promise<boolean> {
      const basehead = `${head}...${commit}`;
      const found = await once('/compare/{basehead}', { basehead, per_page: 1 }, comparison);
      return found?.status === 'behind' || found?.status === 'identical';
    },

    /** @returns null when something came without a pull request into the branch, or there is too much of it */
    async came(branch: string, from: string, to: string): Promise<Set<string> | null> {
      const basehead = `${from}...${to}`;
      const found = await once('/compare/{basehead}', { basehead, per_page: mostCommits }, commitsBetween);
      if (found?.status !== 'ahead' || found.total_commits > mostCommits) return null;
      const came = new Set<string>();
      for (const { sha } of found.commits) {
        const pulls = (await once('/commits/{sha}/pulls', { sha, per_page: 100 }, pullList)) ?? [];
        const merged = pulls.filter((one) => one.merged_at && one.base.ref === branch);
        if (merged.length === 0) return null;
        for (const { number } of merged) came.add(`${repository}#${number}`.toLowerCase());
      }
      return came;
    },

    async tags(): Promise<string[]> {
      return ((await once('/tags', { per_page: 100 }, tagList)) ?? []).map(({ name }) => name);
    },

    async item(number: number, etag: string | null): Promise<FoundItem | null> {
      const answer = await own.askItem(number, item, etag);
      if (answer === 'same') return null;
      if (answer === 'deleted' || answer === 'unknown') return { kind: answer };
      const {
        html_url: url,
        state,
        state_reason: reason,
        pull_request: pull,
        closed_at: closed,
      } = answer.data;
      const to = await own.movedTo(answer.data, number);
      if (to !== null) return { kind: 'moved', to };
      const isMerged = Boolean(pull?.merged_at);
      const isDropped = !pull && state === 'closed' && ['not_planned', 'duplicate'].includes(reason ?? '');
      return {
        ...{ kind: 'found', name: `${repository}#${number}`, url },
        ...{ isPullRequest: Boolean(pull), etag: answer.etag },
        state: isMerged ? 'merged' : isDropped ? 'dropped' : state,
        ...(closed ? { closedAt: Date.parse(closed) } : {}),
      };
    },

    /** An issue or a pull request; `unknown`: it is not there, or the token cannot see it. */
    async askItem<S extends z.ZodType>(
      number: number,
      schema: S,
      etag: string | null,
    ): Promise<Answer<z.infer<S>> | 'same' | 'deleted' | 'unknown'> {
      try {
        const { data, headers } = await octokit.request('GET /repos/{owner}/{repo}/issues/{issue_number}', {
          ...{ owner, repo, issue_number: number },
          ...(etag === null ? {} : { headers: { 'if-none-match': etag } }),
        });
        const parsed = schema.safeParse(data);
        if (!parsed.success) throw new BadAnswer('no issue');
        return { data: parsed.data, etag: headers.etag ?? null };
      } catch (error) {
        if (!(error instanceof RequestError)) throw error;
        if (error.status === 304 && etag !== null) return 'same';
        if (error.status === 410) return 'deleted';
        if (error.status === 404) return 'unknown';
        throw error;
      }
    },

    /**
     * GitHub leads on from an issue that lives elsewhere now; and from a repository that has another name.
     * @returns `owner/name#12` where it is now; null: where it was
     */
    async movedTo(found: { number: number; html_url: string }, asked: number): Promise<string | null> {
      const where =
        /^https?:\/\/[^/]+\/([^/]+\/[^/]+)\/(?:issues|pull)\/\d+$/.exec(found.html_url)?.[1] ?? repository;
      const isHere = where.toLowerCase() === repository.toLowerCase();
      if (found.number === asked && isHere) return null;
      const to = `${where}#${found.number}`;
      if (found.number !== asked) return to;
      const { data } = await octokit.request('GET /repos/{owner}/{repo}', { owner, repo });
      const now = repositoryPayload.safeParse(data).data?.full_name ?? repository;
      return now.toLowerCase() === where.toLowerCase() ? null : to;
    },
  };

  return own;
}

function inWords(fault: SourceFault, repository: string): SourceFault {
  if (fault.code !== 'access' || !/may not read/.test(fault.message)) return fault;
  return new SourceFault(
    'access',
    `The GitHub token may not read the commits of ${repository}: it needs the permission Contents: read (or the scope repo)`,
    { cause: fault },
  );
}
