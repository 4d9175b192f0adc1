/** What a release lead reads in the channel: the verdict, what changed, the curve, the groups, what to do. */
import { describe, expect, it } from '@jest/globals';
import type { ChecklistSetting } from '../../../src/domain/checklist/checklist.js';
import { checklistOf } from '../../../src/domain/checklist/standing.js';
import type { Saying } from '../../../src/domain/delivery.js';
import type { Issue } from '../../../src/domain/issue.js';
import { day, hour, minute } from '../../../src/domain/time.js';
import type { Waiver } from '../../../src/domain/waiver/waiver.js';
import { type DigestOptions, digestMessages } from '../../../src/slack/blocks/digest/digest.js';
import type { Block } from '../../../src/slack/blocks/parts/block.js';
import { issue, noon } from '../../builders/issue.js';
import { countGate, release } from '../../builders/release.js';
import { countsAt, type ReportParts, report as reportOn } from '../../builders/report.js';
import { milestone, neverRead, note } from '../../builders/status.js';
import { asMessage, expectSlackTakesIt, markupOf, textsOf } from './checks.js';

const everyGate = countGate({
  id: 'open',
  filter: { is: 'every' },
  reason: 'Open issues in {version} milestone',
});
const of = release({ gates: [countGate(), everyGate] });
const flake = (number: number, group: string): Issue =>
  issue({ number, labels: ['kind/flake', group], createdAt: noon - 9 * day });
const before = [
  flake(1, 'sig/node'),
  flake(2, 'sig/node'),
  issue({ number: 3, labels: ['kind/bug', 'sig/apps'] }),
];
const issues = [
  ...before.slice(0, 2),
  flake(4, 'sig/network'),
  issue({ number: 5, labels: ['kind/bug', 'sig/node'], createdAt: noon - hour }),
  issue({ number: 6, createdAt: noon - hour }),
];
const usual: ReportParts = {
  of,
  issues,
  before: { issues: before, now: noon - day },
  week: { issues: [...before, ...issues.slice(2)], now: noon - 6 * day },
};
const digest = (parts: ReportParts = {}, options: Partial<DigestOptions> = {}) =>
  digestMessages(reportOn({ ...usual, ...parts }), { kind: 'full', owners: {}, ...options });
const head = (parts: ReportParts = {}, options: Partial<DigestOptions> = {}) =>
  asMessage(digest(parts, options).head.rich);
const linesOf = (said: Saying) =>
  markupOf(said.blocks)
    .flatMap((text) => text.split('\n'))
    .map((line) => line.replace(/<https?:[^|>]+\|([^>]+)>/g, '$1'));
const only = ({ blocks }: Saying, type: string) =>
  asMessage({ text: '', blocks }).blocks.filter((block) => block.type === type);
const tableOf = (said: Saying) =>
  ((only(said, 'table')[0]?.rows ?? []) as unknown[][]).map((row) => textsOf(row));
interface Chart {
  chart: { series: { name: string; data: { label: string; value: number }[] }[]; axis_config: Axis };
}
interface Axis {
  categories: string[];
  x_label?: string;
}
const chartOf = (said: Saying) => only(said, 'data_visualization')[0] as (Block & Chart) | undefined;

describe('the head of a digest', () => {
  it('names what is waived, without a ping, and how far the checklists are', () => {
    const waiver: Waiver = {
      ...{ id: 1, release: of.name, gate: of.gates[0]?.id ?? '', covers: { whole: 99 }, about: 'Old bugs' },
      ...{
        reason: 'Known since v1.5',
        by: { id: 'U0LEAD', name: 'lea' },
        at: noon - hour,
        until: noon + day,
      },
      ...{ second: null, needsSecond: false, raisedBy: [], ended: null },
    };
    const setting: ChecklistSetting = {
      ...{ name: 'before', title: 'Before the release', phase: null, by: [], role: 'release lead' },
      from: { items: ['Tag it', 'Tell people'] },
    };
    const checklists = [checklistOf(setting, null, [], 'https://github.com')];
    const lines = linesOf(head({ more: { waivers: [waiver], checklists } }));
    const waived = lines.find((line) => line.includes('Old bugs'));
    expect(waived).toContain('by lea until');
    expect(waived).toContain('Known since v1.5');
    expect(waived).not.toContain('<@');
    expect(lines).toContain('Checklist *Before the release*: 0 of 2');
    expect(linesOf(head({ more: { waivers: [waiver] } }, { kind: 'short' })).join()).toContain('Old bugs');
  });

  it('names the release, the day and the verdict, then the figures with what changed since which day', () => {
    const said = head();
    expect(textsOf(said.blocks[0])).toEqual([':no_entry: v1.6 · Thursday 16 March · NO GO']);
    expect(linesOf(said).slice(0, 3)).toEqual([
      '*5 open* (+2 since Wednesday 15 March, −1 since Friday 10 March): 2 opened, 1 closed, 1 moved in',
      '3 flakes (+1, ±0) · 1 bug (±0, −1)',
      'Every gate says the same as on Wednesday 15 March',
    ]);
  });

  it('says in a notification what matters, in a line that makes sense alone', () => {
    expect(head().text).toBe('v1.6 on Thursday 16 March: NO GO. 5 open (+2), 3 flakes (+1), 1 bug (±0).');
    const dueOn = Date.UTC(2017, 2, 28, 7);
    const past = [7, 5, 3, 2].map((days) => countsAt(noon - days * day, 3, { flake: 1, bug: 1 }));
    expect(head({ history: past, source: { milestone: milestone({ dueOn }) } }).text).toMatch(
      / 0 open expected 21 March at the earliest, perhaps before 28 March\.$/,
    );
    const given = { ...reportOn({ ...usual, source: { milestone: milestone({ dueOn }) } }) };
    const forecast = { kind: 'not-converging', why: 'the last 6 days closed none' } as const;
    const { rich } = digestMessages({ ...given, forecast }, { kind: 'full', owners: {} }).head;
    expect(rich.text).toMatch(/1 bug \(±0\)\. Not converging; due 28 March\.$/);
    expect(linesOf(rich)).toContain(
      '*Not converging*: the last 6 days closed none. The deadline is 28 March 2017, 12 days after this report.',
    );
  });

  it('names the gates that flipped', () => {
    const calm = {
      issues: [flake(1, 'sig/node')],
      now: noon - day,
      notes: [note({ text: 'Skew tests fail' })],
    };
    const lines = linesOf(head({ before: calm }));
    expect(lines).toContain('*Now NO GO:* Bugs exist in 1.6 milestone');
    expect(lines).toContain('*Ended:* Skew tests fail');
  });

  it('says that there is nothing to compare with yet', () => {
    const first = head({ before: null, week: null });
    expect(linesOf(first).slice(0, 2)).toEqual([
      '*5 open*: the first report, with nothing before it to compare with',
      '3 flakes · 1 bug',
    ]);
    expect(JSON.stringify(first)).not.toMatch(/[+−±]\d|since/);
    expect(tableOf(first)[0]).toEqual(['SIG', 'Open', 'Flakes', 'Bugs']);
    expect(linesOf(first).at(-1)).toContain('the curve begins with the second report');
  });

  it('has a row for each group that has something or had, the largest first', () => {
    expect(tableOf(head())).toEqual([
      ['SIG', 'Open', '±', 'Flakes', 'Bugs'],
      ['Node', '3', '+1', '2', '1 (+1)'],
      ['Network', '1', '+1', '1 (+1)', '–'],
      ['Apps', '0', '−1', '–', '0 (−1)'],
      ['no SIG', '1', '+1', '–', '–'],
    ]);
  });

  it('mentions an owner only where the group has what holds the release', () => {
    const owners = { node: 'S0NODE', apps: 'U0APPS', network: 'everyone> <!channel' };
    const notes = [note({ type: 'action', heading: 'SIG Node', text: 'Fix the kubelet', until: noon + day })];
    const lines = linesOf(head({ notes }, { owners }));
    expect(lines).toContain('1. SIG Node: Fix the kubelet by *17 March 2017* <!subteam^S0NODE>');
    expect(lines).toContain('• Node: 3 open, 2 flakes, 1 bug <!subteam^S0NODE>');
    expect(lines.join()).not.toMatch(/U0APPS|channel/);
    expect(linesOf(head({ notes })).join()).not.toMatch(/<[@!](?!date)/);
  });

  it('names the author of a reason without calling him every day', () => {
    const lines = linesOf(head({ notes: [note({ text: 'Skew tests fail', authorName: 'grace' })] }));
    expect(lines).toContain(':red_circle:  *Skew tests fail* · by grace');
  });

  it('draws the curve by days, with the days to the deadline', () => {
    const history = [13, 14].map((date) =>
      countsAt(Date.UTC(2017, 2, date, 12), 9, { flake: 4, bug: 2 }, { origin: 'reconstructed' }),
    );
    const source = { milestone: milestone({ dueOn: Date.UTC(2017, 2, 28, 7) }) };
    const said = head({ history, source });
    const { chart } = chartOf(said) ?? {};
    expect(chart?.axis_config.categories).toEqual([
      ...['≈13 Mar · 15 d', '≈14 Mar · 14 d', '15 Mar · 13 d', '16 Mar · 12 d'],
    ]);
    expect(chart?.series.map(({ name, data }) => [name, ...data.map(({ value }) => value)])).toEqual([
      ['Open', 9, 9, 3, 5],
      ['Flakes', 4, 4, 2, 3],
      ['Bugs', 2, 2, 1, 1],
    ]);
    expect(linesOf(said).join()).toContain('≈: reconstructed from what GitHub still knew');
  });

  it('says when the curve is thinned or its days are not evenly apart', () => {
    const days = (all: number[]) =>
      chartOf(head({ history: all.map((one) => countsAt(noon - one * day, 9, { flake: 4, bug: 2 })) }))?.chart
        .axis_config;
    expect(days([7, 5])?.x_label).toBe('days not evenly spaced');
    expect(days([3, 2])?.x_label).toBeUndefined();
    const long = days(Array.from({ length: 39 }, (_, at) => 40 - at));
    expect(long?.x_label).toMatch(/^(1\d|20) of 41 days, not evenly spaced$/);
    expect(long?.categories.slice(0, 4)).toEqual(['4 Feb', '5', '8', '11']);
  });

  it('says when it is late, issued again, or not read without trouble', () => {
    const edition = { slot: noon - 40 * minute, revision: 2, late: 40 * minute };
    const lines = linesOf(head({ edition, source: { problem: 'GitHub is <down>' } }));
    expect(lines.slice(-2).join()).toMatch(
      /^Details and the full report in the thread · 2 GitHub requests · snapshot #41 · read <!date.*> · posted 40 min late · issued again \(revision 2\),:warning: acme\/rocket: GitHub is &lt;down&gt;$/,
    );
    expect(linesOf(head({ edition: { slot: noon, revision: 1, late: minute } })).at(-1)).not.toMatch(
      /late|again/,
    );
  });

  it('is for the day its moment has in the zone of the release', () => {
    const zone = 'Pacific/Auckland';
    const late = Date.UTC(2017, 11, 31, 12);
    const said = head({
      ...{ of: release({ zone }), issues, now: late, source: { observedAt: late } },
      ...{ week: null, before: { issues, now: late - day } },
    });
    expect(textsOf(said.blocks[0])).toEqual([':no_entry: v1.6 · Monday 1 January · NO GO']);
    expect(linesOf(said)[0]).toBe(
      '*5 open* (unchanged since Sunday 31 December 2017): nothing came and nothing went',
    );
  });

  it('names the time when the report before was on the same day', () => {
    expect(linesOf(head({ before: { issues, now: noon - 3 * hour }, week: null }))[0]).toContain(
      'since Thursday 16 March, 09:00',
    );
  });

  it('has no figures when GitHub was never read, and says why', () => {
    const said = head({
      source: { ...neverRead, problem: 'the token is refused' },
      before: null,
      week: null,
    });
    expectSlackTakesIt(said);
    expect(linesOf(said)[0]).toBe('*No figures*: the token is refused');
    expect(said.text).toBe('v1.6 on Thursday 16 March: UNKNOWN. No figures.');
  });

  it('says the same without chart and table', () => {
    const { rich, plain } = digest().head;
    expect(plain.text).toBe(rich.text);
    expect(asMessage(plain).blocks.map(({ type }) => type)).not.toContain('table');
    const lines = linesOf(plain).map((line) => line.replaceAll('```', ''));
    expect(lines).toEqual(
      expect.arrayContaining(['Day     Open  Flakes  Bugs', '16 Mar     5       3     1']),
    );
    expect(lines).toContain('• Node: 3 open (+1), 2 flakes, 1 bug (+1)');
    for (const line of linesOf(rich)) expect(linesOf(plain)).toContain(line);
  });

  it('is the verdict, the figures and the outlook where it is to be short', () => {
    const short = digest({}, { kind: 'short' });
    expect(asMessage(short.head.rich).blocks.map(({ type }) => type)).toEqual([
      ...['header', 'section', 'section', 'context'],
    ]);
    expect(short.details).toEqual([]);
    expect(linesOf(short.head.rich).at(-1)).not.toContain('thread');
    expect(digest({}, { kind: 'on-change' })).toEqual(digest());
  });

  it('shows names with bars and grave accents as they look', () => {
    const names = { node: '`Node` | *core* & <co>' };
    const groups = { ...of.groups, names };
    const { rich, plain } = digest({ of: { ...of, groups } }, { owners: { node: 'S0NODE' } }).head;
    expect(tableOf(rich)[1]?.[0]).toBe('`Node` | *core* & <co>');
    expect(linesOf(plain)).toContain('• ˋNodeˋ ¦ ∗core∗ &amp; &lt;co&gt;: 3 open (+1), 2 flakes, 1 bug (+1)');
    for (const one of [rich, plain]) expectSlackTakesIt(asMessage(one));
  });
});
