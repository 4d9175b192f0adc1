/** How much memory the bot holds after a load, beside a bare Bolt app after the same load. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.js';
import { type House, openHouse } from '../parts/house.js';
import { sendLoad } from '../parts/load.js';
import { untilSynced } from '../parts/metrics.js';
import { temporaryPostgres } from '../parts/postgres.js';
import type { Running } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { atMost, type Row, show, skipped } from '../row.js';

const commands = 6000;
/** The same pace for both: a program that is slower must not be spared. */
const rate = 250;
const size = project(1000);
const limit = 1.6;

/** @returns MB after the load, once it has settled */
async function weighed(house: House, running: Running): Promise<number> {
  const { url } = running;
  await sendLoad({ url, answerTo: house.answersUrl, count: commands, connections: 16, rate });
  await house.answered(commands);
  await sleep(1000);
  const memory = await running.memory();
  await running.stop();
  return memory;
}

async function measure(stage: Stage): Promise<Row[]> {
  const house = await openHouse(stage, [size]);
  stage.say(`${commands} commands to a bare Bolt app`);
  const bare = await weighed(house, await house.bareBolt());
  const against = async (name: string, storage: Parameters<House['bot']>[1]) => {
    stage.say(`${commands} commands to Signalman, ${name}`);
    const bot = await house.bot([size], storage);
    await untilSynced(bot.url, 1);
    const memory = await weighed(house, bot);
    const detail = `${show(memory, 'MB')} : ${show(bare, 'MB')}`;
    return atMost(`memory after ${commands} commands, ${name}`, memory / bare, limit, 'times', detail);
  };
  const embedded = await against('embedded', { dataDir: await stage.folder() });
  const databaseUrl = await temporaryPostgres(stage);
  const served = databaseUrl
    ? await against('served', { databaseUrl })
    : skipped(`memory after ${commands} commands, served`, 'no PostgreSQL programs here');
  return [embedded, served];
}

export const memory: Measurement = { name: 'memory', title: 'Memory, beside a bare Bolt app', measure };
