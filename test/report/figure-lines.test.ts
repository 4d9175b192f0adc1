/** What the report's figures say of the report before it. */
import { describe, expect, it } from '@jest/globals';
import { reportMarkdown } from '../../src/report/markdown.js';
import { issue } from '../builders/issue.js';
import { report } from '../builders/report.js';
import { features, issues, kubernetes16 } from './kubernetes.js';

describe('the figures of a report that has one before it', () => {
  const before = [...issues.slice(0, 2), issue({ number: 6, labels: ['kind/flake', 'sig/windows'] })];
  const given = {
    of: kubernetes16,
    issues,
    enhancements: features,
    before: { issues: before, enhancements: features },
    week: { issues: [] },
  };
  const compared = report(given);
  const text = reportMarkdown(compared.status, { report: compared });
  const lineOf = (section: RegExp, title: string) =>
    text
      .slice(text.search(section))
      .split('\n')
      .find((line) => line.startsWith(`- [${title}](`))
      ?.replace(/^.*?\): /, '');

  it('say what they changed, the totals within a week too', () => {
    expect(lineOf(/^## Issues/m, 'Total in milestone')).toBe(
      '4 (**+1 from last report**) (+4 since 9 March 2017)',
    );
    expect(lineOf(/^## Issues/m, '"broken test run" issues in v1.6 milestone')).toBe(
      '1 (**unchanged from last report**)',
    );
    expect(lineOf(/^### Flakes/m, 'Total in milestone')).toBe(
      '3 (**unchanged from last report**) (+3 since 9 March 2017)',
    );
    expect(lineOf(/^### Flakes/m, 'No SIG')).toBe('1 (**unchanged from last report**)');
    expect(lineOf(/^### By SIG/m, 'Windows')).toBe('0 (-1 from last report)');
    expect(lineOf(/^### By SIG/m, 'Auth')).toBe('0 (unchanged from last report)');
    expect(lineOf(/^### By SIG/m, 'Other SIGs (sig/gone)')).toBe('1 (**+1 from last report**)');
    expect(lineOf(/^### Bugs/m, 'Without Milestone')).toBe('1 (**+1 from last report**)');
    expect(text).toContain('milestone:v1.6): 1 (**unchanged from last report**)\n');
    expect(text).toMatch(/without a SIG\].*; 4 \(\*\*\+1 from last report\*\*\) in all\n/);
  });

  it('are bare when there is none before it', () => {
    const first = report({ ...given, before: null, week: null });
    expect(reportMarkdown(first.status, { report: first })).toBe(reportMarkdown(first.status));
  });
});
