/** Where the notes of a release are kept in a repository. */
import { slug } from '../postmortem/path.js';
import { type Release, version } from '../release.js';

/** What a path may be filled with. */
export const notesPlaceholders = ['version', 'release', 'milestone'] as const;

/**
 * The configured path with `{version}`, `{release}` and `{milestone}` filled in. What is not a letter, a digit or a dot
 * becomes a dash, so that it can lead nowhere else.
 */
export function filledNotesPath(path: string, release: Pick<Release, 'name' | 'issues'>): string {
  const words = {
    version: slug(version(release), true) || 'release',
    release: slug(release.name, true) || 'release',
    milestone: slug(release.issues.milestone, true) || 'release',
  };
  return path.replace(/\{(version|release|milestone)\}/g, (_, word: keyof typeof words) => words[word]);
}
