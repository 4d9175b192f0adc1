// Request bodies: JSON, forms and file uploads.
import type { IncomingMessage } from 'node:http';
import type { Fields } from './fields.js';
import { isFields, parseJson } from './fields.js';

export function readBody(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('error', reject);
  });
}

/** The arguments in a JSON or form body; `undefined` for a JSON body that is none. */
export function parseArgs(body: string, contentType: string): Fields | undefined {
  if (contentType.startsWith('application/json')) {
    const parsed = parseJson(body === '' ? '{}' : body);
    return isFields(parsed) ? parsed : undefined;
  }
  return Object.fromEntries(new URLSearchParams(body));
}

/** The file in an upload: the first file of a multipart form, or the body itself. */
export function uploadedBytes(body: Buffer, contentType: string): Buffer {
  const boundary = /^multipart\/form-data;.*boundary="?([^";]+)"?/.exec(contentType)?.[1];
  if (boundary === undefined) return body;
  const mark = Buffer.from(`\r\n--${boundary}`);
  let from = 0;
  for (;;) {
    const end = body.indexOf('\r\n\r\n', from);
    if (end < 0) return Buffer.alloc(0);
    const head = body.subarray(from, end).toString('utf8');
    const close = body.indexOf(mark, end + 4);
    if (/filename=/i.test(head)) return body.subarray(end + 4, close < 0 ? body.length : close);
    if (close < 0) return Buffer.alloc(0);
    from = close + mark.length;
  }
}
