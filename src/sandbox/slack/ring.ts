// A log that keeps the newest entries only, so that a long run does not grow without end.

export interface Ring<T> {
  push(entry: T): void;
  /** Oldest first. */
  list(): T[];
  clear(): void;
}

export function createRing<T>(size: number): Ring<T> {
  let entries: T[] = [];
  return {
    push(entry) {
      entries.push(entry);
      if (entries.length > size * 2) entries = entries.slice(-size);
    },
    list: () => entries.slice(-size),
    clear() {
      entries = [];
    },
  };
}
