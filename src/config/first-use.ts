/** Tells a configuration that was not begun yet, or names no release, from one that is wrong. */
import { parseDocument } from 'yaml';
import type { FirstUse } from '../domain/first-use.js';
import { loadSettings } from './load.js';
import { ConfigFault } from './problem.js';
import type { Settings } from './settings.js';

/**
 * @param text the content of the file; null: there is none
 * @param file its path, for the messages
 * @returns the settings, or what is missing where nothing but a release is
 * @throws ConfigFault that lists every problem, where anything else is wrong
 */
export function settingsOrFirstUse(text: string | null, file: string): Settings | FirstUse {
  if (text === null) return { file, hasFile: false, hasLead: false };
  try {
    return loadSettings(text, file);
  } catch (error) {
    if (!(error instanceof ConfigFault) || !onlyLacksRelease(error, text)) throw error;
    return { file, hasFile: true, hasLead: hasLead(contentOf(text)) };
  }
}

export const isFirstUse = (found: Settings | FirstUse): found is FirstUse => 'hasFile' in found;

function onlyLacksRelease({ problems }: ConfigFault, text: string): boolean {
  const content = contentOf(text);
  if (content === null) return true;
  if (typeof content !== 'object' || Array.isArray(content)) return false;
  const { releases = null } = content as { releases?: unknown };
  const names = releases === null ? [] : typeof releases === 'object' ? Object.keys(releases) : null;
  return names?.length === 0 && problems.every(({ path }) => path.length === 1 && path[0] === 'releases');
}

/** null: it is empty, or has comments only. What cannot be read is a problem that has been found already. */
function contentOf(text: string): unknown {
  const document = parseDocument(text, { stringKeys: true });
  return document.errors.length > 0 ? undefined : document.toJS({ maxAliasCount: 100 });
}

function hasLead(content: unknown): boolean {
  const { roles } = (content ?? {}) as { roles?: { 'release-lead'?: unknown[] } | null };
  return (roles?.['release-lead']?.length ?? 0) > 0;
}
