/** What Slack’s servers send instead of an answer is in no error of the SDK, and an answer stays as it is. */
import { expect, it } from '@jest/globals';
import { WebAPIHTTPError, WebAPIPlatformError, WebClient } from '@slack/web-api';
import { troubleOf } from '../../src/slack/sending/trouble.js';
import { unquoted } from '../../src/slack/unquoted.js';

const said = 'zqsecret';
const client = (body: string, status = 200) =>
  new WebClient('xoxb-token', {
    retryConfig: { retries: 0 },
    fetch: unquoted(async () => new Response(body, { status })),
  });
const everything = (error: Error) =>
  JSON.stringify({ ...error, message: error.message, stack: error.stack, name: error.name });
const failure = (body: string, status?: number): Promise<Error> =>
  client(body, status)
    .chat.postMessage({ channel: 'C1', text: said })
    .then(
      () => new Error('it was taken'),
      (error) => error,
    );

it.each([
  ['a page', `<html>${said}</html>`],
  ['half an answer', `{"ok":true,"message":{"text":"${said}`],
  ['half an answer that ends like a whole one', `{"ok":true,"message":{"text":"${said}"}`],
])('%s is not quoted', async (_, body) => {
  const error = await failure(body);
  expect(error).toBeInstanceOf(WebAPIPlatformError);
  expect(everything(error)).not.toContain(said);
  expect(error.message).toContain(`${body.length} characters`);
  expect(troubleOf(error)).toEqual({ kind: 'lost', why: 'the answer was not one of Slack’s' });
});

it('neither is a page with another status', async () => {
  const error = await failure(`<html>${said}</html>`, 503);
  expect(error).toBeInstanceOf(WebAPIHTTPError);
  expect(everything(error)).not.toContain(said);
});

it('an answer is what it is, and so is a refusal', async () => {
  const { ts } = await client('{"ok":true,"ts":"1.2"}').chat.postMessage({ channel: 'C1', text: said });
  expect(ts).toBe('1.2');
  expect(troubleOf(await failure('{"ok":false,"error":"is_archived"}'))).toEqual({
    ...{ kind: 'answer', code: 'is_archived' },
  });
});
