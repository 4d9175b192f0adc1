/** The bot reads day after day only what changed since, and counts what was published. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { composeQuestions, composeSync, openStore } from '../../../src/compose.js';
import { loadSettings } from '../../../src/config/load.js';
import { startLocalGitHub } from '../../../src/sandbox/github/index.js';
import type { DayCounts } from '../../../src/sandbox/seed/day-counts.js';
import { MARCH_2017, type PublishedDay } from '../../../src/sandbox/seed/march-2017.js';
import { seedReportDay } from '../../../src/sandbox/seed/report-day.js';
import { kubernetesConfig } from '../../builders/bot.js';
import { silentLog } from '../../builders/log.js';
import { quick, token } from '../../builders/world.js';
import { step } from './steps.js';

type Questions = ReturnType<typeof composeQuestions>;

/** What the bot says of a day, in the fields of the published one; those that the day lacks left out. */
async function saidBy(questions: Questions, day: DayCounts): Promise<object> {
  const { evidence } = await questions.showStatus(null);
  const { census } = evidence.issues;
  const measure = (name: string) => census?.measures[name]?.count;
  const rows = (census?.groups ?? []).map(({ slug, kinds }) => [slug, kinds.flake ?? 0] as const);
  const optional = {
    brokenTestRun: Object.values(census?.phrases ?? {})[0]?.count,
    bugsWithoutMilestone: measure('bug.without-milestone'),
    flakesWithoutMilestone: measure('flake.without-milestone'),
  };
  return {
    issues: census?.total.count,
    flakes: census?.kinds.flake?.count,
    flakesNoSig: census?.noGroup.kinds.flake ?? 0,
    flakesBySig: Object.fromEntries(rows.filter(([, flakes]) => flakes > 0)),
    bugs: census?.kinds.bug?.count,
    features: evidence.enhancements?.census?.total.count,
    ...Object.fromEntries(
      Object.entries(optional).filter(([name]) => day[name as keyof typeof optional] !== undefined),
    ),
  };
}

it('an incremental reading after each step of the walk gives the figures of that day', async () => {
  let [day] = MARCH_2017 as [PublishedDay];
  const now = () => day.at;
  const dataDir = mkdtempSync(join(tmpdir(), 'signalman-walk-'));
  const github = await startLocalGitHub({ now, tokens: [{ token, login: 'lead' }] });
  const database = await openStore({ databaseUrl: null, dataDir });
  try {
    seedReportDay(github, day);
    const settings = loadSettings(kubernetesConfig, 'signalman.yml');
    const parts = { settings, database, log: silentLog, clock: now };
    const { tracked, sync } = composeSync(parts, { apiUrl: github.url, token }, quick);
    const questions = composeQuestions(parts);
    const expectRead = async (kind: 'full' | 'refresh') => {
      let changed = 0;
      for (const which of tracked) {
        const outcome = await sync(which, false);
        expect(outcome).toMatchObject({ kind, problem: null });
        changed += outcome.changed;
      }
      const { date: _, edition: __, at: ___, publishedAt: ____, ...published } = day;
      expect(await saidBy(questions, day)).toEqual(published);
      return changed;
    };

    await expectRead('full');
    for (const next of MARCH_2017.slice(1)) {
      const { changed } = step(github, day, next);
      day = next;
      expect(await expectRead('refresh')).toBe(changed.length);
    }
  } finally {
    await database.close();
    await github.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
