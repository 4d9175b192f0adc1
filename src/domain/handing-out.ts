/** Looks things up in a long list by what they are called, without going through it each time. */

/**
 * Gives out what is called so, each once, those that stand first in the list first.
 * @param namesOf a thing may be asked for by several names
 * @returns what is called by one of the names and was not given out yet; undefined: there is nothing
 */
export function handsOut<T>(
  list: readonly T[],
  namesOf: (one: T) => readonly string[],
): (...names: string[]) => T | undefined {
  const queues = new Map<string, { places: number[]; next: number }>();
  for (const [at, one] of list.entries())
    for (const name of namesOf(one)) {
      const queue = queues.get(name);
      if (queue) queue.places.push(at);
      else queues.set(name, { places: [at], next: 0 });
    }
  const gone = new Set<number>();
  return (...names) => {
    let first: number | undefined;
    for (const name of names) {
      const queue = queues.get(name);
      while (queue && gone.has(queue.places[queue.next] ?? -1)) queue.next++;
      const place = queue?.places[queue.next];
      if (place !== undefined && (first === undefined || place < first)) first = place;
    }
    if (first === undefined) return undefined;
    gone.add(first);
    return list[first];
  };
}

/** The first place of each name. @param counts whether the thing at that place is looked at; all are, unless given */
export function firstPlaces<T>(
  list: readonly T[],
  nameOf: (one: T) => string,
  counts: (at: number) => boolean = () => true,
): Map<string, number> {
  const places = new Map<string, number>();
  for (const [at, one] of list.entries())
    if (counts(at) && !places.has(nameOf(one))) places.set(nameOf(one), at);
  return places;
}
