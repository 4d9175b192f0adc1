/**
 * Which addresses are Slack's: answers go where a request says, and files where Slack says. Whoever makes requests with a
 * stolen secret could otherwise have us send into a network that only we can reach.
 */
import { isLoopback } from '../domain/server.js';

/** Answers are taken at `hooks.slack.com`, files at `files.slack.com`, whatever stands before the interface. */
const slacks = /(?:^|\.)slack(?:-gov)?\.com$/;

/**
 * Slack itself by TLS; the server that stands for it, and those below its name, not less safely than it is called; or
 * another port of this machine where it stands on this machine.
 * @param apiUrl how Slack's interface is called
 */
export function isSlacks(address: string, apiUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const [to, api] = [new URL(address), new URL(apiUrl)];
  if (to.username !== '' || to.password !== '') return false;
  if (to.protocol === 'https:' && to.port === '' && slacks.test(to.hostname)) return true;
  if (to.protocol !== 'https:' && to.protocol !== api.protocol) return false;
  if (to.hostname === api.hostname || to.hostname.endsWith(`.${api.hostname}`)) return true;
  return isLoopback(to.hostname) && isLoopback(api.hostname);
}

/** Sends to Slack only, and is not sent on from there. @throws Error for any other address, before anything is sent */
export function onlyToSlack(apiUrl: string, send: typeof fetch): typeof fetch {
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input);
    if (!isSlacks(address, apiUrl)) throw new Error('the address for the answer is not one of Slack’s');
    return await send(input, { ...init, redirect: 'error' });
  };
}
