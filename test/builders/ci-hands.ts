/** What people do with jobs, straight into the record. */
import { saidStore } from '../../src/storage/ci-said.js';
import type { RunningBot } from './bot.js';

/** Somebody tried it by hand, and it passed. */
export async function manualTestBy(
  bot: Pick<RunningBot, 'database'>,
  given: { release: string; job: string; by: string; commit: string; at: number },
): Promise<void> {
  const { by, ...rest } = given;
  await saidStore(bot.database).addManual({
    ...rest,
    ...{ authorId: by, authorName: by, what: 'kubeadm init and join on three nodes', result: 'pass' },
    request: `${given.job} ${given.commit}`,
  });
}
