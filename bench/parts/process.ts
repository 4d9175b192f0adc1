/** Programs that are measured from outside: started as users start them, asked until they answer, weighed. */
import { type ChildProcess, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { packageRoot } from '../../src/operate/package.js';
import type { Answer, Question } from './answering.js';
import { until, within } from './patience.js';
import type { Stage } from './stage.js';

export const root = await packageRoot();

type Env = Record<string, string>;

/** How long anything that was started may keep us waiting, in ms. */
const patience = 120_000;

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
  const ready = async () => {
    if (child.exitCode !== null || child.signalCode !== null)
      throw new Error(`${args.join(' ')} ended with ${child.exitCode ?? child.signalCode}`);
    return await isReady(url);
  };
  await until(ready, { every: 5, what: `/readyz of ${args.join(' ')}` });
  return { url, readyAfter: performance.now() - begun, memory: () => residentMemory(child.pid ?? 0), stop };
}

async function isReady(url: string): Promise<boolean> {
  return await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(5000) }).then(
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
  const [code] = (await within(patience, `the end of ${args.join(' ')}`, once(child, 'exit')).finally(() =>
    child.kill('SIGKILL'),
  )) as [number | null];
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

/** A helper of ours in a process of its own: questions, each with its answer. It tells its address first. */
export interface Helper {
  url: string;
  /** @param ms how long its answer is waited for @throws Error with what went wrong there, or when no answer comes */
  ask(question: object, ms?: number): Promise<unknown>;
  stop(): Promise<void>;
}

/** @param script in this folder, such as `sink.js`, or by its whole path; a program of knip.json's list */
export async function startHelper(stage: Stage, script: string, options: object = {}): Promise<Helper> {
  const path = script.includes('/') ? script : join('dist/bench/parts', script);
  const child = fork(join(root, path), [JSON.stringify(options)]);
  stage.defer(() => end(child));
  const gone = once(child, 'exit').then(([code, signal]) =>
    Promise.reject(new Error(`${script} ended with ${code ?? signal}`)),
  );
  gone.catch(() => {});
  const started = Promise.race([once(child, 'message'), gone]);
  const [url] = (await within(patience, `the start of ${script}`, started)) as [string];
  const open = new Map<number, (told: Answer) => void>();
  let asked = 0;
  child.on('message', (told: Answer) => open.get(told.number)?.(told));
  return {
    url,
    stop: () => end(child),
    async ask(question, ms = patience) {
      const number = ++asked;
      const answer = new Promise<Answer>((resolve) => open.set(number, resolve));
      child.send({ number, question } satisfies Question);
      try {
        const told = await within(ms, `an answer of ${script}`, Promise.race([answer, gone]));
        if ('problem' in told) throw new Error(`${script}: ${told.problem}`);
        return told.answer;
      } finally {
        open.delete(number);
      }
    },
  };
}
