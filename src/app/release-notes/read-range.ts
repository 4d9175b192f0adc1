/** Reads which pull requests a range of commits brought in, and their descriptions in bulk: nothing is asked twice. */
import type { Issue } from '../../domain/issue.js';
import { type NamedPull, pullsOfCommits } from '../../domain/release-notes/range-pulls.js';
import { SourceFault } from '../ports/source-fault.js';
import { type Asked, type KeptRange, keyOf } from './asked.js';
import type { NotesReading } from './read.js';

/** So many issues of a listing are looked through: GitHub has no more of interest. */
const mostListed = 30_000;
/** So many are asked for one by one, where no listing has them. */
const mostSingle = 50;

type Reading = Pick<NotesReading, 'store' | 'reader' | 'clock' | 'stopped'>;

/** @returns whether anything is otherwise than before @throws SourceFault */
export async function readRangeOnce(
  deps: Reading,
  asked: Asked,
  hold: () => Promise<boolean>,
): Promise<boolean> {
  const { store, reader, clock } = deps;
  const { repository, range } = asked;
  if (range === null) return false;
  const key = keyOf.range(asked);
  const before = (await store.reads([key])).get(key) ?? null;
  const started = clock();
  try {
    const read = await reader.range(repository, range.from, range.to, before?.data ? before.etag : null);
    let kept = before?.data as KeptRange | null | undefined;
    if (read) {
      const pulls = pullsOfCommits(read.commits);
      await keepCarried(deps, repository, pulls);
      kept = { pulls: pulls.map(({ number, at }) => ({ number, at })), since: read.since };
    }
    if (!kept) return false;
    const wasAt = before?.readAt ?? null;
    const isNew = await readItems(deps, repository, kept, read === null ? wasAt : null, hold);
    // Only now: a range without its descriptions would not be asked for again.
    if (read) await store.save(key, { etag: read.etag, data: kept }, clock());
    else await store.confirm(key, started);
    return read !== null || isNew;
  } catch (error) {
    await store.fail(key, clock(), error instanceof SourceFault ? error.message : 'it could not be read');
    throw error;
  }
}

/** Descriptions that the commits themselves carry, of pull requests that nobody knows yet. */
async function keepCarried(
  { store, clock }: Reading,
  repository: string,
  pulls: readonly NamedPull[],
): Promise<void> {
  const carried = pulls.filter(({ body }) => body !== null);
  const known = new Set(
    (
      await store.items(
        repository,
        carried.map(({ number }) => number),
      )
    ).map(({ number }) => number),
  );
  const web = await store.webOf(repository);
  const fresh = carried
    .filter(({ number }) => !known.has(number))
    .map(({ number, title, body, at }): Issue => {
      const when = at ?? clock();
      return {
        ...{ number, title: title ?? `#${number}`, body: body ?? '', state: 'closed', isPullRequest: true },
        ...{ labels: [], assignees: [], author: 'ghost', authorIsBot: false, milestone: null },
        ...{ createdAt: when, updatedAt: when, closedAt: when, mergedAt: when },
        url: `${web}/${repository}/pull/${number}`,
      };
    });
  await store.keepItems(repository, fresh, clock());
}

/**
 * Descriptions that nobody has are read in pages, as the sync does; what is kept and the sync does not hold is read again
 * where it has changed since.
 * @param since when that was done the last time (ms, UTC); null: the range is new
 */
async function readItems(
  { store, reader, clock, stopped }: Reading,
  repository: string,
  { pulls, since: first }: KeptRange,
  since: number | null,
  hold: () => Promise<boolean>,
): Promise<boolean> {
  const numbers = pulls.map(({ number }) => number);
  const known = new Set((await store.items(repository, numbers)).map(({ number }) => number));
  const missing = new Set(numbers.filter((number) => !known.has(number)));
  const own = new Set(await store.kept(repository, numbers));
  if (missing.size === 0 && (own.size === 0 || since === null)) return false;
  const start = missing.size > 0 ? first : (since ?? first);
  let listed = 0;
  let isNew = false;
  for await (const page of reader.changed(repository, start)) {
    if (stopped() || !(await hold())) return isNew;
    const wanted = page.filter(({ number }) => missing.has(number) || own.has(number));
    await store.keepItems(repository, wanted, clock());
    isNew = isNew || wanted.length > 0;
    for (const { number } of wanted) missing.delete(number);
    listed += page.length;
    if ((missing.size === 0 && own.size === 0) || listed >= mostListed) break;
  }
  for (const number of [...missing].slice(0, mostSingle)) {
    if (stopped() || !(await hold())) return isNew;
    const item = await reader.item(repository, number);
    if (item === 'unknown') continue;
    await store.keepItems(repository, [item], clock());
    isNew = true;
  }
  return isNew;
}
