/** Where the answers to commands go: accepts everything at once and counts it, in a process of its own. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { answering } from './answering.js';

let answers = 0;
const server = createServer((request, response) => {
  request.resume();
  request.once('end', () => {
    answers++;
    response.end('ok');
  });
});
server.listen(0, '127.0.0.1', () => {
  answering(`http://127.0.0.1:${(server.address() as AddressInfo).port}`, () => answers);
});
