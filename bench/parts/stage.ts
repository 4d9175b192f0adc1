/** Lends a measurement its folders and processes, and takes everything back, whatever happens. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Stage {
  /** A line for whoever waits. */
  say(text: string): void;
  /** Runs at the end; what was lent last is taken back first. */
  defer(giveBack: () => unknown): void;
  /** An empty folder. */
  folder(): Promise<string>;
}

export async function withStage<T>(say: Stage['say'], work: (stage: Stage) => Promise<T>): Promise<T> {
  const owed: (() => unknown)[] = [];
  const defer = (giveBack: () => unknown) => void owed.push(giveBack);
  try {
    return await work({
      say,
      defer,
      async folder() {
        const path = await mkdtemp(join(tmpdir(), 'signalman-bench-'));
        defer(() => rm(path, { recursive: true, force: true }));
        return path;
      },
    });
  } finally {
    for (const giveBack of owed.reverse()) await giveBack();
  }
}
