/** Why a call of the Web API did not succeed, read from what the SDK throws. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { second } from '../../domain/time.js';

export type Trouble =
  /** Slack said no, in one word. */
  | { kind: 'answer'; code: string }
  /** Slack did nothing and wants to be asked later. */
  | { kind: 'wait'; ms: number }
  /** There was no connection: nothing was sent. */
  | { kind: 'unreached'; why: string }
  /** It was sent, and what became of it is not known. */
  | { kind: 'lost'; why: string };

const waitWhenNotTold = 30 * second;
/** Both words are documented. */
const tooOften = ['ratelimited', 'rate_limited'];
/** The message of the plain Error that the SDK throws for a 429 without `Retry-After`. */
const tooOftenWithoutDelay = 'Retry header did not contain a valid timeout';
const neverConnected = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
]);

/** @param error whatever a call of a `WebClient`, or `fetch`, threw */
export function troubleOf(error: unknown): Trouble {
  if (error instanceof WebAPIRateLimitedError) return wait(error.retryAfter);
  if (error instanceof WebAPIPlatformError) return answered(error);
  if (error instanceof WebAPIHTTPError)
    return { kind: 'lost', why: `Slack answered HTTP ${error.statusCode}` };
  const chain = causes(error);
  if (chain.some(({ message }) => message.startsWith(tooOftenWithoutDelay))) return wait();
  const code = chain.map(codeOf).findLast((one) => /^[A-Z]/.test(one)) ?? '';
  if (wasNeverConnected(error)) return { kind: 'unreached', why: `Slack could not be reached (${code})` };
  if (chain.some(({ name }) => name === 'TimeoutError' || name === 'AbortError'))
    return { kind: 'lost', why: 'Slack did not answer in time' };
  const detail = code || chain.at(-1)?.message || String(error);
  return { kind: 'lost', why: `the answer was lost (${detail.slice(0, 100)})` };
}

function wait(seconds?: number): Trouble {
  return { kind: 'wait', ms: seconds === undefined ? waitWhenNotTold : Math.max(1, seconds) * second };
}

/** A 200 with a web page, with nothing or with half of something reaches us as an error of the platform too. */
function answered({ data }: WebAPIPlatformError): Trouble {
  const code: unknown = data.error;
  if (typeof code !== 'string' || !/^[a-z][a-z0-9_]{1,79}$/.test(code))
    return { kind: 'lost', why: 'the answer was not one of Slack’s' };
  if (!tooOften.includes(code)) return { kind: 'answer', code };
  return wait(data.response_metadata?.retryAfter);
}

/** An error with everything that it names as its cause, outermost first. */
function causes(error: unknown): Error[] {
  const chain: Error[] = [];
  for (let one = error; isError(one) && chain.length < 10; one = one.cause) chain.push(one);
  return chain;
}

/** Not `instanceof`: what Node itself throws may come from another realm, and a DOMException is one too. */
function isError(value: unknown): value is Error {
  return typeof value === 'object' && value !== null && 'message' in value && 'name' in value;
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** Of several addresses every one must have failed before a byte was sent. */
function wasNeverConnected(error: unknown, depth = 0): boolean {
  if (!isError(error) || depth > 10) return false;
  const several = 'errors' in error && Array.isArray(error.errors) ? (error.errors as unknown[]) : [];
  if (several.length > 0) return several.every((one) => wasNeverConnected(one, depth + 1));
  if (neverConnected.has(codeOf(error))) return true;
  // Of several addresses each is given a moment only; that it was over says nothing was sent there.
  if (codeOf(error) === 'ETIMEDOUT' && 'syscall' in error && error.syscall === 'connect') return true;
  return wasNeverConnected(error.cause, depth + 1);
}
