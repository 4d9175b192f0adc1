/** The same commands to the bot and to a bare Bolt app, in turns: what each took, and the rows that come of it. */
import { atMost, type Row, show } from '../row.js';
import { quantile } from '../statistics.js';
import type { Load } from './load.js';
import { until } from './patience.js';
import type { Helper, Running } from './process.js';

const connections = 16;

export interface Pace {
  count: number;
  /** Commands per second; all at once, over all connections, when absent. */
  rate?: number;
}

export interface Pair {
  bot: number[];
  bare: number[];
}

/** Where the answers go, and how it is known that all have come. */
export interface Answers {
  answersUrl: string;
  answered(count: number): Promise<void>;
}

/** @param sink counts the answers @returns waits until so many more have come, and not one more than that */
export function answersOf(sink: Helper): Answers['answered'] {
  let expected = 0;
  return async (count) => {
    expected += count;
    let come = 0;
    const all = async () => {
      come = (await sink.ask({})) as number;
      return come >= expected;
    };
    await until(all, { what: () => `${expected} answers: ${come} came` });
    if (come > expected) throw new Error(`${come} answers came to ${expected} commands`);
  };
}

export type Send = (load: Load) => Promise<number[]>;

export async function round(
  answers: Answers,
  running: { bot: Pick<Running, 'url'>; bare: Pick<Running, 'url'> },
  { pace, send }: { pace: Pace; send: Send },
): Promise<Pair> {
  const times: Pair = { bot: [], bare: [] };
  // Each first in turn, so that neither is always the one that follows the other.
  for (const which of Math.random() < 0.5 ? (['bot', 'bare'] as const) : (['bare', 'bot'] as const)) {
    const { url } = running[which];
    times[which] = await send({ url, answerTo: answers.answersUrl, connections, ...pace });
    await answers.answered(pace.count);
  }
  return times;
}

export async function rounds(
  play: () => Promise<Pair>,
  most: number,
  goOn: () => Promise<boolean> = async () => true,
): Promise<Pair> {
  const all: Pair = { bot: [], bare: [] };
  for (let at = 0; at < most; at++) {
    const { bot, bare } = await play();
    // What was measured while the condition ended belongs to neither side of it.
    if (!(await goOn())) break;
    all.bot.push(...bot);
    all.bare.push(...bare);
  }
  if (all.bot.length === 0) throw new Error('what was to go on meanwhile was over before one round was');
  return all;
}

export function rowsOf(name: string, { bot, bare }: Pair): Row[] {
  const of = (share: number, title: string, limit: number) => {
    const [ours, theirs] = [quantile(bot, share), quantile(bare, share)];
    const detail = `${show(ours, 'ms')} : ${show(theirs, 'ms')}, ${bot.length} each`;
    return atMost(`${name}, ${title}`, ours / theirs, limit, 'times', detail);
  };
  return [of(0.5, 'p50', 1.5), of(0.99, 'p99', 3), atMost(`${name}, slowest`, Math.max(...bot), 3000, 'ms')];
}
