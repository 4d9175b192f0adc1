/** Programs that are measured from outside: started as users start them, asked until they answer, weighed. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { packageRoot } from '../../src/sandbox/page-build.js';
import type { Stage } from './stage.js';

export const root = await packageRoot();

type Env = Record<string, string>;

export interface Running {
  /** `http://127.0.0.1:PORT` */
  url: string;
  /** From the start of the process until it said that it is ready, ms. */
  readyAfter: number;
  /** Resident memory, MB. */
  memory(): Promise<number>;
  stop(): Promise<void>;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}

/** Only what is given, and what a program needs to run at all. */
const clean = (env: Env): Env => ({ PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env });

/** Starts `node …args` with a `PORT` of its own, and waits until `/readyz` answers 200. */
export async function startProgram(stage: Stage, args: string[], env: Env): Promise<Running> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const begun = performance.now();
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: clean({ ...env, PORT: String(port) }),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const stop = () => end(child);
  stage.defer(stop);
  while (!(await isReady(url))) {
    if (child.exitCode !== null) throw new Error(`${args.join(' ')} ended with ${child.exitCode}`);
    if (performance.now() - begun > 60_000) throw new Error(`${args.join(' ')} was not ready within 60 s`);
    await sleep(5);
  }
  return { url, readyAfter: performance.now() - begun, memory: () => residentMemory(child.pid ?? 0), stop };
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/readyz`).then(
    async (response) => {
      await response.text();
      return response.ok;
    },
    () => false,
  );
}

/** Runs `node …args` to its end. @throws Error for another exit code than 0 */
export async function runProgram(args: string[], env: Env): Promise<void> {
  const child = spawn(process.execPath, args, {
    cwd: root,
    env: clean(env),
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  if (code !== 0) throw new Error(`${args.join(' ')} ended with ${code}`);
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  const patience = setTimeout(() => child.kill('SIGKILL'), 10_000);
  await ended;
  clearTimeout(patience);
}

async function residentMemory(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1]) / 1024;
}

/** A helper of ours in a process of its own: one question, one answer. It tells its address first. */
export interface Helper {
  url: string;
  ask(question: object): Promise<unknown>;
}

/** @param script in this folder, such as `sink.js` */
export async function startHelper(stage: Stage, script: string, options: object = {}): Promise<Helper> {
  const child = fork(join(root, 'dist/bench/parts', script), [JSON.stringify(options)]);
  stage.defer(() => end(child));
  const gone = once(child, 'exit').then(([code]) =>
    Promise.reject(new Error(`${script} ended with ${code}`)),
  );
  const [url] = (await Promise.race([once(child, 'message'), gone])) as [string];
  gone.catch(() => {});
  return {
    url,
    async ask(question) {
      child.send(question);
      const [answer] = (await once(child, 'message')) as [unknown];
      return answer;
    },
  };
}
