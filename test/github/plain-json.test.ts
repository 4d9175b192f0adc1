/** What a client of ours makes of an answer's body: as Octokit would, without what makes Octokit slow. */
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { createClient } from '../../src/github/client.js';
import { rememberingLog } from '../builders/log.js';

let server: Server;
let answer: { type: string | null; body: string | Buffer; status?: number; isCut?: boolean };

beforeEach(async () => {
  server = createServer((_, response) => {
    const { type, body, status = 200, isCut } = answer;
    response.writeHead(status, {
      ...(type === null ? {} : { 'content-type': type }),
      'content-length': Buffer.byteLength(body) + (isCut ? 10 : 0),
    });
    response.write(body, () => (isCut ? response.destroy() : response.end()));
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
});
afterEach(() => {
  server.close();
});

async function dataOf(given: typeof answer): Promise<unknown> {
  answer = given;
  const { port } = server.address() as AddressInfo;
  const { octokit } = createClient({
    ...{ apiUrl: `http://127.0.0.1:${port}`, auth: { token: 't' }, log: rememberingLog().log, pause: 1 },
  });
  return (await octokit.request('GET /x')).data;
}

describe('an answer of GitHub', () => {
  it.each([
    ['application/json', '{"a":[1,"1n"]}', { a: [1, '1n'] }],
    ['application/json; charset=utf-8', '"ü"', 'ü'],
    ['application/json', '{"id":9007199254740993}', { id: 9007199254740992 }],
    ['APPLICATION/JSON', 'null', null],
    ['application/vnd.github.raw; charset=utf-8', '{"a":1}', '{"a":1}'],
    ['text/html', '<p>', '<p>'],
    [null, 'what?', 'what?'],
    ['application/json', '{"a":', '{"a":'],
    ['application/json', '', ''],
  ])('of type %s with %s is read as %j', async (type, body, data) => {
    expect(await dataOf({ type, body })).toEqual(data);
  });

  it('that is neither is given byte for byte', async () => {
    const data = await dataOf({ type: 'application/octet-stream', body: Buffer.from([0, 255, 10]) });
    expect([...new Uint8Array(data as ArrayBuffer)]).toEqual([0, 255, 10]);
  });

  it('that is cut off is nothing, so that the reader asks again', async () => {
    expect(await dataOf({ type: 'application/json', body: '[1,2]', isCut: true })).toBe('');
  });

  it('that refuses keeps its words and its headers', async () => {
    const refused = dataOf({ type: 'application/json', body: '{"message":"Not Found"}', status: 404 });
    await expect(refused).rejects.toMatchObject({
      status: 404,
      message: expect.stringContaining('Not Found'),
    });
  });
});
