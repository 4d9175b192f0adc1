/** The couriers of a chaos run: killed, put to sleep and started again. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../seed/random.js';
import type { WorkerOptions } from './worker.js';

export interface Crew {
  kills: number;
  sleeps: number;
  /** Of those that ended and were not killed. */
  violations: string[];
  /** One of them is killed and started again, or sleeps for a while. */
  harm(): Promise<void>;
  /** Takes care that all of them work. */
  heal(): Promise<void>;
  end(): Promise<void>;
}

/** @param longestSleep ms */
export async function startCrew(
  { size, program, longestSleep }: { size: number; program: string; longestSleep: number },
  options: WorkerOptions,
  random: Random,
): Promise<Crew> {
  const members: ChildProcess[] = [];
  const killed = new WeakSet<ChildProcess>();

  async function start(at: number): Promise<void> {
    const child = fork(program, [JSON.stringify(options)], { env: {}, execArgv: [] });
    members[at] = child;
    await Promise.race([once(child, 'message'), once(child, 'exit')]);
    if (child.exitCode !== null) throw new Error(`a courier ended with ${child.exitCode}`);
    child.once('exit', (code, signal) => {
      if (!killed.has(child)) crew.violations.push(`a courier ended by itself with ${code ?? signal}`);
    });
  }

  async function kill(child: ChildProcess): Promise<void> {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    killed.add(child);
    child.kill('SIGKILL');
    await ended;
  }

  const crew: Crew = {
    kills: 0,
    sleeps: 0,
    violations: [],
    async harm() {
      const at = random.below(size);
      const child = members[at];
      if (!child) return;
      if (random.next() < 0.6) {
        await kill(child);
        crew.kills++;
        await start(at);
        return;
      }
      child.kill('SIGSTOP');
      crew.sleeps++;
      await sleep(random.next() * longestSleep);
      child.kill('SIGCONT');
    },
    async heal() {
      for (const [at, child] of members.entries())
        if (child.exitCode !== null || child.signalCode !== null) await start(at);
    },
    async end() {
      await Promise.all(members.map(kill));
    },
  };
  await Promise.all(Array.from({ length: size }, (_, at) => start(at)));
  return crew;
}
