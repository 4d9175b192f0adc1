/**
 * The days of Kubernetes 1.6 as they were published: seeded into a local GitHub, read, counted and reported.
 * The figures come from the folder named by SIGNALMAN_REAL_DATA; nothing of it is kept here.
 */

import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { composeQuestions, composeSync, openStore } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { reportJson, reportSchema } from '../../src/report/json.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { startLocalGitHub } from '../../src/sandbox/github/index.js';
import { type DayRecord, dayFromRecord } from '../../src/sandbox/seed/day-counts.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { kubernetesConfig } from '../builders/bot.js';
import { silentLog } from '../builders/log.js';
import { quick, token } from '../builders/world.js';

const folder = process.env.SIGNALMAN_REAL_DATA;
if (!folder)
  process.stderr.write(
    'SIGNALMAN_REAL_DATA is not set: the published days of Kubernetes 1.6 are not tried\n',
  );
const records = folder
  ? (JSON.parse(readFileSync(join(folder, 'kubernetes-1.6-daily.json'), 'utf8')) as (DayRecord & Published)[])
  : [];

interface Published {
  report_date: string;
  edition: string;
  published_at: string;
  verdict: string;
  reasons: string[];
  counts: Record<string, number>;
}

/** The reasons that issues decide; the others are about tests and people's judgement. */
const aboutIssues = /^(Bugs|Flakes|Open issues) (exist )?in /;

const handWrittenDiffers: Record<string, string[]> = {
  '2017-03-22': ['Flakes exist in 1.6 milestone'],
  '2017-03-24': ['Flakes exist in 1.6 milestone'],
};

async function reportOf(record: DayRecord & Published) {
  const now = () => Date.parse(record.published_at);
  const github = await startLocalGitHub({ now, tokens: [{ token, login: 'lead' }] });
  seedReportDay(github, dayFromRecord(record));
  const dataDir = mkdtempSync(join(tmpdir(), 'signalman-day-'));
  const database = await openStore({ databaseUrl: null, dataDir });
  try {
    const settings = loadSettings(kubernetesConfig, 'signalman.yml');
    const parts = { settings, database, log: silentLog, clock: now };
    const { tracked, sync } = composeSync(parts, { apiUrl: github.url, token }, quick);
    for (const which of tracked) await sync(which, false);
    const { status, whole } = await composeQuestions(parts).showWholeStatus(null);
    return { report: reportSchema.parse(reportJson(status, whole)), markdown: reportMarkdown(status) };
  } finally {
    await database.close();
    await github.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

/** What the report says, under the names of the published figures. */
function figures({ report }: Awaited<ReturnType<typeof reportOf>>): Record<string, number | undefined> {
  const { counts, groups } = report;
  return {
    'Issues/Total': counts?.total.count,
    'Issues/"broken test run" issues in 1.6 milestone': counts?.phrases[0]?.count,
    'Flakes/Total': counts?.kinds.flake?.count,
    'Flakes/No SIG': counts?.kinds.flake?.noGroup.count,
    'Flakes/Flakes without milestone': counts?.kinds.flake?.withoutMilestone?.count,
    'Bugs/Total': counts?.kinds.bug?.count,
    'Bugs/Without Milestone': counts?.kinds.bug?.withoutMilestone?.count,
    'Incomplete Features/`kubernetes/features` in 1.6 milestone': counts?.enhancements?.count,
    ...Object.fromEntries((groups?.rows ?? []).map((row) => [`flake/sig/${row.name}`, row.kinds.flake])),
  };
}

(folder ? describe : describe.skip)('the published days of Kubernetes 1.6', () => {
  it.each(records.map((record) => [`${record.report_date}, ${record.edition}`, record] as const))(
    '%s',
    async (_, record) => {
      const found = await reportOf(record);

      const said = figures(found);
      expect(Object.fromEntries(Object.keys(record.counts).map((name) => [name, said[name]]))).toEqual(
        record.counts,
      );
      expect(found.report.verdict.state).toBe(record.verdict);
      const expected = [
        ['Bugs/Total', 'Bugs exist in 1.6 milestone'],
        ['Flakes/Total', 'Flakes exist in 1.6 milestone'],
        ['Issues/Total', 'Open issues in 1.6 milestone'],
      ].flatMap(([name, reason]) => ((record.counts[name ?? ''] ?? 0) > 0 ? [reason] : []));
      const reasons = found.report.verdict.reasons.map((reason) => reason.reason);
      expect(reasons).toEqual(expected);
      // What people wrote by hand differs on two days: a reason left out, and one kept with nothing behind it.
      const theirs = record.reasons.filter((reason) => aboutIssues.test(reason));
      const differs = handWrittenDiffers[record.report_date] ?? [];
      expect(reasons.filter((reason) => !differs.includes(reason))).toEqual(
        theirs.filter((reason) => !differs.includes(reason)),
      );
      for (const reason of reasons) expect(found.markdown).toContain(`- ${reason}\n`);
    },
  );
});
