/** A milestone of 10,000 issues and 60 groups: everything still works, and everything still adds up. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeQuestions, composeSync, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { type LocalGitHub, startLocalGitHub } from '../../src/sandbox/github/index.js';
import { seedLargeProject } from '../../src/sandbox/seed/large-project.js';
import { statusMessage } from '../../src/slack/blocks/status/status.js';
import type { Database } from '../../src/storage/dialect.js';
import { silentLog } from '../builders/log.js';
import { quick, token } from '../builders/world.js';

describe('a milestone of 10,000 issues and 60 groups', () => {
  let github: LocalGitHub;
  let database: Database;
  let folder: string;
  let seeded: ReturnType<typeof seedLargeProject>;
  let parts: Parameters<typeof composeSync>[0];

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'signalman-large-'));
    github = await startLocalGitHub({ tokens: [{ token, login: 'lead' }] });
    seeded = seedLargeProject(github, { issues: 10_000, groups: 60 });
    database = await openStore({ databaseUrl: null, dataDir: folder });
    const settings = loadSettings(
      `preset: kubernetes\nreleases:\n  big: { repository: ${seeded.repo}, milestone: "${seeded.milestoneTitle}", enhancements: false }\n`,
      'signalman.yml',
    );
    parts = { settings, database, log: silentLog, clock: Date.now };
  });

  afterAll(async () => {
    await database.close();
    await github.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is read at the price of its pages, and for two requests when nothing changed', async () => {
    const { tracked, sync } = composeSync(parts, { apiUrl: github.url, token }, quick);
    const [which] = tracked;
    if (!which) throw new Error('nothing is tracked');

    const cold = await sync(which, false);
    const loose = github.requests.filter(({ path }) => path.includes('milestone=none')).length;
    const warm = await sync(which, false);

    expect(cold.problem).toBeNull();
    expect(cold.requests).toBeLessThanOrEqual(Math.ceil(cold.changed / 100) + loose + 3);
    expect(warm).toMatchObject({ kind: 'refresh', changed: 0 });
    expect(warm.requests).toBeLessThanOrEqual(2);
    expect(warm.quota).toBeLessThanOrEqual(1);
  }, 60_000);

  it('fits into a message and into a report, with every figure exact', async () => {
    const { status, whole } = await composeQuestions(parts).showWholeStatus('big');
    const report = reportSchema.parse(reportJson(status, whole));
    const message = statusMessage(status);

    expect(report.counts?.total.count).toBe(seeded.issues);
    expect(report.counts?.kinds.bug?.count).toBe(seeded.bugs);
    expect(report.counts?.kinds.flake?.count).toBe(seeded.flakes);
    expect(report.issues.filter((issue) => !issue.pullRequest)).toHaveLength(seeded.issues);
    for (const [slug, count] of Object.entries(seeded.byGroup)) {
      expect(report.groups?.rows.find((row) => row.slug === slug)?.total).toBe(count);
    }
    expect(JSON.stringify(message.blocks).length).toBeLessThan(13_000);
    expect(message.blocks.length).toBeLessThanOrEqual(50);
    expect(reportMarkdown(status)).toContain(`: ${seeded.issues}\n`);
  });
});
