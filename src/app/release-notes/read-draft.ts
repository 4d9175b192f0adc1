/** The draft that people keep by hand where Signalman would write its own: what it lacks is told. */
import type { Release } from '../../domain/release.js';
import type { NotesSettings } from '../../domain/release-notes/settings.js';
import type { FilePlace } from '../ports/checklist.js';
import type { NotesStore } from '../ports/release-notes-reading.js';
import { SourceFault } from '../ports/source-fault.js';
import { keyOf } from './asked.js';
import { placeOf } from './out.js';
import type { NotesReading } from './read.js';

interface DraftData {
  /** null: there is none, or Signalman wrote it. */
  text: string | null;
}

/** What Signalman writes ends with it. */
const isOurs = (text: string): boolean => text.includes('<!-- signalman:generated');

/** Where people would keep it; null: no repository is configured. */
export function draftPlace(settings: NotesSettings, release: Release): FilePlace | null {
  if (settings.repository === null) return null;
  return {
    repository: settings.repository,
    path: placeOf(settings, release).path,
    ref: settings.commitTo,
  };
}

/** @returns null where nobody keeps one by hand, as far as it is known */
export async function handKeptDraft(
  { store, settings }: { store: NotesStore; settings: NotesSettings },
  release: Release,
): Promise<string | null> {
  const place = draftPlace(settings, release);
  if (place === null) return null;
  const key = keyOf.file(place);
  return ((await store.reads([key])).get(key)?.data as DraftData | null | undefined)?.text ?? null;
}

/** @returns whether it says something else now @throws SourceFault, what was known stays */
export async function readDraft({ store, files, clock }: NotesReading, place: FilePlace): Promise<boolean> {
  const key = keyOf.file(place);
  const before = (await store.reads([key])).get(key) ?? null;
  const was = (before?.data as DraftData | null | undefined)?.text ?? null;
  const keep = async (text: string | null, etag: string | null) => {
    await store.save(key, { etag, data: { text } satisfies DraftData }, clock());
    return text !== was;
  };
  try {
    const found = await files.read(place, before?.data ? before.etag : null);
    if (found) return await keep(isOurs(found.text) ? null : found.text, found.etag);
    await store.confirm(key, clock());
    return false;
  } catch (error) {
    // Most have none, and then there is nothing to say.
    if (error instanceof SourceFault && error.code === 'not-found') return await keep(null, null);
    await store.fail(key, clock(), error instanceof SourceFault ? error.message : 'it could not be read');
    throw error;
  }
}
