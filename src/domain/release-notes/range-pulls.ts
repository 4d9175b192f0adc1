/** Which pull requests a range of commits brought in, as far as its commits tell. */

export interface RangeCommit {
  sha: string;
  parents: string[];
  message: string;
  /** ms, UTC; null: not said. */
  at: number | null;
}

/** A pull request as its commit names it. */
export interface NamedPull {
  number: number;
  /** null: the commit does not say it. */
  title: string | null;
  /** Its description, where the commit carries it; null: it does not. */
  body: string | null;
  /** Of the commit (ms, UTC); null: not said. */
  at: number | null;
}

/**
 * In the order of the commits, each once. Only what went into the branch itself counts: a commit that a merge brought
 * along may name the pull request that it was picked from, and that was merged elsewhere.
 * @param commits the oldest first, as GitHub lists them
 */
export function pullsOfCommits(commits: readonly RangeCommit[]): NamedPull[] {
  const found = new Map<number, NamedPull>();
  for (const commit of firstParents(commits)) {
    const pull = pullOf(commit);
    if (pull && !found.has(pull.number)) found.set(pull.number, pull);
  }
  return [...found.values()];
}

/** The branch's own commits, from its newest back. All of them where they do not hang together. */
function firstParents(commits: readonly RangeCommit[]): RangeCommit[] {
  const bySha = new Map(commits.map((commit) => [commit.sha, commit]));
  const own = new Set<RangeCommit>();
  let next = commits.at(-1);
  while (next && !own.has(next)) {
    own.add(next);
    next = bySha.get(next.parents[0] ?? '');
  }
  const isWhole = commits.every(({ parents }) => parents.length > 0);
  return isWhole ? commits.filter((commit) => own.has(commit)) : [...commits];
}

const merge = /^Merge pull request #([1-9]\d{0,8}) from /;
const squash = /\(#([1-9]\d{0,8})\)\s*$/;
/** Robots wrote whole descriptions into their merges; whatever asks for a note was meant for one, too. */
const carries = /^Automatic merge from submit-queue|^\s{0,3}(?:`{3,}|~{3,})[^\n`]*release-note/im;

function pullOf({ message, at }: RangeCommit): NamedPull | null {
  const [first = '', ...rest] = message.replace(/\r\n?/g, '\n').split('\n');
  const merged = merge.exec(first);
  if (merged) {
    const lines = rest.filter((line) => line.trim() !== '' && !/^Automatic merge from /.test(line));
    return {
      number: Number(merged[1]),
      title: lines[0]?.trim() ?? null,
      body: carries.test(message) ? rest.join('\n') : null,
      at,
    };
  }
  const squashed = squash.exec(first);
  if (!squashed) return null;
  return {
    number: Number(squashed[1]),
    title: first.slice(0, squashed.index).trim() || null,
    body: carries.test(message) ? rest.join('\n') : null,
    at,
  };
}
