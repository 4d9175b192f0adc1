/** Keeps the figures fresh: an alarm clock wakes it, and what is due is decided from what is stored. */
import { setTimeout as sleep } from 'node:timers/promises';
import cron from 'node-cron';
import type { Log } from '../app/ports/log.js';

export interface Job {
  name: string;
  /** cron line, with seconds */
  cron: string;
  run(): Promise<void>;
}

export interface Worker {
  /** Runs every job once at once, then on its cron line. */
  start(): void;
  /** Lets what runs come to its end, for so many ms at most. @returns the names of the jobs that still run */
  stop(patience: number): Promise<string[]>;
}

/** A job never runs twice at the same time; what it throws is logged and it runs again the next time. */
export function createWorker(jobs: Job[], log: Log): Worker {
  const running = new Map<string, Promise<void>>();

  function wake(job: Job): void {
    if (running.has(job.name)) return;
    const run = job
      .run()
      .catch((error: unknown) => log.error({ err: error, job: job.name }, 'a job failed'))
      .finally(() => running.delete(job.name));
    running.set(job.name, run);
  }

  const tasks = jobs.map((job) => cron.createTask(job.cron, () => wake(job), { name: job.name }));
  return {
    start() {
      for (const job of jobs) wake(job);
      for (const task of tasks) task.start();
    },
    async stop(patience) {
      for (const task of tasks) await task.destroy();
      await Promise.race([Promise.all(running.values()), sleep(patience, undefined, { ref: false })]);
      return [...running.keys()];
    },
  };
}
