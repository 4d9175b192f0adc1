/** `signalman backup` and `restore` as whoever runs the bot uses them, with everything that goes wrong on a disk. */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  cpSync,
  createWriteStream,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import pg from 'pg';
import { openStore } from '../../src/compose.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import type { Database } from '../../src/storage/dialect.js';
import { signalman } from '../builders/cli.js';
import { delivery } from '../builders/delivery.js';
import { postgresPrograms, startPostgres } from '../builders/postgres.js';

const program = join(process.cwd(), 'bin', 'signalman.js');

async function owe(database: Database, subjects: readonly string[]): Promise<void> {
  const owed = subjects.map((subject) => delivery({ subject }));
  await database.write.transaction().execute((tx) => enqueue(tx, owed, Date.now()));
}

async function subjectsIn(database: Database): Promise<string[]> {
  const rows = await database.read.selectFrom('message').select('subject').orderBy('id').execute();
  await database.close();
  return rows.map(({ subject }) => subject);
}

/** Starts to restore, and gives it all but the end: it waits for the rest within its transaction. */
async function halfway(file: string, env: Record<string, string>, folder: string) {
  const bytes = gunzipSync(readFileSync(file));
  const fifo = join(folder, `fifo ${crypto.randomUUID()}`);
  execFileSync('mkfifo', [fifo]);
  const child = spawn(process.execPath, [program, 'restore', fifo, '--replace'], {
    ...{ cwd: folder, env: { PATH: process.env.PATH, ...env }, stdio: ['ignore', 'ignore', 'pipe'] },
  });
  const said: string[] = [];
  child.stderr?.on('data', (chunk: Buffer) => said.push(chunk.toString()));
  const into = createWriteStream(fifo);
  into.on('error', () => {});
  const most = gzipSync(bytes.subarray(0, bytes.length - 400)).subarray(0, -8);
  await new Promise((resolve) => into.write(most, resolve));
  return { child, into, said };
}

describe('signalman backup and restore', () => {
  let folder: string;
  const at = (name: string) => join(folder, name);
  const run = (store: string, ...args: string[]) => signalman(args, { DATA_DIR: at(store) }, folder);
  const open = (store: string) => openStore({ databaseUrl: null, dataDir: at(store) });

  /** This process lets go of a store only when it collects its garbage: others work on a copy of it. */
  async function seed(store: string, subjects: readonly string[]): Promise<void> {
    const database = await open(`${store}-draft`);
    await owe(database, subjects);
    await database.close();
    cpSync(at(`${store}-draft`), at(store), { recursive: true });
  }

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-backup-'));
    await seed('first', ['one', 'two']);
    expect(await run('first', 'backup', at('whole'))).toMatchObject({ code: 0 });
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('names the folder that is missing', async () => {
    expect(await run('first', 'backup', at('nowhere/fresh'))).toMatchObject({
      code: 2,
      err: expect.stringContaining(`There is no folder ${at('nowhere')}.`),
    });
  });

  it('writes a file that only its owner reads, and nothing beside it', async () => {
    const { code, out } = await run('first', 'backup', at('fresh'));
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/fresh: 5 rows written; keep it/) });
    expect(statSync(at('fresh')).mode & 0o777).toBe(0o600);
    expect(readdirSync(folder).filter((name) => name.includes('partial'))).toEqual([]);
  });

  it('takes away what one that was killed left there, and nothing that somebody writes now', async () => {
    const left = (age: number, name: string) => {
      writeFileSync(at(name), 'half of it');
      utimesSync(at(name), new Date(Date.now() - age), new Date(Date.now() - age));
    };
    left(2 * 3_600_000, 'nightly.0a1b2c3d.partial');
    left(60_000, 'nightly.4e5f6071.partial');
    left(2 * 3_600_000, 'weekly.8293a4b5.partial');
    expect(await run('first', 'backup', at('nightly'))).toMatchObject({ code: 0 });
    const partials = readdirSync(folder).filter((name) => name.endsWith('.partial'));
    expect(partials.sort()).toEqual(['nightly.4e5f6071.partial', 'weekly.8293a4b5.partial']);
    for (const name of partials) rmSync(at(name));
  });

  it('is taken while the bot has the store open, and restored only when nobody has', async () => {
    const holds = `const at = process.argv[1] + '/signalman.db';
      const database = new (require('libsql'))(at);
      database.exec('PRAGMA journal_mode = WAL');
      database.prepare('select 1 from message').all();
      process.stdout.write('open');
      setInterval(() => {}, 1000);`;
    const bot = spawn(process.execPath, ['-e', holds, at('first')]);
    await once(bot.stdout, 'data');
    expect(await run('first', 'backup', at('beside'))).toMatchObject({ code: 0 });
    const refused = await run('first', 'restore', '--replace', at('beside'));
    bot.kill();
    await once(bot, 'exit');
    expect(refused).toMatchObject({ code: 2, err: expect.stringContaining('The store is in use') });
    expect(await run('first', 'restore', '--replace', at('beside'))).toMatchObject({ code: 0 });
  });

  it('overwrites nothing that was not named', async () => {
    writeFileSync(at('mine'), 'mine');
    expect(await run('first', 'backup', at('mine'))).toMatchObject({
      code: 2,
      err: expect.stringContaining('--force'),
    });
    expect(readFileSync(at('mine'), 'utf8')).toBe('mine');
    expect(await run('first', 'backup', '--force', at('mine'))).toMatchObject({ code: 0 });
    const refused = await run('first', 'restore', at('mine'));
    expect(refused).toMatchObject({
      code: 2,
      err: expect.stringMatching(/not empty: 5 rows, among them 2 deliveries[\s\S]*--replace/),
    });
    const { code, out } = await run('first', 'restore', '--replace', at('mine'));
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringMatching(/^restored: 5 rows in 3 tables, as they were at 20/),
    });
  });

  it('goes through pipes', async () => {
    const pass = spawn(
      'sh',
      [
        '-c',
        `"${process.execPath}" "${program}" backup - | DATA_DIR="${at('piped')}" "${process.execPath}" "${program}" restore -`,
      ],
      {
        ...{ cwd: folder, env: { PATH: process.env.PATH, DATA_DIR: at('first') }, stdio: 'ignore' },
      },
    );
    expect(await once(pass, 'exit')).toEqual([0, null]);
    expect(await subjectsIn(await open('piped'))).toEqual(['one', 'two']);
  });

  it('says what is wrong with a file, and has changed nothing', async () => {
    const whole = readFileSync(at('whole'));
    const wrong: [Buffer, number, RegExp][] = [
      [Buffer.from('not a backup'), 1, /not a backup of Signalman/],
      [gzipSync('some other text\n'), 1, /not a backup of Signalman/],
      [whole.subarray(0, whole.length / 2), 1, /its end is missing/],
      [Buffer.alloc(0), 1, /not a backup|its end is missing/],
      [gzipSync(gunzipSync(whole).toString().replace('"two"', '"2"')), 1, /checksum/],
    ];
    for (const [bytes, code, why] of wrong) {
      writeFileSync(at('wrong'), bytes);
      expect(await run('untouched', 'restore', at('wrong'))).toMatchObject({
        code,
        out: '',
        err: expect.stringMatching(why),
      });
    }
    expect(await run('untouched', 'restore', at('nowhere'))).toMatchObject({ code: 2 });
    expect(await subjectsIn(await open('untouched'))).toEqual([]);
  });

  it('leaves nothing behind when the disk is full', async () => {
    await seed(
      'large',
      Array.from({ length: 4000 }, () => crypto.randomUUID()),
    );
    // A limit on the size of files is a disk that is full: the signal is ignored, so that writing fails.
    const limited = `trap '' XFSZ; ulimit -f 100; exec "${process.execPath}" "${program}" backup "${at('full')}"`;
    const full = spawn('sh', ['-c', limited], {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: at('large') },
    });
    let said = '';
    full.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect(await once(full, 'close')).toEqual([1, null]);
    expect(said).toMatch(/^signalman: .*(EFBIG|too large)/);
    expect(readdirSync(folder).filter((name) => name.startsWith('full'))).toEqual([]);
  });

  it('that is killed in the middle of a restore has changed nothing', async () => {
    await seed('killed', ['before']);
    const { child, into } = await halfway(at('whole'), { DATA_DIR: at('killed') }, folder);
    child.kill('SIGKILL');
    await once(child, 'exit');
    into.destroy();
    expect(await subjectsIn(await open('killed'))).toEqual(['before']);
  });

  it('that finds no room for a restore says so, and has changed nothing', async () => {
    await seed('cramped', ['before']);
    await seed(
      'roomy',
      Array.from({ length: 4000 }, () => crypto.randomUUID()),
    );
    expect(await run('roomy', 'backup', at('big'))).toMatchObject({ code: 0 });
    const limited = `trap '' XFSZ; ulimit -f 700; exec "${process.execPath}" "${program}" restore --replace "${at('big')}"`;
    const restore = spawn('sh', ['-c', limited], {
      cwd: folder,
      env: { PATH: process.env.PATH, DATA_DIR: at('cramped') },
    });
    let said = '';
    restore.stderr.on('data', (chunk: Buffer) => {
      said += chunk.toString();
    });
    expect(await once(restore, 'close')).toEqual([1, null]);
    expect(said).toMatch(/^signalman: .*(disk|full)/);
    cpSync(at('cramped'), at('looked at'), { recursive: true });
    expect(await subjectsIn(await open('looked at'))).toEqual(['before']);
    expect(await run('cramped', 'restore', '--replace', at('big'))).toMatchObject({ code: 0 });
  });
});

const programs = postgresPrograms();
(programs ? describe : describe.skip)(`moving to PostgreSQL${programs ? '' : ' (not installed)'}`, () => {
  it('is a backup here and a restore there, beside tables of others', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalman-backup-'));
    const server = await startPostgres(programs ?? '');
    try {
      const here = await openStore({ databaseUrl: null, dataDir: folder });
      await owe(here, ['one', 'two']);
      await here.close();
      const whole = join(folder, 'whole');
      expect(await signalman(['backup', whole], { DATA_DIR: folder }, folder)).toMatchObject({ code: 0 });
      const databaseUrl = await server.createDatabase();
      const there = (...args: string[]) => signalman(args, { DATABASE_URL: databaseUrl }, folder);
      const open = () => openStore({ databaseUrl, dataDir: '' });
      expect(await there('restore', whole)).toMatchObject({ code: 0 });
      const database = await open();
      await database.write.schema.createTable('of_others').addColumn('id', 'integer').execute();
      expect(await there('restore', '--replace', whole)).toMatchObject({
        ...{ code: 2, err: expect.stringContaining('The store is in use') },
      });
      await database.close();
      expect(await there('restore', '--replace', whole)).toMatchObject({ code: 0 });
      const after = await open();
      expect((await after.read.introspection.getTables()).map(({ name }) => name)).toContain('of_others');
      expect(await subjectsIn(after)).toEqual(['one', 'two']);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });

  it('has changed nothing when the restore is killed, or the database breaks down in the middle of it', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'signalman-backup-'));
    const server = await startPostgres(programs ?? '');
    try {
      const databaseUrl = await server.createDatabase();
      const open = () => openStore({ databaseUrl, dataDir: '' });
      const database = await open();
      await owe(database, ['before']);
      await database.close();
      const file = join(folder, 'whole');
      const env = { DATABASE_URL: databaseUrl };
      expect(await signalman(['backup', file], env, folder)).toMatchObject({ code: 0 });
      const later = await open();
      await owe(later, ['after']);
      await later.close();

      /** The tables are gone for it, and for nobody else. */
      const begun = async () => {
        const client = new pg.Client({ connectionString: databaseUrl });
        await client.connect();
        const held = 'select 1 from pg_locks where mode = $1 and relation = $2::regclass';
        for (let rows = 0; rows === 0; )
          rows = (await client.query(held, ['AccessExclusiveLock', 'message'])).rowCount ?? 0;
        await client.end();
      };
      const killed = await halfway(file, env, folder);
      await begun();
      killed.child.kill('SIGKILL');
      await once(killed.child, 'exit');
      killed.into.destroy();
      expect(await subjectsIn(await open())).toEqual(['before', 'after']);

      const broken = await halfway(file, env, folder);
      await begun();
      const bringBack = await server.goAway('crash');
      broken.into.end();
      expect(await once(broken.child, 'exit')).toEqual([1, null]);
      expect(broken.said.join('')).toMatch(/^signalman: /);
      await bringBack();
      expect(await subjectsIn(await open())).toEqual(['before', 'after']);
    } finally {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    }
  });
});
