/** Reads what release notes need of GitHub beside the issues, when it is due, and keeps the boards: one process at a time. */
import type { Release } from '../../domain/release.js';
import type { ReleaseNotesRef } from '../../domain/release-notes/settings.js';
import { day, minute } from '../../domain/time.js';
import { type Holding, whileHolding } from '../holding.js';
import type { TextFiles } from '../ports/checklist.js';
import type { Clock } from '../ports/clock.js';
import type { NotesReader, StoredRead } from '../ports/release-notes-reading.js';
import { SourceFault } from '../ports/source-fault.js';
import { type Asked, keyOf, type ReadingData } from './asked.js';
import { makeNotesBoard, notesBasis } from './board.js';
import { type GatherDependencies, rangeOf, refOf } from './gather.js';
import { draftPlace, readDraft } from './read-draft.js';
import { readDocs, readIssue, readParents, readPrevious } from './read-parts.js';
import { readRangeOnce } from './read-range.js';

export interface NotesReading extends Holding, GatherDependencies {
  releases: readonly Release[];
  reader: NotesReader;
  files: TextFiles;
  /** What is carried over of the notes of the release before; null: nothing. */
  dependenciesIn(markdown: string): string | null;
  clock: Clock;
  /** Whether the process is about to end. */
  stopped(): boolean;
}

/** How long somebody who relies on it waits, and how often somebody else's reading is looked at, in ms. */
const longest = minute;
const look = 100;
/** The same for a command line, in ms. */
const patience = 15 * minute;
/** What nobody asked for is forgotten after so long, in ms. */
const forgetAfter = 30 * day;

/** Those that have notes. */
const ours = ({ releases, settings }: NotesReading): Release[] =>
  releases.filter(({ name }) => Object.hasOwn(settings.releases, name));

/** Reads what is due. Never throws for what GitHub does. @returns whether anything was done */
export async function readNotes(deps: NotesReading): Promise<boolean> {
  let did = false;
  for (const release of ours(deps)) {
    if (deps.stopped()) break;
    did = (await readOne(deps, release, (read) => isDue(read, deps.settings.every, deps.clock()))) || did;
  }
  return did;
}

/**
 * Brings what is known of a release's notes up to date, for somebody who is about to rely on it.
 * @param since what was read since then (ms) is good enough
 */
export async function readNotesOf(deps: NotesReading, release: Release, since: number): Promise<void> {
  if (!ours(deps).some(({ name }) => name === release.name)) return;
  await bring(deps, release, since, longest);
}

/**
 * Reads it once, however long that takes, for whoever waits for it.
 * @param range what is read too, beside what is configured
 * @returns why it could not be read; null: it was
 * @throws UserFault `no-notes`
 */
export async function readNotesNow(
  deps: NotesReading,
  release: Release,
  range?: ReleaseNotesRef['range'],
): Promise<string | null> {
  const ref = refOf(deps.settings, release, range);
  await bring(deps, release, deps.clock(), patience);
  const problem = (await readingOf(deps, release))?.problem ?? null;
  if (!range) return problem;
  const asked: Asked = { repository: release.issues.repository, range: rangeOf(ref, release) };
  const always = async () => true;
  try {
    await readRangeOnce(deps, asked, always);
    await readParents(deps, release, asked, always);
    return problem;
  } catch (error) {
    return wordsFor(error);
  }
}

async function bring(deps: NotesReading, release: Release, since: number, most: number): Promise<void> {
  const isOld = (read: StoredRead | null) =>
    read === null || read.triedAt < since || read.triedAt > deps.clock();
  const end = deps.machine() + most;
  const all = async () => {
    await readOne(deps, release, isOld);
    // Somebody else may be reading it: what that comes to is waited for.
    while (!deps.stopped() && deps.machine() < end && isOld(await readingOf(deps, release))) {
      await deps.pause(look);
      await readOne(deps, release, isOld);
    }
  };
  await Promise.race([all(), deps.pause(most)]);
}

async function readingOf({ store }: NotesReading, { name }: Release): Promise<StoredRead | null> {
  return (await store.reads([keyOf.release(name)])).get(keyOf.release(name)) ?? null;
}

/** After trouble it is tried again sooner. What was tried in the future was tried by a wrong clock. */
function isDue(read: StoredRead | null, every: number, now: number): boolean {
  if (read === null || read.triedAt > now) return true;
  return now - read.triedAt >= (read.problem === null ? every : Math.min(every, minute));
}

async function readOne(
  deps: NotesReading,
  release: Release,
  isWanted: (read: StoredRead | null) => boolean,
): Promise<boolean> {
  const { store, log, clock } = deps;
  const isOutdated = async () => (await store.basis(release.name)) !== (await notesBasis(deps, release));
  try {
    const hasWork = async () => isWanted(await readingOf(deps, release)) || (await isOutdated());
    if (!(await hasWork())) return false;
    const did = await whileHolding(deps, `release notes ${release.name}`, async (hold) => {
      // Asked again: whoever held it before may have done it.
      const before = await readingOf(deps, release);
      const asks = isWanted(before);
      if (asks) await readAll(deps, release, before, hold);
      if (deps.stopped() || !(await hold())) return asks;
      return (await makeNotesBoard(deps, release, clock())) || asks;
    });
    return did ?? false;
  } catch (error) {
    log.error({ err: error, release: release.name }, 'the release notes could not be gathered');
    return false;
  }
}

/** What GitHub says beside the issues. Trouble with one part holds up no other. */
async function readAll(
  deps: NotesReading,
  release: Release,
  before: StoredRead | null,
  hold: () => Promise<boolean>,
): Promise<void> {
  const { store, settings, clock, log } = deps;
  const ref = refOf(settings, release);
  const asked: Asked = { repository: release.issues.repository, range: rangeOf(ref, release) };
  const found = { problem: null as string | null, isNew: false };
  const attempt = async (work: () => Promise<boolean>, decides = true) => {
    if (deps.stopped() || !(await hold())) return;
    try {
      found.isNew = (await work()) || found.isNew;
    } catch (error) {
      if (decides) found.problem ??= wordsFor(error);
      if (!deps.stopped())
        log.warn({ release: release.name, err: error }, 'what release notes need could not be read');
    }
  };
  await attempt(() => readRangeOnce(deps, asked, hold));
  await attempt(() => readParents(deps, release, asked, hold));
  await attempt(() => readDocs(deps, release, hold));
  // What is told of these stands with them: the figures do not depend on it.
  const { knownIssues, previous } = ref;
  if (knownIssues) await attempt(() => readIssue(deps, knownIssues), false);
  if (previous) await attempt(() => readPrevious(deps, previous), false);
  const place = draftPlace(settings, release);
  if (place) await attempt(() => readDraft(deps, place), false);
  // Whoever is stopped, or has lost its turn, has not failed.
  if (deps.stopped() || !(await hold())) return;
  const key = keyOf.release(release.name);
  const now = clock();
  const was = (before?.data as ReadingData | null | undefined) ?? null;
  if (found.problem !== null) await store.fail(key, now, found.problem);
  else {
    const data: ReadingData = found.isNew || was === null ? { changedAt: now } : was;
    await store.save(key, { etag: null, data }, now);
    await store.forget(now - forgetAfter);
  }
}

const wordsFor = (error: unknown): string =>
  error instanceof SourceFault
    ? error.message
    : 'What the release notes need could not be read, for a reason of our own';
