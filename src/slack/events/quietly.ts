/** How events are handled: nobody waits for an answer to them. */
import type { SlackDependencies } from '../dependencies.js';

/** Never throws: what goes wrong is in the log. */
export async function quietly(
  { log }: Pick<SlackDependencies, 'log'>,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    log.error({ err: error }, 'an event could not be handled');
  }
}
