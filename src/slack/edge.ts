/** What is turned away before anything of Signalman sees it, beside what Bolt turns away: requests dated in the future. */
import type { RequestListener } from 'node:http';
import type { Clock } from '../app/ports.js';

/** As far as Slack's clock and ours may differ; Bolt allows as much for old requests. s */
const apart = 5 * 60;

/**
 * Bolt refuses what is older than five minutes, and takes what is dated in the future: that would stay good until
 * then, long after it is forgotten that it was handled.
 * @param machine the machine's clock, as Slack's timestamps are real time
 */
export function refusingTheFuture(listener: RequestListener, machine: Clock): RequestListener {
  return (request, response) => {
    const date = String(request.headers['x-slack-request-timestamp'] ?? '');
    // None at all is Bolt's to answer: some of Slack's requests have none.
    const isGood = date === '' || (/^\d{1,12}$/.test(date) && Number(date) <= machine() / 1000 + apart);
    if (isGood) return listener(request, response);
    response.writeHead(401);
    response.end();
  };
}
