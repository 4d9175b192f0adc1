/** Addresses: where a tab and a run are looked at, and how names are written into a path. */
import { wellFormed } from './text.js';

/** @returns null where no address can name this tab */
export function tabLink(base: string | null, dashboard: string, tab: string): string | null {
  return base === null || !isStep(dashboard) ? null : `${base}/${encoded(dashboard)}#${encoded(tab)}`;
}

/** A name as a step of a path, a value of a query, or what follows the `#`. */
export function encoded(name: string): string {
  return encodeURIComponent(wellFormed(name));
}

/** `.` and `..` cannot be a step of a path, not even encoded: they would lead somewhere else. */
export function isStep(name: string): boolean {
  return name !== '' && name !== '.' && name !== '..';
}

/**
 * Fills in a template such as `https://prow.k8s.io/view/gs/<gcs_prefix>/<changelist>`.
 * @returns null when it is no web address, does not tell runs apart, or asks for what is not known
 */
export function runLink(template: unknown, values: ReadonlyMap<string, string>): string | null {
  const text = typeof template === 'string' ? template : (template as { url?: unknown } | null)?.url;
  if (typeof text !== 'string' || !/<(changelist|build|column_id)>/.test(text)) return null;
  const filled = text.replace(/<([\w-]+)>/g, (whole, name: string) => {
    const value = values.get(name.replaceAll('-', '_'));
    return value ? value.split('/').map(encoded).join('/') : whole;
  });
  return /^https?:\/\/[^\s<>"]+$/.test(filled) && URL.canParse(filled) && filled.length <= 2000
    ? filled
    : null;
}
