/** Which elements of two lists are the same ones, in order: what is between them was changed. */

/** Elements that differ more than this are compared by those alone that stand once in each. */
const mostCompared = 250_000;

/**
 * Pairs of places, both rising. Takes the time of sorting: where lists differ much, what stands more than once in them may
 * be left unmatched.
 */
export function matching(one: readonly string[], other: readonly string[]): [number, number][] {
  const pairs: [number, number][] = [];
  within(one, 0, one.length, other, 0, other.length, pairs);
  return pairs;
}

function within(
  one: readonly string[],
  oneFrom: number,
  oneTo: number,
  other: readonly string[],
  otherFrom: number,
  otherTo: number,
  pairs: [number, number][],
): void {
  let [from, start, to, end] = [oneFrom, otherFrom, oneTo, otherTo];
  while (from < to && start < end && one[from] === other[start]) pairs.push([from++, start++]);
  const tail: [number, number][] = [];
  while (from < to && start < end && one[to - 1] === other[end - 1]) tail.push([--to, --end]);
  if (from < to && start < end) {
    const anchors = anchorsIn(one, from, to, other, start, end);
    if (anchors.length > 0) {
      let [at, beside] = [from, start];
      for (const [a, b] of anchors) {
        within(one, at, a, other, beside, b, pairs);
        pairs.push([a, b]);
        [at, beside] = [a + 1, b + 1];
      }
      within(one, at, to, other, beside, end, pairs);
    } else if ((to - from) * (end - start) <= mostCompared)
      pairs.push(...longestCommon(one, from, to, other, start, end));
  }
  pairs.push(...tail.reverse());
}

/** What stands once in each, as far as it is in the same order. */
function anchorsIn(
  one: readonly string[],
  from: number,
  to: number,
  other: readonly string[],
  start: number,
  end: number,
): [number, number][] {
  const places = new Map<string, number>();
  for (let at = start; at < end; at++) {
    const element = other[at] ?? '';
    places.set(element, places.has(element) ? -1 : at);
  }
  const seen = new Map<string, number>();
  for (let at = from; at < to; at++) {
    const element = one[at] ?? '';
    seen.set(element, seen.has(element) ? -1 : at);
  }
  const both = [...seen]
    .map(([element, at]): [number, number] => [at, places.get(element) ?? -1])
    .filter(([a, b]) => a >= 0 && b >= 0);
  return rising(both);
}

/** The longest list of pairs whose second places rise too. */
function rising(pairs: readonly [number, number][]): [number, number][] {
  const ends: number[] = [];
  const before: number[] = [];
  for (const [index, [, place]] of pairs.entries()) {
    let [low, high] = [0, ends.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((pairs[ends[middle] ?? 0]?.[1] ?? 0) < place) low = middle + 1;
      else high = middle;
    }
    before[index] = low === 0 ? -1 : (ends[low - 1] ?? -1);
    ends[low] = index;
  }
  const found: [number, number][] = [];
  for (let at = ends.at(-1) ?? -1; at >= 0; at = before[at] ?? -1) {
    const pair = pairs[at];
    if (pair) found.push(pair);
  }
  return found.reverse();
}

function longestCommon(
  one: readonly string[],
  from: number,
  to: number,
  other: readonly string[],
  start: number,
  end: number,
): [number, number][] {
  const width = end - start + 1;
  const lengths = new Uint32Array((to - from + 1) * width);
  const lengthAt = (a: number, b: number) => lengths[(a - from) * width + (b - start)] ?? 0;
  for (let a = to - 1; a >= from; a--)
    for (let b = end - 1; b >= start; b--)
      lengths[(a - from) * width + (b - start)] =
        one[a] === other[b] ? lengthAt(a + 1, b + 1) + 1 : Math.max(lengthAt(a + 1, b), lengthAt(a, b + 1));
  const pairs: [number, number][] = [];
  for (let [a, b] = [from, start]; a < to && b < end; )
    if (one[a] === other[b]) pairs.push([a++, b++]);
    else if (lengthAt(a + 1, b) >= lengthAt(a, b + 1)) a++;
    else b++;
  return pairs;
}
