/** What somebody may mean who names a candidate: a tag, a commit, or one of both. Nothing is asked here. */

export interface Named {
  /** The tag that would be meant; null: it cannot be one. */
  tag: string | null;
  /** The commit that would be meant, in lower case, maybe abbreviated; null: it cannot be one. */
  commit: string | null;
}

export type Reading = { kind: 'head' } | { kind: 'branch'; branch: string } | ({ kind: 'named' } & Named);

const longest = 200;
/** What Git allows in the name of a reference, without what nobody types but to break something. */
const part = /^(?!\.)[^\s\p{Cc}\p{Default_Ignorable_Code_Point}~^:?*[\]\\<>|"`]+$/u;

/** Whether Git could have a reference with this name. */
export function isRefName(name: string): boolean {
  if (name === '' || name === '@' || name.length > longest || name.startsWith('-')) return false;
  if (name.includes('..') || name.includes('@{') || name.endsWith('.')) return false;
  return name.split('/').every((one) => part.test(one) && !one.endsWith('.lock'));
}

/**
 * @param typed a tag or a commit, maybe abbreviated or written as a whole reference; empty: the branch's head
 * @returns null when it can be neither
 */
export function readCandidate(typed: string): Reading | null {
  const text = typed
    .trim()
    .replace(/^`(.*)`$/s, '$1')
    .trim();
  if (text === '') return { kind: 'head' };
  const [, kind, ref = ''] = /^(?:refs\/)?(tags|heads)\/(.+)$/s.exec(text) ?? [];
  if (kind === 'heads') return isRefName(ref) ? { kind: 'branch', branch: ref } : null;
  const name = kind === undefined ? text : ref;
  if (!isRefName(name)) return null;
  if (kind === 'tags') return { kind: 'named', tag: name, commit: null };
  const isHash = /^[0-9a-f]{7,40}$/i.test(name);
  return {
    kind: 'named',
    // Forty digits are always a commit, as in Git itself.
    tag: isHash && name.length === 40 ? null : name,
    commit: isHash ? name.toLowerCase() : null,
  };
}
