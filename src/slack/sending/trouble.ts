/** Why a call of the Web API did not succeed, read from what the SDK throws. */
import { WebAPIHTTPError, WebAPIPlatformError, WebAPIRateLimitedError } from '@slack/web-api';
import { causes, codeOf, wasNeverConnected } from '../../domain/connection.js';
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

/** Slack's own troubles: they say nothing about what was asked. */
export const ownTroubles: readonly string[] = [
  'internal_error',
  'fatal_error',
  'service_unavailable',
  'request_timeout',
  'team_added_to_org',
];

const waitWhenNotTold = 30 * second;
/** Both words are documented. */
const tooOften = ['ratelimited', 'rate_limited'];
/** The message of the plain Error that the SDK throws for a 429 without `Retry-After`. */
const tooOftenWithoutDelay = 'Retry header did not contain a valid timeout';
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
