/** Where a post-mortem is kept in a repository. */
import type { Incident } from '../incident/incident.js';
import { isoDay } from '../time.js';

/** What a path may be filled with. */
export const placeholders = ['id', 'date', 'release', 'title'] as const;

/**
 * The configured path with `{id}`, `{date}`, `{release}` and `{title}` filled in. What people typed becomes letters, digits and
 * dashes, so that it can lead nowhere else.
 * @param zone IANA, for the day
 */
export function filledPath(path: string, { id, facts, declaredAt }: Incident, zone: string): string {
  const words = {
    id: `${id}`,
    date: isoDay(declaredAt, zone),
    release: slug(facts.release, true) || 'release',
    title: slug(facts.title, false) || `incident-${id}`,
  };
  return path.replace(/\{(id|date|release|title)\}/g, (_, word: keyof typeof words) => words[word]);
}

const longestSlug = 60;

/** Letters, digits and dashes only. @param dots whether single dots stay */
export function slug(text: string, dots: boolean): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(dots ? /[^a-z0-9.]+/g : /[^a-z0-9]+/g, '-')
    .replace(/\.{2,}/g, '.')
    .slice(0, longestSlug)
    .replace(/^[-.]+|[-.]+$/g, '');
}
