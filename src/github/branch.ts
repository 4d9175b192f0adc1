/** What a name comes to at GitHub, where branches and tags lead, and whether an issue is over: what sign-offs go by. */
import type { BranchReader, FoundCandidate } from '../app/ports/signoff-store.js';
import { shortCommit } from '../domain/ci/commit.js';
import { nearest } from '../domain/nearest.js';
import { readCandidate } from '../domain/signoff/candidate.js';
import { type Defaults, openRepository } from './branch-repository.js';
import type { ClientOptions } from './client.js';

export function createBranchReader(options: ClientOptions): BranchReader {
  const defaults: Defaults = new Map();
  const open = (repository: string) => openRepository(repository, options, defaults);
  return {
    async candidate(repository, branch, typed) {
      const at = open(repository);
      return await at.guard(async () => {
        const reading = readCandidate(typed);
        if (reading === null) return { kind: 'unknown', near: null };
        const name = branch ?? (await at.defaultBranch());
        const head = await at.ref(`heads/${name}`, null);
        if (!head?.commit) return { kind: 'no-branch', branch: name };
        const { commit, etag } = head;
        return await candidateOf(at, reading, typed, { name, commit, etag });
      });
    },

    async ref({ repository, kind, name }, etag) {
      const at = open(repository);
      return await at.guard(async () => {
        if (kind === 'tag') return await at.ref(`tags/${name ?? ''}`, etag);
        return await at.ref(`heads/${name ?? (await at.defaultBranch())}`, etag);
      });
    },

    async cameSince(repository, branch, from, to) {
      const at = open(repository);
      return await at.guard(async () => await at.came(branch ?? (await at.defaultBranch()), from, to));
    },

    async item(repository, number, etag) {
      const at = open(repository);
      return await at.guard(() => at.item(number, etag));
    },
  };
}

type Repository = ReturnType<typeof openRepository>;

async function candidateOf(
  at: Repository,
  reading: NonNullable<ReturnType<typeof readCandidate>>,
  typed: string,
  branch: { name: string; commit: string; etag: string | null },
): Promise<FoundCandidate> {
  const head = { commit: branch.commit, etag: branch.etag };
  const found = (name: string, tag: string | null, commit: string): FoundCandidate => ({
    kind: 'found',
    candidate: { name, tag, commit },
    head,
  });
  if (reading.kind === 'head') return found(shortCommit(head.commit), null, head.commit);
  if (reading.kind === 'branch') return { kind: 'branch', branch: reading.branch };
  const tag = reading.tag === null ? null : ((await at.ref(`tags/${reading.tag}`, null))?.commit ?? null);
  // GitHub takes the tag then, as Git does; whether a commit begins so too nobody can tell.
  if (tag !== null && reading.commit !== null && !tag.startsWith(reading.commit))
    return { kind: 'ambiguous' };
  const commit = tag === null && reading.commit !== null ? await at.commit(reading.commit) : null;
  const meant = tag ?? commit;
  if (meant === null) {
    if (reading.tag !== null && (await at.ref(`heads/${reading.tag}`, null))?.commit)
      return { kind: 'branch', branch: reading.tag };
    return { kind: 'unknown', near: nearest(reading.tag ?? typed, await at.tags()) ?? null };
  }
  if (meant !== head.commit && !(await at.isBehind(head.commit, meant)))
    return { kind: 'elsewhere', commit: meant };
  return found(
    (tag === null ? reading.commit : reading.tag) ?? meant,
    tag === null ? null : reading.tag,
    meant,
  );
}
