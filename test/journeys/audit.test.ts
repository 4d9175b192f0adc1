/** `signalman audit` as people run it, beside whatever else uses the store. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openStore } from '../../src/compose.js';
import { day, hour } from '../../src/domain/time.js';
import { auditSchema } from '../../src/report/audit.js';
import type { Database } from '../../src/storage/dialect.js';
import { signalman } from '../builders/cli.js';
import { decideEverything, everythingDecided } from '../builders/decided.js';

const config = `
repository: acme/rocket
gates: { bugs: { count: kind/bug } }
releases: { v1.36: {}, v1.35: {} }
`;

describe('npx signalman audit', () => {
  const from = Date.UTC(2026, 6, 24, 6);
  let folder: string;
  let database: Database;
  let env: Record<string, string>;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-audit-'));
    env = { CONFIG_FILE: join(folder, 'signalman.yml'), DATA_DIR: join(folder, 'data') };
    writeFileSync(join(folder, 'signalman.yml'), config);
    // It stays open, as that of a running bot.
    database = await openStore({ databaseUrl: null, dataDir: join(folder, 'data') });
    await decideEverything(database, from);
  });
  afterAll(async () => {
    await database.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const json = async (...args: string[]) => {
    const { code, out } = await signalman(['audit', '--format', 'json', ...args], env);
    expect(code).toBe(0);
    return auditSchema.parse(JSON.parse(out));
  };

  it('prints every decision in the order of time, as JSON of the shape that schema prints', async () => {
    const audit = await json('--release', '1.36');
    expect(audit.decisions.map(({ what }) => what)).toEqual(everythingDecided);
    expect(audit).toMatchObject({ schema: 1, release: 'v1.36', since: null });
    expect((await signalman(['schema', 'audit'])).out).toContain('Signalman audit');
  });

  it('prints Markdown by day, in which nothing that people wrote is a mark, a link or a mention', async () => {
    const { code, out } = await signalman(['audit', '--release', 'v1.36'], env);
    expect(code).toBe(0);
    expect(out).toContain('# Decisions about v1.36');
    expect(out).toContain('## 24 July 2026');
    expect(out).toContain('- 12:00 **lea (U0LEAD)**: waived. Bugs: \\#1 Old \\<b\\> (waiver 1)');
    expect(out).toContain('  - Why: It was there before.');
    expect(out).toContain(`  - Commit: \`${'a'.repeat(40)}\``);
    expect(out).toContain('**Signalman**: answers became void');
    expect(out).not.toContain('<!channel>');
    expect(out).not.toMatch(/(?<!\\)\]\(http/);
  });

  it('begins where it is told to', async () => {
    const since = new Date(from + 16 * hour).toISOString().slice(0, 16).replace('T', ' ');
    expect((await json('--since', since)).decisions.map(({ what }) => what)).toEqual(
      everythingDecided.slice(17),
    );
    expect((await json('--since', '2026-07-24')).decisions).toHaveLength(everythingDecided.length);
    const days = Math.ceil((Date.now() - from) / day) + 1;
    expect((await json('--since', `${days}d`)).decisions).toHaveLength(everythingDecided.length);
    expect((await json('--since', '1h')).decisions).toEqual([]);
  });

  it('says what is wrong with the name of a release or a moment, and nothing was decided where nothing was', async () => {
    const wrong = await signalman(['audit', '--release', 'v1.63'], env);
    expect(wrong).toMatchObject({ code: 2, out: '' });
    expect(wrong.err).toContain('v1.36');
    expect(await signalman(['audit', '--since', 'soon'], env)).toMatchObject({ code: 2 });
    expect(await signalman(['audit', '--format', 'xml'], env)).toMatchObject({ code: 2 });
    expect((await signalman(['audit', '--release', 'v1.35'], env)).out).toContain('Nothing was decided');
    expect((await signalman(['audit', '--help'], env)).out).toContain('--since <when>');
  });

  it('changes nothing', async () => {
    const count = async () =>
      (await database.read.selectFrom('waiver_event').select('seq').execute()).length +
      (await database.read.selectFrom('checklist_tick').select('id').execute()).length;
    const before = await count();
    await json();
    expect(await count()).toBe(before);
  });
});
