/** Lends a measurement its folders and processes, and takes everything back, whatever happens. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { within } from './patience.js';

export interface Stage {
  /** A line for whoever waits. */
  say(text: string): void;
  /** Runs at the end; what was lent last is taken back first. */
  defer(giveBack: () => unknown): void;
  /** An empty folder. */
  folder(): Promise<string>;
}

/** How long giving back one thing may take, in ms. */
const patience = 30_000;
const owed: (() => unknown)[] = [];

/** What was lent last is given back first; what cannot be does not keep the others. */
export async function giveBackAll(say: Stage['say']): Promise<void> {
  for (let giveBack = owed.pop(); giveBack; giveBack = owed.pop()) {
    try {
      await within(patience, 'something to be given back', Promise.resolve(giveBack()));
    } catch (error) {
      say(`while cleaning up: ${error}`);
    }
  }
}

/** One at a time. @param ms how long the work may take; then it is given up */
export async function withStage<T>(
  { say, ms }: { say: Stage['say']; ms: number },
  work: (stage: Stage) => Promise<T>,
): Promise<T> {
  const defer = (giveBack: () => unknown) => void owed.push(giveBack);
  let last = 'the beginning';
  const stage: Stage = {
    say(text) {
      last = text;
      say(text);
    },
    defer,
    async folder() {
      const path = await mkdtemp(join(tmpdir(), 'signalman-bench-'));
      defer(() => rm(path, { recursive: true, force: true }));
      return path;
    },
  };
  const begun = performance.now();
  try {
    return await within(ms, 'the whole of it', work(stage));
  } catch (error) {
    const after = ((performance.now() - begun) / 1000).toFixed(0);
    throw new Error(`after ${after} s, at "${last}": ${error instanceof Error ? error.message : error}`, {
      cause: error,
    });
  } finally {
    await giveBackAll(say);
  }
}
