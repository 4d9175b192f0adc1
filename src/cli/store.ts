/** `signalman backup`, `restore` and `migrate`: the store as a whole, as one file that fits either database. */
import { randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { access, open as openFile, readdir, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import type { Command } from 'commander';
import type { Storage } from '../config/environment.js';
import { UserFault } from '../domain/fault.js';
import { productVersion } from '../operate/package.js';
import { BackupFault, partsOf } from '../storage/backup/format.js';
import { linesIn } from '../storage/backup/lines.js';
import { contentsOf, type Restored, restore } from '../storage/backup/restore.js';
import { backupLines } from '../storage/backup/write.js';
import type { Database } from '../storage/dialect.js';
import { isInUse } from '../storage/in-use.js';

export interface StoreParts {
  /** Results go to standard output, unless that is the backup itself. */
  write(text: string): void;
  say(text: string): void;
  input(): Readable;
  output: Writable;
  storage(): Storage;
  open(): Promise<Database>;
}

/** So many characters of lines are pressed together at a time. */
const pieceSize = 64 * 1024;

export function addBackup(signalman: Command, parts: StoreParts): void {
  signalman
    .command('backup')
    .description(
      'write everything in the store into one file, also while the bot runs; it holds all that people wrote, what is under embargo too, and no tokens',
    )
    .argument('<file>', 'where to write it, gzipped; - for standard output')
    .option('--force', 'write over a file that is there already')
    .action(async (file: string, { force }: { force?: boolean }) => {
      if (file !== '-' && !force && (await isThere(file)))
        throw new UserFault(
          'file-exists',
          `${file} is there already.`,
          'Choose another name, or add --force.',
        );
      if (file !== '-' && !(await isThere(dirname(file))))
        throw new UserFault(
          'no-folder',
          `There is no folder ${dirname(file)}.`,
          'Make it, for the owner alone, or name a file in another one.',
        );
      await using(parts.open, async (database) => {
        const about = { version: await productVersion(), now: Date.now() };
        let rows = 0;
        const lines = counting(backupLines(database, about), (line) => {
          if (line.startsWith('[')) rows++;
        });
        if (file === '-') await pipeline(inPieces(lines), createGzip(), parts.output, { end: false });
        else await writeWhole(file, lines);
        (file === '-' ? parts.say : parts.write)(
          `${file === '-' ? 'backup' : file}: ${some(rows, 'row')} written; keep it where only you can read it\n`,
        );
      });
    });
}

export function addRestore(signalman: Command, parts: StoreParts): void {
  signalman
    .command('restore')
    .description(
      'fill the store from a backup of either database, all of it or nothing; what was owed then is looked for in Slack and on GitHub before it is sent',
    )
    .argument('<file>', 'a file that `backup` wrote; - for standard input')
    .option('--replace', 'also where the store is not empty: what is in it is lost')
    .option(
      '--moved',
      'the bot was stopped before the backup and has not run since: everything goes on as it was, numbers too',
    )
    .action(async (file: string, { replace, moved }: { replace?: boolean; moved?: boolean }) => {
      if (file !== '-' && !(await isThere(file)))
        throw new UserFault(
          'no-file',
          `There is no file ${file}.`,
          'Name one that `signalman backup` wrote.',
        );
      if (await isInUse(parts.storage()))
        throw new UserFault(
          'store-in-use',
          'The store is in use: it cannot be replaced while the bot runs.',
          'Stop every process of Signalman on it first.',
        );
      await using(parts.open, async (database) => {
        if (!replace) refuseUnlessEmpty(await contentsOf(database.read, database.flavour));
        const input = file === '-' ? parts.input() : createReadStream(file);
        const restored = await restoreFrom(database, input, moved ?? false);
        parts.write(showRestored(restored));
      });
    });
}

export function addMigrate(signalman: Command, parts: Pick<StoreParts, 'open' | 'write'>): void {
  signalman
    .command('migrate')
    .description('bring the store to this version; start does it too')
    .action(async () => {
      await using(parts.open, async () => {});
      parts.write('the store is at this version\n');
    });
}

async function restoreFrom(database: Database, input: Readable, moved: boolean): Promise<Restored> {
  const unpacked = createGunzip();
  // An input that breaks breaks what is read from it.
  const reading = pipeline(input, unpacked).catch((error: unknown) => error);
  try {
    return await restore(database, partsOf(linesIn(unpacked)), { now: Date.now(), moved });
  } catch (error) {
    input.destroy();
    throw inWords(error);
  } finally {
    await reading;
  }
}

function inWords(error: unknown): unknown {
  const { code } = error as { code?: string };
  if (code === 'Z_DATA_ERROR')
    return new BackupFault('It is not a backup of Signalman, or it is damaged. Nothing was restored.');
  if (code === 'Z_BUF_ERROR')
    return new BackupFault(
      'The backup is damaged: its end is missing. Nothing was restored; take an older one.',
    );
  return error;
}

async function using(
  open: () => Promise<Database>,
  work: (database: Database) => Promise<void>,
): Promise<void> {
  const database = await open();
  try {
    await work(database);
  } finally {
    await database.close();
  }
}

const isThere = (file: string) =>
  access(file).then(
    () => true,
    () => false,
  );

/** A file that is being written changes all the time. ms */
const abandoned = 3_600_000;

/** What a backup that was killed has left beside the file. */
async function tidy(file: string): Promise<void> {
  for (const name of await readdir(dirname(file))) {
    if (!name.startsWith(`${basename(file)}.`) || !name.endsWith('.partial')) continue;
    const partial = join(dirname(file), name);
    const written = await stat(partial).catch(() => null);
    if (written && Date.now() - written.mtimeMs > abandoned) await rm(partial, { force: true });
  }
}

/** Under its name there is only ever a whole file, that survives the machine. Only its owner may read it. */
async function writeWhole(file: string, lines: AsyncIterable<string>): Promise<void> {
  await tidy(file);
  // Not the process: in a container each has the same number.
  const partial = `${file}.${randomUUID().slice(0, 8)}.partial`;
  const into = createWriteStream(partial, { flags: 'wx', mode: 0o600, flush: true });
  try {
    await pipeline(inPieces(lines), createGzip(), into);
    await rename(partial, file);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  const folder = await openFile(dirname(file), 'r');
  await folder.sync().finally(() => folder.close());
}

async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = '';
  for await (const line of lines) {
    piece += line;
    if (piece.length < pieceSize) continue;
    yield piece;
    piece = '';
  }
  yield piece;
}

async function* counting<T>(all: AsyncIterable<T>, each: (one: T) => void): AsyncGenerator<T> {
  for await (const one of all) {
    each(one);
    yield one;
  }
}

const number = new Intl.NumberFormat('en-US');
const some = (count: number, what: string) => `${number.format(count)} ${what}${count === 1 ? '' : 's'}`;

/** What people would miss first. */
const telling = ['incident', 'report', 'poll', 'meeting', 'waiver', 'note', 'issue', 'delivery'];

function refuseUnlessEmpty(contents: Record<string, number>): void {
  const rows = Object.values(contents).reduce((sum, one) => sum + one, 0);
  if (rows === 0) return;
  const what = telling.flatMap((table) =>
    contents[table]
      ? [table === 'delivery' ? `${number.format(contents[table])} deliveries` : some(contents[table], table)]
      : [],
  );
  throw new UserFault(
    'store-not-empty',
    `The store is not empty: ${some(rows, 'row')}${what.length > 0 ? `, among them ${what.join(', ')}` : ''}.`,
    'Restore into an empty one, or write a backup of this one and add --replace: what is in it is lost.',
  );
}

function showRestored({ header, rows, doubts }: Restored): string {
  const all = Object.values(rows).reduce((sum, one) => sum + one, 0);
  const { lookedFor, heldBack, passed } = doubts ?? { lookedFor: 0, heldBack: [], passed: 0 };
  const lines = [
    `restored: ${some(all, 'row')} in ${some(Object.keys(rows).length, 'table')}, as they were at ${new Date(header.at).toISOString()} (Signalman ${header.version})`,
    lookedFor > 0 &&
      `${some(lookedFor, 'message')} owed then may have been sent since: each is looked for before it is sent`,
    heldBack.length > 0 &&
      `${some(heldBack.length, 'file')} owed then may have been sent since and cannot be looked for: where one is missing, npx signalman deliveries retry ${heldBack.join('|')}`,
    passed > 0 &&
      `${some(passed, 'moment')} of digests passed since and may have been posted: nothing is posted for them any more`,
    doubts !== null &&
      'numbers of incidents, polls and so on go on a hundred further: what was made since keeps its own',
  ];
  return `${lines.filter(Boolean).join('\n')}\n`;
}
