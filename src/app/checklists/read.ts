/** Reads the files of checklists, each when it is due, and keeps what was known where one cannot be read. */
import type { Box } from '../../domain/checklist/checklist.js';
import type { Release } from '../../domain/release.js';
import { minute } from '../../domain/time.js';
import type { ChecklistStore, FilePlace, TextFiles } from '../ports/checklist.js';
import type { Clock } from '../ports/clock.js';
import type { Log } from '../ports/log.js';
import { SourceFault } from '../ports/source-fault.js';

/** So often a file is asked for, in ms. */
const every = 10 * minute;

export interface ReadDependencies {
  releases: readonly Release[];
  store: Pick<ChecklistStore, 'file' | 'saveFile' | 'failFile'>;
  files: TextFiles;
  /** The boxes of a Markdown file. */
  readBoxes(markdown: string): Box[];
  clock: Clock;
  log: Pick<Log, 'info' | 'warn'>;
  stopped(): boolean;
}

/** Each file once, however many releases have it. */
export function filesOf(releases: readonly Release[]): FilePlace[] {
  const all = releases.flatMap(({ checklists }) =>
    checklists.flatMap(({ from }) => ('items' in from ? [] : [from])),
  );
  const byName = new Map(
    all.map((place) => [JSON.stringify([place.repository.toLowerCase(), place.path, place.ref]), place]),
  );
  return [...byName.values()];
}

export async function readChecklists(deps: ReadDependencies): Promise<void> {
  for (const place of filesOf(deps.releases)) {
    if (deps.stopped()) return;
    const known = await deps.store.file(place);
    if (known && deps.clock() - known.triedAt < every && deps.clock() >= known.triedAt) continue;
    await readFile(deps, place, known?.etag ?? null);
  }
}

async function readFile(
  { store, files, readBoxes, clock, log }: ReadDependencies,
  place: FilePlace,
  etag: string | null,
): Promise<void> {
  try {
    const read = await files.read(place, etag);
    // With its boxes: what could not be understood is asked for again in full.
    await store.saveFile(place, clock(), read && { etag: read.etag, boxes: readBoxes(read.text) });
  } catch (error) {
    const isKnown = error instanceof SourceFault;
    if (!isKnown) log.warn({ err: error, ...place }, 'a checklist could not be read');
    const passes = isKnown && ['unreachable', 'rate-limited'].includes(error.code);
    const why = isKnown ? error.message : 'its file could not be understood';
    await store.failFile(place, clock(), why, passes);
  }
}
