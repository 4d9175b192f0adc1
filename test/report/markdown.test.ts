/** The report as Markdown: its form, its figures, and what is to be done. */
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Issue } from '../../src/domain/issue.js';
import { groupName } from '../../src/domain/release.js';
import { day } from '../../src/domain/time.js';
import { reportMarkdown } from '../../src/report/markdown.js';
import { scatteredIssues } from '../builders/arbitraries.js';
import { noon } from '../builders/issue.js';
import { kind, release } from '../builders/release.js';
import { enhancementsCensus, neverRead, note, status } from '../builders/status.js';
import { features, issues, kubernetes16 } from './kubernetes.js';
import { gitHubAnchors, headings, tocLinks } from './outline.js';

const notes = [
  note({ id: 1, heading: 'Release Machinery', text: 'timeouts during upgrade tests' }),
  note({ id: 2, text: 'Waiting for signal', state: 'unknown', until: noon + day }),
  note({ id: 3, type: 'action', heading: 'Release Machinery', text: 'fix upgrade tests', until: noon + day }),
  note({ id: 4, type: 'action', text: 'route flakes' }),
];

/** The figure behind a link of that title within a section. */
function figure(report: string, section: RegExp, title: string): number {
  const part = report.slice(report.search(section));
  const line = part.split('\n').find((one) => one.startsWith(`- [${title}](`));
  return Number(/\): (\d+)$/.exec(line ?? '')?.[1] ?? Number.NaN);
}

describe('the report', () => {
  const report = reportMarkdown(status({ of: kubernetes16, issues, notes, enhancements: features }));

  it('has the headings of the published ones, in their order', () => {
    expect(headings(report)).toEqual([
      '## Status: *NO GO*',
      '### Reasons',
      '## Table Of Contents',
      '## Issues',
      '### Action Required',
      '### Flakes',
      '### By SIG',
      '#### Action Required',
      '### Bugs',
      '#### Action Required',
      '## Incomplete Features',
      '### Action Required',
      '## Release Machinery',
      '### Action Required',
      '## Actions Taken by Release Team',
    ]);
  });

  it('begins with the verdict and its reasons', () => {
    expect(report.split('\n').slice(0, 7)).toEqual([
      '## Status: *NO GO*',
      '### Reasons',
      '- Bugs exist in 1.6 milestone',
      '- Flakes exist in 1.6 milestone',
      '- Open issues in 1.6 milestone',
      '- Release Machinery: timeouts during upgrade tests (grace)',
      '- Waiting for signal (grace, until 17 March 2017) (not known: written by grace)',
    ]);
  });

  it('has a table of contents whose links lead to the anchors that GitHub makes', () => {
    const links = tocLinks(report);
    expect(links).toEqual(gitHubAnchors(report).slice(3));
    expect(links).toContain('action-required-4');
    expect(report).toContain('\n  - [Flakes](#flakes)\n    - [By SIG](#by-sig)\n');
  });

  it('has every figure with the search behind it', () => {
    expect(figure(report, /^## Issues/m, 'Total in milestone')).toBe(4);
    expect(figure(report, /^## Issues/m, '"broken test run" issues in v1.6 milestone')).toBe(1);
    expect(figure(report, /^### Flakes/m, 'Total in milestone')).toBe(3);
    expect(figure(report, /^### Flakes/m, 'No SIG')).toBe(1);
    expect(figure(report, /^### By SIG/m, 'Node')).toBe(1);
    expect(figure(report, /^### By SIG/m, 'Network')).toBe(1);
    expect(figure(report, /^### By SIG/m, 'Windows')).toBe(0);
    expect(figure(report, /^### By SIG/m, 'Other SIGs (sig/gone)')).toBe(1);
    expect(figure(report, /^### Bugs/m, 'Total in milestone')).toBe(1);
    expect(figure(report, /^### Bugs/m, 'Without Milestone')).toBe(1);
    expect(report).toContain(
      '- Open issues filed against [`kubernetes/features` in v1.6 milestone](https://github.com/kubernetes/features/issues?q=is:issue+is:open+milestone:v1.6): 1\n',
    );
    expect(report).toContain(
      '(https://github.com/kubernetes/kubernetes/issues?q=is:issue+is:open+no:milestone+label:kind/bug): 1\n',
    );
  });

  it('has a row for every SIG in the order of the configuration', () => {
    const part = report.slice(report.search(/^### By SIG/m), report.search(/^#### Action Required/m));
    const rows = [...part.matchAll(/^- \[(.*?)\]/gm)].map(([, name]) => name);
    const configured = kubernetes16.groups.rows ?? [];
    expect(rows).toEqual([
      ...configured.map((slug) => groupName(kubernetes16.groups, slug)),
      'Other SIGs (sig/gone)',
    ]);
  });

  it('has what is to be done, by hand and by rule, and by when', () => {
    expect(report).toContain('### Action Required\n- fix upgrade tests by 17 March 2017');
    expect(report).toContain('\n- route flakes\n');
    expect(report).toContain(
      '\n- Move every bug that does not block out of `v1.6` and into v1.6.1 or v1.7\n',
    );
  });

  it('says that nobody wrote what was done, or who wrote it', () => {
    expect(report).toContain('## Actions Taken by Release Team\n[ not updated for this report ]\n');
    const taken = reportMarkdown(status({ notes: [note({ type: 'taken', text: 'moved 12 issues' })] }));
    expect(taken).toContain('## Actions Taken by Release Team\n- moved 12 issues (grace)\n');
    const old = reportMarkdown(
      status({ notes: [note({ type: 'taken', text: 'moved', at: noon - 2 * day })] }),
    );
    expect(old).toContain('[ not updated for this report ]');
  });

  it('says when and from where it was read', () => {
    expect(report.trimEnd().split('\n').slice(-2)).toEqual([
      '---',
      'v1.6, 16 March 2017, 05:00 PDT. kubernetes/kubernetes read 16 March 2017, 04:55 PDT, 2 requests; kubernetes/features read 16 March 2017, 04:55 PDT, 2 requests.',
    ]);
  });

  it('is shorter when little room is left: no contents, and only groups that have something', () => {
    const brief = reportMarkdown(status({ of: kubernetes16, issues }), { brief: true });
    expect(headings(brief)).not.toContain('## Table Of Contents');
    expect(brief).not.toContain('[Windows]');
    expect(brief).toContain('[Node]');
  });

  it('with nothing open is GO without a reason', () => {
    const fine = reportMarkdown(
      status({
        of: kubernetes16,
        enhancements: { ...features, census: enhancementsCensus([], kubernetes16) },
      }),
    );
    expect(fine).toContain('## Status: *GO*\n### Reasons\n- none: every gate holds\n');
    expect(fine).not.toContain('Action Required');
  });

  it('of a release that was never read has no figures', () => {
    const unread = reportMarkdown(
      status({
        of: kubernetes16,
        source: { ...neverRead, problem: 'the token was refused' },
        enhancements: { ...features, ...neverRead },
      }),
    );
    expect(unread).toContain('## Status: *UNKNOWN*');
    expect(unread).toContain('## Issues\n- not known: the token was refused\n');
    expect(unread).toContain('## Incomplete Features\n- not known: not read yet\n');
    expect(unread).not.toMatch(/\): \d/);
  });

  it('leads to the right place even if a note is headed like a part of the report', () => {
    const headed = ['Reasons', 'Table Of Contents', 'By SIG', 'Action Required', 'snake_case Übung'].map(
      (heading, at) => note({ id: at + 1, type: 'action', heading, text: 'x' }),
    );
    const text = reportMarkdown(status({ of: kubernetes16, issues, notes: headed }));
    expect(tocLinks(text)).toEqual(gitHubAnchors(text).slice(3));
    expect(tocLinks(text)).toEqual(
      expect.arrayContaining(['reasons-1', 'table-of-contents-1', 'by-sig-1', 'snake_case-übung']),
    );
  });

  it('has figures that add up, for any issues', () => {
    fc.assert(
      fc.property(scatteredIssues(40, [17, 17, null]), (some: Issue[]) => {
        const of = release({ kinds: [kind({ id: 'flake', title: 'Flakes' })], gates: [] });
        const text = reportMarkdown(status({ of, issues: some }));
        const total = figure(text, /^### Flakes/m, 'Total in milestone');
        const part = text.slice(text.search(/^### By SIG/m), text.search(/^## Actions Taken/m));
        const rows =
          text.search(/^### By SIG/m) < 0
            ? []
            : [...part.matchAll(/\): (\d+)$/gm)].map(([, count]) => Number(count));
        const none = figure(text, /^### Flakes/m, 'No SIG');
        expect(total).toBeLessThanOrEqual(figure(text, /^## Issues/m, 'Total in milestone'));
        expect(none).toBeLessThanOrEqual(total);
        for (const row of rows) expect(row).toBeLessThanOrEqual(total);
        expect(rows.reduce((sum, row) => sum + row, none)).toBeGreaterThanOrEqual(total);
      }),
      { numRuns: 60 },
    );
  });
});
