/** Reads the documents of enhancements: what changed in each repository once for all releases, one process at a time. */
import type { DocumentSettings } from '../../domain/enhancement/settings.js';
import type { Release } from '../../domain/release.js';
import { day, minute } from '../../domain/time.js';
import { type Holding, whileHolding } from '../holding.js';
import type { Clock } from '../ports/clock.js';
import type {
  DocumentKey,
  DocumentReader,
  DocumentRepositories,
  DocumentSource,
  TreeFile,
} from '../ports/enhancement.js';
import { SourceFault } from '../ports/source-fault.js';
import { type BoardDependencies, basisOf, makeBoard, neededOf } from './board.js';

export interface DocumentReading extends Holding, BoardDependencies {
  settings: DocumentSettings;
  releases: readonly Release[];
  repositories: DocumentRepositories;
  clock: Clock;
  /** Whether the process is about to end. */
  stopped(): boolean;
  pause(ms: number): Promise<unknown>;
}

/** So many files are fetched at a time. */
const atOnce = 4;
/** How long somebody who relies on it waits for a reading, and how often somebody else's is looked at, in ms. */
const longest = minute;
const look = 100;
/** The same for a command line, in ms: a first reading may fetch hundreds of documents. */
const patience = 15 * minute;
/** A text that nobody needs is forgotten after so long, in ms. */
const forgetAfter = 30 * day;

interface Wanted {
  key: DocumentKey;
  releases: Release[];
}

/** Each repository once, with the releases whose enhancements it has. */
export function wantedDocuments(releases: readonly Release[], branch: string | null): Wanted[] {
  const wanted = new Map<string, Wanted>();
  for (const release of releases) {
    const { enhancements, readsDocuments } = release;
    if (!enhancements || !readsDocuments) continue;
    const name = enhancements.repository.toLowerCase();
    const known = wanted.get(name);
    if (known) known.releases.push(release);
    else wanted.set(name, { key: { repository: enhancements.repository, branch }, releases: [release] });
  }
  return [...wanted.values()];
}

/** Reads what is due, and makes the boards whose issues have changed. Never throws for what GitHub does. */
export async function readDocuments(deps: DocumentReading): Promise<void> {
  for (const wanted of wantedDocuments(deps.releases, deps.settings.branch)) {
    if (deps.stopped()) return;
    await readWhere(deps, wanted, (source) => isDue(source, deps.settings.every, deps.clock()));
  }
}

/**
 * Brings what is known of a release's enhancements up to date, for somebody who is about to rely on it.
 * @param since what was asked since then (ms) is good enough
 */
export async function readDocumentsOf(deps: DocumentReading, release: Release, since: number): Promise<void> {
  const all = wantedDocuments(deps.releases, deps.settings.branch);
  const wanted = all.find(({ releases }) => releases.some(({ name }) => name === release.name));
  if (wanted) await bring(deps, wanted, since, longest);
}

/** Reads all of them once, however long that takes, for whoever waits for it. @returns what went wrong, by repository */
export async function readAllDocuments(
  deps: DocumentReading,
): Promise<{ repository: string; problem: string | null }[]> {
  const outcomes = [];
  for (const wanted of wantedDocuments(deps.releases, deps.settings.branch)) {
    await bring(deps, wanted, deps.clock(), patience);
    const { problem } = await deps.store.source(wanted.key);
    outcomes.push({ repository: wanted.key.repository, problem });
  }
  return outcomes;
}

/** @param most ms after which it is not waited for any more */
async function bring(deps: DocumentReading, wanted: Wanted, since: number, most: number): Promise<void> {
  const isOld = ({ triedAt }: DocumentSource) =>
    triedAt === null || triedAt < since || triedAt > deps.clock();
  const end = deps.machine() + most;
  const all = async () => {
    await readWhere(deps, wanted, isOld);
    // Somebody else may be reading it: what that comes to is waited for.
    while (!deps.stopped() && deps.machine() < end && isOld(await deps.store.source(wanted.key))) {
      await deps.pause(look);
      await readWhere(deps, wanted, isOld);
    }
  };
  await Promise.race([all(), deps.pause(most)]);
}

async function readWhere(
  deps: DocumentReading,
  wanted: Wanted,
  isWanted: (source: DocumentSource) => boolean,
): Promise<void> {
  const { store, log } = deps;
  const { repository } = wanted.key;
  try {
    const hasWork = async () => {
      const source = await store.source(wanted.key);
      return isWanted(source) || (source.listing > 0 && (await isOutdated(deps, wanted, source)));
    };
    if (!(await hasWork())) return;
    await whileHolding(deps, `documents ${repository.toLowerCase()}`, async (hold) => {
      // Asked again: whoever held it before may have done it.
      const source = await store.source(wanted.key);
      const asks = isWanted(source);
      if (asks || (await isOutdated(deps, wanted, source))) await read(deps, wanted, source, asks, hold);
    });
  } catch (error) {
    log.error({ err: error, repository }, 'what was read of the enhancements could not be stored');
  }
}

/** Whether another board has to be made: the issues changed, or the list did. */
async function isOutdated(deps: DocumentReading, { key, releases }: Wanted, source: DocumentSource) {
  for (const release of releases) {
    const found = await deps.store.issues(release, false);
    const board = await deps.store.board(release);
    if (found && board?.basis !== basisOf(key, source.listing, release, found)) return true;
  }
  return false;
}

/** After trouble it is tried again sooner. What was tried in the future was tried by a wrong clock. */
function isDue({ triedAt, problem }: DocumentSource, every: number, now: number): boolean {
  if (triedAt === null || triedAt > now) return true;
  return now - triedAt >= (problem === null ? every : Math.min(every, minute));
}

/** @param asks whether GitHub is asked for changes; otherwise only for what the issues need beside what is known */
async function read(
  deps: DocumentReading,
  { key, releases }: Wanted,
  source: DocumentSource,
  asks: boolean,
  hold: () => Promise<boolean>,
): Promise<void> {
  const { store, repositories, clock, log } = deps;
  const reader = repositories.open(key.repository);
  let problem: string | null = null;
  const attempt = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      problem ??= wordsFor(error, key.repository);
      if (!deps.stopped())
        log.warn(
          { repository: key.repository, err: error },
          'the documents of enhancements could not be read',
        );
    }
  };
  if (asks)
    await attempt(async () => {
      const tree = await reader.tree(key.branch, source.listing === 0 ? null : source.etag);
      if (tree && (await hold())) await store.list(key, tree, clock());
    });
  const { listing } = await store.source(key);
  if (listing > 0) {
    const files = await store.files(key);
    const needed = await neededOf(deps, releases, files);
    await attempt(() => fetchAll(deps, key, reader, needed, asks, hold));
    // Whoever is stopped, or has lost its turn, has not failed.
    if (deps.stopped() || !(await hold())) return;
    for (const release of releases) await makeBoard(deps, { key, listing, files }, release, asks);
  }
  if (deps.stopped() || !(await hold())) return;
  const now = clock();
  if (problem !== null) await store.fail(key, now, problem);
  else if (asks) {
    await store.confirm(key, now);
    await store.forget(now - forgetAfter);
  }
  log.debug({ repository: key.repository, ...reader.spent() }, 'the documents of enhancements were read');
}

function wordsFor(error: unknown, repository: string): string {
  return error instanceof SourceFault
    ? error.message
    : `The documents of ${repository} could not be read, for a reason of our own`;
}

/** Each text is kept as soon as it is there: whoever is stopped has not asked in vain. */
async function fetchAll(
  deps: DocumentReading,
  { repository }: DocumentKey,
  reader: DocumentReader,
  needed: readonly TreeFile[],
  again: boolean,
  hold: () => Promise<boolean>,
): Promise<void> {
  const { store, clock } = deps;
  const bySha = new Map(needed.map((file) => [file.sha, file]));
  const left = await store.missing(repository, [...bySha.keys()], again, clock());
  const failed: unknown[] = [];
  const work = async () => {
    for (let sha = left.shift(); sha !== undefined && failed.length === 0; sha = left.shift()) {
      const file = bySha.get(sha);
      if (!file || deps.stopped() || !(await hold())) return;
      try {
        await store.keep(repository, sha, await reader.text(file), clock());
      } catch (error) {
        failed.push(error);
      }
    }
  };
  // What is under way ends first: nothing goes on behind the back of whoever asked.
  await Promise.all(Array.from({ length: Math.min(atOnce, left.length) }, work));
  if (failed.length > 0) throw failed[0];
}
