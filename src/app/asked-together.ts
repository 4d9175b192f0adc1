/** A question that many ask at the same moment is worked out once. */

/**
 * Whoever asks while others wait shares their answer. Nobody gets one that was begun before he asked: what he has just
 * changed himself is in it.
 * @param work must not depend on who asks, and nobody may change what comes of it
 */
export function askedTogether<K, T>(work: (key: K) => Promise<T>): (key: K) => Promise<T> {
  const begun = new Map<K, Promise<unknown>>();
  const waiting = new Map<K, Promise<T>>();

  async function answer(key: K): Promise<T> {
    // Also where there is none before: who asks in the same breath is not too late.
    await Promise.resolve(begun.get(key)).catch(() => {});
    waiting.delete(key);
    const mine = work(key);
    begun.set(key, mine);
    try {
      return await mine;
    } finally {
      if (begun.get(key) === mine) begun.delete(key);
    }
  }

  return (key) => {
    const known = waiting.get(key) ?? answer(key);
    if (!waiting.has(key)) waiting.set(key, known);
    return known;
  };
}
