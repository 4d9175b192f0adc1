/** The same bot without a public address: everything comes through a WebSocket. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { NOON_16_MARCH_2017 } from '../../src/sandbox/seed/noon-16-march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { lead, type RunningBot, release, startTestBot } from '../builders/bot.js';

describe('Socket Mode', () => {
  let running: RunningBot;
  afterEach(() => running.close());

  it('answers a command, a button, and a command after the connection was lost', async () => {
    running = await startTestBot({
      mode: 'socket',
      seed: (github) => seedReportDay(github, NOON_16_MARCH_2017),
    });
    const { slack, ask, bot } = running;

    const answer = await ask('');
    expect(answer.all).toContain('v1.6 is NO GO');
    expect(slack.socket.open()).toBe(1);

    await slack.click({ user: lead, channel: release, ephemeralId: answer.id, actionId: 'status_share' });
    await slack.waitFor(() => slack.state.messages(release).length === 1);

    slack.socket.disconnectAll();
    await slack.waitFor(() => slack.socket.open() === 0);
    await slack.waitFor(() => slack.socket.open() === 1, { timeoutMs: 15_000 });
    expect((await ask('flakes')).all).toContain('21 open in v1.6');

    const ready = await fetch(`http://127.0.0.1:${bot.port}/readyz`);
    expect(ready.status).toBe(200);
    const events = await fetch(`http://127.0.0.1:${bot.port}/slack/events`, { method: 'POST', body: '{}' });
    expect(events.status).toBe(404);
  });
});
