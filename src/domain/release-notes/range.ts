/** A range of commits as people write it: `v1.6.0..release-1.7`. */

/** Git allows neither of these in the name of a ref, nor two dots. */
const ref = /^(?![-/.])[^\s~^:?*[\\\p{Cc}]{1,200}(?<![/.])$/u;

/** @returns null when it is none. `to` null: the branch of the release */
export function readRange(text: string): { from: string; to: string | null } | null {
  const [from = '', to = '', ...rest] = text.trim().split(/\.{2,3}/);
  if (rest.length > 0 || !/\.\./.test(text) || !ref.test(from) || (to !== '' && !ref.test(to))) return null;
  return { from, to: to === '' ? null : to };
}
