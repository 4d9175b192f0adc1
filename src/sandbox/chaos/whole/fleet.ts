/** The bots of a run as processes: killed, put to sleep, restarted and misled about the time as long as they are in danger. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Random } from '../../seed/random.js';
import type { BotOptions, Told } from './bot.js';

export interface FleetOptions {
  /** The built bot. */
  program: string;
  size: number;
  bot: BotOptions;
  random: Random;
  /** Kills in all; null: as many as there is time for. */
  most: number | null;
  /** Whether clocks jump and processes sleep and are told to end, beside being killed. */
  isVaried: boolean;
  /** Whether a clock may be put forward now, or those of several apart; may always unless given. */
  mayJumpAhead?: () => boolean;
}

export interface Fleet {
  /** By kind: `kill -9`, `SIGSTOP`, `SIGTERM`, `clock jump`. */
  done: Record<string, number>;
  /** What was wrong with how they ended. */
  violations: string[];
  /** Whether one of them believes that it is later than it is, or than another one does. */
  isAhead(): boolean;
  ports(): readonly number[];
  start(): Promise<void>;
  /** From now on something happens to one of them again and again. */
  endanger(): void;
  /** Kills one of them now rather than at the next moment that comes; nothing where they are in no danger. */
  strike(): void;
  /** Until all of them work, with the right time. */
  spare(): Promise<void>;
  /** They look at once what is due. */
  wake(): Promise<void>;
  end(): Promise<void>;
}

/** One is killed so long after the last one, at most: in ms, and where it starts slowly in the time that takes. */
const longestLife = { few: 1200, many: 3000 };
const starts = 2;
const longestSleep = 2500;
/** Whoever stops a bot kills it after so long. ms */
const patience = 10_000;
/** A start may be in vain as long as the database or the disk is away. ms */
const comesUpWithin = 90_000;
/** How long a wrong time lasts, and how wrong it is at most. ms */
const longestJump = { lasts: 4000, by: 30_000 };
const wakesWithin = 5000;

interface Member {
  child: ChildProcess;
  port: number | null;
  /** ms */
  startTook: number;
  isToldToEnd: boolean;
}

export function createFleet(options: FleetOptions): Fleet {
  const { program, size, bot, random, most, isVaried, mayJumpAhead = () => true } = options;
  const members: Member[] = [];
  let isInDanger = false;
  let ahead = false;
  let isEnding = false;
  let danger: Promise<void> = Promise.resolve();
  let fall = () => {};
  const count = (what: string) => {
    fleet.done[what] = (fleet.done[what] ?? 0) + 1;
  };
  const isGone = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

  /** Again and again, as whatever looks after processes does. */
  async function start(at: number): Promise<void> {
    const end = Date.now() + comesUpWithin;
    for (;;) {
      const begun = Date.now();
      const child = fork(program, [JSON.stringify(bot)], { env: {}, execArgv: [] });
      members[at] = { child, port: null, startTook: 0, isToldToEnd: false };
      const over = new AbortController();
      const { signal } = over;
      const [port] = (await Promise.race([
        once(child, 'message', { signal }),
        once(child, 'exit', { signal }),
      ])) as [number];
      over.abort();
      if (!isGone(child)) {
        const member = { child, port, startTook: Date.now() - begun, isToldToEnd: false };
        members[at] = member;
        child.once('exit', (code, killer) => {
          if (!member.isToldToEnd) fleet.violations.push(`a bot ended by itself with ${code ?? killer}`);
        });
        return;
      }
      if (isEnding) return;
      if (Date.now() > end) throw new Error(`the bot ended with ${child.exitCode}`);
      count('start in vain');
      await sleep(200);
    }
  }

  async function stop(at: number, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const member = members[at];
    if (!member || isGone(member.child)) return;
    const { child } = member;
    member.isToldToEnd = true;
    // Nobody sends anything more to one that ends.
    if (signal === 'SIGTERM') member.port = null;
    const ended = once(child, 'exit');
    child.kill(signal);
    const timer = setTimeout(() => {
      fleet.violations.push('a bot that was told to end did not within 10 s');
      child.kill('SIGKILL');
    }, patience);
    const [code] = (await ended) as [number | null];
    clearTimeout(timer);
    if (signal === 'SIGTERM' && code !== 0 && code !== null)
      fleet.violations.push(`a bot that was told to end ended with ${code}`);
  }

  const tell = (at: number, told: Told) => {
    const child = members[at]?.child;
    if (child?.connected) child.send(told);
  };

  const kill = async (at: number) => {
    count('kill -9');
    await stop(at, 'SIGKILL');
    await start(at);
  };

  const deeds: [number, (at: number) => Promise<void>][] = [
    [0.55, kill],
    [
      0.15,
      async (at) => {
        const child = members[at]?.child;
        count('SIGSTOP');
        child?.kill('SIGSTOP');
        await sleep(random.next() * longestSleep);
        child?.kill('SIGCONT');
      },
    ],
    [
      0.15,
      async (at) => {
        count('SIGTERM');
        await stop(at, 'SIGTERM');
        await start(at);
      },
    ],
    [
      0.15,
      async (at) => {
        const wanted = Math.round((random.next() - 0.5) * 2 * longestJump.by);
        const mayJump = mayJumpAhead();
        // To one that is behind all others are ahead.
        if (size > 1 && !mayJump) return await kill(at);
        const by = mayJump ? wanted : -Math.abs(wanted);
        count(by < 0 ? 'clock jump back' : 'clock jump ahead');
        ahead = by > 0 || size > 1;
        tell(at, { shift: by });
        await sleep(random.next() * longestJump.lasts);
        tell(at, { shift: 0 });
        ahead = false;
      },
    ],
  ];

  function deed(): (at: number) => Promise<void> {
    let left = isVaried ? random.next() : 0;
    for (const [share, act] of deeds) {
      if (left < share) return act;
      left -= share;
    }
    return kill;
  }

  const isEnough = () => most !== null && (fleet.done['kill -9'] ?? 0) >= most;

  async function harm(): Promise<void> {
    while (isInDanger && !isEnough()) {
      const fallen = new Promise<'struck'>((resolve) => {
        fall = () => resolve('struck');
      });
      const at = random.below(size);
      const lives = Math.max(
        most === null ? longestLife.many : longestLife.few,
        starts * (members[at]?.startTook ?? 0),
      );
      const why = await Promise.race([sleep((random.next() * lives * 2) / size), fallen]);
      if (!isInDanger) return;
      await (why === 'struck' ? kill : deed())(at);
    }
  }

  const fleet: Fleet = {
    done: {},
    violations: [],
    isAhead: () => ahead,
    ports: () => members.flatMap(({ port, child }) => (port === null || isGone(child) ? [] : [port])),
    async start() {
      // One after the other: the first one makes the tables.
      for (let at = 0; at < size; at++) await start(at);
    },
    endanger() {
      isInDanger = true;
      danger = harm();
      // Whoever spares them hears of it.
      danger.catch(() => {});
    },
    strike: () => fall(),
    async spare() {
      isInDanger = false;
      fall();
      await danger;
      for (let at = 0; at < size; at++) {
        const child = members[at]?.child;
        if (!child || isGone(child)) await start(at);
        else child.kill('SIGCONT');
        tell(at, { shift: 0 });
      }
    },
    async wake() {
      await Promise.all(
        members.map(async ({ child }, at) => {
          if (isGone(child)) return;
          const over = new AbortController();
          const heard = (name: string) => once(child, name, { signal: over.signal }).catch(() => {});
          const any = [heard('message'), heard('exit'), sleep(wakesWithin, undefined, { ref: false })];
          tell(at, { wake: true });
          await Promise.race(any);
          over.abort();
        }),
      );
    },
    async end() {
      isEnding = true;
      isInDanger = false;
      await danger.catch(() => {});
      await Promise.all(members.map((_, at) => stop(at, 'SIGKILL')));
    },
  };
  return fleet;
}
