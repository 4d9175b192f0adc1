/** What an edit of a message changes of what was kept of it: only the lines that are others now. */

export interface Line {
  /** `note`, `decision`, `attention`, `topic`, `action`. */
  kind: string;
  text: string;
  /** Of an action item, as they were said. */
  owner?: string | null;
  due?: string;
}

interface Reworded<E, P> {
  changed: { entry: E; part: P }[];
  /** In the order in which they may be taken out: a topic after what was said about it. */
  gone: E[];
  fresh: P[];
}

/**
 * @param entries what was kept of it, maybe changed in a form since
 * @param before what the message said, @param after what it says now
 */
export function rewordedIn<E extends Line, P extends Line>(
  entries: readonly E[],
  before: readonly Line[],
  after: readonly P[],
): Reworded<E, P> {
  const free = [...entries];
  const kept = new Map<Line, E>();
  for (const isOne of [isSame, isAlike])
    for (const line of before)
      if (!kept.has(line)) {
        const entry = taken(free, (one) => isOne(one, line));
        if (entry) kept.set(line, entry);
      }
  // What stands there as before stays as it is, even if somebody has taken it out meanwhile.
  const old = [...before];
  const others = after.filter((part) => !taken(old, (line) => isSaid(line, part)));
  const lost = old.flatMap((line) => kept.get(line) ?? []);
  const changed: Reworded<E, P>['changed'] = [];
  const fresh = others.filter((part) => {
    const entry = taken(lost, (one) => isAlike(one, part));
    if (entry) changed.push({ entry, part });
    return !entry;
  });
  const isTopic = ({ kind }: E) => Number(kind === 'topic');
  return { changed, gone: lost.sort((one, other) => isTopic(one) - isTopic(other)), fresh };
}

/** Takes the first such out of them. */
function taken<T>(some: T[], is: (one: T) => boolean): T | undefined {
  const at = some.findIndex(is);
  return at < 0 ? undefined : some.splice(at, 1)[0];
}

const sameWords = (text: string) => text.replace(/\s+/g, ' ').trim();
const isSame = (one: Line, other: Line) =>
  one.kind === other.kind && sameWords(one.text) === sameWords(other.text);

const isSaid = (one: Line, other: Line) =>
  isSame(one, other) && one.owner === other.owner && one.due === other.due;

/** A note may become a decision; a topic or an action item is something else. */
const typeOf = ({ kind }: Line) => (kind === 'topic' || kind === 'action' ? kind : 'point');
const isAlike = (one: Line, other: Line) => typeOf(one) === typeOf(other);
