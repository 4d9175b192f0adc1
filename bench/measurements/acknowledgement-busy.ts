/** How soon a command is acknowledged while GitHub is read for the first time and incidents are told to 200 channels. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Measurement } from '../measurement.js';
import { signingSecret } from '../parts/command.js';
import type { Load } from '../parts/load.js';
import { syncsDone } from '../parts/metrics.js';
import { type Pace, round, rounds, rowsOf } from '../parts/pair.js';
import { startHelper, startProgram } from '../parts/process.js';
import { project } from '../parts/project.js';
import type { Stage } from '../parts/stage.js';
import { type Announcing, openAnnouncing } from '../parts/workspace.js';
import { type Row, shown } from '../row.js';

const count = 200;
const cold = [1, 2, 3, 4, 5, 6].map((at) => project(10_000, `acme/large-${at}`));
const steady: Pace = { count: 200, rate: 100 };

/** One incident after the other, for as long as it goes on. @returns how many copies were posted */
async function tellOnAndOn({ slack, channels, declare }: Announcing, goesOn: () => boolean): Promise<number> {
  const there = new Set(channels);
  let [copies, wanted] = [0, 0];
  const ended = slack.onChange(({ kind, channel = '' }) => {
    if (kind === 'message_posted' && there.has(channel)) copies++;
  });
  while (goesOn()) {
    wanted += count;
    await declare();
    while (copies < wanted && goesOn()) await sleep(5);
  }
  ended();
  return copies;
}

async function measure(stage: Stage): Promise<Row[]> {
  const announcing = await openAnnouncing(stage, { count, databaseUrl: null, projects: cold });
  const { slack, bot } = announcing;
  const [sink, loader] = [await startHelper(stage, 'sink.js'), await startHelper(stage, 'loader.js')];
  const bare = await startProgram(stage, ['dist/bench/bare-bolt.js'], {
    ...{ SLACK_BOT_TOKEN: 'xoxb-benchmark-token', SLACK_SIGNING_SECRET: signingSecret },
    SLACK_API_URL: slack.apiUrl,
  });
  let expected = 0;
  const answers = {
    answersUrl: sink.url,
    async answered(many: number) {
      expected += many;
      for (const end = Date.now() + 60_000; (await sink.ask({})) !== expected; await sleep(10))
        if (Date.now() > end) throw new Error('not every command was answered');
    },
  };
  const send = async (load: Load) => (await loader.ask(load)) as number[];
  const play = () => round(answers, { bot, bare }, { pace: steady, send });
  await play();
  let goesOn = true;
  const telling = tellOnAndOn(announcing, () => goesOn);
  // Told below, where it is waited for.
  telling.catch(() => {});
  const reading = async () => (await syncsDone(bot.url, 'acme/large-')) < cold.length;
  const during = await rounds(play, 8, reading);
  goesOn = false;
  const copies = await telling;
  return [
    ...rowsOf('acknowledged, 100/s, while syncing and telling 200 channels', during),
    shown('copies posted meanwhile', copies, 'requests'),
  ];
}

export const acknowledgementBusy: Measurement = {
  name: 'acknowledgement-busy',
  title: 'The same while much is going on',
  measure,
};
