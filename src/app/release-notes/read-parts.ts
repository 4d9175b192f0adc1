/** Reads the single things that release notes need: what was picked from elsewhere, docs pull requests, known issues. */
import type { Release } from '../../domain/release.js';
import { unknownParents } from '../../domain/release-notes/noted.js';
import { rulesOf } from '../../domain/release-notes/pages.js';
import type { ReleaseNotesRef } from '../../domain/release-notes/settings.js';
import { day } from '../../domain/time.js';
import type { StoredRead } from '../ports/release-notes-reading.js';
import { SourceFault } from '../ports/source-fault.js';
import { type Asked, type KeptRange, keyOf, type PullData, type PullRef, pullAt } from './asked.js';
import { gatherFeatures, pullsOf } from './gather.js';
import type { NotesReading } from './read.js';

/** So many are asked for in one reading; the rest waits for the next. */
const mostParents = 50;
const mostDocs = 500;
/** What is not there is asked for again after so long, in ms. */
const askAgain = day;

type Hold = () => Promise<boolean>;

/** Pull requests that others were picked from, and that are not of the release: each is asked for once. */
export async function readParents(
  deps: NotesReading,
  release: Release,
  asked: Asked,
  hold: Hold,
): Promise<boolean> {
  const { store, reader, clock, stopped } = deps;
  const { repository } = asked;
  const kept = (await store.reads([keyOf.range(asked)])).get(keyOf.range(asked))?.data ?? null;
  const { pulls } = await pullsOf(deps, release, asked, kept as KeptRange | null);
  const numbers = unknownParents(pulls).map(({ number }) => number);
  const known = new Set((await store.items(repository, numbers)).map(({ number }) => number));
  const lacking = numbers.filter((number) => !known.has(number));
  const tried = await store.reads(lacking.map((number) => keyOf.item({ repository, number })));
  let isNew = false;
  let left = mostParents;
  for (const number of lacking) {
    const key = keyOf.item({ repository, number });
    if (left === 0 || clock() - (tried.get(key)?.triedAt ?? Number.NEGATIVE_INFINITY) < askAgain) continue;
    if (stopped() || !(await hold())) break;
    left--;
    const item = await reader.item(repository, number);
    if (item === 'unknown') await store.fail(key, clock(), `#${number} is not there`);
    else {
      await store.keepItems(repository, [item], clock());
      isNew = true;
    }
  }
  return isNew;
}

/** How far the docs pull requests of the enhancements are; what is merged is not asked for again. */
export async function readDocs(deps: NotesReading, release: Release, hold: Hold): Promise<boolean> {
  const { store, stopped } = deps;
  const web = await store.web(release);
  const features = await gatherFeatures(deps, release, web);
  const pulls = new Map<string, PullRef>();
  for (const { url } of (features ?? []).flatMap(({ docs }) => docs)) {
    const pull = pullAt(url, web);
    if (pull) pulls.set(keyOf.pull(pull), pull);
  }
  const reads = await store.reads([...pulls.keys()]);
  let isNew = false;
  for (const [key, pull] of [...pulls].slice(0, mostDocs)) {
    if (stopped() || !(await hold())) break;
    isNew = (await readPull(deps, key, pull, reads.get(key) ?? null)) || isNew;
  }
  return isNew;
}

async function readPull(
  { store, reader, settings, clock }: NotesReading,
  key: string,
  pull: PullRef,
  before: StoredRead | null,
): Promise<boolean> {
  const { repository, number } = pull;
  const was = before?.data as PullData | null | undefined;
  const becomesPages = rulesOf(settings.pages, repository).length > 0;
  const filesFor = async (state: PullData['state']): Promise<PullData> =>
    state === 'merged' && becomesPages ? { state, files: await reader.files(repository, number) } : { state };
  if (was?.state === 'merged') {
    if (was.files || !becomesPages) return false;
    await store.save(key, { etag: before?.etag ?? null, data: await filesFor('merged') }, clock());
    return true;
  }
  try {
    const found = await reader.pull(repository, number, was?.state ? (before?.etag ?? null) : null);
    if (found === null) {
      await store.confirm(key, clock());
      return false;
    }
    const isThere = found !== 'unknown';
    const data: PullData = isThere ? await filesFor(found.state) : { state: null };
    await store.save(key, { etag: isThere ? found.etag : null, data }, clock());
    return data.state !== (was?.state ?? null);
  } catch (error) {
    // A repository that the token may not read says nothing about the others.
    if (!(error instanceof SourceFault) || !['access', 'not-found'].includes(error.code)) throw error;
    await store.fail(key, clock(), error.message);
    return false;
  }
}

/** The issue that collects known issues. */
export async function readIssue(
  { store, reader, clock }: NotesReading,
  at: NonNullable<ReleaseNotesRef['knownIssues']>,
): Promise<boolean> {
  const key = keyOf.issue(at);
  const name = `${at.repository}#${at.number}`;
  return await conditionally({ store, clock }, key, async (etag) => {
    const found = await reader.issue(at.repository, at.number, etag);
    if (found === 'unknown')
      throw new SourceFault(
        'not-found',
        `The known issues could not be read: there is no ${name}, or the GitHub token cannot see it`,
      );
    return found && { etag: found.etag, data: { title: found.title, url: found.url, body: found.body } };
  });
}

/** The notes of the release before: what of them is carried over. */
export async function readPrevious(
  { store, files, dependenciesIn, clock }: NotesReading,
  place: NonNullable<ReleaseNotesRef['previous']>,
): Promise<boolean> {
  return await conditionally({ store, clock }, keyOf.file(place), async (etag) => {
    const found = await files.read(place, etag);
    return found && { etag: found.etag, data: { dependencies: dependenciesIn(found.text) } };
  });
}

/** The figures do not depend on it: whatever becomes of it, nothing is new for them. */
async function conditionally(
  { store, clock }: Pick<NotesReading, 'store' | 'clock'>,
  key: string,
  ask: (etag: string | null) => Promise<{ etag: string | null; data: unknown } | null>,
): Promise<false> {
  const before = (await store.reads([key])).get(key) ?? null;
  try {
    const found = await ask(before?.data ? before.etag : null);
    if (found) await store.save(key, found, clock());
    else await store.confirm(key, clock());
    return false;
  } catch (error) {
    await store.fail(key, clock(), error instanceof SourceFault ? error.message : 'it could not be read');
    throw error;
  }
}
