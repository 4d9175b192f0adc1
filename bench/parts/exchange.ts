/** One command over a raw socket, until its acknowledgement: a client library's own time would be most of what is measured. */
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** Nobody at Slack waits for longer than 3 s: what takes ten times as long will not come, in ms. */
const longest = 30_000;

export async function openSocket(url: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  await once(socket, 'connect');
  // What breaks is seen by its closing.
  socket.on('error', () => {});
  return socket;
}

/** @returns the body of the 200. @throws Error for another status, when the connection breaks, or when nothing comes */
export function exchange(socket: Socket, request: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const fail = (why: string) => {
      finish();
      reject(new Error(`not acknowledged: ${why}${answer === '' ? '' : `: ${answer.slice(0, 200)}`}`));
    };
    const closed = () => fail('the connection was closed');
    const limit = setTimeout(() => fail(`nothing came for ${longest / 1000} s`), longest);
    function finish(): void {
      clearTimeout(limit);
      socket.off('data', read);
      socket.off('close', closed);
    }
    function read(chunk: Buffer): void {
      answer += chunk.toString('latin1');
      const body = wholeBody(answer);
      if (body === null) return;
      if (!answer.startsWith('HTTP/1.1 200 ')) fail('another answer');
      else {
        finish();
        resolve(body);
      }
    }
    socket.once('close', closed);
    socket.on('data', read);
    if (socket.destroyed) closed();
    else socket.write(request);
  });
}

/** @returns null as long as something of the answer is missing */
function wholeBody(answer: string): string | null {
  const end = answer.indexOf('\r\n\r\n');
  if (end < 0) return null;
  const [head, body] = [answer.slice(0, end), answer.slice(end + 4)];
  if (!/^transfer-encoding: chunked/im.test(head)) {
    const length = Number(/^content-length: (\d+)/im.exec(head)?.[1] ?? 0);
    return body.length < length ? null : body;
  }
  // An acknowledgement that was written in pieces: each has its length before it, and the last one has none.
  if (!/(?:^|\r\n)0\r\n\r\n$/.test(body)) return null;
  return body.replace(/(?:^|\r\n)[\da-f]+\r\n/gi, '').trim();
}
