/** Where the bots of a crash and fault run store things, and how these places go wrong. */
import { execFile } from 'node:child_process';
import { statfs, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import type { Storage } from '../src/config/environment.js';
import type { Trouble } from '../src/sandbox/chaos/whole/trouble.js';
import { temporaryServer } from './parts/postgres.js';
import type { Stage } from './parts/stage.js';

const run = promisify(execFile);
/** Of the disk that is filled, in MB: a run of an hour has room on it. */
const diskSize = 256;

export interface Stores {
  folder: Storage;
  /** A folder on a disk of its own that can be filled; null where none may be mounted. */
  disk: {
    /** As the bots see it, and as whoever checks them does: read-only is only the first. */
    storage: Storage;
    checked: Storage;
    full: Trouble;
    readOnly: Trouble;
  } | null;
  /** null where PostgreSQL is not installed. */
  server: {
    database(): Promise<Storage>;
    /** It ends without a word and recovers. */
    crash: Trouble;
    restart: Trouble;
    readOnly(storage: Storage): Trouble;
  } | null;
}

export async function startStores(stage: Stage): Promise<Stores> {
  const server = await temporaryServer(stage);
  return {
    folder: { databaseUrl: null, dataDir: await stage.folder() },
    disk: await smallDisk(stage),
    server: server && {
      database: async () => ({ databaseUrl: await server.createDatabase(), dataDir: '' }),
      crash: { name: 'PostgreSQL crashed', befall: (ms) => away(server, 'crash', ms) },
      restart: { name: 'PostgreSQL restarted', befall: (ms) => away(server, 'stop', ms) },
      readOnly: ({ databaseUrl }) => readOnly(databaseUrl ?? ''),
    },
  };
}

type Server = NonNullable<Awaited<ReturnType<typeof temporaryServer>>>;

async function away(server: Server, how: 'stop' | 'crash', lasts: number): Promise<void> {
  const comeBack = await server.goAway(how);
  await sleep(lasts);
  await comeBack();
}

/** As after a change to a standby: every transaction that would write is refused. */
function readOnly(databaseUrl: string): Trouble {
  const name = new URL(databaseUrl).pathname.slice(1);
  async function set(isOn: boolean): Promise<void> {
    const client = new pg.Client({ connectionString: databaseUrl.replace(`/${name}`, '/postgres') });
    client.on('error', () => {});
    await client.connect();
    await client.query(`alter database ${name} set default_transaction_read_only = ${isOn ? 'on' : 'off'}`);
    await client.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
    await client.end();
  }
  return {
    name: 'PostgreSQL read-only',
    async befall(lasts) {
      await set(true);
      await sleep(lasts);
      await set(false);
    },
  };
}

/** A file system in memory, where this user may mount one. */
async function smallDisk(stage: Stage): Promise<Stores['disk']> {
  const [folder, seen] = [await stage.folder(), await stage.folder()];
  try {
    await run('mount', ['-t', 'tmpfs', '-o', `size=${diskSize}m`, 'tmpfs', folder]);
    await run('mount', ['--bind', folder, seen]);
  } catch {
    stage.say('no file system may be mounted here: the disk is never full in this run');
    return null;
  }
  stage.defer(() => run('umount', ['-l', folder]));
  stage.defer(() => run('umount', ['-l', seen]));
  const filler = join(folder, 'filler');
  return {
    storage: { databaseUrl: null, dataDir: join(seen, 'data') },
    checked: { databaseUrl: null, dataDir: join(folder, 'data') },
    readOnly: { name: 'SQLite read-only at a start', befall: (ms) => withoutWriting(seen, ms) },
    full: {
      name: 'disk full (tmpfs)',
      async befall(lasts) {
        const { bavail, bsize } = await statfs(folder);
        // What is still free after that is less than a page.
        await writeFile(filler, Buffer.alloc(bavail * bsize)).catch(() => {});
        await sleep(lasts);
        await unlink(filler).catch(() => {});
      },
    },
  };
}

/** How long it is waited for a moment at which nobody has a file open to write. ms */
const momentWithin = 4000;

/** A disk can be made read-only only while no bot lives: one that is killed comes back to it. */
async function withoutWriting(folder: string, lasts: number): Promise<boolean> {
  const remount = (how: 'ro' | 'rw') => run('mount', ['-o', `remount,bind,${how}`, folder]);
  for (const end = Date.now() + momentWithin; ; await sleep(50)) {
    try {
      await remount('ro');
      break;
    } catch {
      if (Date.now() > end) return false;
    }
  }
  await sleep(lasts);
  await remount('rw');
  return true;
}
