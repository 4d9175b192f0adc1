/** A bot that is started while Slack is away waits for it, and says so; a token that is wrong is no reason to wait. */
import { afterEach, describe, expect, it } from '@jest/globals';
import { freePort } from '../builders/port.js';
import { openStopStage, type StopStage } from './stop/stage.js';

describe('a bot that is started while Slack is away', () => {
  let stage: StopStage;
  afterEach(() => stage?.close());

  it.each([
    ['answers what nobody can read', 'http', 'auth.test', { kind: 'html' }],
    ['has no socket for it', 'socket', 'apps.connections.open', { kind: 'status', status: 503 }],
  ] as const)(
    'and %s is alive, not ready, and goes on when Slack is there',
    async (_, mode, method, fault) => {
      stage = await openStopStage({ mode });
      stage.slack.faults.next(method, { ...fault, times: 1000 });
      const PORT = `${await freePort()}`;
      const bot = stage.launch({ PORT });
      // Slack's own library asks for a socket again and again, and says less of it.
      if (mode === 'http') await bot.says('Slack is not there yet');
      await stage.slack.waitFor(() => stage.slack.state.calls(method).length > 0);
      const ready = await fetch(`http://127.0.0.1:${PORT}/readyz`);
      expect([ready.status, await ready.json()]).toEqual([
        503,
        { ready: false, slack: false, storage: true },
      ]);
      expect((await fetch(`http://127.0.0.1:${PORT}/healthz`)).status).toBe(200);
      stage.slack.faults.clear();
      await bot.says('"msg":"ready"');
      expect((await fetch(`http://127.0.0.1:${PORT}/readyz`)).status).toBe(200);
      stage.slack.eventsUrl = `http://127.0.0.1:${PORT}/slack/events`;
      await stage.ask();
      await stage.slack.waitFor(() => stage.answers() === 1);
      expect(await bot.end()).toBe(0);
    },
  );

  it('ends at once when Slack knows its token no more, and says so', async () => {
    stage = await openStopStage();
    stage.slack.faults.next('auth.test', { kind: 'error', error: 'token_revoked', times: 1000 });
    const bot = stage.launch();
    const code = await new Promise((resolve) => bot.child.once('exit', resolve));
    expect(code).toBe(1);
    expect(bot.output.err).toContain('token_revoked');
    expect(bot.output.err).not.toContain('not there yet');
  });
});
