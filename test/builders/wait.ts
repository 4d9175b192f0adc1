/** Waits for a condition instead of a while: a test is as fast as what it waits for. */

/** @throws Error that says what was waited for, after 20 s */
export async function waitFor(
  condition: () => boolean,
  what: () => string = () => condition.toString(),
): Promise<void> {
  for (const end = Date.now() + 20_000; !condition(); ) {
    if (Date.now() > end) throw new Error(`waited in vain for ${what()}`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
