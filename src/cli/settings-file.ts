/** Reads signalman.yml for the commands: most need it, and a bot that starts says itself what it lacks. */
import { readFile } from 'node:fs/promises';
import { settingsOrFirstUse } from '../config/first-use.js';
import { loadSettings } from '../config/load.js';
import type { Settings } from '../config/settings.js';
import { UserFault } from '../domain/fault.js';
import type { FirstUse } from '../domain/first-use.js';

/** @throws UserFault `no-config`; ConfigFault that lists every problem */
export async function settingsFrom(file: string): Promise<Settings> {
  const text = await read(file);
  if (text === null) throw noConfig(file);
  return loadSettings(text, file);
}

/**
 * The settings to start with, or what is missing for them.
 * @param isNamed whether somebody has said that the file is there: then it has to be
 * @throws UserFault `no-config`; ConfigFault that lists every problem
 */
export async function settingsToStart(file: string, isNamed: boolean): Promise<Settings | FirstUse> {
  const text = await read(file);
  if (text === null && isNamed) throw noConfig(file);
  return settingsOrFirstUse(text, file);
}

/** null: there is no such file. */
async function read(file: string): Promise<string | null> {
  return await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'EISDIR')
      throw new UserFault(
        'no-file',
        `${file} is a folder, and should be the configuration.`,
        'Docker makes such a folder where the file is missing: remove it, and put signalman.yml there.',
      );
    if (error.code !== 'ENOENT') throw error;
    return null;
  });
}

const noConfig = (file: string) =>
  new UserFault(
    'no-config',
    `There is no configuration at ${file}.`,
    'Copy signalman.example.yml to signalman.yml, or set CONFIG_FILE.',
  );
