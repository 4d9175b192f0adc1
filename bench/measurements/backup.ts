/** What a backup and its restore cost beside the size of the store, on both databases, as the command line does it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { openStore } from '../../src/compose/store.js';
import { grows, linear } from '../curve.js';
import type { Measurement } from '../measurement.js';
import { temporaryServer } from '../parts/postgres.js';
import { root } from '../parts/process.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, shown, skipped } from '../row.js';

const sizes = [50_000, 100_000, 250_000, 500_000];
const hundredThousand = 100_000;
/** How much more than the program itself, however large the store is. MB */
const mostMemory = 300;

interface Cost {
  seconds: number;
  /** The most resident memory at any time, MB. */
  peak: number;
}

/** Runs one command of Signalman to its end. @throws Error when it fails */
async function run(args: string[], env: Record<string, string>): Promise<Cost> {
  const begun = performance.now();
  const child = spawn(process.execPath, [join(root, 'bin/signalman.js'), ...args], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', ...env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  let peak = 0;
  const look = setInterval(() => {
    try {
      const status = readFileSync(`/proc/${child.pid}/status`, 'utf8');
      peak = Math.max(peak, Number(/VmHWM:\s+(\d+) kB/.exec(status)?.[1] ?? 0) / 1024);
    } catch {
      // It has just ended.
    }
  }, 20);
  const [code] = (await once(child, 'exit')) as [number | null];
  clearInterval(look);
  if (code !== 0) throw new Error(`signalman ${args[0]} ended with ${code}`);
  return { seconds: (performance.now() - begun) / 1000, peak };
}

/** A store with so many issues, each with a text of 1 kB. */
async function fill(storage: { databaseUrl: string | null; dataDir: string }, rows: number): Promise<void> {
  const { write, close } = await openStore(storage);
  await write.transaction().execute(async (tx) => {
    await sql`insert into repository (full_name, web) values ('acme/rocket', 'https://github.com')`.execute(
      tx,
    );
    await sql`
      with recursive n(i) as (select 1 union all select i + 1 from n where i < ${sql.lit(rows)})
      insert into issue (repository_id, number, title, body, state, is_pull_request, labels, assignees, author,
        author_is_bot, milestone, created_at, updated_at, url)
      select 1, i, 'Something broke, number ' || i, ${sql.lit('What happened, and what was expected. '.repeat(26))} || i,
        'open', 0, '["kind/bug"]', '[]', 'ann', 0, 1, 1489665600000 + i, 1489665600000 + i,
        'https://github.com/acme/rocket/issues/' || i from n`.execute(tx);
  });
  await close();
}

async function on(
  name: string,
  stage: Stage,
  store: () => Promise<{ databaseUrl: string | null; dataDir: string }>,
): Promise<Row[]> {
  const costs: { size: number; backup: Cost; restore: Cost; bytes: number }[] = [];
  for (const size of sizes) {
    stage.say(`${name}, ${size.toLocaleString('en')} rows`);
    const [from, to] = [await store(), await store()];
    await fill(from, size);
    const file = join(from.dataDir, 'backup.gz');
    const env = ({ databaseUrl, dataDir }: typeof from) => ({
      DATA_DIR: dataDir,
      ...(databaseUrl ? { DATABASE_URL: databaseUrl } : {}),
    });
    const backup = await run(['backup', file], env(from));
    const restore = await run(['restore', file, '--moved'], env(to));
    costs.push({ size, backup, restore, bytes: statSync(file).size });
  }
  const last = costs.at(-1);
  if (!last) return [];
  return (['backup', 'restore'] as const).flatMap((what) => [
    shown(
      `${what}, ${name}, per 100,000 rows`,
      (last[what].seconds * hundredThousand) / last.size,
      's',
      `${last.size.toLocaleString('en')} rows, ${(last.bytes / 1e6).toFixed(0)} MB gzipped`,
    ),
    grows(
      `${what}, ${name}`,
      costs.map((one) => ({ size: one.size, value: one[what].seconds })),
      { of: 'rows', unit: 's', limit: linear },
    ),
    atMost(
      `${what}, ${name}, memory at most`,
      Math.max(...costs.map((one) => one[what].peak)),
      mostMemory,
      'MB',
    ),
  ]);
}

async function measure(stage: Stage): Promise<Row[]> {
  const server = await temporaryServer(stage);
  const embedded = await on('SQLite', stage, async () => ({
    databaseUrl: null,
    dataDir: await stage.folder(),
  }));
  if (!server) return [...embedded, skipped('on PostgreSQL', 'its programs are not installed')];
  const served = await on('PostgreSQL', stage, async () => ({
    databaseUrl: await server.createDatabase(),
    dataDir: await stage.folder(),
  }));
  return [...embedded, ...served];
}

export const backup: Measurement = {
  name: 'backup',
  title: 'Backup and restore: 50,000 to 500,000 rows',
  measure,
};
