/** Requests that are broken as HTTP, byte by byte, and a client that sends such bytes and waits until it is over. */
import { connect } from 'node:net';
import type { Random } from '../../../src/sandbox/seed/random.js';

export interface Exchange {
  /** In the order in which the answers came. */
  statuses: number[];
  ms: number;
  /** Whether the other side ended it, or we ended and it let go, within the limit. */
  over: boolean;
}

/** @param ends whether our side is closed once everything is sent; else the server has to end it. @param limit ms */
export async function exchange(port: number, bytes: Buffer, ends: boolean, limit: number): Promise<Exchange> {
  const begun = performance.now();
  let text = '';
  const over = await new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const timer = setTimeout(() => {
      resolve(false);
      socket.destroy();
    }, limit);
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(true);
    });
    socket.write(bytes, () => ends && socket.end());
  });
  const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map(([, status]) => Number(status));
  return { statuses, ms: performance.now() - begun, over };
}

const paths = [
  '/slack/events',
  '/slack/events?x=1',
  '/healthz',
  '/readyz',
  '/metrics',
  '/',
  '/slack',
  '//slack/events',
  '/slack/events/',
  '/slack/../metrics',
  '/%2e%2e/%2e%2e/etc/passwd',
  '/__proto__',
  '/constructor',
  '/metrics%00',
  '*',
  'http://127.0.0.1/metrics',
  'http://[::1/slack/events',
  'file:///etc/passwd',
  'metrics',
  '__proto__',
  '',
  '/\u0000',
  `/${'a'.repeat(9000)}`,
  `/${'../'.repeat(2000)}`,
];
const methods = [
  'GET',
  'POST',
  'PUT',
  'DELETE',
  'HEAD',
  'OPTIONS',
  'PATCH',
  'TRACE',
  'CONNECT',
  'PROPFIND',
  'get',
  'FOO',
  '',
  'G\u0000T',
  'PRI',
];
const versions = ['HTTP/1.1', 'HTTP/1.0', 'HTTP/0.9', 'HTTP/2.0', 'HTTP/9.9', 'http/1.1', 'HTTP/1.1 x', ''];
const lines = ['\r\n', '\r\n', '\r\n', '\n', '\r', '\n\r'];

const headers: ((chance: Random) => string)[] = [
  () => 'host: x',
  () => 'host:',
  () => 'host: a, b',
  () => 'content-length: 5',
  () => 'content-length: -1',
  () => 'content-length: 99999999999999999999',
  () => 'content-length: 5, 6',
  () => 'content-length: 0x10',
  () => 'content-length: ',
  () => 'content-length: 3000000000',
  () => 'transfer-encoding: chunked',
  () => 'transfer-encoding: identity, chunked',
  () => 'transfer-encoding: xchunked',
  () => 'Transfer-Encoding : chunked',
  () => 'expect: 100-continue',
  () => 'expect: 200-maybe',
  () => 'connection: upgrade',
  () => 'upgrade: websocket',
  () => 'connection: close, keep-alive, upgrade',
  () => 'content-encoding: gzip',
  () => 'content-type: application/json; charset=utf-7',
  () => 'content-type: application/x-www-form-urlencoded',
  () => 'content-type: multipart/form-data',
  () => 'x-slack-signature: v0=00',
  () => 'x-slack-signature: v0=',
  () => 'x-slack-request-timestamp: 1e309',
  () => 'x-slack-request-timestamp: -1',
  () => 'x-slack-retry-num: zwölf',
  () => 'no colon here',
  () => ': no name',
  () => ' folded: line',
  () => 'na me: x',
  () => 'x: \u0000',
  () => 'x: \u007f\u0001',
  () => '__proto__: x',
  (chance) => `x: ${'a'.repeat(chance.pick([100, 8000, 20_000, 70_000]))}`,
  (chance) => Array.from({ length: chance.pick([100, 1500, 2500]) }, (_, at) => `x${at}: 1`).join('\r\n'),
  (chance) => `${'h'.repeat(chance.pick([10, 20_000]))}: 1`,
];

const bodies: ((chance: Random) => string)[] = [
  () => '',
  () => 'hello',
  () => '{"type":"url_verification","challenge":"x"}',
  () => '5\r\nhello\r\n0\r\n\r\n',
  () => '5;ext=1\r\nhello\r\n0\r\ntrailer: x\r\n\r\n',
  () => 'ffffffffffffffff\r\nhello',
  () => '-5\r\nhello\r\n',
  () => 'zz\r\nhello\r\n',
  () => '5\r\nhel',
  () => '5\nhello\n0\n\n',
  () => `5\r\nhello\r\n0\r\n${'t: x\r\n'.repeat(3000)}\r\n`,
  () => 'GET /metrics HTTP/1.1\r\nhost: x\r\n\r\n',
  () => 'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{}'.repeat(20),
  (chance) => 'x'.repeat(chance.pick([10, 10_000, 200_000])),
  (chance) => bytes(chance, 300),
];

const bytes = (chance: Random, most: number) =>
  Array.from({ length: chance.below(most) }, () => String.fromCharCode(chance.below(256))).join('');

/** The bytes of something like a request. */
export function brokenHttp(chance: Random): Buffer {
  const end = chance.pick(lines);
  const some = Array.from({ length: chance.below(6) }, () => chance.pick(headers)(chance));
  const host = chance.below(3) === 0 ? [] : ['host: 127.0.0.1'];
  const head = [
    `${chance.pick(methods)} ${chance.pick(paths)} ${chance.pick(versions)}`,
    ...host,
    ...some,
  ].join(end);
  const whole = `${head}${end}${end}${chance.pick(bodies)(chance)}`;
  const text = [
    () => whole,
    () => whole,
    () => whole.slice(0, chance.below(whole.length)),
    () => whole + whole,
    () => bytes(chance, 500),
    () => `\u0016\u0003\u0001${bytes(chance, 200)}`,
  ];
  return Buffer.from(chance.pick(text)(), 'latin1');
}

/** A request for one of these paths that is well formed and asks what nobody answers. */
export function oddRequest(chance: Random): Buffer {
  const path = chance.pick(
    paths.filter((one) => one.startsWith('/') && one.length < 100 && !one.includes('\u0000')),
  );
  const method = chance.pick(methods.slice(0, 8));
  const body = chance.below(2) === 0 ? '' : bytes(chance, 200);
  const head = `${method} ${path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-length: ${body.length}\r\n`;
  const more = chance.below(2) === 0 ? '' : `${chance.pick(headers.slice(13, 27))(chance)}\r\n`;
  return Buffer.from(`${head}${more}\r\n${body}`, 'latin1');
}

/** The beginning of a request whose end never comes. */
export function halfRequest(chance: Random): Buffer {
  const half = chance.pick([
    'POST /slack/events HTTP/1.1\r\nhost: x\r\ncontent-length: 100\r\n\r\n{"half":',
    'POST /slack/events HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\nff\r\nhalf',
    'POST /slack/events HTTP/1.1\r\nhost: x\r\nx-half: ',
    'GET /met',
  ]);
  return Buffer.from(half);
}
