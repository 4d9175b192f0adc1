/** A command as Slack sends it, `/release-status` unless told: form-encoded, signed, each one with a trigger of its own. */
import { createHmac } from 'node:crypto';

export const signingSecret = 'benchmark-signing-secret';
let sent = 0;

export interface Typed {
  command: string;
  text: string;
  user: string;
  channel: string;
}

const lookedUp: Typed = { command: '/release-status', text: '', user: 'U0BENCH', channel: 'C0BENCH' };

/** @returns the bytes of the whole HTTP request. @param answerTo the response_url, up to what is this command's own */
export function commandRequest(url: string, answerTo: string, typed: Typed = lookedUp): Buffer {
  const trigger = `${++sent}.1.${Math.random().toString(16).slice(2)}`;
  const body = new URLSearchParams({
    token: 'unused',
    team_id: 'T0BENCH',
    team_domain: 'bench',
    channel_id: typed.channel,
    channel_name: 'sig-release',
    user_id: typed.user,
    user_name: 'lead',
    command: typed.command,
    text: typed.text,
    api_app_id: 'A0BENCH',
    is_enterprise_install: 'false',
    response_url: `${answerTo}/commands/T0BENCH/${trigger}`,
    trigger_id: trigger,
  }).toString();
  const time = Math.floor(Date.now() / 1000);
  const signature = createHmac('sha256', signingSecret).update(`v0:${time}:${body}`).digest('hex');
  const { host } = new URL(url);
  return Buffer.from(
    [
      'POST /slack/events HTTP/1.1',
      `host: ${host}`,
      'connection: keep-alive',
      'user-agent: Slackbot 1.0 (+https://api.slack.com/robots)',
      'accept: */*',
      'content-type: application/x-www-form-urlencoded',
      `content-length: ${Buffer.byteLength(body)}`,
      `x-slack-request-timestamp: ${time}`,
      `x-slack-signature: v0=${signature}`,
      '',
      body,
    ].join('\r\n'),
  );
}
