/** How soon a command is acknowledged while GitHub is read for the first time and incidents are told to 200 channels. */
import type { Measurement } from '../measurement.js';
import { signingSecret } from '../parts/command.js';
import type { Load } from '../parts/load.js';
import { syncsDone } from '../parts/metrics.js';
import { answersOf, type Pace, round, rounds, rowsOf } from '../parts/pair.js';
import { until } from '../parts/patience.js';
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
    const all = () => copies >= wanted || !goesOn();
    await until(all, { every: 5, what: () => `${wanted} copies: ${copies} were posted` });
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
  const answers = { answersUrl: sink.url, answered: answersOf(sink) };
  const send = async (load: Load) => (await loader.ask(load)) as number[];
  const play = () => round(answers, { bot, bare }, { pace: steady, send });
  await play();
  let goesOn = true;
  const telling = tellOnAndOn(announcing, () => goesOn);
  // Told below, where it is waited for; until then the rest goes on for nothing.
  telling.catch(() => {
    goesOn = false;
  });
  const reading = async () => goesOn && (await syncsDone(bot.url, 'acme/large-')) < cold.length;
  const during = rounds(play, 8, reading).finally(() => {
    goesOn = false;
  });
  // Whoever tells fails first where both do.
  const [copies, taken] = await Promise.all([telling, during]);
  return [
    ...rowsOf('acknowledged, 100/s, while syncing and telling 200 channels', taken),
    shown('copies posted meanwhile', copies, 'requests'),
  ];
}

export const acknowledgementBusy: Measurement = {
  name: 'acknowledgement-busy',
  title: 'The same while much is going on',
  measure,
};
