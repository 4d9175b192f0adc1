/** What a broadcast is compared with: a program that posts one message to many channels, so many at once, and keeps no books. */
import { performance } from 'node:perf_hooks';
import { WebClient } from '@slack/web-api';
import { answering } from './answering.js';

export interface PlainLoop {
  channels: string[];
  /** How many posts are under way at once. */
  atOnce: number;
  message: { text: string; blocks: object[] };
}

const { apiUrl, token } = JSON.parse(process.argv[2] ?? '{}') as { apiUrl: string; token: string };
const client = new WebClient(token, { slackApiUrl: apiUrl });

async function post({ channels, atOnce, message }: PlainLoop): Promise<number> {
  const begun = performance.now();
  const left = [...channels];
  const one = async () => {
    for (let channel = left.shift(); channel !== undefined; channel = left.shift())
      await client.chat.postMessage({ channel, text: message.text, blocks: message.blocks as never });
  };
  await Promise.all(Array.from({ length: atOnce }, one));
  return performance.now() - begun;
}

answering(apiUrl, (question: PlainLoop) => post(question));
