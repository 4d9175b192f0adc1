/** The client for everything that delivery does: it asks once, gives up in time, and says at once when it must wait. */
import { type Logger, LogLevel, WebClient } from '@slack/web-api';
import type { Log } from '../../app/ports/log.js';
import { slackTiming } from '../../domain/delivery-timing.js';
import type { SlackAccess } from '../app.js';

/**
 * The SDK's own retries post again what Slack has accepted when only the answer was lost.
 * @param timeout of each request, in ms
 */
export function createPostingClient(
  access: Pick<SlackAccess, 'botToken' | 'apiUrl'>,
  log: Log,
  timeout: number = slackTiming.request,
): WebClient {
  return new WebClient(access.botToken, {
    slackApiUrl: access.apiUrl,
    timeout,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    fetch: keepingCause,
    // The time-out begins when a request leaves the queue: waiting in it, one could outlive its lease.
    maxRequestConcurrency: Number.POSITIVE_INFINITY,
    logger: sdkLogger(log),
  });
}

/**
 * The cause tells whether anything was sent. The SDK drops it when the error is not an Error of its own realm, which
 * those of Node's `fetch` need not be.
 */
async function keepingCause(...request: Parameters<typeof fetch>): Promise<Response> {
  try {
    return await fetch(...request);
  } catch (error) {
    throw new Error('no answer', { cause: error });
  }
}

/** The SDK tells which block was refused and why; what it says of each request is left out. */
function sdkLogger(log: Log): Logger {
  const warn = (...parts: unknown[]) => log.warn({ from: 'slack' }, parts.map(String).join(' '));
  return {
    debug: () => {},
    info: () => {},
    warn,
    error: warn,
    setLevel: () => {},
    getLevel: () => LogLevel.WARN,
    setName: () => {},
  };
}
