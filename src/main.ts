/**
 * The command line, and the only reader of the environment. Exit codes: 0 fine, 1 failed, 2 wrong use.
 * What a command needs is loaded when it runs: loading all of it takes longer than most commands do.
 */

import { Command, CommanderError, Option } from 'commander';
import { signalled } from './cli/ending.js';
import {
  type Environment,
  lackingForStart,
  readAccess,
  readEnvironment,
  readGitHub,
  secretsOf,
} from './config/environment.js';
import { ConfigFault } from './config/problem.js';
import { UserFault } from './domain/fault.js';
import { plural } from './domain/plural.js';

const write = (text: string) => {
  process.stdout.write(text);
};
const say = (text: string) => {
  process.stderr.write(text);
};

/** What .env says counts where the environment itself says nothing. */
function readEnvFile(): void {
  try {
    process.loadEnvFile('.env');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

/** Names the variable that says where the store is: the system's own message does not. */
async function openStoreOf(storage: Environment['storage']) {
  const { openStore } = await import('./compose/store.js');
  try {
    return await openStore(storage);
  } catch (error) {
    const where = storage.databaseUrl ? 'DATABASE_URL' : `DATA_DIR (${storage.dataDir})`;
    const message = error instanceof Error ? error.message || error.name : String(error);
    throw new Error(`The store at ${where} cannot be opened: ${message}`, { cause: error });
  }
}

async function settingsFrom(file: string) {
  const reader = await import('./cli/settings-file.js');
  return await reader.settingsFrom(file);
}

/** What most commands need: the environment, the settings, a log and the store. */
const prepare = () => prepareWith(settingsFrom);

async function prepareWith<T>(read: (file: string) => Promise<T>) {
  readEnvFile();
  const environment = readEnvironment(process.env);
  const { createLog } = await import('./operate/log.js');
  const log = createLog(environment.logLevel, environment.secrets);
  const settings = await read(environment.configFile);
  return { environment, log, settings, open: () => openStoreOf(environment.storage) };
}

/** The longer commands, each in a file of its own. */
const longer: Record<string, (signalman: Command) => Promise<void>> = {
  backup: async (signalman) => (await import('./cli/store.js')).addBackup(signalman, whole),
  restore: async (signalman) => (await import('./cli/store.js')).addRestore(signalman, whole),
  migrate: async (signalman) => (await import('./cli/store.js')).addMigrate(signalman, whole),
  deliveries: async (signalman) =>
    (await import('./cli/deliveries.js')).addDeliveries(signalman, write, stored),
  incident: async (signalman) =>
    (await import('./cli/incident.js')).addIncident(signalman, write, stored, async () => {
      const { settings } = await prepare();
      return settings.incidents?.postmortem.zone ?? null;
    }),
  'check-keps': async (signalman) => (await import('./cli/check-keps.js')).addCheckKeps(signalman, write),
  'check-notes': async (signalman) => (await import('./cli/check-notes.js')).addCheckNotes(signalman, write),
  audit: async (signalman) => (await import('./cli/audit.js')).addAudit(signalman, write, prepare),
  schema: async (signalman) => (await import('./cli/schema.js')).addSchema(signalman, write),
  notes: async (signalman) =>
    (await import('./cli/notes.js')).addNotes(
      signalman,
      { write, warn: (text) => say(`${text}\n`) },
      {
        prepare,
        github: () => readGitHub(process.env),
        sync: async (...read) => await (await import('./cli/run.js')).readProblems(...read),
      },
    ),
};

function storage() {
  readEnvFile();
  return readEnvironment(process.env).storage;
}

const stored = () => openStoreOf(storage());

/** What is done to the store as a whole reads from and writes to pipes as well. */
const whole = { write, say, storage, input: () => process.stdin, output: process.stdout, open: stored };

/** @param wanted the command that is asked for: none of the other longer ones is loaded then */
async function program(wanted: string | undefined): Promise<Command> {
  const signalman = new Command('signalman')
    .description(
      "A release team's voice in Slack: is the release GO, NO GO or UNKNOWN, and on what evidence.",
    )
    .exitOverride()
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(--help shows what is possible)');

  signalman
    .command('start')
    .description('run the bot until it is stopped')
    .action(async () => {
      const ended = signalled();
      readEnvFile();
      const tokens = readAccess(process.env);
      const { runStart } = await import('./cli/run.js');
      const { settingsToStart } = await import('./cli/settings-file.js');
      const isNamed = Boolean(process.env.CONFIG_FILE?.trim());
      const { environment, log, settings, open } = await prepareWith((file) =>
        settingsToStart(file, isNamed),
      );
      const access = { ...tokens, port: environment.port };
      await runStart({ settings, log, open }, access, ended);
      // What could not be given up in time must not keep the process.
      process.exit(0);
    });

  signalman
    .command('sandbox')
    .description('run the bot against a Slack and a GitHub on this machine, with a web page')
    .option('--port <port>', 'the port of the page', '4300')
    .action(async ({ port }: { port: string }) => {
      const { runSandbox } = await import('./sandbox/main.js');
      await runSandbox(process.env, Number(port), write);
    });

  signalman
    .command('check-config')
    .description(
      'check the configuration and print every problem at once, and what start lacks in the environment',
    )
    .argument('[file]', 'the file; CONFIG_FILE or ./signalman.yml unless given')
    .action(async (file?: string) => {
      readEnvFile();
      const path = file ?? readEnvironment(process.env).configFile;
      // Whoever names a file checks that file; whoever does not wants to start with it.
      const needs = file ? '' : lackingForStart(process.env);
      try {
        const { releases } = await settingsFrom(path);
        // What is odd can be meant; what cannot be is a problem.
        for (const { name, calendar } of releases)
          for (const note of calendar?.notes ?? []) write(`releases.${name}.calendar: note: ${note}\n`);
        const names = releases.map(({ name }) => name).join(', ');
        write(`${path} is fine: ${plural(releases.length, 'release')} (${names})\n${needs}`);
      } catch (error) {
        process.exitCode = await exitCode(error);
        say(needs);
      }
    });

  signalman
    .command('sync')
    .description('read GitHub now')
    .option('--full', 'read everything again, not only what changed')
    .action(async ({ full }: { full?: boolean }) => {
      const { log, settings, open } = await prepare();
      const github = readGitHub(process.env);
      const { runSync } = await import('./cli/run.js');
      process.exitCode = await runSync({ settings, log, database: await open() }, github, full ?? false, {
        write,
        terminal: process.stderr,
      });
    });

  signalman
    .command('report')
    .description(
      'print the report of a release; reads GitHub first, which costs at most two requests when nothing changed',
    )
    .option('--release <name>', 'the release; the first one configured unless given')
    .addOption(new Option('--format <format>', 'the form').choices(['markdown', 'json']).default('markdown'))
    .option('--stored', 'only from what is stored, without asking GitHub')
    .action(
      async ({
        release,
        format,
        stored,
      }: {
        release?: string;
        format: 'markdown' | 'json';
        stored?: boolean;
      }) => {
        const { log, settings, open } = await prepare();
        const github = stored ? null : readGitHub(process.env);
        const { runReport } = await import('./cli/run.js');
        await runReport(
          { settings, log, database: await open() },
          github,
          { release: release ?? null, format },
          { write, terminal: process.stderr },
        );
      },
    );

  const isKnown = signalman.commands.some((command) => command.name() === wanted);
  for (const [name, add] of Object.entries(longer))
    if (!isKnown && (name === wanted || !Object.hasOwn(longer, wanted ?? ''))) await add(signalman);
  return signalman;
}

/** The longest that a timer knows, in ms. */
const longestDelay = 2 ** 31 - 1;

/** @param args without the program's own name */
export async function main(args: string[]): Promise<void> {
  // `report | head` closes the pipe early: that is not a fault.
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') throw error;
    process.exit(0);
  });
  // Nothing else may keep the process while a command waits for what does not: it would end in the middle, saying nothing.
  const awake = setInterval(() => {}, longestDelay);
  try {
    await (await program(args[0])).parseAsync(args, { from: 'user' });
  } catch (error) {
    process.exitCode = await exitCode(error);
  } finally {
    clearInterval(awake);
  }
}

async function exitCode(error: unknown): Promise<number> {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
  if (error instanceof UserFault) {
    process.stderr.write(`signalman: ${error.message}${error.hint ? `\n  ${error.hint}` : ''}\n`);
    return 2;
  }
  if (error instanceof ConfigFault) process.stderr.write(`${error.message}\n`);
  else {
    const message = error instanceof Error ? error.message : String(error);
    const { hideSecrets } = await import('./operate/log.js');
    process.stderr.write(`signalman: ${hideSecrets(message, secretsOf(process.env))}\n`);
  }
  return 1;
}
