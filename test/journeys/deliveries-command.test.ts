/** `signalman deliveries` as whoever runs the bot uses it: see what is owed, try again, drop. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import type { DeliveryState } from '../../src/domain/delivery.js';
import { enqueue } from '../../src/storage/delivery/enqueue.js';
import { kubernetesConfig } from '../builders/bot.js';
import { signalman } from '../builders/cli.js';
import { delivery } from '../builders/delivery.js';

describe('signalman deliveries', () => {
  let folder: string;
  let env: Record<string, string>;
  const run = (...args: string[]) => signalman(['deliveries', ...args], env);

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-deliveries-'));
    const config = join(folder, 'signalman.yml');
    writeFileSync(config, kubernetesConfig);
    env = { CONFIG_FILE: config, DATA_DIR: join(folder, 'data') };
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  /** Messages 1, 2, 3… in these states. */
  async function owe(...states: DeliveryState[]) {
    const database = await openStore({ databaseUrl: null, dataDir: env.DATA_DIR ?? '' });
    const subjects = states.map((state, at) => `report ${at + 1}, ${state}`);
    await database.write.transaction().execute((tx) =>
      enqueue(
        tx,
        subjects.map((subject) => delivery({ subject })),
        Date.now() - 7_200_000,
      ),
    );
    for (const [at, state] of states.entries())
      await database.write
        .updateTable('delivery')
        .set({
          state,
          attempts: at + 1,
          ...(state === 'failed' ? { reason: 'is_archived', unclear: at % 2 } : {}),
        })
        .where('id', '=', at + 1)
        .execute();
    await database.close();
  }

  it('says that nothing is owed', async () => {
    expect(await run('list')).toMatchObject({ code: 0, out: 'nothing is owed and nothing failed\n' });
    expect(await run('list', '--state', 'all')).toMatchObject({ code: 0, out: 'none\n' });
    expect(await run('list', '--json')).toMatchObject({ code: 0, out: '' });
  });

  describe('with messages in every state', () => {
    beforeAll(() =>
      owe('sent', 'failed', 'failed', 'pending', 'sending', 'uncertain', 'superseded', 'dropped'),
    );

    it('lists what is owed and what failed, the newest first, with its number, its place and why', async () => {
      const { code, out } = await run('list');
      const lines = out.trimEnd().split('\n');
      expect(code).toBe(0);
      expect(lines.map((line) => line.split('  ').slice(0, 2))).toEqual([
        ['6', 'uncertain'],
        ['5', 'sending'],
        ['4', 'pending'],
        ['3', 'failed'],
        ['2', 'failed'],
      ]);
      expect(lines[4]).toMatch(
        /^2 {2}failed {2}C0RELEASE {2}digest of report 2, failed, revision 1 {2}2 h old, 2 tries {2}\S/,
      );
      expect(lines[2]).toMatch(/4 tries$/);
    });

    it('lists all, or only some states, and so many at most', async () => {
      const numbers = async (...args: string[]) =>
        (await run('list', ...args)).out.split('\n').flatMap((line) => line.split('  ')[0] || []);
      expect(await numbers('--state', 'all')).toEqual(['8', '7', '6', '5', '4', '3', '2', '1']);
      expect(await numbers('--state', 'sent', 'dropped')).toEqual(['8', '1']);
      expect(await numbers('--limit', '2')).toEqual(['6', '5']);
      expect(await numbers('--state', 'waiting')).toEqual(['none']);
    });

    it('gives each as one JSON object in a line', async () => {
      const { out } = await run('list', '--json', '--state', 'failed');
      const rows = out
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line) as object);
      expect(rows).toMatchObject([
        { id: 3, state: 'failed', destination: 'C0RELEASE', reason: 'is_archived', attempts: 3 },
        { id: 2, purpose: 'digest', subject: 'report 2, failed', revision: 1 },
      ]);
    });

    it('ends with 2 where it is used wrongly, and says what is possible', async () => {
      const wrong: [string[], string][] = [
        [['list', '--limit', 'many'], 'is not the number'],
        [['list', '--limit', '-1'], 'is not the number'],
        [['list', '--limit', '0'], 'is not the number'],
        [['list', '--state', 'lost'], 'Allowed choices'],
        [['retry', 'one'], '"one" is not the number of a delivery.'],
        [['retry', '1.5'], 'is not the number of a delivery.'],
        [['retry', '12345678901234567890'], 'is not the number of a delivery.'],
        [['retry'], 'missing required argument'],
        [['retry', '99'], 'There is no delivery 99 that failed or was dropped.'],
        [['retry', '1'], 'There is no delivery 1 that failed or was dropped.'],
        [['drop', '1'], 'There is no delivery 1 that is owed'],
        [['drop', '5'], 'is not being sent right now'],
        [['drop', '999999999'], 'There is no delivery 999999999'],
        [['drop', "1'; --"], 'is not the number of a delivery.'],
        [['sned'], 'unknown command'],
      ];
      const found = await Promise.all(wrong.map(([args]) => run(...args)));
      expect(found).toEqual(
        wrong.map(([, said]) => ({ code: 2, out: '', err: expect.stringContaining(said) })),
      );
    }, 60_000);

    it('tries a failed one again, and looks first for one that may have arrived', async () => {
      expect(await run('retry', '3')).toMatchObject({ code: 0, out: expect.stringMatching(/^3 {2}pending/) });
      expect(await run('retry', '2')).toMatchObject({
        code: 0,
        out: expect.stringMatching(/^2 {2}uncertain/),
      });
      expect(await run('retry', '8')).toMatchObject({ code: 0, out: expect.stringMatching(/^8 {2}pending/) });
      expect((await run('retry', '3')).code).toBe(2);
    });

    it('drops one that is owed, once', async () => {
      expect(await run('drop', '4')).toMatchObject({ code: 0, out: expect.stringMatching(/^4 {2}dropped/) });
      expect((await run('drop', '4')).code).toBe(2);
    });
  });

  it('has help that says what it does', async () => {
    const { code, out } = await run('--help');
    expect(code).toBe(0);
    for (const word of ['list', 'retry', 'drop']) expect(out).toContain(word);
  });
});
