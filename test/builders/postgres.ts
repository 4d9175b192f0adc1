/** A PostgreSQL server of the test's own: in a temporary folder, as an unprivileged user, gone afterwards. */
import { execFileSync, spawn } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { freePort } from './port.js';

export interface PostgresServer {
  /**
   * Makes a database and returns its address.
   * @param like the address of one that nobody is connected to: it is copied; otherwise the new one is empty
   */
  createDatabase(like?: string): Promise<string>;
  /** Ends the server, with every connection; `crash`: in the middle of what it does. @returns what brings it back, with all its data */
  goAway(how?: 'stop' | 'crash'): Promise<() => Promise<void>>;
  /** Everything stands still: connections are taken and nothing answers. @returns what lets it go on */
  freeze(): () => void;
  stop(): Promise<void>;
}

/** The folder of the server's programs, or undefined where there are none. */
export function postgresPrograms(): string | undefined {
  const folders = [process.env.PG_BINDIR ?? '', configured(), ...installed()];
  return folders.find((folder) => folder !== '' && existsSync(join(folder, 'initdb')));
}

function configured(): string {
  try {
    return execFileSync('pg_config', ['--bindir'], { stdio: ['ignore', 'pipe', 'ignore'] })
      .toString()
      .trim();
  } catch {
    return '';
  }
}

function installed(): string[] {
  const root = '/usr/lib/postgresql';
  if (!existsSync(root)) return [];
  return readdirSync(root)
    .sort((a, b) => Number(b) - Number(a))
    .map((version) => join(root, version, 'bin'));
}

/** Whom the server runs as: it refuses to run as root. */
function unprivileged(): { uid: number; gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const read = (flag: string) => Number(execFileSync('id', [flag, 'nobody']).toString());
  return { uid: read('-u'), gid: read('-g') };
}

export async function startPostgres(programs: string): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'signalman-pg-'));
  const user = unprivileged();
  if (user) chownSync(folder, user.uid, user.gid);
  const data = join(folder, 'data');
  execFileSync(
    join(programs, 'initdb'),
    ['-D', data, '-U', 'signalman', '-A', 'trust', '-E', 'UTF8', '--no-sync'],
    { ...user, cwd: folder, stdio: 'ignore' },
  );
  const port = await freePort();
  const options = ['-c', 'fsync=off', '-c', 'max_connections=60'];
  const command = ['-D', data, '-p', String(port), '-h', '127.0.0.1', '-k', folder, ...options];
  const run = () => launch(join(programs, 'postgres'), command, { ...user, cwd: folder });
  let server = await run();
  const address = (database: string) => `postgres://signalman@127.0.0.1:${port}/${database}`;
  let made = 0;
  return {
    async createDatabase(like) {
      const name = `test_${++made}`;
      const client = new pg.Client({ connectionString: address('postgres') });
      await client.connect();
      const template = like === undefined ? '' : ` template ${new URL(like).pathname.slice(1)}`;
      await client.query(`create database ${name}${template}`);
      await client.end();
      return address(name);
    },
    async goAway(how = 'stop') {
      await server.end(how === 'crash' ? 'SIGQUIT' : 'SIGINT');
      return async () => {
        server = await run();
      };
    },
    freeze() {
      server.signal('SIGSTOP');
      return () => server.signal('SIGCONT');
    },
    async stop() {
      await server.end();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Launched {
  end(signal?: NodeJS.Signals): Promise<void>;
  /** To the server and the processes of its connections. */
  signal(signal: NodeJS.Signals): void;
}

/** Starts the server and resolves when it takes connections. */
async function launch(program: string, args: string[], options: object): Promise<Launched> {
  const server = spawn(program, args, { ...options, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  const ended = new Promise<void>((resolve) => server.once('exit', () => resolve()));
  await new Promise<void>((resolve, reject) => {
    server.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes('ready to accept connections')) resolve();
    });
    server.once('exit', () => reject(new Error(`PostgreSQL did not start:\n${said}`)));
  });
  return {
    async end(signal = 'SIGINT') {
      server.kill(signal);
      await ended;
    },
    signal(signal) {
      const told = new Set<number>();
      const tell = (pid: number) => {
        if (!told.has(pid)) send(pid, signal);
        told.add(pid);
      };
      // The server first, and until nobody new is found: it may be beginning a process for a connection.
      tell(server.pid ?? 0);
      for (let before = -1; told.size > before; ) {
        before = told.size;
        for (const pid of childrenOf(server.pid ?? 0)) tell(pid);
      }
    },
  };
}

/** What ended meanwhile needs to be told nothing. */
function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

function childrenOf(server: number): number[] {
  const rows = execFileSync('ps', ['-A', '-o', 'pid=,ppid=']).toString().trim().split('\n');
  const all = rows.map((row) => row.trim().split(/\s+/).map(Number));
  return all.flatMap(([pid = 0, parent]) => (parent === server ? [pid] : []));
}
