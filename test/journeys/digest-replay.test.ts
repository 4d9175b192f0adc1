/**
 * The reports of Kubernetes 1.6, lived through from day to day: the bot between a local Slack and a local GitHub posts
 * one digest for each, and every count and every delta of it is the difference of the published figures.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { composeQuestions } from '../../src/compose.js';
import { loadSettings } from '../../src/config/load.js';
import { figureOf, rowOf } from '../../src/domain/figures.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { startClock } from '../../src/sandbox/clock.js';
import { type DayCounts, type DayRecord, dayFromRecord } from '../../src/sandbox/seed/day-counts.js';
import { MARCH_2017 } from '../../src/sandbox/seed/march-2017.js';
import { seedReportDay } from '../../src/sandbox/seed/report-day.js';
import { walkTo } from '../../src/sandbox/seed/walk.js';
import { kubernetesConfig, type RunningBot, release, startTestBot } from '../builders/bot.js';

const folder = process.env.SIGNALMAN_REAL_DATA;
if (!folder)
  process.stderr.write('SIGNALMAN_REAL_DATA is not set: the days are those that the sandbox knows\n');

interface Day extends DayCounts {
  name: string;
  date: string;
}

/** In the order of the days they are about, a draft before the final: several were published days later. */
function days(): Day[] {
  if (!folder)
    return MARCH_2017.map((day, at) => ({
      ...day,
      name: `${day.date}, ${day.edition}`,
      publishedAt: momentOf(day.date, MARCH_2017[at - 1]?.date === day.date),
    }));
  const records = JSON.parse(
    readFileSync(join(folder, 'kubernetes-1.6-daily.json'), 'utf8'),
  ) as (DayRecord & {
    report_date: string;
    edition: string;
  })[];
  const isFinal = (edition: string) => (edition === 'final' ? 1 : 0);
  const order = [...records].sort(
    (a, b) => a.report_date.localeCompare(b.report_date) || isFinal(a.edition) - isFinal(b.edition),
  );
  return order.map((record, at) => {
    const earlier = order[at - 1]?.report_date === record.report_date;
    return {
      ...dayFromRecord(record),
      name: `${record.report_date}, ${record.edition}`,
      date: record.report_date,
      publishedAt: momentOf(record.report_date, earlier),
    };
  });
}

/** At the moment of the schedule; a second edition later on the same day. */
const momentOf = (date: string, isSecond: boolean) => Date.parse(`${date}T${isSecond ? '23' : '20'}:00:00Z`);

/** A published figure by the name it has in a snapshot; what was not counted on a day is not compared. */
function figuresOf(day: Day): Record<string, number> {
  const flake = { id: 'flake' };
  const bug = { id: 'bug' };
  return {
    [figureOf.total]: day.issues,
    [figureOf.kind(flake)]: day.flakes,
    [figureOf.kind(bug)]: day.bugs,
    [figureOf.row('none', flake)]: day.flakesNoSig,
    [figureOf.enhancements]: day.features,
    ...Object.fromEntries(
      Object.entries(day.flakesBySig).map(([sig, count]) => [figureOf.row(rowOf(sig), flake), count]),
    ),
    ...(day.brokenTestRun === undefined ? {} : { [figureOf.phrase({ id: 'phrase-1' })]: day.brokenTestRun }),
    ...(day.bugsWithoutMilestone === undefined ? {} : { [figureOf.loose(bug)]: day.bugsWithoutMilestone }),
  };
}

const config = `${kubernetesConfig}
digests:
  daily: { cron: "0 20 * * *", timezone: UTC, days: daily }
`;

const all = days();
/** The last edition of the latest earlier date. */
const baselineOf = (at: number) =>
  all.filter((day, index) => index < at && day.date < (all[at]?.date ?? '')).at(-1);

describe('the digests of Kubernetes 1.6', () => {
  let bot: RunningBot;
  const clock = startClock((all[0]?.publishedAt ?? 0) - 60_000);
  let file = '';

  beforeAll(async () => {
    const [first] = all;
    if (!first) throw new Error('there is no day');
    bot = await startTestBot({
      config,
      now: clock.now,
      limits: 'none',
      seed: (github) => void seedReportDay(github, { ...first, publishedAt: first.publishedAt - 60_000 }),
    });
  }, 60_000);
  afterAll(() => bot.close());

  const heads = () => bot.slack.state.messages(release).filter((message) => message.metadata !== undefined);

  async function snapshots() {
    const rows = await bot.database.read
      .selectFrom('report')
      .innerJoin('snapshot', 'snapshot.id', 'report.snapshot_id')
      .select([
        'report.slot',
        'report.revision',
        'report.baseline_id',
        'snapshot.id',
        'figures',
        'snapshot.state',
      ])
      .orderBy('report.id')
      .execute();
    return rows.map((row) => ({ ...row, figures: JSON.parse(row.figures) as Record<string, number> }));
  }

  it.each(all.map((day, at) => [day.name, at] as const))('%s', async (_, at) => {
    const day = all[at] as Day;
    const again = all[at - 1]?.date === day.date;
    const from = clock.now();
    clock.forwardTo(day.publishedAt + 1000);
    if (at > 0) walkTo(bot.github, { publishedAt: from }, { ...day, publishedAt: day.publishedAt });
    if (again) {
      expect((await bot.ask('schedule 1 again')).all).toContain('issued again');
      await bot.wake();
    } else await bot.wake();

    const reports = await snapshots();
    const report = reports.at(-1);
    // Exactly one more than before, of this slot.
    expect(reports).toHaveLength(at + 1);
    expect(report?.revision).toBe(again ? 2 : 1);
    expect(report?.state).toBe('NO GO');
    const counts = figuresOf(day);
    expect(Object.fromEntries(Object.keys(counts).map((key) => [key, report?.figures[key]]))).toEqual(counts);

    const baseline = baselineOf(at);
    const known = reports.find((one) => one.id === report?.baseline_id);
    if (!baseline) expect(report?.baseline_id).toBeNull();
    else {
      const before = figuresOf(baseline);
      expect(Object.fromEntries(Object.keys(before).map((key) => [key, known?.figures[key]]))).toEqual(
        before,
      );
    }

    file = await lastFile();
    for (const [line, key] of linesOf(day)) {
      const now = counts[key] ?? 0;
      const before = baseline && figuresOf(baseline)[key];
      const found = new RegExp(`\\[${line}\\]\\([^)]*\\): (.*)`).exec(sectionOf(file, key))?.[1];
      // Days on which the team did not count a figure have it from the walk: only the count is known then.
      if (baseline && before === undefined && !key.startsWith('group:')) continue;
      expect([line, found?.replace(/ \((\*\*)?(?:[+-]\d+|unchanged)(\*\*)? since [^)]*\)/, '')]).toEqual([
        line,
        baseline ? `${now} ${deltaOf(now, now - (before ?? 0))}` : `${now}`,
      ]);
    }
    // Who asks for the report on the same day gets the same one; only the moments differ.
    const questions = composeQuestions({
      settings: loadSettings(config, 'test.yml'),
      database: bot.database,
      clock: clock.now,
    });
    const { report: asked } = await questions.showReport(null);
    expect(withoutMoments(reportMarkdown(asked.status, { report: asked }))).toBe(withoutMoments(file));

    expect(heads()).toHaveLength(new Set(all.slice(0, at + 1).map((one) => one.date)).size);
    expect(heads().at(-1)?.text).toContain(`NO GO. ${day.issues} open`);
  });

  it('say for the noon of 16 March what the report of that day said', () => {
    const at = all.findIndex((day) => day.date === '2017-03-16');
    const [noon, before] = [all[at] as Day, baselineOf(at) as Day];
    expect(noon.issues - before.issues).toBe(7);
    expect(noon.flakes - before.flakes).toBe(4);
    expect(noon.flakesNoSig - before.flakesNoSig).toBe(8);
  });

  it('are one message for each day, with its thread and its files', () => {
    for (const head of heads()) {
      const files = head.replies.flatMap((reply) => reply.files ?? []);
      const editions = head.text.includes('16 March') ? 2 : 1;
      expect([head.text.slice(0, 40), files.length]).toEqual([head.text.slice(0, 40), editions]);
    }
  });

  async function lastFile(): Promise<string> {
    const shared = bot.slack.state.files().at(-1);
    return shared?.content?.toString('utf8') ?? '';
  }
});

/** Without the footer, and without what only an edition of a schedule says of itself. */
function withoutMoments(markdown: string): string {
  return markdown
    .slice(0, markdown.lastIndexOf('\n---\n'))
    .split('\n')
    .filter((line) => !/^- (Issued again|Late):/.test(line))
    .join('\n');
}

/** Bold when it went up, or when nothing changed above zero. */
function deltaOf(now: number, change: number): string {
  if (change < 0) return `(${change} from last report)`;
  if (change > 0) return `(**+${change} from last report**)`;
  return now > 0 ? '(**unchanged from last report**)' : '(unchanged from last report)';
}

/** The lines of the report by their link's text, each with the figure that it shows. */
function linesOf(day: Day): [line: string, key: string][] {
  const flake = { id: 'flake' };
  return [
    ['Total in milestone', figureOf.total],
    ['Total in milestone', figureOf.kind(flake)],
    ['Total in milestone', figureOf.kind({ id: 'bug' })],
    ['No SIG', figureOf.row('none', flake)],
    ...Object.keys(day.flakesBySig)
      .filter((sig) => sig in names)
      .map((sig): [string, string] => [names[sig] ?? sig, figureOf.row(rowOf(sig), flake)]),
  ];
}

const names: Record<string, string> = {
  'api-machinery': 'API Machinery',
  apps: 'Apps',
  'cluster-lifecycle': 'Cluster Lifecycle',
  federation: 'Federation',
  network: 'Network',
  node: 'Node',
  storage: 'Storage',
};

/** The part of the report in which a figure stands. */
function sectionOf(markdown: string, key: string): string {
  const part = (from: string, to: string) => {
    const begin = markdown.indexOf(`\n${from}\n`);
    const end = markdown.indexOf(`\n${to}\n`, begin);
    return markdown.slice(begin, end < 0 ? undefined : end);
  };
  if (key === figureOf.total) return part('## Issues', '### Flakes');
  return key === 'kind bug' ? part('### Bugs', '## Incomplete Features') : part('### Flakes', '### Bugs');
}
