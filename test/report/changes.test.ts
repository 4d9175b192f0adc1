/** The section on what changed since the last report: all of it, by name, and nothing that was not there. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Issue } from '../../src/domain/issue.js';
import { day, hour, minute } from '../../src/domain/time.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { hostileTexts, scatteredIssues } from '../builders/arbitraries.js';
import { issue, noon } from '../builders/issue.js';
import { countGate, release } from '../builders/release.js';
import { type ReportParts, report } from '../builders/report.js';
import { milestone, note } from '../builders/status.js';
import { gitHubAnchors, headings, tocLinks } from './outline.js';

const title = '## Changes Since Last Report';

function markdown(parts: ReportParts, brief = false): string {
  const made = report(parts);
  return reportMarkdown(made.status, { report: made, brief });
}

/** From the section's heading to the footer. */
const changes = (parts: ReportParts, brief = false) =>
  markdown(parts, brief).split(`\n${title}\n`)[1]?.split('\n\n---\n')[0];

const part = (text: string | undefined, heading: string) =>
  text?.split(`\n### ${heading}\n`)[1]?.split('\n\n')[0]?.split('\n');

const isNew = { createdAt: noon - hour };
const before: Issue[] = [
  issue({ number: 1, labels: ['kind/bug', 'sig/node'] }),
  issue({ number: 2, labels: ['sig/node'] }),
  issue({ number: 3, labels: ['sig/apps'] }),
  issue({ number: 4, state: 'closed', closedAt: noon - 3 * day, labels: ['sig/apps'] }),
];
const now: Issue[] = [
  issue({ number: 1, labels: ['kind/flake', 'sig/network', 'sig/node'] }),
  issue({ number: 4, title: 'It is back', labels: ['sig/apps'] }),
  issue({ number: 5, labels: ['kind/bug', 'sig/apps'], ...isNew }),
  issue({ number: 6, labels: [] }),
];
const parts: ReportParts = {
  issues: now,
  notes: [note({ id: 7, text: 'Waiting for a signal', state: 'unknown' })],
  before: { issues: before },
  left: [{ ...(before[2] as Issue), milestone: 18 }],
};

describe('the changes since the last report', () => {
  const text = changes(parts);

  it('say which report that is, the verdict, how many came and went, and what is to be expected', () => {
    expect(text?.split('\n\n')[0]?.split('\n')).toEqual([
      '- Last report: 15 March 2017, 12:00 UTC',
      '- Verdict: NO GO (unchanged)',
      '- Issues: opened 1, reopened 1, moved in 1, closed 1, moved out 1, relabelled 1',
      '- Outlook for open issues: Too little history for a forecast: 2 reports so far.',
    ]);
  });

  it('have every issue by name, under the way it took', () => {
    const link = (number: number, name = `Issue ${number}`) =>
      `- [\\#${number} ${name}](https://github.com/acme/rocket/issues/${number})`;
    expect(part(text, 'Opened')).toEqual([link(5)]);
    expect(part(text, 'Reopened')).toEqual([link(4, 'It is back')]);
    expect(part(text, 'Moved In')).toEqual([link(6)]);
    expect(part(text, 'Closed')).toEqual([link(2)]);
    expect(part(text, 'Moved Out')).toEqual([link(3)]);
    expect(part(text, 'Relabelled')).toEqual([`${link(1)}: now Flakes, Network; no longer Bugs`]);
  });

  it('have what flowed in each group, in the order of the table', () => {
    expect(part(text, 'Flow By SIG')).toEqual([
      '- Apps: +2 −1 (opened 1, reopened 1, moved out 1)',
      '- Network: +1 −0 (relabelled in 1)',
      '- Node: +0 −1 (closed 1)',
      '- no SIG: +1 −0 (moved in 1)',
    ]);
  });

  it('name the gates that flipped, from what to what', () => {
    const gates = [
      countGate(),
      countGate({ id: 'old', reason: 'All in {version}', filter: { is: 'every' } }),
    ];
    const flipped = report({ ...parts, of: release({ gates }), issues: [], notes: [] });
    const renamed = {
      ...flipped,
      flips: [...flipped.flips, { gate: 'reason-7', reason: 'Waiting', from: 'unknown', to: null } as const],
    };
    expect(part(reportMarkdown(renamed.status, { report: renamed }), 'Gates That Changed')).toEqual([
      '- Bugs exist in 1.6 milestone (bugs): NO GO → GO',
      '- All in 1.6 (old): NO GO → GO',
      '- Waiting: UNKNOWN → gone',
    ]);
    expect(part(text, 'Gates That Changed')).toEqual(['- Waiting for a signal: not there → UNKNOWN']);
    expect(changes({ ...parts, issues: [], notes: [] })).toContain('- Verdict: NO GO → GO\n');
  });

  it('say when the report is late, or issued again', () => {
    const edition = { slot: noon - hour, revision: 2, late: hour };
    expect(changes({ ...parts, edition })).toContain(
      '\n- Issued again: revision 2 of the report for 16 March 2017, 11:00 UTC\n- Late: due 16 March 2017, 11:00 UTC, written 1 h after it\n',
    );
    const punctual = changes({ ...parts, edition: { slot: noon, revision: 1, late: 4 * minute } });
    expect(punctual).toBe(text);
  });

  it('compare the outlook with the day the milestone is due', () => {
    const made = report({ ...parts, source: { milestone: milestone({ dueOn: noon + 9 * day }) } });
    const range = { kind: 'range', earliest: noon + 2 * day, latest: noon + 3 * day } as const;
    const forecast = { ...range, beforeDeadline: 'yes' as const };
    expect(reportMarkdown(made.status, { report: { ...made, forecast } })).toContain(
      ': At the recent pace 0 is reached between 18 March 2017 and 19 March 2017: before the deadline on 25 March 2017.\n',
    );
  });

  it('do not pretend to know which issues flowed when only the counts were kept', () => {
    const made = report(parts);
    const counts = reportMarkdown(made.status, { report: { ...made, flows: null } });
    expect(counts).toContain('\n- Issues: which of them came and went is not known');
    expect(headings(counts)).not.toContain('### Closed');
  });

  it('are not there in a first report', () => {
    expect(markdown({ ...parts, before: null })).not.toContain('Changes Since');
  });

  it('are the last part of the report, and in its table of contents', () => {
    const whole = markdown(parts);
    expect(
      headings(whole)
        .filter((one) => one.startsWith('## '))
        .slice(-2),
    ).toEqual(['## Actions Taken by Release Team', title]);
    expect(tocLinks(whole)).toEqual(gitHubAnchors(whole).slice(3));
    expect(tocLinks(whole)).toEqual(expect.arrayContaining(['changes-since-last-report', 'flow-by-sig']));
  });

  it('are without the issues where there is little room', () => {
    expect(headings(markdown(parts, true)).slice(-2)).toEqual([title, '### Gates That Changed']);
  });
});

describe('names in the changes', () => {
  const hostile = (name: string) =>
    markdown({
      of: release({
        groups: { noun: 'SIG', prefix: 'sig/', rows: ['node'], names: { node: name }, owners: {} },
      }),
      issues: [issue({ title: name, labels: ['sig/node'], url: 'https://x.example/)[a](b' })],
      before: { issues: [issue({ number: 2, title: name })] },
    });

  it('of groups stay names', () => {
    expect(hostile('a|b`c')).toContain('\n- a\\|b\\`c: +1 −0 (moved in 1)\n');
  });

  it.each(hostileTexts.map((text) => [text]))('leave the form of the report as it is: %j', (text) => {
    const shape = (whole: string) => whole.split('\n').map((line) => /^(#+ |\s*- |---$|)/.exec(line)?.[0]);
    const whole = hostile(text);
    expect(shape(whole)).toEqual(shape(hostile('plain')));
    expect(whole).toContain('](https://x.example/%29[a]%28b)\n');
    expect(whole).not.toMatch(/@(?!\u200b)|(?<!\\)</);
  });
});

describe('the issues of the changes', () => {
  it('are as many as the flows have, for any two reports', () => {
    const some = scatteredIssues(15, [17, 17, null]);
    fc.assert(
      fc.property(some, some, (is, was) => {
        const made = report({ issues: is, before: { issues: was } });
        const text = reportMarkdown(made.status, { report: made }).split(`\n${title}\n`)[1] ?? '';
        const total = made.flows?.get('total');
        for (const [heading, numbers] of Object.entries({
          Opened: total?.opened,
          Reopened: total?.reopened,
          'Moved In': total?.movedIn,
          Closed: total?.closed,
          'Moved Out': total?.movedOut,
        }))
          expect(part(text, heading)?.length ?? 0).toBe(numbers?.length ?? 0);
      }),
      { numRuns: 60 },
    );
  });
});
