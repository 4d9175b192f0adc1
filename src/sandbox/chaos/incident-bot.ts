/** The bot of a crash run as a process: killed at random moments and started again, as long as it is in danger. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../seed/random.js';
import type { BotOptions } from './bot.js';

/** It is killed so long after it was ready, at most: in ms, and where it starts slowly in the time that takes. */
const longestLife = 1200;
const starts = 2;

/** A bot that is killed and started again as long as it is in danger. */
export function keepAlive(
  program: string,
  options: BotOptions,
  listening: (port: number) => void,
  chance: Random,
) {
  let child: ChildProcess | null = null;
  let isInDanger = false;
  let danger: Promise<void> = Promise.resolve();
  let startTook = 0;
  let fall = () => {};

  async function start(): Promise<void> {
    const begun = Date.now();
    const started = fork(program, [JSON.stringify(options)], { env: {}, execArgv: [] });
    child = started;
    const [port] = (await Promise.race([once(started, 'message'), once(started, 'exit')])) as [number];
    if (started.exitCode !== null) throw new Error(`the bot ended with ${started.exitCode}`);
    listening(port);
    startTook = Date.now() - begun;
  }

  async function kill(): Promise<void> {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }

  async function harm(most: number): Promise<void> {
    while (isInDanger && bot.kills < most) {
      const fallen = new Promise<void>((resolve) => {
        fall = resolve;
      });
      await Promise.race([sleep(chance.next() * Math.max(longestLife, starts * startTook)), fallen]);
      if (!isInDanger) return;
      await kill();
      bot.kills++;
      await start();
    }
  }

  const bot = {
    kills: 0,
    start,
    /** @param most kills in all */
    endanger(most: number): void {
      isInDanger = true;
      danger = harm(most);
      // Whoever spares it hears of it.
      danger.catch(() => {});
    },
    /** Kills it now rather than at the next moment that comes; nothing where it is in no danger. */
    strike(): void {
      fall();
    },
    async spare(): Promise<void> {
      isInDanger = false;
      await danger;
    },
    /** Looks at once what is due. */
    async wake(): Promise<void> {
      if (!child) return;
      const woken = once(child, 'message');
      child.send('wake');
      await woken;
    },
    async end(): Promise<void> {
      isInDanger = false;
      await danger.catch(() => {});
      await kill();
    },
  };
  return bot;
}
