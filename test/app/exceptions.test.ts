/** Where an exception leads, and who hears that one was asked for, on a real store. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { composeCalendar } from '../../src/compose/calendar.js';
import { loadSettings } from '../../src/config/load.js';
import { deliveryDesk } from '../../src/storage/delivery/desk.js';
import type { Database } from '../../src/storage/dialect.js';
import { openEmptyStore } from '../builders/empty-store.js';
import { silentLog } from '../builders/log.js';

const day = 86_400_000;
const now = Date.UTC(2026, 6, 24, 12);
const max = { id: 'U0MAX', name: 'max' };
const form = { what: 'The fix', reason: 'A leak', issue: '#12', from: null, until: now + day };

let folder: string;
let database: Database;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'signalman-'));
  database = await openEmptyStore(folder);
});
afterEach(async () => {
  await database.close();
  await rm(folder, { recursive: true, force: true });
});

/** @param among what the configured leads come to: a group that cannot be read stands for itself */
function calendar(among: string[]) {
  const settings = loadSettings(
    `
repository: acme/rocket
gates: { bugs: { count: kind/bug } }
roles: { release-lead: [U0LEAD, S0TEAM] }
releases: { v1.36: { calendar: { phases: { code-freeze: 2026-07-22 AoE } } } }
`,
    'signalman.yml',
  );
  const people = { isAmong: async () => true, among: async () => among };
  return composeCalendar(
    { settings, database, log: silentLog, clock: () => now },
    { people, web: 'https://git.acme.example', nudge: () => {} },
  ).exceptions;
}

const places = async () => {
  const rows = await deliveryDesk(database).list({ states: null, most: 10 });
  return rows.reverse().map(({ purpose, destination }) => [purpose, destination]);
};

describe('an exception', () => {
  it('leads to the GitHub that is configured', async () => {
    const asked = await calendar(['U0LEAD']).ask({ actor: max, request: 'r1', name: 'v1.36', form });
    expect(asked.issue.url).toBe('https://git.acme.example/acme/rocket/issues/12');
  });

  it('is told to people directly where no channel is named, and never to a group', async () => {
    await calendar(['U0LEAD', 'S0TEAM']).ask({ actor: max, request: 'r1', name: 'v1.36', form });
    expect(await places()).toEqual([
      ['exception', 'U0LEAD'],
      ['exception-answer', 'U0MAX'],
    ]);
  });

  it('that is decided is told to nobody else, and never to a group', async () => {
    const exceptions = calendar(['U0LEAD', 'S0TEAM']);
    const { id } = await exceptions.ask({ actor: max, request: 'r1', name: 'v1.36', form });
    const lea = { id: 'U0LEAD', name: 'lea' };
    await exceptions.decide({ actor: lea, request: 'r2', id, isApproved: true, reason: '' });
    expect((await places()).map(([, destination]) => destination)).not.toContain('S0TEAM');
  });

  it('is refused where nobody would hear of it', async () => {
    const asking = calendar(['S0TEAM']).ask({ actor: max, request: 'r1', name: 'v1.36', form });
    await expect(asking).rejects.toMatchObject({ code: 'nobody-decides' });
    expect(await places()).toEqual([]);
  });
});
