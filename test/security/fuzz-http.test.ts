/**
 * Thousands of malformed requests to the real bot in a process of its own: nothing crashes, hangs, is answered 5xx or
 * logged as a fault of ours. `npm run security` sends more than a hundred thousand.
 */
import { Agent, request as httpRequest } from 'node:http';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { brokenBody, mutatedBody, type Sent, signedWith, unsigned } from './fuzz/bodies.js';
import { signingSecret, startBotProcess } from './fuzz/bot-process.js';
import { chanceOf, isFull, seed } from './fuzz/chance.js';
import { payload } from './fuzz/payloads.js';
import { brokenHttp, exchange, halfRequest, oddRequest } from './fuzz/raw-http.js';
import { createTally } from './fuzz/tally.js';

const counts = isFull
  ? { broken: 20_000, odd: 10_000, unsigned: 35_000, text: 20_000, mutated: 30_000, slow: 200 }
  : { broken: 900, odd: 500, unsigned: 1300, text: 900, mutated: 1400, slow: 20 };
/** Longer than anything may take, ms: Slack waits three seconds, and a slow body is given fifteen. */
const limit = 20_000;
jest.setTimeout(isFull ? 1_800_000 : 120_000);
const agent = new Agent({ keepAlive: true, maxSockets: 32 });
const tally = createTally();

let house: Awaited<ReturnType<typeof startBotProcess>>;
/** They wait while the others run. */
let slow: Promise<void>;
beforeAll(async () => {
  house = await startBotProcess();
  slow = each(counts.slow, counts.slow, (at) =>
    thrown('half a request', halfRequest(chanceOf('slow', at)), false),
  );
  slow.catch(() => {});
}, 60_000);
afterAll(async () => {
  agent.destroy();
  const memory = `resident at the end: ${Math.round(house.memory())} MB`;
  process.stderr.write(
    `\nHTTP, seed ${seed}: ${tally.requests()} malformed requests; ${memory}\n  ${tally.lines().join('\n  ')}\n`,
  );
  await house.close();
});

/** So many, some at a time; those that went wrong are named by their number. */
async function each(
  count: number,
  abreast: number,
  work: (at: number) => Promise<string | null>,
): Promise<void> {
  let next = 0;
  const wrong: string[] = [];
  const worker = async () => {
    for (let at = next++; at < count; at = next++) {
      const what = await work(at);
      if (what !== null) wrong.push(`${at} (seed ${seed}): ${what}`);
    }
  };
  await Promise.all(Array.from({ length: abreast }, worker));
  expect(wrong.slice(0, 10)).toEqual([]);
}

/** Bytes as they are. @param ends whether our side ends it, once everything is sent */
async function thrown(kind: string, bytes: Buffer, ends: boolean): Promise<string | null> {
  const { statuses, ms, over } = await exchange(house.port, bytes, ends, limit);
  tally.add(kind, statuses, ms);
  if (over && statuses.every((status) => status < 500)) return null;
  return `${statuses}, over: ${over}: ${bytes.toString('latin1').slice(0, 300)}`;
}

/** @returns the status; 0 when the connection was closed, -1 when nothing came */
function post({ headers, body }: Sent): Promise<number> {
  const to = { host: '127.0.0.1', port: house.port, path: '/slack/events', method: 'POST', agent };
  return new Promise((resolve) => {
    const sent = httpRequest({ ...to, headers: { ...headers, 'content-length': body.length } }, (answer) => {
      answer.resume();
      answer.once('end', () => resolve(answer.statusCode ?? 0));
    });
    sent.setTimeout(limit, () => {
      resolve(-1);
      sent.destroy();
    });
    sent.once('error', () => resolve(0));
    sent.end(body);
  });
}

async function posted(kind: string, sent: Sent, allowed: readonly number[]): Promise<string | null> {
  const begun = performance.now();
  const status = await post(sent);
  tally.add(kind, [status], performance.now() - begun);
  return allowed.includes(status) ? null : `${status}: ${sent.body.toString().slice(0, 1500)}`;
}

const scene = (user: string) => ({
  ...{ user, channel: 'C01INCIDENTS', ts: '1489665600.000100' },
  responseUrl: house.answersUrl,
});
/** Ravi has no role; Nora leads the release. */
const [stranger, lead] = ['U01RAVI', 'U01NORA'];

describe('malformed requests', () => {
  it('that are no HTTP are refused or closed', async () => {
    await each(counts.broken, 24, (at) => thrown('no HTTP', brokenHttp(chanceOf('broken', at)), true));
  });

  it('to what there is and is not, by any method, are answered as what they are', async () => {
    await each(counts.odd, 24, (at) => thrown('odd', oddRequest(chanceOf('odd', at)), false));
  });

  it('that Slack has not signed are refused, whatever they carry', async () => {
    await each(counts.unsigned, 32, async (at) => {
      const chance = chanceOf('unsigned', at);
      const whole = payload(chance, scene(lead));
      const body = chance.below(2) === 0 ? mutatedBody(chance, whole) : brokenBody(chance, whole);
      // Slack asks unsigned whether the connection is encrypted.
      const isProbe = body.body.toString().includes('ssl_check=1');
      return await posted('unsigned', unsigned(chance, body), isProbe ? [200, 401] : [401, 413, 0]);
    });
  });

  it('that are signed, and no payload, are refused', async () => {
    await each(counts.text, 32, async (at) => {
      const chance = chanceOf('text', at);
      const body = brokenBody(chance, payload(chance, scene(stranger)));
      const sent = signedWith(signingSecret, body);
      return await posted('signed, broken text', sent, [200, 400, 401, 404, 413, 0]);
    });
  });

  it('that are signed payloads with something wrong in them are answered or refused', async () => {
    await each(counts.mutated, 16, async (at) => {
      const chance = chanceOf('mutated', at);
      const body = mutatedBody(chance, payload(chance, scene(chance.below(4) === 0 ? lead : stranger)));
      return await posted('signed, broken meaning', signedWith(signingSecret, body), [200, 400, 404]);
    });
  });

  it('that come slowly, or never to an end, are closed by the bot', async () => {
    await slow;
  });

  it('leave a bot that answers, has logged no fault of its own, and is no larger', async () => {
    const before = house.slack.state.ephemerals(lead, 'C01RELEASE').length;
    await house.slack.slashCommand({
      ...{ command: '/release-status', text: '', user: lead, channel: 'C01RELEASE' },
    });
    const answer = await house.slack.waitFor(() => house.slack.state.ephemerals(lead, 'C01RELEASE')[before]);
    expect(answer.text).toMatch(/^v1\.6: NO GO \(\d+ reasons\)\. 36 open issues/);
    expect(
      house
        .errors()
        .map((line) => line.slice(0, 900))
        .slice(0, 12),
    ).toEqual([]);
    expect((await fetch(`${house.url}/readyz`)).status).toBe(200);
    expect(house.memory()).toBeLessThan(450);
  });
});
