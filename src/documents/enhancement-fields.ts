/** What stands in the fields of an enhancement's issue: groups, milestones and links, as people write them. */

/** Text of a template that asks for a value and is none. */
export function isTemplateText(line: string): boolean {
  const bare = line.replace(/[*_`~]/g, '').trim();
  return (
    /^\(?(?:x\.y|link|\.\.\.|…|<[^>]*>)\)?$/i.test(bare) ||
    /^\(can be used as a release note\):?$/i.test(bare)
  );
}

/**
 * Slugs of groups: `sig-node`, `SIG Node`, `@kubernetes/sig-node-bugs`, `sig/api-machinery`, links to them.
 * "and", "with" and words in brackets are no groups.
 */
export function slugsIn(text: string): string[] {
  const plain = text
    .slice(0, 1_000)
    .replace(/\[([^[\]]*)\]\([^()]*\)/g, '$1')
    .replace(/https?:\/\/\S*?\/(sig-[a-z-]+)\S*/gi, ' $1 ')
    .replace(/https?:\/\/\S+/g, ' ')
    .replace(/[*_`~]/g, '')
    .replace(/@[\w.-]+\/(?=sig-)/gi, ' ')
    .replace(/\([^()]*\)/g, ' ');
  const slugs = plain.split(/[,;&|+\n]|\s\/\s|\band\b|\bwith\b|(?=\bsig[-/ :])|(?=@)/i).map((part) =>
    part
      .toLowerCase()
      .replace(/@?[\w.-]+\/(?=sig-)/, '')
      .replace(/^\W*sigs?\b[\s:/-]*/, '')
      .replace(/-(?:feature-requests|misc|bugs|pr-reviews|proposals|api-reviews|test-failures|leads)\b/, '')
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, ''),
  );
  return slugs.filter(
    (slug) => /^[a-z][a-z0-9-]{1,39}$/.test(slug) && !/^(?:tbd|todo|none|na|n-a|unknown)$/.test(slug),
  );
}

/** The milestone that a target names: what is struck out or was before is none. */
export function milestoneIn(text: string): string | null {
  const now = text
    .slice(0, 500)
    .replace(/~~[^~]*~~|<(s|del)>[^<]*<\/\1>/gi, ' ')
    .replace(/\((?:was|originally|previously|slipped from|moved from)[^()]*\)/gi, ' ')
    .replace(/https?:\/\/\S+/g, ' ');
  const all = now.match(/(?<![\w.])v?\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?![\w.]*\d)/gi) ?? [];
  const moved = /→|->|=>|\bmoved to\b|\bslipped to\b|\bnow\b/i.test(now);
  return (moved ? all.at(-1) : all[0]) ?? null;
}

/** Addresses in a text, and shorthands of pull requests such as `k/website#12`, once each and in order. */
export function linksIn(text: string, web: string): string[] {
  const found: string[] = [];
  const either =
    /(https?:\/\/[^\s<>"`|\\^{}]+)|(?<![\w./#-])([a-z\d][\w-]{0,38}\/[\w.-]{1,100})#([1-9]\d{0,8})(?!\w)/gi;
  for (const [, address, repository = '', number] of text.slice(0, 8_000).matchAll(either)) {
    const url =
      address === undefined
        ? `${web}/${repository.replace(/^k\//i, 'kubernetes/')}/pull/${number}`
        : withoutEnd(address);
    if (url !== null && !found.includes(url)) found.push(url);
  }
  return found;
}

/** Without the punctuation around it; a closing bracket stays if it was opened in it. */
function withoutEnd(address: string): string | null {
  let url = address.slice(0, 2_000);
  for (;;) {
    const end = url.at(-1) ?? '';
    const opening = { ')': '(', ']': '[' }[end];
    if (opening !== undefined && url.split(opening).length >= url.split(end).length) break;
    // `[title](address)` ends with the bracket of the link, and so does `([title](address))`.
    if (!/[.,;:!?'*_~)\]]/.test(end)) break;
    url = url.slice(0, -1);
  }
  // A link in Markdown whose text is an address, too: `[https://a](https://b)`.
  const [own = ''] = url.split('](');
  return /^https?:\/\/[^/\s]+\.?[^/\s]*\/?/.test(own) && own.length > 10 ? own : null;
}
