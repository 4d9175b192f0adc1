/** The real command line as a process of its own, the way people run it. */
import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../bin/signalman.js', import.meta.url));

export interface Finished {
  code: number | null;
  out: string;
  err: string;
}

/** Only what is given, and what a program needs to be found: nothing of the developer's own environment. */
function clean(env: Record<string, string>): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, HOME: process.env.HOME, ...env };
}

export async function signalman(
  args: string[],
  env: Record<string, string> = {},
  cwd = process.cwd(),
): Promise<Finished> {
  const { child, output } = launch(args, env, cwd);
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve));
  return { code, ...output };
}

export interface Launched {
  child: ChildProcess;
  output: { out: string; err: string };
  /** Waits until the program has printed this. */
  says(text: string): Promise<void>;
  /** Asks it to end and waits until it has. */
  end(signal?: NodeJS.Signals): Promise<number | null>;
}

export function launch(args: string[], env: Record<string, string>, cwd = process.cwd()): Launched {
  const child = spawn(process.execPath, [program, ...args], {
    env: clean(env),
    cwd,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const output = { out: '', err: '' };
  child.stdout.on('data', (chunk: Buffer) => {
    output.out += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    output.err += chunk.toString();
  });
  return {
    child,
    output,
    says: (text) =>
      new Promise((resolve, reject) => {
        const look = () => (output.out + output.err).includes(text) && resolve();
        child.stdout.on('data', look);
        child.stderr.on('data', look);
        child.once('exit', () => reject(new Error(`it ended without saying "${text}":\n${output.err}`)));
        look();
      }),
    end: async (signal = 'SIGTERM') => {
      if (child.exitCode !== null) return child.exitCode;
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
      child.kill(signal);
      return await ended;
    },
  };
}
