/** Asks a server for JSON and believes little: it may be slow, huge, a web page, or send us somewhere else. */
import { SourceFault } from '../app/ports/source-fault.js';
import { onSameServer } from '../domain/server.js';

export interface FetchOptions {
  fetch: typeof fetch;
  /** One answer may take so long, its body included, in ms. */
  timeout: number;
  /** The largest answer that is read, in bytes. */
  maxBytes: number;
}

/** What makes the next request conditional. */
export interface Validators {
  etag: string | null;
  lastModified: string | null;
}

export interface Answer {
  data: unknown;
  validators: Validators;
}

/** Counts what it sends. */
export interface JsonClient {
  /**
   * @param about what is asked for, e.g. `the dashboard sig-release-master-blocking`
   * @returns null for "not modified"
   * @throws SourceFault
   */
  get(url: string, about: string, validators?: Validators | null): Promise<Answer | null>;
  requests(): number;
}

const hops = 3;

export function createJsonClient(options: FetchOptions): JsonClient {
  let requests = 0;

  async function get(address: string, about: string, validators?: Validators | null): Promise<Answer | null> {
    const signal = AbortSignal.timeout(options.timeout);
    const { host } = new URL(address);
    try {
      let url = address;
      for (let hop = 0; hop <= hops; hop++) {
        requests++;
        const response = await options.fetch(url, {
          redirect: 'manual',
          signal,
          headers: { accept: 'application/json', 'user-agent': 'signalman', ...conditions(validators) },
        });
        const { status } = response;
        if (status === 304 && validators) return null;
        const location = response.headers.get('location');
        if (status >= 300 && status < 400 && location !== null) {
          await response.body?.cancel();
          url = followed(location, url, about);
          continue;
        }
        if (status !== 200) {
          await response.body?.cancel();
          throw refused(status, host, about);
        }
        return {
          data: parse(await read(response, options.maxBytes, about), about),
          validators: given(response),
        };
      }
      throw new SourceFault('bad-answer', `TestGrid redirects in a circle when asked about ${about}`);
    } catch (error) {
      if (error instanceof SourceFault) throw error;
      const late = signal.aborted;
      throw new SourceFault(
        'unreachable',
        late
          ? `TestGrid (${host}) did not answer within ${options.timeout / 1000} s about ${about}; the next reading tries again`
          : `TestGrid (${host}) could not be reached about ${about}; the next reading tries again`,
        { cause: error },
      );
    }
  }

  return { get, requests: () => requests };
}

function conditions(validators: Validators | null | undefined): Record<string, string> {
  return {
    ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
    ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
  };
}

function given({ headers }: Response): Validators {
  return { etag: headers.get('etag'), lastModified: headers.get('last-modified') };
}

/** Another address of the same server is followed; nobody else is asked for a release's evidence. */
function followed(location: string, from: string, about: string): string {
  const next = onSameServer(location, from);
  if (next !== null) return next;
  const place = URL.canParse(location, from) ? new URL(location, from).host : '';
  throw new SourceFault(
    'bad-answer',
    `TestGrid sends to another place (${place || 'which has no address'}) for ${about}, which is not followed; if it has moved, change its address in the configuration`,
  );
}

function refused(status: number, host: string, about: string): SourceFault {
  if (status === 404 || status === 410) {
    return new SourceFault('not-found', `TestGrid (${host}) knows nothing of ${about}; is the name right?`);
  }
  if (status === 401 || status === 403) {
    return new SourceFault('access', `TestGrid (${host}) refused to tell about ${about} (${status})`);
  }
  if (status === 429) {
    return new SourceFault(
      'rate-limited',
      `TestGrid (${host}) was asked too often; the next reading tries again`,
    );
  }
  if (status >= 500) {
    return new SourceFault(
      'unreachable',
      `TestGrid (${host}) did not answer about ${about} (${status}); the next reading tries again`,
    );
  }
  return new SourceFault('bad-answer', `TestGrid (${host}) answered ${status} about ${about}`);
}

async function read(response: Response, maxBytes: number, about: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of response.body ?? []) {
    size += part.byteLength;
    // Leaving the loop ends the answer: the rest is not fetched.
    if (size > maxBytes) {
      throw new SourceFault(
        'bad-answer',
        `TestGrid's answer about ${about} is larger than ${Math.floor(maxBytes / 1_000_000)} MB and was not read`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts).toString('utf8');
}

function parse(text: string, about: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const start = text.trimStart();
    const what =
      start === ''
        ? 'empty'
        : start.startsWith('<')
          ? 'a web page instead of JSON'
          : 'not JSON, or half of it';
    throw new SourceFault('bad-answer', `TestGrid's answer about ${about} is ${what}`, { cause: error });
  }
}
